"""docs/verification.md: every row of its tables is what the code does."""

from datetime import date
from pathlib import Path

import pytest

from assistant.verify import rules_broken

TABLE = Path(__file__).parents[2] / "docs" / "verification.md"
HEAD = ["the answer says", "its source says", "published", "passes"]


def rows() -> list[tuple[str, ...]]:
    cells = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in TABLE.read_text("utf-8").splitlines()
        if line[:1] == "|"
    ]
    return [row for row in cells if list(row) != HEAD and not set(row[0]) <= set("-")]


@pytest.mark.parametrize(("sentence", "source", "published", "passes"), rows())
def test_the_table_of_rules_says_what_the_code_does(sentence: str, source: str, published: str, passes: str) -> None:
    day = date.fromisoformat(published) if published else None
    assert passes in ("yes", "no")
    broken = rules_broken(sentence, [source], [day])
    assert (not broken) == (passes == "yes"), broken


def test_the_table_is_not_empty() -> None:
    assert len(rows()) > 60
