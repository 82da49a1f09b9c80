"""An index built up step by step is the one that is built at once: same name, same chunks, same answers to the last bit."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from index import aliases, indexing, merging
from index.build import build_articles, in_memory
from index.generation import Generation
from index.search import Index
from index.store import load_generation
from index.terms import terms
from tests.fakes import FakeEmbedder, article

PLACES = "東西南北中"
BODIES = [
    *(f"港口城{place}码头扩建，泊位增加到{n + 3}个。" * (9 * n + 1) for n, place in enumerate(PLACES)),
    *(f"Harbour Robotics（港湾机器人）opened factory {n} in Porto. It employs {n}00 people." for n in range(5)),
    "云杉银行第三季度净利润为 41 亿元。不良贷款率降到 1.2%。",
    "云杉银行第三季度净利润为 41 亿元。不良贷款率降到 1.3%。",
    "",
]
QUERIES = ["港口城东码头泊位", "Harbour Robotics factory", "云杉银行净利润", "港湾机器人"]
IDS = [f"a/{n}" for n in range(9)]


@pytest.fixture(autouse=True)
def small(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments so small that a handful of articles fills and merges some, and a table of names that is read in no time."""
    table = tmp_path_factory.mktemp("names") / "names.txt"
    table.write_text("云杉银行 = 云杉\n", "utf-8")
    monkeypatch.setattr(aliases, "TABLE", table)
    monkeypatch.setattr(merging, "LARGEST", 40)
    monkeypatch.setattr(indexing, "BATCH", 12)
    monkeypatch.setattr(merging, "FULL", 3)


def _made(article_id: str, number: int) -> Article:
    body = BODIES[number % len(BODIES)]
    made = article(article_id, body, title=f"第{number}号", language="en" if body.isascii() else "zh-Hans")
    return replace(made, published=date(2024, 1 + number % 12, 1), source="晚报" if number % 2 else None)


# What is done to the collection: an article is put under an id, or one is taken away, or renamed.
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(IDS), st.integers(0, 25)),
        st.tuples(st.sampled_from(IDS), st.none()),
        st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)),
    ),
    min_size=1,
    max_size=8,
)


def _after(held: dict[str, Article], step: tuple[str, int | str | None]) -> dict[str, Article]:
    article_id, what = step
    if isinstance(what, int):
        return {**held, article_id: _made(article_id, what)}
    without = {key: one for key, one in held.items() if key != article_id}
    moved = held.get(article_id)
    return {**without, what: replace(moved, id=what)} if isinstance(what, str) and moved else without


def _states(steps: list[tuple[str, int | str | None]]) -> Iterator[dict[str, Article]]:
    held = {key: _made(key, n) for n, key in enumerate(IDS[:4])}
    yield held
    for step in steps:
        held = _after(held, step)
        yield held


def _same(one: Generation, other: Generation) -> None:
    assert list(one.chunks) == list(other.chunks)
    assert dict(one.articles) == dict(other.articles)
    assert one.duplicates == other.duplicates
    assert np.array_equal(one.dense.vectors(), other.dense.vectors())
    assert np.array_equal(one.languages.means, other.languages.means)
    assert [one.tokens.part(row).tolist() for row in range(len(one.chunks))] == [
        other.tokens.part(row).tolist() for row in range(len(other.chunks))
    ]
    for query in QUERIES:
        for found, expected in zip(one.lexical.scores(terms(query)), other.lexical.scores(terms(query)), strict=True):
            assert np.array_equal(found, expected)
        assert [one.lexical.idf(term) for term in terms(query)] == [other.lexical.idf(term) for term in terms(query)]
        hits = [Index(generation, FakeEmbedder()).search(query, 20) for generation in (one, other)]
        assert hits[0] == hits[1]


@settings(max_examples=15, deadline=None)
@given(_STEPS)
def test_step_by_step_is_at_once(steps: list[tuple[str, int | str | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for held in _states(steps):
            name = build_articles(held.values(), Path(folder) / "steps", FakeEmbedder()).generation
        again = build_articles(held.values(), Path(folder) / "fresh", FakeEmbedder())
        assert name == again.generation
        stepped, fresh = load_generation(Path(folder) / "steps"), load_generation(Path(folder) / "fresh")
        _same(stepped, fresh)
        _same(fresh, in_memory(held.values(), FakeEmbedder()))


def test_many_small_builds_end_in_few_segments(tmp_path: Path) -> None:
    held = {f"{n:02}": _made(f"{n:02}", n) for n in range(30)}
    for n in range(1, 31):
        build_articles(list(held.values())[:n], tmp_path / "steps", FakeEmbedder())
    generation = load_generation(tmp_path / "steps")
    assert len(generation.parts) <= 12
    assert sum(len(part.segment) for part in generation.parts) == len(generation.chunks)
    build_articles(held.values(), tmp_path / "fresh", FakeEmbedder())
    _same(generation, load_generation(tmp_path / "fresh"))


def test_a_restored_article_is_not_embedded_again(tmp_path: Path) -> None:
    held = [_made(key, n) for n, key in enumerate(IDS)]
    for articles in (held, held[1:]):
        build_articles(articles, tmp_path, FakeEmbedder())
    embedder = FakeEmbedder()
    assert build_articles(held, tmp_path, embedder).embedded == len(embedder.embedded) == 0
