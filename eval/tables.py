"""Tables of figures per slice, as text and as Markdown."""

from collections.abc import Mapping, Sequence

from eval.slices import Table

_WHOLE = ("n", "characters", "tp", "fn", "tn", "fp")


def text_table(table: Table, figures: Sequence[str]) -> str:
    """One line a slice, one column a figure; a figure that does not apply to a slice shows as "-"."""
    return aligned([["slice", "n", *figures], *(_cells(name, row, figures) for name, row in table.items())])


def side_by_side(ours: Table, other: Table, figures: Sequence[str], other_name: str) -> str:
    """Two lines a slice: ours, and below it the other system's figures."""
    rows = [["slice", "n", *figures]]
    for name, row in ours.items():
        rows.append(_cells(name, row, figures))
        rows.append([f"  {other_name}", "", *_cells("", other.get(name, {}), figures)[2:]])
    return aligned(rows)


def markdown_table(ours: Table, other: Table, figures: Sequence[str]) -> str:
    """One line a slice; each cell holds our figure and, in brackets, the other system's."""
    lines = ["| slice | n | " + " | ".join(figures) + " |", "|---|--:|" + "--:|" * len(figures)]
    for name, row in ours.items():
        mine, theirs = _cells(name, row, figures), _cells(name, other.get(name, {}), figures)
        pairs = [m if m == t == "-" else f"{m} ({t})" for m, t in zip(mine[2:], theirs[2:], strict=True)]
        lines.append("| " + " | ".join([name, mine[1], *pairs]) + " |")
    return "\n".join(lines)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as lines: the first column flush left, the others flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def _cells(name: str, row: Mapping[str, float], figures: Sequence[str]) -> list[str]:
    return [name, *(_number(figure, row.get(figure)) for figure in ("n", *figures))]


def _number(figure: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if figure in _WHOLE else f"{value:.3f}"
