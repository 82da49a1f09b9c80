"""An index that follows its collection: told what happened, quiet where nothing did, and never emptied by an unmounted disk."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from index import watch
from index.build import build
from index.following import EmptiedError, follow
from index.locking import BusyError, build_lock
from index.reports import BuildReport
from index.search import Index
from index.sharing import SharedEmbedder
from index.types import Embedder, Matrix
from tests.fakes import FakeEmbedder
from tests.index.collection import COLLECTION, write

NEW = {"new.txt": "新港物流扩建仓库\n\n新港物流宣布扩建仓库。"}
Said = list[BuildReport | Exception]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LOOK", 0.3)
    monkeypatch.setattr(watch, "POLL", 0.3)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write(tmp_path / "articles")


@contextmanager
def _following(articles: Path, embedder: Embedder) -> Iterator[Said]:
    said: Said = []
    stop = threading.Event()
    folders = (articles, articles.parent / "index")

    def built(full: bool) -> BuildReport:
        return build(*folders, embedder, full=full)

    thread = threading.Thread(target=follow, args=(*folders, built, said.append), kwargs={"stop": stop})
    thread.start()
    try:
        yield said
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


def _until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_every_change_is_built_and_told_and_an_open_index_finds_it(articles: Path) -> None:
    with _following(articles, FakeEmbedder()) as said:
        _until(lambda: said)
        index = Index.open(articles.parent / "index", FakeEmbedder())
        write(articles, NEW)
        _until(lambda: len(said) > 1)
        assert index.search("新港物流扩建仓库")[0].chunk.article_id == "new"
        (articles / "new.txt").unlink()
        _until(lambda: len(said) > 2)
        assert all(hit.chunk.article_id != "new" for hit in index.search("新港物流扩建仓库"))
    reports = [r for r in said if isinstance(r, BuildReport)]
    assert [(r.added, r.deleted) for r in reports] == [
        (sorted(COLLECTION), []),
        (["new.txt"], []),
        ([], ["new.txt"]),
    ]


def test_a_touched_file_is_no_news_and_a_file_that_fails_is_told_once(articles: Path) -> None:
    with _following(articles, FakeEmbedder()) as said:
        _until(lambda: said)
        write(articles, {"empty.txt": ""})
        _until(lambda: len(said) > 1)
        (articles / "bank.txt").touch()
        time.sleep(1.5)
    assert len(said) == 2
    assert isinstance(said[1], BuildReport)
    assert [f["path"] for f in said[1].failed] == ["empty.txt"]


class Failing(FakeEmbedder):
    """Fails at the first passages, like a model on a full card, and then works."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """Fail or embed."""
        self.times -= 1
        if self.times >= 0:
            raise RuntimeError("out of memory")
        return super().document_tokens(texts)


def test_a_build_that_fails_is_told_once_and_tried_until_it_works(articles: Path) -> None:
    with _following(articles, Failing(3)) as said:
        _until(lambda: len(said) > 1)
    assert [str(s) for s in said[:-1]] == ["out of memory"]
    assert isinstance(said[-1], BuildReport)
    assert sorted(said[-1].added) == sorted(COLLECTION)


def test_while_another_build_runs_it_waits_for_its_turn(articles: Path) -> None:
    index_dir = articles.parent / "index"
    index_dir.mkdir()
    with ExitStack() as other_build:
        other_build.enter_context(build_lock(index_dir))
        with _following(articles, FakeEmbedder()) as said:
            _until(lambda: said)
            assert isinstance(said[0], BusyError)
            other_build.close()
            _until(lambda: len(said) > 1)
            assert isinstance(said[1], BuildReport)


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_a_folder_that_is_suddenly_missing_or_empty_deletes_nothing(articles: Path, how: str) -> None:
    index_dir, away = articles.parent / "index", articles.parent / "away"
    with _following(articles, FakeEmbedder()) as said:
        _until(lambda: said)
        articles.rename(away)
        if how == "empty":
            articles.mkdir()
        _until(lambda: len(said) > 1)
        assert isinstance(said[1], EmptiedError)
        assert f"is {how}: the 3 articles of the index stay" in str(said[1])
        assert Index.open(index_dir, FakeEmbedder()).search("云杉银行")
        if how == "empty":
            articles.rmdir()
        away.rename(articles)
        write(articles, NEW)
        _until(lambda: len(said) > 2)
    assert isinstance(said[-1], BuildReport)
    assert (said[-1].added, said[-1].deleted) == (["new.txt"], [])


def test_an_empty_folder_without_an_index_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    with _following(tmp_path / "articles", FakeEmbedder()) as said:
        write(tmp_path / "articles", NEW)
        _until(lambda: any(isinstance(s, BuildReport) and s.added for s in said))
    assert not [s for s in said if isinstance(s, Exception)]


def test_the_lock_is_free_between_two_builds(articles: Path) -> None:
    with _following(articles, FakeEmbedder()) as said:
        _until(lambda: said)
        time.sleep(0.1)
        assert sorted(build(articles, articles.parent / "index", FakeEmbedder()).unchanged) == sorted(COLLECTION)


def test_questions_are_answered_over_the_model_that_is_building(articles: Path) -> None:
    shared = SharedEmbedder(FakeEmbedder())
    build(articles, articles.parent / "index", shared)
    index = Index.open(articles.parent / "index", shared)
    with _following(articles, shared.patient()) as said:
        write(articles, {f"{n}.txt": f"第 {n} 篇\n\n" + f"这是编号 {n} 的一句话。" * 40 for n in range(20)})
        while not any(isinstance(s, BuildReport) and len(s.added) == 20 for s in said):
            assert index.search("云杉银行净利润")[0].chunk.article_id == "bank"
