"""Which chunks become candidates, before and after they are scored."""

import numpy as np
import pytest

from index.build import in_memory
from index.fusion import FusionWeights
from index.generation import Generation
from index.languages import FEW
from index.ranking import EVERYTHING, Ranker
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
