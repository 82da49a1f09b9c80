"""What several commands share: options on their results and their sample, and how results leave."""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.results import RUNS, save
from eval.sample import Sample


def shared() -> argparse.ArgumentParser:
    """The options of every command, to be a parent of its parser."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--index-root", type=Path, default=None, help="where indexes are kept between runs")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--runs", type=Path, default=RUNS, help="where results are saved (default: eval/runs)")
    return parser


def add_sample(parser: argparse.ArgumentParser) -> None:
    """Options on which questions are asked, and on the file that holds everything a question."""
    parser.add_argument("--limit", type=positive, default=None, metavar="N", help="the first N a set, shuffled by sha1")
    parser.add_argument("--split", choices=("even", "odd"), default=None, help="ids whose sha1 is even, or odd")
    parser.add_argument("--out", type=Path, default=None, help="the JSON file to save as, for `eval compare`")


def sample_of(args: argparse.Namespace) -> Sample:
    """The sample that the options ask for."""
    return Sample(args.limit, args.split)


def save_as(args: argparse.Namespace, results: Mapping[str, Any]) -> Path:
    """Save results under --out, or under a name of their own in --runs; return the path."""
    if args.out is None:
        return save(results, args.runs)
    out = Path(args.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return out


def positive(word: str) -> int:
    """A whole number above 0.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, got {word!r}")
    return int(word)


def print_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    """Print it as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
