"""Records say everything about an article and a chunk."""

import json

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Chunk, Removal
from index.records import article_of, article_record, chunk_of, chunk_record

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


@given(_ARTICLES)
def test_an_article_survives_a_line_of_json(article: Article) -> None:
    line = json.dumps(article_record(article), ensure_ascii=False)
    assert "\n" not in line
    assert article_of(json.loads(line)) == article


def test_a_record_without_pages_is_read() -> None:
    record = article_record(Article("a", "t", "text", "en", pages=(0, 2)))
    assert article_of({name: value for name, value in record.items() if name != "pages"}).pages == ()


@given(_ARTICLES, st.data())
def test_a_chunk_survives_without_its_text(article: Article, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(article.text)))
    end = data.draw(st.integers(start, len(article.text)))
    chunk = Chunk(f"{article.id}#0", article.id, start, end, article.text[start:end])
    record = chunk_record(chunk, "key")
    assert "text" not in record
    assert chunk_of(json.loads(json.dumps(record)), article) == chunk
