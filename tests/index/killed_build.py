"""A build that kills its own process, as `kill -9` would, at a named step; to be run in a process of its own."""

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from index import store
from index.build import build
from index.dense import DensePart
from index.types import Matrix
from index.update import Update
from tests.fakes import FIXED, FakeEmbedder

Patch = tuple[object, str]


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


# Where each step's death comes: in place of the call that would do what the step's name says comes next.
STEPS: dict[str, Patch | None] = {
    "after reading": (Update, "cut"),
    "while embedding": None,
    "with some files written": (DensePart, "save"),
    "before the manifest": (store, "sizes_and_digests"),
    "before the generation is renamed": (Path, "rename"),
    "between the generation and the pointer": (Path, "replace"),
    "before old generations are dropped": (store, "_drop_old"),
}


def build_until(corpus_dir: Path, index_dir: Path, step: str, *, full: bool) -> None:
    """Build, and die at the step."""
    patch = STEPS[step]
    embedder: Callable[[], FakeEmbedder] = FakeEmbedder if patch else Killer
    if patch:
        setattr(*patch, die)
    build(corpus_dir, index_dir, embedder(), full=full)
