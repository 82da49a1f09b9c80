"""How well answerable questions are told from others: the shares refused, and what other thresholds would give.

refused: an unanswerable question was refused; false_refusal: an answerable one was; balanced: half the sum of the first and
of one minus the second. This module knows nothing about how the refusal is settled: it is given a way to ask.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import numpy.typing as npt

from assistant.types import Answer
from corpus.article import Article
from eval.progress import progress
from eval.refusal_sets import RefusalCase
from eval.slices import Row, Table, means

FIGURES = ("refused", "false_refusal", "balanced", "seconds")
BOUNDS = (0.02, 0.05, 0.10, 0.15)  # false refusals

AskOver = Callable[[str, Sequence[Article]], Answer]
"""A question and the passages that alone are the collection, to its answer."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What became of one case.

    Attributes:
        confidence: The probability, as the assistant saw it, that the passages answer; where it saw none, 1 or 0.
    """

    case: RefusalCase
    refused: bool
    confidence: float
    seconds: float

    @property
    def row(self) -> Row:
        """It as a row of figures."""
        figure = "false_refusal" if self.case.answerable else "refused"
        return Row(self.case.id, self.case.slices, {figure: (float(self.refused),), "seconds": (self.seconds,)})


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What one threshold on the confidence gives.

    Attributes:
        bound: The most false refusals that were allowed.
        threshold: Under it the answer is refused.
    """

    bound: float
    threshold: float
    refused: float
    false_refusal: float


def ask_all(cases: Sequence[RefusalCase], ask: AskOver) -> list[Observed]:
    """Every case asked, in their order."""
    observed = []
    for case in progress(cases, "refusal", "question"):
        begun = perf_counter()
        answer = ask(case.question, case.passages)
        confidence = float(not answer.abstained) if answer.confidence is None else answer.confidence
        observed.append(Observed(case, answer.abstained, confidence, perf_counter() - begun))
    return observed


def table_of(observed: Sequence[Observed]) -> Table:
    """Means per slice, `balanced` where a slice has both kinds of questions."""
    table = means(one.row for one in observed)
    for row in table.values():
        if "refused" in row and "false_refusal" in row:
            row["balanced"] = (row["refused"] + 1 - row["false_refusal"]) / 2
    return table


def operating_points(observed: Sequence[Observed], bounds: Sequence[float] = BOUNDS) -> list[OperatingPoint]:
    """For each bound the threshold that refuses most of the unanswerable questions; fitted on what it is measured on."""
    yes, no = _confidences(observed)
    points = []
    for bound in bounds:
        # As many of the answerable ones as the bound allows may lie below the threshold.
        at = int(bound * len(yes) + 1e-9)
        threshold = float(np.sort(yes)[at]) if at < len(yes) else float("inf")
        points.append(OperatingPoint(bound, threshold, float((no < threshold).mean()), float((yes < threshold).mean())))
    return points


def area(observed: Sequence[Observed]) -> float:
    """The chance that an answerable question has a higher confidence than an unanswerable one (the ROC curve's area)."""
    return roc_area(*_confidences(observed))


def roc_area(yes: npt.NDArray[np.floating], no: npt.NDArray[np.floating]) -> float:
    """The chance that a value of the first is higher than one of the second; equal ones count half."""
    above, equal = yes[:, None] > no[None], yes[:, None] == no[None]
    return float((above + 0.5 * equal).mean())


def _confidences(observed: Sequence[Observed]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    yes = np.array([one.confidence for one in observed if one.case.answerable])
    return yes, np.array([one.confidence for one in observed if not one.case.answerable])
