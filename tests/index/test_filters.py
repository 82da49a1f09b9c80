"""Which articles a filter leaves."""

from datetime import date

import pytest

from corpus.article import Article
from index.filters import allowed, passes
from index.search import Index
from index.types import Filters
from tests.fakes import FakeEmbedder, article

EARLY = article("a", "星澜完成融资。", published=date(2023, 3, 1), source="晨报")
LATE = article("b", "星澜再次完成融资。", published=date(2024, 3, 1), source="晚報", language="zh-Hant")
UNDATED = article("c", "Xinglan closed a round.", language="en")


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(), "abc"),
        (Filters(after=date(2023, 3, 1)), "ab"),
        (Filters(before=date(2023, 3, 1)), "a"),
        (Filters(source="晚报"), "b"),
        (Filters(language="en"), "c"),
        (Filters(after=date(2023, 1, 1), source="晨報"), "a"),
    ],
)
def test_a_filter_leaves_the_articles_that_meet_every_condition(filters: Filters, left: str) -> None:
    articles: list[Article] = [EARLY, LATE, UNDATED]
    assert "".join(a.id for a in articles if passes(a, filters)) == left
    mask = allowed(Index.of(articles, FakeEmbedder()).generation, filters)
    assert (mask is None) == (filters == Filters())
    assert mask is None or [a.id for a, kept in zip(articles, mask, strict=True) if kept] == list(left)
