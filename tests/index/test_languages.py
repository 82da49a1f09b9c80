"""The levels between languages: an English article can answer a Chinese question."""

import numpy as np
import pytest

from index.languages import FEW, UNIT, LanguageLevels, is_english, language_sums


def levels(chinese: int, english: int) -> tuple[LanguageLevels, np.ndarray]:
    vectors = np.zeros((chinese + english, 2), np.float32)
    vectors[:chinese, 0], vectors[chinese:, 1] = 1, 1
    is_in_english = np.arange(chinese + english) >= chinese
    return LanguageLevels.of(is_in_english, language_sums(vectors, is_in_english), np.eye(2, dtype=np.float32)), vectors


def test_what_a_query_has_in_common_with_a_whole_language_is_taken_off() -> None:
    both, vectors = levels(FEW, FEW)
    query = np.array([0.9, 0.7], np.float32)
    raw = vectors @ query
    levelled = raw - both.background(query)[both.english.astype(int)]
    assert raw[0] > raw[-1]
    assert np.allclose(levelled, 0)


def test_one_language_alone_is_not_levelled() -> None:
    one, _ = levels(FEW, 0)
    assert not one.background(np.ones(2, np.float32)).any()
    assert not one.levelled


def test_of_a_few_chunks_the_language_is_told_by_the_model_as_well() -> None:
    chinese = np.tile([1.0, 0.0, 0.0], (FEW, 1))
    odd = np.array([[0.0, 0.6, 0.8]])  # the one English chunk, far from where the model puts English
    vectors = np.concatenate([chinese, odd]).astype(np.float32)
    english = np.arange(FEW + 1) == FEW
    centres = np.array([[2.0, 0.0, 0.0], [0.0, 2.0, 0.0]], np.float32)
    few = LanguageLevels.of(english, language_sums(vectors, english), centres)
    assert few.levelled
    background = few.background(np.array([0.0, 0.6, 0.8], np.float32))
    # nineteen twentieths of what the model says of English, one twentieth of what the chunk does
    assert background[1] == pytest.approx((1 + (FEW - 1) * 0.6) / FEW)


def test_both_scripts_of_chinese_are_one_language() -> None:
    assert not is_english("融資多少錢？")
    assert not is_english("融资多少钱？")
    assert is_english("How much was raised?")


def test_sums_of_parts_add_up_without_a_trace_of_their_order() -> None:
    random = np.random.default_rng(0)
    vectors = (random.normal(size=(9_000, 6)) / 9).astype(np.float32)
    english = random.random(9_000) < 0.3
    order = random.permutation(9_000)
    parts = [language_sums(vectors[rows], english[rows]) for rows in np.array_split(order, 7)]
    assert np.array_equal(np.sum(parts, axis=0), language_sums(vectors, english))
    exact = [vectors[~english].astype(float).sum(axis=0), vectors[english].astype(float).sum(axis=0)]
    assert language_sums(vectors, english) / UNIT == pytest.approx(np.array(exact), abs=1e-6)
