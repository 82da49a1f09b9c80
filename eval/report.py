"""The report of a run: a Markdown page with a table, the gates and a plot beside it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.slices import Table
from eval.tables import markdown_table

PAGE, PLOT = "report.md", "slices.png"
_PLOTTED = ("evidence", "answer")


def write_report(results: Mapping[str, Any], figures: Sequence[str], ours: str, naive: str, folder: Path) -> Path:
    """Write report.md and slices.png into a folder, which is made, and return the page's path.

    Args:
        results: What `eval run` saves: tables, missed gates, commit, date, settings, versions.
        figures: The columns.
        ours: The name of the system measured.
        naive: The name of the system it stands beside.
        folder: Where to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables: Mapping[str, Table] = results["tables"]
    draw(tables[ours], tables[naive], naive, folder / PLOT)
    missed: Sequence[str] = results["missed"]
    gates = "\n".join(f"- {sentence}" for sentence in missed) if missed else "All gates hold."
    count = tables[ours]["all"]["n"]
    page = folder / PAGE
    page.write_text(
        f"""# Evaluation

Written by `python -m eval run --report {folder.as_posix()}`; not to be edited by hand.

Commit {results["commit"]}, {results["date"]}; {count:.0f} questions over the sample collection, embedding model
`{results["settings"]["embedding_model"]}`, language model `{results["settings"]["llm_model"] or "none (extractive)"}`.
Each cell holds the assistant's figure and, in brackets, that of the naive baseline: the three best single sentences,
never a refusal. What each figure means stands at the top of eval/answers.py.

![evidence and answer per slice]({PLOT})

{markdown_table(tables[ours], tables[naive], figures)}

## Gates

{gates}

## Versions

{", ".join(f"{name} {number}" for name, number in results["versions"].items())}
""",
        "utf-8",
    )
    return page


def draw(ours: Table, naive: Table, naive_name: str, path: Path) -> None:
    """Plot evidence and answer per slice, ours beside the naive baseline, into a PNG file."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    names = [name for name, row in ours.items() if any(figure in row for figure in _PLOTTED)]
    places = range(len(names))
    figure = Figure(figsize=(9, 1.2 + 0.3 * len(names)), layout="constrained")
    FigureCanvasAgg(figure)
    panels = figure.subplots(1, len(_PLOTTED), sharey=True)
    for panel, measured in zip(panels, _PLOTTED, strict=True):
        for label, table, shift, colour in (("assistant", ours, -0.2, "#1f6feb"), (naive_name, naive, 0.2, "#b0b7c3")):
            values = [table.get(name, {}).get(measured, 0.0) for name in names]
            panel.barh([place + shift for place in places], values, height=0.4, label=label, color=colour)
        panel.set(title=measured, xlim=(0, 1))
        panel.set_yticks(list(places), names)
        panel.grid(axis="x", alpha=0.3)
    panels[0].invert_yaxis()
    panels[-1].legend(loc="lower right", fontsize="small")
    figure.savefig(path, dpi=110)
