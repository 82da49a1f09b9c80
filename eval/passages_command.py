"""`eval passages`: is the gold evidence of a set's questions inside the best passages?"""

import argparse
from pathlib import Path

import cli
from eval.datasets import read_articles
from eval.options import add_sample, positive, print_json, sample_of, save_as
from eval.passages import figures, passage_rows, read_references
from eval.results import as_json, provenance
from eval.run import OURS
from eval.sets import open_set
from eval.slices import means
from eval.systems import Opener
from eval.tables import text_table
from settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Put the options of the command into its parser."""
    parser.add_argument(
        "--dataset", type=Path, required=True, help="a retrieval set whose answers.jsonl has references"
    )
    parser.add_argument("-k", "--k", type=_numbers, default=(5, 10), metavar="A,B", help="passages (default: 5,10)")
    add_sample(parser)
    parser.set_defaults(command=passages)


def passages(args: argparse.Namespace, opener: Opener, settings: Settings) -> int:
    """Ask for passages, print and save what evidence stands in them."""
    one, articles = open_set(args.dataset, sample_of(args)), {a.id: a for a in read_articles(args.dataset)}
    references = read_references(args.dataset, articles)
    rows = passage_rows(one.queries, references, articles, opener.retrieval(args.dataset), args.k)
    table = means(rows)
    results = {
        "kind": f"passages-{one.name}",
        **provenance(settings),
        "k": list(args.k),
        "sample": {"limit": args.limit, "split": args.split},
        "lost": references.lost,
        "tables": {OURS: table},
    }
    saved = save_as(args, {**results, "rows": {OURS: as_json(rows)}})
    if args.json:
        print_json({**results, "saved": str(saved)})
        return cli.OK
    print(text_table(table, figures(args.k)))
    if not sample_of(args).is_all:
        print(f"a sample of {one.judged} of {one.whole}: {sample_of(args)}")
    if references.lost:
        print(f"{references.lost} sentences of the set stand in none of their articles and are not looked for")
    print(f"results saved as {saved}")
    return cli.OK


def _numbers(words: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(positive(word.strip()) for word in words.split(",")))
