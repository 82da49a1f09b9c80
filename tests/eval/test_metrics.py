"""Measures of rankings, against values worked out by hand."""

import math

import pytest

from eval.metrics import gold_recall, measure


def test_measures_equal_the_values_worked_out_by_hand() -> None:
    judgements = {"q": {"gold": 2, "copy": 1, "absent": 1}}
    values = measure(judgements, {"q": ["other", "copy", "gold"]})["q"]

    gain = 1 / math.log2(3) + 2 / math.log2(4)
    ideal = 2 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert values == pytest.approx(
        {
            "success@1": 0.0,
            "success@5": 1.0,
            "success@10": 1.0,
            "recall@10": 2 / 3,
            "recall@100": 2 / 3,
            "MRR@10": 1 / 2,
            "nDCG@10": gain / ideal,
            "gold_recall@10": 1.0,
        }
    )


def test_a_document_at_rank_eleven_counts_in_recall_at_100_alone() -> None:
    values = measure({"q": {"gold": 1}}, {"q": [*map(str, range(10)), "gold"]})["q"]

    assert values["recall@100"] == 1.0
    assert sum(values.values()) == 1.0


@pytest.mark.parametrize("rankings", [{}, {"q": []}])
def test_a_query_without_results_scores_zero(rankings: dict[str, list[str]]) -> None:
    values = measure({"q": {"gold": 1}}, rankings)

    assert set(values["q"].values()) == {0.0}
    assert len(values["q"]) == 8


def test_a_query_without_a_relevant_document_is_not_judged() -> None:
    assert list(measure({"q": {"a": 1}, "r": {"a": 0}}, {"q": ["a"], "r": ["a"]})) == ["q"]


def test_the_order_of_the_ranking_decides_not_the_names() -> None:
    judgements = {"q": {"b": 1}}

    assert measure(judgements, {"q": ["b", "a"]})["q"]["success@1"] == 1.0
    assert measure(judgements, {"q": ["b", "z"]})["q"]["success@1"] == 1.0
    assert measure(judgements, {"q": ["z", "b"]})["q"]["success@1"] == 0.0


def test_gold_recall_counts_the_best_grade_alone_and_at_most_ten() -> None:
    many = {str(n): 2 for n in range(20)}

    assert gold_recall({"a": 2, "b": 1}, ["b"]) == 0.0
    assert gold_recall({"a": 1, "b": 1}, ["b"]) == 0.5
    assert gold_recall(many, [str(n) for n in range(10)]) == 1.0


def test_judgements_without_a_relevant_document_are_refused() -> None:
    with pytest.raises(ValueError, match="no query has a document of a grade above 0"):
        measure({"q": {"a": 0}}, {})


def test_a_ranking_that_repeats_a_document_is_refused() -> None:
    with pytest.raises(ValueError, match="'q' names a document more than once"):
        measure({"q": {"a": 1}}, {"q": ["a", "a"]})
