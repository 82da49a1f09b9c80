"""What the reader is worth on texts that it was not trained on: `python -m eval.reading.measure`.

area: the chance that a text which answers a question is held likelier to than one which does not (the ROC curve's area); refused: the
share of the silent texts below all but a tenth of the answering ones; first: how often the likeliest sentence of an answering text is
one that answers; twin: of two reports of which one answers, how often that one is held likelier.
"""

from collections.abc import Sequence

import numpy as np

from assistant.open import open_reader
from cli import OK, run
from eval.reading.material import HELD_OUT, Asked, read_material
from eval.tables import text_table
from index.reader import Reader
from settings import load_settings

FALSE = 0.10  # of the answering texts
FIGURES = ("area", "refused", "first", "twin")


def measure(reader: Reader, material: Sequence[Asked]) -> dict[str, dict[str, float]]:
    """The figures for each kind of material and for all."""
    odds = [reader.log_odds(a.question, [(a.title, s) for s in a.sentences]) for a in material]
    kinds = dict.fromkeys(a.kind for a in material)
    table = {"all": _figures([*zip(material, odds, strict=True)])}
    for kind in kinds:
        table[kind] = _figures([(a, o) for a, o in zip(material, odds, strict=True) if a.kind == kind])
    return table


def _figures(read: Sequence[tuple[Asked, "np.ndarray[tuple[int], np.dtype[np.float32]]"]]) -> dict[str, float]:
    best: dict[bool, list[float]] = {True: [], False: []}
    twins: dict[str, dict[bool, float]] = {}
    for asked, odds in read:
        best[asked.answerable].append(float(odds.max()))
        twins.setdefault(asked.key, {})[asked.answerable] = float(odds.max())
    yes, no = np.array(best[True]), np.array(best[False])
    first = [asked.answering[int(odds.argmax())] for asked, odds in read if asked.answerable]
    pairs = [pair[True] > pair[False] for pair in twins.values() if len(pair) == 2]
    figures = {
        "n": float(len(read)),
        "area": float(((yes[:, None] > no) + 0.5 * (yes[:, None] == no)).mean()),
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
