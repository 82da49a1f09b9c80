"""Segments give back what was put into them, and several of them merged give the same."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Chunk
from index.arrays import write_arrays
from index.assembling import Draft, assembled, merged
from index.collection import Articles, Chunks, Layout, Part
from index.duplicates import WIDTH
from index.keys import find_keys
from index.late import Centres
from index.segments import Segment
from tests.fakes import article

DIMENSION = 16
CENTRES = Centres(np.zeros((2, DIMENSION), np.float32), np.ones((2, DIMENSION), np.float32))
_TEXTS = st.text(st.sampled_from("aé云𠮷😀\ud800\n"), max_size=30)


def _draft(made: Article, cuts: list[int]) -> Draft:
    places = sorted({0, len(made.text), *(cut for cut in cuts if cut < len(made.text))})
    spans = list(pairwise(places))
    chunks = [Chunk(f"{made.id}#{n}", made.id, a, b, made.text[a:b]) for n, (a, b) in enumerate(spans)]
    keys = [f"{made.id} {n}".encode().ljust(16)[:16] for n in range(len(chunks))]
    return Draft(
        made, {"path": f"{made.id}.txt", "sha256": "00"}, [], np.full(WIDTH, len(cuts), np.uint32), chunks, keys
    )


def _arrays(drafts: list[Draft]) -> dict[str, np.ndarray]:
    chunks = [chunk for draft in drafts for chunk in draft.chunks]
    vectors = np.array([[len(c.text) / 64] * DIMENSION for c in chunks], np.float32).reshape(-1, DIMENSION)
    codes = [np.full((len(c.text) % 4, DIMENSION // 8), len(c.text), np.uint8) for c in chunks]
    return assembled(drafts, [list(c.text) for c in chunks], vectors, codes, CENTRES)


_DRAFTS = st.lists(st.tuples(_TEXTS, st.lists(st.integers(1, 29), max_size=3)), max_size=5).map(
    lambda made: [
        _draft(article(f"a{n}", text, title="题", published=date(2024, 1, 1)), cuts)
        for n, (text, cuts) in enumerate(made)
    ]
)


@given(_DRAFTS)
def test_articles_and_chunks_come_back_as_they_were(drafts: list[Draft]) -> None:
    layout = Layout([Part(Segment("memory", _arrays(drafts)))])
    assert list(Articles(layout).values()) == [draft.article for draft in drafts]
    assert list(Chunks(layout)) == [chunk for draft in drafts for chunk in draft.chunks]
    assert [Chunks(layout).row(chunk.id) for chunk in Chunks(layout)] == list(range(len(Chunks(layout))))


@given(_DRAFTS, st.lists(st.integers(0, 2), min_size=5, max_size=5), st.sets(st.integers(0, 4), max_size=3))
def test_merging_leaves_what_is_live_as_it_was(drafts: list[Draft], part_of: list[int], gone: set[int]) -> None:
    own = [[draft for n, draft in enumerate(drafts) if part_of[n] == part] for part in range(3)]
    dead = [frozenset(i for i, draft in enumerate(some) if int(draft.article.id[1:]) in gone) for some in own]
    parts = [Part(Segment("memory", _arrays(some)), d) for some, d in zip(own, dead, strict=True)]
    live = [draft for n, draft in enumerate(drafts) if n not in gone]
    if live:
        together, expected = merged(parts), _arrays(live)
        assert together.keys() == expected.keys()
        for name, array in expected.items():
            assert together[name].dtype == array.dtype, name
            assert np.array_equal(together[name], array), name


def test_a_segment_on_disk_is_the_one_in_memory(tmp_path: Path) -> None:
    arrays = _arrays([_draft(article("a", "云杉。港口。"), [3]), _draft(article("b", ""), [])])
    write_arrays(tmp_path / "x.safetensors", arrays, {})
    segment, held = Segment.load(tmp_path / "x.safetensors"), Segment("memory", arrays)
    assert segment.name == "x"
    assert segment.entries == held.entries
    assert [segment.chunk(n) for n in range(len(segment))] == [held.chunk(n) for n in range(2)]
    assert np.array_equal(segment.vectors, held.vectors)
    assert np.array_equal(segment.centres.queries, CENTRES.queries)


@pytest.mark.parametrize("name", ["lines", "bounds", "texts", "posting_rows"])
def test_a_file_without_an_array_is_damaged(tmp_path: Path, name: str) -> None:
    arrays = _arrays([_draft(article("a", "云杉。"), [])])
    del arrays[name]
    write_arrays(tmp_path / "x.safetensors", arrays, {})
    with pytest.raises(ValueError, match=r"x\.safetensors is damaged"):
        Segment.load(tmp_path / "x.safetensors").article(0)


def test_an_article_in_two_segments_is_refused() -> None:
    part = Part(Segment("memory", _arrays([_draft(article("a", "云杉。"), [])])))
    with pytest.raises(ValueError, match="an article stands in two segments"):
        Layout([part, part])
    assert Layout([part, replace(part, dead=frozenset({0}))]).ids == ["a"]


def test_read_articles_are_remembered_up_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [_draft(article(f"a{n}", "云" * 10), []) for n in range(4)]
    held = Articles(Layout([Part(Segment("memory", _arrays(drafts)))]))
    assert held["a0"] is held["a0"]
    monkeypatch.setattr("index.collection.CACHED", 25)
    first = held["a0"]
    assert [held[key].id for key in held] == ["a0", "a1", "a2", "a3"]
    assert held["a0"] == first
    assert held["a0"] is not first
    with pytest.raises(KeyError):
        held["nobody"]


def test_keys_are_found_in_any_segment_and_in_every_place_that_asks() -> None:
    segments = [Segment("memory", _arrays([_draft(article(name, "云杉。港口。"), [3])])) for name in ("a", "b")]
    keys = [b"b 1".ljust(16), b"nobody".ljust(16), b"a 0".ljust(16), b"b 1".ljust(16)]
    found = find_keys(segments, keys)
    assert found == {0: (segments[1], 1), 2: (segments[0], 0), 3: (segments[1], 1)}
    assert find_keys(segments, []) == find_keys([], keys) == {}
