"""Which chunks become candidates, before and after they are scored."""

from dataclasses import replace

import numpy as np
import pytest

from index.build import in_memory
from index.fusion import FusionWeights
from index.generation import Generation
from index.languages import FEW
from index.parts import EVERYTHING, Parts
from index.ranking import Ranker
from tests.fakes import FakeEmbedder, article

CHINESE = [article(f"zh{n}", f"云杉银行第{n}号公告，净利润增长。") for n in range(FEW)]
ENGLISH = [article(f"en{n}", f"Harbour Robotics, notice {n}, a factory.", language="en") for n in range(FEW)]


@pytest.fixture(scope="module")
def both() -> Generation:
    return in_memory([*CHINESE, *ENGLISH], FakeEmbedder())


@pytest.mark.parametrize("query", ["云杉银行的净利润", "the factory of Harbour Robotics"])
def test_each_language_gives_candidates_of_its_own(both: Generation, query: str) -> None:
    rows = Ranker(both, FakeEmbedder(), FusionWeights(), EVERYTHING).rank(query, 5, None, None).rows
    assert min(int(both.languages.english[rows].sum()), int((~both.languages.english[rows]).sum())) >= 5


def test_a_filter_leaves_no_candidate_that_it_forbids(both: Generation) -> None:
    allowed = np.arange(len(both.chunks)) % 2 == 0
    rows = Ranker(both, FakeEmbedder(), FusionWeights(), EVERYTHING).rank("云杉银行的净利润", 5, allowed, None).rows
    assert len(rows) >= 5
    assert allowed[rows].all()


def best_chunk(
    generation: Generation, query: str, parts: Parts = EVERYTHING, weights: FusionWeights = FusionWeights()
) -> str:
    rows = Ranker(generation, FakeEmbedder(), weights, parts).rank(query, 5, None, None).rows
    return generation.chunks[int(rows[0])].text


def test_function_words_count_little_in_late_interaction() -> None:
    asked, chatter = "who was manufacturer", "Who was the winner?"
    generation = in_memory(
        [article("a", "A manufacturer.", language="en"), article("b", chatter, language="en")], FakeEmbedder()
    )
    late_alone = FusionWeights(dense=0, chunk=0, section=0)
    assert best_chunk(generation, asked, weights=late_alone) == "A manufacturer."
    assert best_chunk(generation, asked, replace(EVERYTHING, token_weights=False), late_alone) == chatter


def test_a_names_other_forms_count_less_than_the_words_that_are_asked() -> None:
    filler = [article(f"f{n}", f"第{n}号公告，净利润增长。") for n in range(FEW)]
    texts = {"a": "纽西兰，纽西兰的羊。", "b": "新西兰的牛。"}
    generation = in_memory([*(article(k, t) for k, t in texts.items()), *filler], FakeEmbedder())
    words_alone = FusionWeights(dense=0, late=0)
    assert best_chunk(generation, "新西兰", weights=words_alone) == texts["b"]
