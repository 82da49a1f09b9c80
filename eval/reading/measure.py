"""What the reader is worth on texts that it was not trained on: `python -m eval.reading.measure`.

area: the chance that a text which answers a question is held likelier to than one which does not (the ROC curve's area); refused: the
share of the silent texts below all but a tenth of the answering ones; first: how often the likeliest sentence of an answering text is
one that answers; twin: of the texts that are asked the same question and of which not all answer it, how often one that does is held likeliest.
"""

from collections.abc import Sequence

import numpy as np

from assistant.open import open_reader
from cli import OK, run
from eval.reading.material import HELD_OUT, Asked, read_material
from eval.refusal import roc_area
from eval.tables import text_table
from index.reader import Piece, Reader, Scores
from settings import load_settings

FALSE = 0.10  # of the answering texts
FIGURES = ("area", "refused", "first", "twin")


def measure(reader: Reader, material: Sequence[Asked]) -> dict[str, dict[str, float]]:
    """The figures for each kind of material and for all."""
    odds = [reader.log_odds(a.question, [Piece(a.title, s) for s in a.sentences]) for a in material]
    read = [*zip(material, odds, strict=True)]
    kinds = dict.fromkeys(a.kind for a in material)
    return {"all": _figures(read)} | {kind: _figures([(a, o) for a, o in read if a.kind == kind]) for kind in kinds}


def _figures(read: Sequence[tuple[Asked, Scores]]) -> dict[str, float]:
    best: dict[bool, list[float]] = {True: [], False: []}
    twins: dict[str, dict[bool, float]] = {}
    for asked, odds in read:
        best[asked.answerable].append(float(odds.max()))
        pair = twins.setdefault(asked.key, {})
        pair[asked.answerable] = max(pair.get(asked.answerable, -np.inf), float(odds.max()))
    yes, no = np.array(best[True]), np.array(best[False])
    first = [asked.answering[int(odds.argmax())] for asked, odds in read if asked.answerable]
    pairs = [pair[True] > pair[False] for pair in twins.values() if len(pair) == 2]
    figures = {
        "n": float(len(read)),
        "area": roc_area(yes, no),
        "refused": float((no < np.quantile(yes, FALSE)).mean()),
        "first": float(np.mean(first)),
    }
    return figures | ({"twin": float(np.mean(pairs))} if pairs else {})


def main() -> int:
    """Print the table."""
    reader = open_reader(load_settings())
    if reader is None:
        raise ValueError("ASSISTANT_READER=off: there is no reader to measure; leave it out or set it to bundled")
    print(text_table(measure(reader, read_material(HELD_OUT)), FIGURES))
    return OK


if __name__ == "__main__":
    run(main)
