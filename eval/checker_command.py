"""`eval checker`: does the checker tell which claims their citations support?"""

import argparse
from pathlib import Path

import cli
from eval.checker import FIGURES, checker_table, claim_rows, read_claims
from eval.options import add_sample, print_json, sample_of, save_as
from eval.results import as_json, provenance
from eval.run import OURS
from eval.systems import Opener
from eval.tables import text_table
from settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Put the options of the command into its parser."""
    parser.add_argument(
        "--dataset", type=Path, required=True, help="folder with attribution.jsonl[.gz]: claim, references, label"
    )
    add_sample(parser)
    parser.set_defaults(command=checker)


def checker(args: argparse.Namespace, opener: Opener, settings: Settings) -> int:
    """Check every claim, print the table and save it."""
    claims = read_claims(args.dataset, sample_of(args))
    rows = claim_rows(claims, opener.checking())
    table = checker_table(rows)
    results = {
        "kind": f"checker-{args.dataset.resolve().name}",
        **provenance(settings),
        "sample": {"limit": args.limit, "split": args.split},
        "tables": {OURS: table},
    }
    saved = save_as(args, {**results, "rows": {OURS: as_json(rows)}})
    if args.json:
        print_json({**results, "saved": str(saved)})
        return cli.OK
    print(text_table(table, FIGURES))
    if not sample_of(args).is_all:
        print(f"a sample of the claims: {sample_of(args)}")
    print(f"results saved as {saved}")
    return cli.OK
