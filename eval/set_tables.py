"""Tables over several retrieval sets: one line a set, or one line a part of the search that was turned off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.compare import Difference
from eval.retrieval import MILLISECONDS
from eval.sample import Sample
from eval.sets import RetrievalSet
from eval.slices import Table
from eval.tables import aligned

SET_FIGURES = ("success@1", "success@10", "gold_recall@10", "MRR@10", "nDCG@10")
MEAN = "mean of the sets"
_CELL = len("0.000 +0.000*")


@dataclass(frozen=True, slots=True)
class Measured:
    """A set that was asked, and its figures per slice."""

    asked: RetrievalSet
    table: Table


def sets_table(sets: Sequence[Measured], sample: Sample, slices: bool = False) -> str:
    """One line a set, their mean below, and what the sample is; with `slices` a line a slice below its set."""
    lines = [["set", "queries", *SET_FIGURES, "ms a query"]]
    for measured in sorted(sets, key=lambda one: one.asked.name):
        whole, judged = measured.asked.whole, measured.asked.judged
        lines.append(
            _line(measured.asked.name, f"{judged}" if sample.is_all else f"{judged} of {whole}", measured.table["all"])
        )
        rest = [(name, row) for name, row in measured.table.items() if name != "all"]
        lines += [_line(f"  {name}", f"{row['n']:.0f}", row) for name, row in rest if slices]
    if len(sets) > 1:
        lines.append(_line(MEAN, "", mean_of_sets([one.table["all"] for one in sets])))
    note = [] if sample.is_all else [f"a sample: {sample}"]
    return "\n".join([aligned(lines), *note])


def mean_of_sets(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of every figure in which each set counts once, however many questions it has."""
    figures = {figure for row in rows for figure in row if figure != "n"}
    values = {figure: [row[figure] for row in rows if figure in row] for figure in figures}
    return {figure: sum(found) / len(found) for figure, found in values.items()}


def ablation_table(figures: Mapping[str, str], without: Mapping[str, Mapping[str, Difference]], sample: Sample) -> str:
    """The main figure of every set with everything, and with each part off: value, difference, * where it is clear.

    Args:
        figures: Set -> the name of its main figure.
        without: Name of a part -> set -> how the figure changes from everything to without it.
        sample: Which questions were asked.
    """
    names = sorted(figures)
    before = {name: changes[name].before for changes in without.values() for name in names}
    lines = [["", *names, "mean"], ["", *(figures[name].ljust(_CELL) for name in names), "".ljust(_CELL)]]
    lines.append(["everything", *(f"{value:.3f}".ljust(_CELL) for value in [*before.values(), _mean(before.values())])])
    for part, changes in without.items():
        cells = [_changed(changes[name].after, changes[name].before, changes[name].clear) for name in names]
        mean = _changed(_mean(c.after for c in changes.values()), _mean(before.values()), False)
        lines.append([f"without {part}", *cells, mean])
    notes = ["*: the 95 % interval of the difference, a paired bootstrap over the questions, leaves out zero"]
    notes += [] if sample.is_all else [f"a sample: {sample}"]
    return "\n".join([*(line.rstrip() for line in aligned(lines).splitlines()), *notes])


def _changed(after: float, before: float, clear: bool) -> str:
    return f"{after:.3f} {after - before:+.3f}{'*' if clear else ' '}"


def _line(name: str, count: str, row: Mapping[str, float]) -> list[str]:
    shown = [f"{row[figure]:.3f}" if figure in row else "-" for figure in SET_FIGURES]
    return [name, count, *shown, f"{row[MILLISECONDS]:.1f}" if MILLISECONDS in row else "-"]


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
