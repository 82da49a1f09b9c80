"""BM25, against values worked out by hand."""

import math
from pathlib import Path

import numpy as np
import pytest

from index.lexical import LexicalIndex

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
def test_a_collection_without_terms_scores_nothing(documents: list[list[str]], tmp_path: Path) -> None:
    made = LexicalIndex.of(documents)
    made.save(tmp_path / "lexical")
    for index in (made, LexicalIndex.load(tmp_path / "lexical", len(documents))):
        assert index.scores(["cloud"]).tolist() == [0] * len(documents)


def test_what_is_saved_scores_the_same_when_loaded(tmp_path: Path) -> None:
    documents = [*DOCUMENTS, ["星澜", "3.2", "gpt-4"], ["naïve", "\u2028", "a b"]]
    made = LexicalIndex.of(documents)
    made.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical", len(documents))
    for term in {term for document in documents for term in document}:
        assert np.array_equal(made.scores([term]), loaded.scores([term]))
        assert made.idf(term) == loaded.idf(term)


@pytest.mark.parametrize("damage", ["cut", "missing"])
def test_any_damaged_file_is_said_to_be_damaged(tmp_path: Path, damage: str) -> None:
    LexicalIndex.of(DOCUMENTS).save(tmp_path / "whole")
    for name in [path.name for path in (tmp_path / "whole").iterdir()]:
        folder = tmp_path / f"without {name}"
        LexicalIndex.of(DOCUMENTS).save(folder)
        data = (folder / name).read_bytes()
        (folder / name).unlink()
        if damage == "cut":
            (folder / name).write_bytes(data[: len(data) // 2])
        with pytest.raises(ValueError, match=r"is damaged.*index build"):
            LexicalIndex.load(folder, len(DOCUMENTS))
