"""`kill -9` at any step of a build leaves an index that answers, and the next build succeeds."""

import hashlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

import pytest

from index.build import build
from index.search import Index
from index.store import NoIndexError, load_generation
from tests.fakes import FakeEmbedder
from tests.index import killed_build
from tests.index.collection import COLLECTION, write

ROOT = Path(__file__).parents[2]
KILLS = 50
REAL_KILLS = int(os.environ.get("ASSISTANT_TEST_KILLS", "0"))
NEW = {"new.txt": "新港物流扩建仓库\n\n新港物流宣布扩建仓库。仓库将使用机器人分拣包裹。"}


def _processes() -> ForkServerContext:
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["faiss", "tests.index.killed_build"])
    return processes


def _kill_at(step: str, place: Path, *, full: bool) -> None:
    process = _processes().Process(
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


def test_what_a_killed_build_has_embedded_is_not_embedded_again(tmp_path: Path) -> None:
    write(tmp_path / "articles", {**COLLECTION, **NEW})
    _kill_at("before the manifest", tmp_path, full=False)
    report = build(tmp_path / "articles", tmp_path / "index", FakeEmbedder())
    assert (sorted(report.added), report.embedded) == (sorted({**COLLECTION, **NEW}), 0)
    assert report.generation == build(tmp_path / "articles", tmp_path / "fresh", FakeEmbedder()).generation


State = dict[str, str]
"""The hash of the file of every article, by id."""


def _on_disk(articles: Path) -> State:
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in articles.iterdir()}


def _indexed(index_dir: Path) -> State:
    """What the index holds, every text of which must be there and fit its chunks."""
    try:
        generation = load_generation(index_dir)
    except NoIndexError:
        return {}
    for chunk in generation.chunks:
        assert generation.articles[chunk.article_id].text[chunk.start : chunk.end] == chunk.text
    return {entry.id: entry.sha256 for entry in generation.articles.entries()}


def _change(articles: Path, number: int) -> None:
    """Add an article, change another, and now and then take one away."""
    write(articles, {f"n{number}.txt": f"第{number}号公告\n\n" + f"港口城第{number}座码头扩建。" * (number % 40 + 1)})
    write(articles, {"changing.txt": f"云杉银行第{number}次更正。"})
    if number % 3 == 0:
        (articles / f"n{number - 2}.txt").unlink(missing_ok=True)


def _killed_after(place: Path, seconds: float) -> tuple[bool, float]:
    """Whether a build had not ended when it was killed, and how long it ran."""
    told, started = multiprocessing.Pipe()
    process = _processes().Process(
        target=killed_build.build_and_say_so, args=(place / "articles", place / "index", started)
    )
    process.start()
    told.recv()
    begun = time.monotonic()
    process.join(seconds)
    process.kill()
    process.join(60)
    ran, killed = time.monotonic() - begun, process.exitcode == -signal.SIGKILL
    process.close()
    told.close()
    started.close()
    return killed, ran


def test_a_build_may_be_killed_at_any_moment(tmp_path: Path) -> None:
    random = Random(0)  # noqa: S311 - moments, not secrets
    write(tmp_path / "articles", {"first.txt": "第一篇。"})
    _, whole = _killed_after(tmp_path, 60)
    kills, published, state = 0, 0, _on_disk(tmp_path / "articles")
    for number in range(KILLS * 4):
        _change(tmp_path / "articles", number)
        killed, ran = _killed_after(tmp_path, random.uniform(0, whole))
        found, complete = _indexed(tmp_path / "index"), _on_disk(tmp_path / "articles")
        assert found in (state, complete)
        if not killed:
            assert found == complete
            whole = (whole + ran) / 2
        kills, published, state = kills + killed, published + (killed and found == complete), found
        if kills == KILLS:
            break
    assert kills == KILLS
    report = build(tmp_path / "articles", tmp_path / "index", FakeEmbedder())
    assert report.failed == []
    assert _indexed(tmp_path / "index") == _on_disk(tmp_path / "articles")
    assert not list((tmp_path / "index").rglob("*.part"))


@pytest.mark.skipif(
    not REAL_KILLS, reason="ASSISTANT_TEST_KILLS gives no number: the command was NOT killed with the real model"
)
def test_the_command_may_be_killed_at_any_moment(tmp_path: Path) -> None:
    random = Random(1)  # noqa: S311 - moments, not secrets
    folders = "--corpus", str(tmp_path / "articles"), "--index", str(tmp_path / "index")
    command = [sys.executable, "-m", "index", "build", *folders]
    write(tmp_path / "articles", {"first.txt": "第一篇。"})
    begun = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True)
    whole, state = time.monotonic() - begun, _on_disk(tmp_path / "articles")
    for number in range(REAL_KILLS):
        _change(tmp_path / "articles", number)
        process = subprocess.Popen(command, cwd=ROOT)
        time.sleep(random.uniform(0, whole))
        process.kill()
        process.wait(60)
        found = _indexed(tmp_path / "index")
        assert found in (state, _on_disk(tmp_path / "articles"))
        state = found
    subprocess.run(command, cwd=ROOT, check=True)
    assert _indexed(tmp_path / "index") == _on_disk(tmp_path / "articles")


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
