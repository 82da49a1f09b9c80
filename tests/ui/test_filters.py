"""Filters as they are typed."""

from datetime import date

import pytest

from index.types import Filters
from ui.filters import filters_from


def test_empty_fields_are_no_condition() -> None:
    assert filters_from("", " ", None) == Filters()


def test_every_field_becomes_a_condition() -> None:
    assert filters_from("2024-10-01", "2024-10-31", "zh-Hant", "港島財經") == Filters(
        date(2024, 10, 1), date(2024, 10, 31), "港島財經", "zh-Hant"
    )


@pytest.mark.parametrize(
    ("after", "before", "language", "said"),
    [
        ("10月1日", "", "", "'10月1日' is not a date"),
        ("2024-10-02", "2024-10-01", "", "2024-10-02 is later than 2024-10-01"),
        ("", "", "fr", "'fr' is not a language"),
    ],
)
def test_a_wrong_field_is_named(after: str, before: str, language: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        filters_from(after, before, language)
