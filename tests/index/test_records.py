"""Records say everything about an article."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Removal
from index.records import article_in, article_line, article_of, article_record, entry_in

_OPTIONAL = st.none() | st.text()
_ARTICLES = st.builds(
    Article,
    id=st.text(min_size=1),
    title=st.text(),
    text=st.text(),
    language=st.sampled_from(["zh-Hans", "zh-Hant", "en"]),
    published=st.none() | st.dates(),
    source=_OPTIONAL,
    author=_OPTIONAL,
    url=_OPTIONAL,
    removed=st.lists(st.builds(Removal, st.text(), st.text()), max_size=3).map(tuple),
    pages=st.lists(st.integers(0, 99), max_size=3).map(tuple),
)


_FILE = {"path": "a.txt", "sha256": "00"}


@given(_ARTICLES)
def test_an_article_survives_a_line_of_json_and_its_text(article: Article) -> None:
    line = article_line(article, _FILE, [["云杉银行", "Spruce Bank"]])
    assert line.count(b"\n") == 1
    assert article_in(line, article.text) == article


@given(_ARTICLES)
def test_what_is_known_without_the_text_is_what_the_article_says(article: Article) -> None:
    entry = entry_in(article_line(article, _FILE, [["云杉银行", "Spruce Bank"]]))
    assert (entry.id, entry.language, entry.published) == (article.id, article.language, article.published)
    assert (entry.source, entry.file, entry.names) == (article.source, _FILE, (("云杉银行", "Spruce Bank"),))


@given(_ARTICLES, _ARTICLES)
def test_the_digest_covers_everything_about_an_article(one: Article, other: Article) -> None:
    first, second = (entry_in(article_line(article, _FILE, [])).digest for article in (one, other))
    assert (first == second) == (one == other)
    assert first != entry_in(article_line(replace(one, text=one.text + "."), _FILE, [])).digest
    assert first != entry_in(article_line(one, {**_FILE, "sha256": "01"}, [])).digest


def test_a_record_without_pages_is_read() -> None:
    record = article_record(Article("a", "t", "text", "en", pages=(0, 2)))
    assert article_of({name: value for name, value in record.items() if name != "pages"}).pages == ()


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b'{"article": {"id": 1}}', b"\xff"])
def test_a_damaged_line_is_said_to_be_damaged(line: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        entry_in(line)
