"""The options that every command which searches has."""

import argparse
from datetime import date

import pytest

from index.options import add_filters, filters_given
from index.types import Filters


def _parse(*words: str) -> Filters:
    parser = argparse.ArgumentParser()
    add_filters(parser)
    return filters_given(parser.parse_args(words))


def test_no_options_give_no_filters() -> None:
    assert _parse() == Filters()


def test_every_option_becomes_its_filter() -> None:
    given = _parse("--after", "2024-01-02", "--before", "2024-03-04", "--source", "晚报", "--language", "zh-Hant")
    assert given == Filters(date(2024, 1, 2), date(2024, 3, 4), "晚报", "zh-Hant")


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday", "2024", ""])
def test_what_is_no_day_is_wrong_usage(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        _parse("--after", day)
    assert ended.value.code == 2
    assert f"{day!r} is not a day: expected YYYY-MM-DD" in capsys.readouterr().err


def test_an_unknown_language_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _parse("--language", "fr")
    assert "zh-Hans" in capsys.readouterr().err
