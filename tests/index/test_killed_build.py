"""`kill -9` at any step of a build leaves an index that answers, and the next build succeeds."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.build import build
from index.search import Index
from tests.fakes import FakeEmbedder
from tests.index import killed_build
from tests.index.collection import COLLECTION, write

ROOT = Path(__file__).parents[2]
NEW = {"new.txt": "新港物流扩建仓库\n\n新港物流宣布扩建仓库。仓库将使用机器人分拣包裹。"}


def _kill_at(step: str, place: Path, *, full: bool) -> None:
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["faiss", "tests.index.killed_build"])
    process = processes.Process(
        target=killed_build.build_until, args=(place / "articles", place / "index", step), kwargs={"full": full}
    )
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    process.close()


def _check_rebuild(place: Path) -> None:
    write(place / "articles", {"later.txt": "后来的一篇。"})
    report = build(place / "articles", place / "index", FakeEmbedder())
    assert report.failed == []
    assert report.generation == build(place / "articles", place / "fresh", FakeEmbedder()).generation
    assert not list((place / "index").rglob("*.part"))
    assert Index.open(place / "index", FakeEmbedder()).search("新港物流")[0].chunk.article_id == "new"


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("step", killed_build.STEPS)
def test_the_old_index_answers_and_the_next_build_succeeds(step: str, full: bool, tmp_path: Path) -> None:
    write(tmp_path / "articles", {**COLLECTION, **NEW} if full else COLLECTION)
    build(tmp_path / "articles", tmp_path / "index", FakeEmbedder())
    before = Index.open(tmp_path / "index", FakeEmbedder()).search("云杉银行净利润")
    write(tmp_path / "articles", NEW)
    _kill_at(step, tmp_path, full=full)
    index = Index.open(tmp_path / "index", FakeEmbedder())
    assert index.search("云杉银行净利润")[0].chunk == before[0].chunk
    assert ("new" in index.generation.articles) == (full or step in killed_build.PUBLISHED)
    _check_rebuild(tmp_path)


def test_a_first_build_that_is_killed_leaves_no_index_and_the_next_succeeds(tmp_path: Path) -> None:
    write(tmp_path / "articles", {**COLLECTION, **NEW})
    _kill_at("between the manifest and the pointer", tmp_path, full=False)
    assert not (tmp_path / "index" / "CURRENT").exists()
    _check_rebuild(tmp_path)


@pytest.mark.slow
def test_the_command_itself_can_be_killed_while_it_works(tmp_path: Path, tiny_model: Path) -> None:
    many = {f"{n}.txt": f"第 {n} 篇\n\n" + f"这是编号 {n} 的一句话。" * 400 for n in range(60)}
    write(tmp_path / "articles", many)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "index",
        "build",
        "--corpus",
        tmp_path / "articles",
        "--index",
        tmp_path / "index",
    ]
    chosen = {"EMBEDDING_MODEL": str(tiny_model), "EMBEDDING_BACKEND": "torch", "CACHE_DIR": str(tmp_path / "cache")}
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **{f"ASSISTANT_{name}": value for name, value in chosen.items()}}
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "index" / "build.lock").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(0.3)
    process.kill()
    assert process.wait(30) == -signal.SIGKILL
    report = build(tmp_path / "articles", tmp_path / "index", FakeEmbedder())
    assert (len(report.added) + len(report.unchanged), report.failed) == (len(many), [])
