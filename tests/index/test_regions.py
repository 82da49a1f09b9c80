"""Regional words."""

import pytest

from index.regions import mainland_words
from index.search import Index
from index.terms import terms
from tests.fakes import FakeEmbedder, article


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("這家軟體公司用人工智慧", ["软件", "人工智能"]),
        ("計程車司機", ["出租车"]),
        ("這家公司", []),
        ("这家软体公司", []),
        ("a software company", []),
        ("", []),
    ],
)
def test_a_word_of_taiwan_is_given_as_the_mainland_says_it(text: str, words: list[str]) -> None:
    assert mainland_words(text) == words


def test_an_article_is_found_by_the_other_regions_words_too() -> None:
    articles = [
        article("bread", "公司只做麵包，三家店都在臺北。", title="麵包", language="zh-Hant"),
        article("taxi", "海川資訊開發計程車軟體。", title="海川資訊", language="zh-Hant"),
    ]
    generation = Index.of(articles, FakeEmbedder()).generation
    for asked in ("出租车软件", "計程車軟體"):
        bread, taxi = generation.lexical.scores(terms(asked))[0]
        assert taxi > bread == 0


def test_a_question_is_asked_in_the_other_regions_words_too() -> None:
    articles = [article("bread", "公司只做面包。", title="面包"), article("taxi", "青禾开发出租车。", title="青禾")]
    index = Index.of(articles, FakeEmbedder())
    assert index.search("計程車", 1)[0].chunk.article_id == "taxi"
