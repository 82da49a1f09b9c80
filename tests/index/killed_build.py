"""A build that kills its own process, as `kill -9` would, at a named step; to be run in a process of its own."""

import os
import signal
from collections.abc import Callable, Sequence
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from index import publishing
from index.build import build
from index.types import Matrix
from index.update import Update
from tests.fakes import FIXED, FakeEmbedder


class Killer(FakeEmbedder):
    """Dies when it is to embed the third passage, with two done."""

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """Embed two and die."""
        if not FIXED.issuperset(texts):
            super().document_tokens(texts[:2])
            die()
        return super().document_tokens(texts)


def die(*_: object, **__: object) -> NoReturn:
    """End this process at once: no handler, no cleaning up."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


# Where each step's death comes: in place of the call, by its number, that would do what the step's name says comes next.
STEPS: dict[str, tuple[object, str, int] | None] = {
    "after reading": (Update, "parts", 1),
    "while embedding": None,
    "before a segment is written": (publishing, "write_arrays", 1),
    "before a segment is on the disk": (publishing, "sync", 1),
    "before a segment has its name": (Path, "replace", 1),
    "before the manifest": (publishing, "sealed", 1),
    "before the manifest has its name": (Path, "replace", 2),
    "between the manifest and the pointer": (Path, "replace", 3),
    "before the folder of the pointer is on the disk": (publishing, "sync", 6),
    "before old generations are dropped": (publishing, "drop", 1),
}
PUBLISHED = ("before the folder of the pointer is on the disk", "before old generations are dropped")


def build_until(corpus_dir: Path, index_dir: Path, step: str, *, full: bool) -> None:
    """Build, and die at the step."""
    place = STEPS[step]
    embedder: Callable[[], FakeEmbedder] = FakeEmbedder if place else Killer
    if place:
        _die_at(*place)
    build(corpus_dir, index_dir, embedder(), full=full)
    raise AssertionError(f"the build has no step {step!r}")


def _die_at(owner: object, name: str, call: int) -> None:
    real, calls = getattr(owner, name), count(1)

    def counted(*arguments: object, **named: object) -> object:
        return die() if next(calls) == call else real(*arguments, **named)

    setattr(owner, name, counted)


def build_and_say_so(corpus_dir: Path, index_dir: Path, started: Connection) -> None:
    """Build, having told that it begins; to be killed from outside."""
    started.send(None)
    build(corpus_dir, index_dir, FakeEmbedder())
