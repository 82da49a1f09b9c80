"""TREC run files: one line a document, `query Q0 document rank score tag`, best first."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

TAG = "assistant"


def write_run(path: Path, scored: Mapping[str, Sequence[tuple[str, float]]], tag: str = TAG) -> None:
    """Write rankings so that every reader restores them: the scores of a query fall strictly, even in 32 bits.

    Equal scores are lowered by the smallest step there is, since readers order ties each in their own way.

    Args:
        path: Where to write; its folder is made.
        scored: Query -> (document, score) pairs, best first, each document once.
        tag: The name of the run.

    Raises:
        ValueError: An id holds white space, which would shift the columns, or the scores of a query rise.
    """
    lines = []
    for query, ranking in scored.items():
        _require_word("query", query)
        lowest = np.float32(np.inf)
        previous = np.inf
        for rank, (document, score) in enumerate(ranking, start=1):
            _require_word("document", document)
            if score > previous:
                raise ValueError(f"query {query!r}: the score rises from {previous} to {score} at rank {rank}")
            previous = score
            lowest = min(np.float32(score), np.nextafter(lowest, np.float32(-np.inf)))
            lines.append(f"{query} Q0 {document} {rank} {lowest:.9g} {tag}\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), "utf-8")


def _require_word(kind: str, identifier: str) -> None:
    if not identifier or re.search(r"\s", identifier):
        raise ValueError(
            f"the id of {kind} {identifier!r} is empty or holds white space, which a run file cannot express: "
            "rename it in the dataset"
        )
