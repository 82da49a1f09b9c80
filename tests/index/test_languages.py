"""The levels between languages: an English article can answer a Chinese question."""

import numpy as np

from corpus.chunks import chunk_article
from index.languages import FEW, LanguageLevels, is_english
from tests.fakes import article


def levels(chinese: int, english: int) -> tuple[LanguageLevels, np.ndarray]:
    articles = [article(f"z{i}", f"第{i}篇文章。") for i in range(chinese)]
    articles += [article(f"e{i}", f"Article number {i}.", language="en") for i in range(english)]
    chunks = [c for a in articles for c in chunk_article(a, lambda texts: [len(t) for t in texts])]
    vectors = np.zeros((len(chunks), 2), np.float32)
    vectors[:chinese, 0], vectors[chinese:, 1] = 1, 1
    return LanguageLevels.of(chunks, {a.id: a for a in articles}, vectors), vectors


def test_what_a_query_has_in_common_with_a_whole_language_is_taken_off() -> None:
    both, vectors = levels(FEW, FEW)
    query = np.array([0.9, 0.7], np.float32)
    raw = vectors @ query
    levelled = raw - both.background(query)[both.english.astype(int)]
    assert raw[0] > raw[-1]
    assert np.allclose(levelled, 0)


def test_a_language_of_few_chunks_is_not_levelled() -> None:
    few, _ = levels(FEW, FEW - 1)
    assert not few.background(np.ones(2, np.float32)).any()
    assert not few.levelled


def test_languages_with_chunks_enough_are_levelled() -> None:
    both, _ = levels(FEW, FEW + 5)
    assert both.levelled


def test_both_scripts_of_chinese_are_one_language() -> None:
    assert not is_english("融資多少錢？")
    assert not is_english("融资多少钱？")
    assert is_english("How much was raised?")
