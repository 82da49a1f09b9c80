"""When a generation has an approximate index, what it knows, and that nothing is lost with and without it."""

from pathlib import Path

import pytest

from corpus.article import Article
from index import approximation
from index.build import build_articles
from index.checking import check
from index.search import Index
from index.store import IndexFormatError, load_generation
from tests.fakes import FakeEmbedder, article

WORDS = "云杉 星澜 港口 机房 银行 码头 净利 扩建 泊位 能源 园区 供电 募资 上市 裁员 芯片 订单 工厂 汽车 电池".split()


def _articles(start: int, count: int) -> list[Article]:
    def text(n: int) -> str:
        return f"{WORDS[n % 20]}{WORDS[n * 7 % 20]}公司第{n}号公告说，{WORDS[n * 3 % 20]}增加了{n}台。"

    return [article(f"a{n:04}", text(n)) for n in range(start, start + count)]


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(approximation, "EXACT", 50)


def _first(index_dir: Path, query: str) -> str:
    return Index.open(index_dir, FakeEmbedder()).search(query)[0].chunk.article_id


def test_a_collection_gets_one_when_it_is_large_enough_and_loses_it_when_it_no_longer_is(tmp_path: Path) -> None:
    for count, kind in ((40, "exact"), (120, "IVF44,SQ8"), (40, "exact")):
        build_articles(_articles(0, count), tmp_path, FakeEmbedder())
        assert load_generation(tmp_path).manifest["index_type"] == kind
    build_articles(_articles(0, 39), tmp_path, FakeEmbedder())  # the generation before the last one is kept
    assert not list((tmp_path / approximation.FOLDER).iterdir())


def test_later_articles_are_found_and_deleted_ones_are_not_without_training_anew(tmp_path: Path) -> None:
    articles = _articles(0, 120)
    build_articles(articles, tmp_path, FakeEmbedder())
    before = load_generation(tmp_path).manifest["approximate"]
    assert _first(tmp_path, articles[77].text) == "a0077"

    changed = [*articles[:77], *articles[78:], *_articles(200, 5)]
    build_articles(changed, tmp_path, FakeEmbedder())
    assert load_generation(tmp_path).manifest["approximate"] == before
    assert _first(tmp_path, _articles(203, 1)[0].text) == "a0203"
    assert _first(tmp_path, articles[77].text) != "a0077"
    assert _first(tmp_path, articles[12].text) == "a0012"


def test_too_many_that_it_does_not_know_train_it_anew(tmp_path: Path) -> None:
    build_articles(_articles(0, 120), tmp_path, FakeEmbedder())
    before = load_generation(tmp_path).manifest["approximate"]
    build_articles(_articles(0, 180), tmp_path, FakeEmbedder())
    after = load_generation(tmp_path).manifest["approximate"]

    assert after["vectors"] >= 180 > before["vectors"] == 120
    assert _first(tmp_path, _articles(170, 1)[0].text) == "a0170"


def test_a_generation_has_one_name_with_and_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_articles(_articles(0, 120), tmp_path / "with", FakeEmbedder())
    monkeypatch.setattr(approximation, "EXACT", 1_000)
    build_articles(_articles(0, 120), tmp_path / "without", FakeEmbedder())

    assert load_generation(tmp_path / "with").name == load_generation(tmp_path / "without").name


def test_a_damaged_one_is_said_and_made_anew(tmp_path: Path) -> None:
    build_articles(_articles(0, 120), tmp_path, FakeEmbedder())
    (file,) = (tmp_path / approximation.FOLDER).iterdir()
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(IndexFormatError, match="index build"):
        load_generation(tmp_path)
    assert file.name in {Path(one["file"]).name for one in check(tmp_path).damaged}

    build_articles(_articles(0, 121), tmp_path, FakeEmbedder())
    assert _first(tmp_path, _articles(5, 1)[0].text) == "a0005"
