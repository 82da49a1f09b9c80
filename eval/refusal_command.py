"""`eval refusal`: questions over given passages, half of which do not answer; are these refused, and no others?"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import cli
from eval.options import add_sample, positive, print_json, sample_of, save_as
from eval.refusal import FIGURES, OperatingPoint, area, ask_all, operating_points, table_of
from eval.refusal_sets import GIVEN, read_cases
from eval.results import as_json, provenance
from eval.run import OURS
from eval.systems import Opener
from eval.tables import text_table
from settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Put the options of the command into its parser."""
    parser.add_argument(
        "--dataset",
        type=Path,
        required=True,
        help="folder with unanswerable.jsonl and answers.jsonl over a corpus, or with rows of positive and negative passages",
    )
    parser.add_argument(
        "--passages", type=positive, default=GIVEN, metavar="N", help="of a row, at most (default: %(default)s)"
    )
    add_sample(parser)
    parser.set_defaults(command=refusal)


def refusal(args: argparse.Namespace, opener: Opener, settings: Settings) -> int:
    """Ask every question over its own passages, print and save what was refused.

    Raises:
        ValueError: The folder is no usable set.
    """
    cases = read_cases(args.dataset, sample_of(args), args.passages)
    observed = ask_all(cases, opener.over_passages())
    table, points, roc = table_of(observed), operating_points(observed), area(observed)
    name = args.dataset.resolve().name
    results = {
        "kind": f"refusal-{name}",
        **provenance(settings),
        "passages": args.passages,
        "sample": {"limit": args.limit, "split": args.split},
        "tables": {OURS: table},
        "area": roc,
        "operating_points": [asdict(point) for point in points],
    }
    saved = save_as(args, {**results, "rows": {OURS: as_json(one.row for one in observed)}})
    if args.json:
        print_json({**results, "saved": str(saved)})
        return cli.OK
    print(text_table(table, FIGURES))
    print(f"area under the ROC curve {roc:.3f}; for development, thresholds fitted on this set:")
    print("\n".join(_in_words(points)))
    print(f"results saved as {saved}")
    return cli.OK


def _in_words(points: Sequence[OperatingPoint]) -> list[str]:
    return [
        f"  false refusals at most {p.bound:.2f}: refused {p.refused:.3f} at {p.false_refusal:.3f} (threshold {p.threshold:.3f})"
        for p in points
    ]
