"""Tables as text and Markdown."""

from eval.tables import markdown_table, side_by_side, text_table

OURS = {"all": {"n": 2.0, "evidence": 0.9, "characters": 199.6}, "lang:en": {"n": 1.0}}
NAIVE = {"all": {"n": 2.0, "evidence": 0.8}}


def test_a_text_table_has_aligned_columns_and_a_dash_for_what_does_not_apply() -> None:
    assert text_table(OURS, ["evidence", "characters"]).splitlines() == [
        "slice    n  evidence  characters",
        "all      2     0.900         200",
        "lang:en  1         -           -",
    ]


def test_the_other_system_stands_below_ours() -> None:
    assert side_by_side(OURS, NAIVE, ["evidence"], "naive").splitlines() == [
        "slice    n  evidence",
        "all      2     0.900",
        "  naive        0.800",
        "lang:en  1         -",
        "  naive            -",
    ]


def test_a_markdown_cell_holds_ours_and_the_other_in_brackets() -> None:
    assert markdown_table(OURS, NAIVE, ["evidence", "characters"]).splitlines() == [
        "| slice | n | evidence | characters |",
        "|---|--:|--:|--:|",
        "| all | 2 | 0.900 (0.800) | 200 (-) |",
        "| lang:en | 1 | - | - |",
    ]
