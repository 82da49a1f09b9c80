"""The command-line options that every command which searches has."""

import argparse
from datetime import date
from typing import get_args

from corpus.article import Language
from index.types import Filters


def as_day(text: str) -> date:
    """A day given as YYYY-MM-DD, for argparse.

    Raises:
        ArgumentTypeError: It is something else.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: expected YYYY-MM-DD") from error


def as_count(text: str) -> int:
    """A number of results from 1 on, for argparse.

    Raises:
        ArgumentTypeError: It is something else.
    """
    try:
        count = int(text)
    except ValueError:
        count = 0
    if count < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a count: expected 1 or more")
    return count


def as_number(text: str) -> int:
    """A number from 0 on, for argparse.

    Raises:
        ArgumentTypeError: It is something else.
    """
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number: expected 0 or more")
    return int(text)


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that leave out articles before anything is ranked."""
    parser.add_argument("--after", type=as_day, metavar="YYYY-MM-DD", help="published on this day or later")
    parser.add_argument("--before", type=as_day, metavar="YYYY-MM-DD", help="published on this day or earlier")
    parser.add_argument("--source", help="published by this source")
    parser.add_argument("--language", choices=get_args(Language), help="written in this language and script")


def filters_given(args: argparse.Namespace) -> Filters:
    """The filters that the options of `add_filters` give."""
    return Filters(args.after, args.before, args.source, args.language)
