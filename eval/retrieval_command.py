"""`eval retrieval`: one set in the BEIR layout or every set below a folder, whole or a sample, with every part of the search or without each."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cli
from eval.options import add_sample, positive, print_json, sample_of, save_as
from eval.results import as_json, provenance
from eval.retrieval import FIGURES
from eval.retrieval_sets import EVERYTHING, Asked, ablate, ask, together
from eval.run import OURS
from eval.set_tables import Measured, ablation_table, sets_table
from eval.sets import RetrievalSet, find_sets, open_set
from eval.slices import means
from eval.systems import Opener
from eval.tables import text_table
from settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Put the options of the command into its parser."""
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--dataset", type=Path, help="folder with corpus, queries and qrels/test.tsv")
    where.add_argument("--all", type=Path, metavar="DIR", help="every such folder below this one")
    parser.add_argument("--only", type=_names, default=(), metavar="A,B", help="with --all: these sets alone")
    parser.add_argument("--run", type=Path, default=None, help="TREC run file to write; with --all a folder of them")
    parser.add_argument("--queries", type=Path, default=None, help="other queries for the same judgements")
    parser.add_argument("-k", type=positive, default=100, help="articles a query (default: 100)")
    parser.add_argument("--ablate", action="store_true", help="turn each part of the search off in turn")
    parser.add_argument("--figure", choices=FIGURES, default=None, help="with --ablate: this one for every set")
    parser.add_argument("--slices", action="store_true", help="with --all: a line a slice too")
    add_sample(parser)
    parser.set_defaults(command=retrieval)


def retrieval(args: argparse.Namespace, opener: Opener, settings: Settings) -> int:
    """Ask what the options say, print it and save it.

    Raises:
        ValueError: Options that do not go together, or folders that are no usable sets.
    """
    sets = _sets(args)
    if args.ablate:
        return _ablate(args, sets, opener, settings)
    if args.all:
        return _all(args, sets, opener, settings)
    (one,) = sets
    run = args.run or args.runs / f"{one.name}.trec"
    asked = ask(one, opener.retrieval(one.folder), args.k, run=run)
    table = means(asked.rows)
    results = {"kind": f"retrieval-{one.name}", **_head(args, settings), "run": str(run), "tables": {OURS: table}}
    saved = save_as(args, {**results, "rows": {OURS: as_json(asked.rows)}})
    if args.json:
        print_json({**results, "saved": str(saved)})
    else:
        sampled = "" if sample_of(args).is_all else f"\na sample of {one.judged} of {one.whole}: {sample_of(args)}"
        print(text_table(table, FIGURES) + sampled)
        print(f"run written to {run}, results saved as {saved}")
    return cli.OK


def _all(args: argparse.Namespace, sets: Sequence[RetrievalSet], opener: Opener, settings: Settings) -> int:
    folder = args.run or args.runs
    asked: list[Asked] = []
    for one in sets:
        asked.append(ask(one, opener.retrieval(one.folder), args.k, run=folder / f"{one.name}.trec"))
        overall = means(asked[-1].rows)["all"]
        print(f"{one.name}: {one.figure} {overall[one.figure]:.3f} over {one.judged} queries", file=sys.stderr)
    rows = together(asked)
    results = {
        "kind": "retrieval-all",
        **_head(args, settings),
        "sets": {one.name: {**_size(one), "run": str(folder / f"{one.name}.trec")} for one in sets},
        "tables": {OURS: means(rows)},
    }
    saved = save_as(args, {**results, "rows": {OURS: as_json(rows)}})
    if args.json:
        print_json({**results, "saved": str(saved)})
    else:
        print(sets_table([Measured(a.set, means(a.rows)) for a in asked], sample_of(args), args.slices))
        print(f"runs written to {folder}, results saved as {saved}")
    return cli.OK


def _ablate(args: argparse.Namespace, sets: Sequence[RetrievalSet], opener: Opener, settings: Settings) -> int:
    found = ablate(sets, opener.retrieval, args.k, args.figure)
    rows = {OURS if part == EVERYTHING else f"without {part}": together(asked) for part, asked in found.asked.items()}
    results = {
        "kind": "ablation",
        **_head(args, settings),
        "sets": {one.name: {**_size(one), "figure": found.figures[one.name]} for one in sets},
        "changes": {
            part: {name: {**asdict(change), "clear": change.clear} for name, change in changes.items()}
            for part, changes in found.changes.items()
        },
    }
    saved = save_as(args, {**results, "rows": {system: as_json(measured) for system, measured in rows.items()}})
    if args.json:
        print_json({**results, "saved": str(saved)})
    else:
        print(ablation_table(found.figures, found.changes, sample_of(args)))
        print(f"results saved as {saved}")
    return cli.OK


def _sets(args: argparse.Namespace) -> list[RetrievalSet]:
    if not args.all:
        if args.only or args.slices:
            raise ValueError("--only and --slices go with --all: a single set is named by --dataset")
        return [open_set(args.dataset, sample_of(args), args.queries)]
    if args.queries:
        raise ValueError("--queries goes with --dataset: each set below a folder has its own")
    folders, passed_over = find_sets(args.all, args.only)
    for folder in passed_over:
        print(f"passed over: {folder} holds no corpus, queries and qrels/test.tsv", file=sys.stderr)
    return [open_set(folder, sample_of(args)) for folder in folders]


def _head(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    return {**provenance(settings), "k": args.k, "sample": {"limit": args.limit, "split": args.split}}


def _size(one: RetrievalSet) -> dict[str, Any]:
    return {"queries": one.judged, "of": one.whole, "figure": one.figure}


def _names(words: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in words.split(",") if name.strip())
