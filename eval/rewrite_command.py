"""`eval rewrite`: are follow-ups made to stand alone as people make them?"""

import argparse
from pathlib import Path

import cli
from assistant.open import open_chat
from assistant.rewriting import standing_alone
from eval.options import add_sample, print_json, sample_of, save_as
from eval.results import as_json, provenance
from eval.rewriting import FIGURES, read_examples, score
from eval.run import OURS
from eval.slices import means
from eval.systems import Opener
from eval.tables import side_by_side
from settings import Settings

UNCHANGED = "no rewriting"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Put the options of the command into its parser."""
    parser.add_argument("--dataset", type=Path, required=True, help="folder with rewrite.jsonl (or .gz)")
    add_sample(parser)
    parser.set_defaults(command=rewrite)


def rewrite(args: argparse.Namespace, opener: Opener, settings: Settings) -> int:
    """Rewrite every message of a set, by the settings' language model or by rule; print and save how near it came.

    Raises:
        ValueError: The set cannot be read, or none of it is in the sample.
    """
    del opener
    chat = open_chat(settings)
    examples = read_examples(args.dataset)
    by_id = {example.id: example for example in examples}
    asked = [by_id[one] for one in sample_of(args).of(by_id)]
    if not asked:
        raise ValueError(f"{args.dataset}: none of its {len(examples)} messages is in the sample ({sample_of(args)})")
    rows, rewritings = score(examples, asked, lambda text, history: standing_alone(text, history, chat))
    others, _ = score(examples, asked, lambda text, _: text)
    tables = {OURS: means(rows), UNCHANGED: means(others)}
    results = {
        "kind": f"rewrite-{args.dataset.resolve().name}",
        **provenance(settings),
        "sample": {"limit": args.limit, "split": args.split},
        "tables": tables,
    }
    made = {example.id: ours for example, ours in zip(asked, rewritings, strict=True)}
    saved = save_as(args, {**results, "rows": {OURS: as_json(rows), UNCHANGED: as_json(others)}, "rewritings": made})
    if args.json:
        print_json({**results, "saved": str(saved)})
        return cli.OK
    print(side_by_side(tables[OURS], tables[UNCHANGED], FIGURES, UNCHANGED))
    if not sample_of(args).is_all:
        print(f"a sample of {len(asked)} of {len(examples)}: {sample_of(args)}")
    print(f"results saved as {saved}")
    return cli.OK
