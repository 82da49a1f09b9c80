"""The retriever, over an embedder whose rankings can be worked out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from corpus.article import Article
from index.build import build_articles
from index.filters import passes
from index.parts import Parts
from index.periods import Period
from index.search import Index
from index.types import Filters
from tests.fakes import FakeEmbedder, article

ARTICLES = [
    article("bank", "云杉银行第三季度净利润为 41 亿元。", published=date(2024, 10, 15), source="晚报"),
    article("bank2", "云杉银行第二季度净利润为 38 亿元。", published=date(2024, 7, 15), source="晨報"),
    article("cloud", "星瀾雲端在臺北開設第二座機房。", language="zh-Hant", published=date(2024, 11, 2), source="晨報"),
    article("robot", "Harbour Robotics opened a factory in Porto.", language="en", published=date(2024, 12, 20)),
    article("undated", "云杉银行的净利润没有日期。"),
]
LONG = article("long", "\n".join(f"港口城第{n}码头扩建，泊位增加到{n}个。" * 14 for n in range(12)), title="港口城码头")


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.of([*ARTICLES, LONG], FakeEmbedder())


def _found(index: Index, query: str, filters: Filters = Filters(), k: int = 10) -> list[str]:
    return [hit.chunk.article_id for hit in index.search(query, k, filters)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("云杉银行第三季度净利润", "bank"),
        ("雲杉銀行第三季度淨利潤", "bank"),
        ("星澜云端在台北的机房", "cloud"),
        ("Harbour Robotics factory", "robot"),
        ("ＨＡＲＢＯＵＲ　ｒｏｂｏｔｉｃｓ", "robot"),
    ],
)
def test_the_article_that_is_asked_about_comes_first_in_any_script(index: Index, query: str, expected: str) -> None:
    assert _found(index, query)[0] == expected


def test_hits_come_best_first_and_once(index: Index) -> None:
    hits = index.search("云杉银行净利润", 50)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.chunk.id for hit in hits}) == len(hits)
    assert all(type(hit.score) is float and np.isfinite(hit.score) for hit in hits)


def test_k_is_the_most_that_is_given_and_a_smaller_k_gives_the_same_beginning(index: Index) -> None:
    assert [len(index.search("云杉银行", k)) for k in (0, 1, 3)] == [0, 1, 3]
    assert index.search("云杉银行", 3) == index.search("云杉银行", 10)[:3]


def test_one_article_gives_no_more_chunks_than_its_share(index: Index) -> None:
    for share in (1, 2, 5):
        counts = Counter(hit.chunk.article_id for hit in index.search("港口城码头泊位", 50, per_article=share))
        assert counts["long"] == share
        assert max(counts.values()) == share


def test_the_share_of_an_article_leaves_room_for_others(index: Index) -> None:
    assert len(set(_found(index, "港口城码头泊位", k=10))) > 1


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(after=date(2024, 10, 15)), {"bank", "cloud", "robot"}),
        (Filters(before=date(2024, 10, 15)), {"bank", "bank2"}),
        (Filters(after=date(2024, 8, 1), before=date(2024, 11, 30)), {"bank", "cloud"}),
        (Filters(source="晨报"), {"bank2", "cloud"}),
        (Filters(language="en"), {"robot"}),
        (Filters(source="晨報", language="zh-Hant"), {"cloud"}),
        (Filters(source="nobody"), set()),
        (Filters(after=date(2025, 1, 1)), set()),
        (Filters(after=date(2023, 1, 1), before=date(2023, 12, 31)), set()),
    ],
)
def test_a_filter_leaves_exactly_the_articles_that_meet_it(index: Index, filters: Filters, left: set[str]) -> None:
    assert set(_found(index, "云杉银行净利润", filters, k=50)) == left
    assert {name for name, _ in index.search_articles("云杉银行净利润", 50, filters)} == left


def test_filters_act_before_ranking_so_that_the_farthest_article_is_still_found() -> None:
    crowd = [article(f"crowd{n}", f"云杉银行净利润第{n}次增长。", source="甲") for n in range(450)]
    alone = article("alone", "今天气温下降，有小雨。", source="乙")
    index = Index.of([*crowd, alone], FakeEmbedder())
    assert _found(index, "云杉银行净利润", Filters(source="乙"), k=1) == ["alone"]


def test_an_article_without_a_date_meets_no_condition_on_dates() -> None:
    undated = ARTICLES[-1]
    assert passes(undated, Filters())
    assert not passes(undated, Filters(after=date.min))
    assert not passes(undated, Filters(before=date.max))


@pytest.mark.parametrize("query", ["", "   ", "\n\t"])
def test_an_empty_query_finds_nothing(index: Index, query: str) -> None:
    assert index.search(query) == []
    assert index.search_articles(query) == []


@pytest.mark.parametrize("query", ["。。。", "the of and", "\ud800", "x" * 20_000, "😀", "\x00"])
def test_a_query_without_usable_words_is_no_error(index: Index, query: str) -> None:
    assert len(index.search(query, 3)) <= 3


@pytest.mark.parametrize("articles", [[], [replace(ARTICLES[0], text="", title="")]])
def test_an_index_without_chunks_finds_nothing(articles: list[Article]) -> None:
    index = Index.of(articles, FakeEmbedder())
    assert index.search("云杉银行") == []
    assert index.search_articles("云杉银行") == []
    assert index.search("云杉银行", filters=Filters(language="en")) == []


def test_articles_are_ranked_by_their_best_chunk_each_once(index: Index) -> None:
    ranked = index.search_articles("港口城码头泊位", 10)
    names = [name for name, _ in ranked]
    assert names[0] == "long"
    assert len(set(names)) == len(names)
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
    assert ranked[0][1] == index.search("港口城码头泊位", 1)[0].score


def test_an_index_that_is_open_picks_up_the_next_generation(tmp_path: Path) -> None:
    build_articles(ARTICLES[:1], tmp_path, FakeEmbedder())
    index = Index.open(tmp_path, FakeEmbedder())
    assert _found(index, "台北机房") == ["bank"]
    build_articles(ARTICLES, tmp_path, FakeEmbedder())
    assert _found(index, "台北机房")[0] == "cloud"
    assert index.article("cloud") == ARTICLES[2]
    build_articles(ARTICLES[:1], tmp_path, FakeEmbedder())
    with pytest.raises(KeyError):
        index.article("cloud")


def test_the_same_question_gives_the_same_hits_again(index: Index) -> None:
    assert index.search("云杉银行净利润") == index.search("云杉银行净利润")
    again = Index.of([*ARTICLES, LONG], FakeEmbedder())
    assert again.search("云杉银行净利润") == index.search("云杉银行净利润")


BODY = "".join(
    f"第{n}条：港口城{place}码头的扩建工程由{firm}承建，泊位将增加到{n + 3}个，预计两年后完工。"
    for n, (place, firm) in enumerate(
        [("东", "海川建设"), ("西", "云岭集团"), ("南", "白石工程"), ("北", "长汀港务")] * 2
    )
)
ORIGINAL = article("port", BODY, title="港口城扩建码头", published=date(2024, 3, 1), source="晨報")
REPRINT = article("reprint", BODY + "（转载）", title="四座码头将扩建", published=date(2024, 3, 2), source="晚报")
CORRECTED = article(
    "corrected", BODY.replace("增加到7个", "增加到25个"), title="更正：码头扩建", published=date(2024, 3, 3)
)


def test_a_reprint_is_folded_into_the_article_that_it_repeats() -> None:
    index = Index.of([ORIGINAL, REPRINT, *ARTICLES], FakeEmbedder())
    hits = index.search("港口城码头扩建泊位", 20)
    ports = [hit for hit in hits if hit.chunk.article_id in ("port", "reprint")]
    kept = ports[0].chunk.article_id
    assert {hit.chunk.article_id for hit in ports} == {kept}
    assert ports[0].also == (({"port", "reprint"} - {kept}).pop(),)
    assert all(hit.also == () for hit in hits if hit not in ports)


def test_a_reprint_is_ranked_among_the_articles_all_the_same() -> None:
    index = Index.of([ORIGINAL, REPRINT, *ARTICLES], FakeEmbedder())
    assert {"port", "reprint"} <= {key for key, _ in index.search_articles("港口城码头扩建泊位", 10)}


def test_a_near_duplicate_with_another_figure_is_shown_beside_the_first() -> None:
    index = Index.of([ORIGINAL, CORRECTED], FakeEmbedder())
    found = {hit.chunk.article_id for hit in index.search("港口城东码头泊位增加到几个", 20)}
    assert found == {"port", "corrected"}


def test_a_filter_decides_before_reprints_are_folded() -> None:
    index = Index.of([ORIGINAL, REPRINT], FakeEmbedder())
    hits = index.search("港口城码头扩建泊位", 10, Filters(source="晚报"))
    assert {hit.chunk.article_id for hit in hits} == {"reprint"}
    assert all(hit.also == () for hit in hits)


class _Backwards:
    """Finds the longest text best."""

    name = "backwards"

    def scores(self, query: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.array([len(text) for text in texts], np.float32)


def test_a_reranker_has_the_last_word_on_the_first_candidates() -> None:
    articles = [*ARTICLES, LONG]
    hits = Index.of(articles, FakeEmbedder(), reranker=_Backwards()).search("云杉银行净利润", 4)
    plain = Index.of(articles, FakeEmbedder()).search("云杉银行净利润", 4)
    assert [hit.chunk.article_id for hit in hits] != [hit.chunk.article_id for hit in plain]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    lengths = [len(hit.chunk.text) for hit in hits]
    assert lengths == sorted(lengths, reverse=True)


def test_of_two_equal_articles_the_one_of_the_time_asked_about_comes_first() -> None:
    early, late = (article(str(y), f"云杉银行年报发布。编号{y}", published=date(y, 5, 1)) for y in (2019, 2024))
    index = Index.of([early, late], FakeEmbedder())
    assert _found(index, "2019年5月的云杉银行年报")[0] == "2019"
    assert _found(index, "2024年5月的云杉银行年报")[0] == "2024"
    for year in (2019, 2024):
        when = Period(date(year, 6, 1), date(year, 6, 1))
        assert index.search("云杉银行年报", when=when)[0].chunk.article_id == str(year)


def test_the_users_own_names_are_known(tmp_path: Path) -> None:
    table = tmp_path / "names.txt"
    table.write_text("星澜云端 = 小澜\n", "utf-8")
    build_articles(ARTICLES, tmp_path / "index", FakeEmbedder())
    index = Index.open(tmp_path / "index", FakeEmbedder(), names=table)
    assert "小澜" in index.generation.names.same("星瀾雲端")
    build_articles([*ARTICLES, LONG], tmp_path / "index", FakeEmbedder())
    assert "小澜" in index.generation.names.same("星瀾雲端")


def test_a_part_that_is_turned_off_has_no_say(index: Index) -> None:
    without = index.with_parts(Parts(lexical=False, late_interaction=False, dictionary=False))
    query = FakeEmbedder().embed_queries(["云杉银行净利润"])[0]
    rows = {chunk.id: row for row, chunk in enumerate(index.generation.chunks)}
    hits = without.search("云杉银行净利润", 5)
    dense = [float(index.generation.dense.vectors()[rows[hit.chunk.id]] @ query) for hit in hits]
    assert dense == sorted(dense, reverse=True)
    assert [hit.chunk.id for hit in index.search("云杉银行净利润", 5)] != []
