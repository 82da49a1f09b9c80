"""BM25, against values worked out by hand."""

import math
from random import Random

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import lexical
from index.lexical import K1, SECTION, B, LexicalIndex, LexicalLeg, section_rows
from index.postings import Postings

# Lengths 2, 3 and 1: the average is 2, so that the length norm 1.2 * (0.25 + 0.75 * length / 2) is 1.2, 1.65 and 0.75.
DOCUMENTS = [["cloud", "cloud"], ["cloud", "bank", "rate"], ["rate"]]
IDF_OF_TWO_IN_THREE = math.log(1 + 1.5 / 2.5)
IDF_OF_ONE_IN_THREE = math.log(1 + 2.5 / 1.5)


def test_scores_are_bm25_as_lucene_defines_it() -> None:
    index = LexicalIndex.of(DOCUMENTS)
    cloud = [IDF_OF_TWO_IN_THREE * 2 / (2 + 1.2), IDF_OF_TWO_IN_THREE * 1 / (1 + 1.65), 0]
    bank = [0, IDF_OF_ONE_IN_THREE / (1 + 1.65), 0]
    assert index.scores(["cloud"]) == pytest.approx(cloud, abs=1e-6)
    assert index.scores(["bank"]) == pytest.approx(bank, abs=1e-6)
    assert index.scores(["cloud", "bank"]) == pytest.approx(np.add(cloud, bank), abs=1e-6)


def test_a_term_asked_twice_counts_once() -> None:
    index = LexicalIndex.of(DOCUMENTS)
    assert np.array_equal(index.scores(["cloud", "cloud"]), index.scores(["cloud"]))


def test_unknown_terms_score_nothing_and_do_not_disturb_the_others() -> None:
    index = LexicalIndex.of(DOCUMENTS)
    assert index.scores(["nowhere"]).tolist() == [0, 0, 0]
    assert index.scores([]).tolist() == [0, 0, 0]
    assert np.array_equal(index.scores(["nowhere", "bank"]), index.scores(["bank"]))


def test_what_is_possible_is_the_sum_of_inverse_document_frequencies() -> None:
    index = LexicalIndex.of(DOCUMENTS)
    nowhere = math.log(1 + 3.5 / 0.5)
    assert index.possible(["cloud", "bank", "nowhere", "bank"]) == pytest.approx(
        IDF_OF_TWO_IN_THREE + IDF_OF_ONE_IN_THREE + nowhere
    )
    assert index.scores(["cloud", "bank"]).max() < index.possible(["cloud", "bank"])


def test_a_document_without_terms_keeps_its_place() -> None:
    index = LexicalIndex.of([["cloud"], [], ["bank"]])
    assert index.scores(["bank"])[:2].tolist() == [0, 0]
    assert index.scores(["bank"])[2] > 0


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_a_collection_without_terms_scores_nothing(documents: list[list[str]]) -> None:
    assert LexicalIndex.of(documents).scores(["cloud"]).tolist() == [0] * len(documents)


def _collection(seed: int, documents: int) -> list[list[str]]:
    random = Random(seed)  # noqa: S311 - an example, not secrets
    words = [f"w{int(random.paretovariate(0.7))}" for _ in range(40)]
    return [random.choices(words, k=random.randrange(12)) for _ in range(documents)]


@pytest.mark.parametrize("seed", range(5))
def test_scores_are_those_of_bm25s(seed: int) -> None:
    documents = [document or ["nothing"] for document in _collection(seed, 60)]
    oracle = bm25s.BM25(k1=K1, b=B, method="lucene")
    oracle.index(documents, show_progress=False)
    index = LexicalIndex.of(documents)
    for query in documents:
        assert index.scores(query) == pytest.approx(oracle.get_scores(sorted(set(query))), abs=1e-5)


@given(st.integers(0, 9), st.lists(st.integers(0, 3), min_size=30, max_size=30), st.sets(st.integers(0, 29)))
def test_scores_do_not_show_how_documents_are_divided_or_what_was_deleted(
    seed: int, part_of: list[int], deleted: set[int]
) -> None:
    documents = _collection(seed, 30)
    live = [n for n in range(30) if n not in deleted]
    row = {n: i for i, n in enumerate(live)}
    whole = LexicalIndex.of([documents[n] for n in live])
    parts = []
    for part in range(4):
        own = [n for n in range(30) if part_of[n] == part]
        parts.append((Postings.of([documents[n] for n in own]), np.array([row.get(n, -1) for n in own], np.int64)))
    divided = LexicalIndex(parts)
    together = LexicalIndex([(Postings.merged(parts, len(live)), np.arange(len(live)))])
    for query in documents:
        assert np.array_equal(divided.scores(query), whole.scores(query))
        assert np.array_equal(together.scores(query), whole.scores(query))
        assert [divided.idf(t) for t in query] == [together.idf(t) for t in query] == [whole.idf(t) for t in query]


def test_a_section_is_scored_like_one_document_of_its_chunks() -> None:
    documents, counts = _collection(3, 40), [13, 1, 0, 6, 20]
    together = [
        [t for d in documents[at : min(at + SECTION, end)] for t in d]
        for end, count in zip(np.cumsum(counts).tolist(), counts, strict=True)
        for at in range(end - count, end, SECTION)
    ]
    rows = section_rows(np.array(counts))
    leg = LexicalLeg([(Postings.of(documents), np.arange(40))], np.array(counts))
    assert rows.tolist()[:15] == [0] * 6 + [1] * 6 + [2, 3, 4]
    for query in documents:
        own, section = leg.scores(query)
        assert np.array_equal(own, LexicalIndex.of(documents).scores(query))
        assert section == pytest.approx(LexicalIndex.of(together).scores(query)[rows], abs=1e-6)


def test_many_documents_are_numbered_too() -> None:
    documents: list[list[str]] = [["common"]] * 70_000
    documents[69_999] = ["rare"]
    scores = LexicalIndex.of(documents).scores(["rare"])
    assert np.flatnonzero(scores).tolist() == [69_999]


def test_what_is_remembered_of_a_term_scores_the_same_and_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    documents, counts = _collection(4, 40), np.array([20, 20])
    fresh = LexicalLeg([(Postings.of(documents), np.arange(40))], counts)
    monkeypatch.setattr(lexical, "CACHED", 30)
    monkeypatch.setattr(lexical, "CACHED_A_CHUNK", 0)
    leg = LexicalLeg([(Postings.of(documents), np.arange(40))], counts)
    for query in [*documents, *documents[::-1]]:
        for found, expected in zip(leg.scores(query), fresh.scores(query), strict=True):
            assert np.array_equal(found, expected)
        assert sum(len(term.rows) for term in leg._known.values()) <= 30
