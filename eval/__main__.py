"""`python -m eval`: check the questions, ask them, measure retrieval, compare two results."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import cli
from eval import checker_command, passages_command, refusal_command, retrieval_command, rewrite_command, systems
from eval.answers import FIGURES
from eval.compare import compare
from eval.gates import load_gates
from eval.options import print_json, shared
from eval.questions import QuestionError, check_evidence, load_questions, require_evidence
from eval.report import write_report
from eval.results import load_rows, provenance, save
from eval.run import NAIVE, OURS, evaluate
from eval.tables import side_by_side
from settings import Settings, load_settings

HERE = Path(__file__).parent
QUESTIONS, GATES, CORPUS = HERE / "questions", HERE / "gates.toml", HERE.parent / "corpus" / "articles"


def main(
    argv: Sequence[str] | None = None, opener: systems.Opener | None = None, settings: Settings | None = None
) -> int:
    """Run one command and return its exit code.

    Args:
        argv: The words behind `python -m eval`.
        opener: Opens collections and what answers over them; the real one when left out.
        settings: The settings; this process's own when left out.
    """
    args = _parser().parse_args(argv)
    chosen = settings or load_settings()
    code: int = args.command(args, opener or systems.Real(chosen, args.index_root), chosen)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    parents = [shared()]

    check = commands.add_parser("check", parents=parents, help="does every gold evidence stand in its article?")
    run = commands.add_parser("run", parents=parents, help="the project's own questions, against the gates")
    for command in (check, run):
        command.add_argument("--questions", type=Path, default=QUESTIONS, help="folder of *.jsonl")
        command.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the articles they are about")
    run.add_argument("--gates", type=Path, default=GATES, help="file of minima and maxima")
    run.add_argument("--report", type=Path, default=None, help="write report.md and its plot into this folder")
    check.set_defaults(command=_check)
    run.set_defaults(command=_run)

    retrieval = commands.add_parser("retrieval", parents=parents, help="retrieval sets in the BEIR layout")
    retrieval_command.add_arguments(retrieval)
    passages = commands.add_parser("passages", parents=parents, help="is the gold evidence inside the best passages?")
    passages_command.add_arguments(passages)
    checker = commands.add_parser("checker", parents=parents, help="does a citation support its claim?")
    checker_command.add_arguments(checker)
    rewriting = commands.add_parser("rewrite", parents=parents, help="are follow-ups made to stand alone?")
    rewrite_command.add_arguments(rewriting)
    refusing = commands.add_parser(
        "refusal", parents=parents, help="are questions that passages do not answer refused?"
    )
    refusal_command.add_arguments(refusing)

    comparison = commands.add_parser("compare", parents=parents, help="two saved results: is the difference chance?")
    comparison.add_argument("before", type=Path)
    comparison.add_argument("after", type=Path)
    comparison.add_argument("--system", default=OURS, help="whose rows: assistant (default) or naive")
    comparison.set_defaults(command=_compare)
    return parser


def _check(args: argparse.Namespace, opener: systems.Opener, settings: Settings) -> int:
    del settings
    count, problems = 0, []
    try:
        questions = load_questions(args.questions)
        count, problems = len(questions), check_evidence(questions, opener.articles(args.corpus))
    except QuestionError as error:
        problems = str(error).splitlines()
    if args.json:
        print_json({"questions": count, "problems": problems})
    else:
        print("\n".join([*problems, f"{count} questions, {len(problems)} problems"]))
    return cli.FELL_SHORT if problems else cli.OK


def _run(args: argparse.Namespace, opener: systems.Opener, settings: Settings) -> int:
    questions, gates, articles = load_questions(args.questions), load_gates(args.gates), opener.articles(args.corpus)
    try:
        require_evidence(questions, articles)
    except QuestionError as error:
        raise cli.FellShortError(f"the questions do not fit the articles:\n{error}") from error
    evaluation = evaluate(questions, articles, opener.answering(args.corpus, articles), gates)
    results = {"kind": "run", **provenance(settings), **evaluation.as_json()}
    saved = save(results, args.runs)
    figures = [*FIGURES, "seconds"]
    if args.json:
        shown = {key: value for key, value in results.items() if key not in ("rows", "answers")}
        print_json({**shown, "saved": str(saved)})
    else:
        tables = evaluation.tables
        print(side_by_side(tables[OURS], tables[NAIVE], figures, NAIVE))
        print(f"saved as {saved}")
    if args.report:
        page = write_report(results, figures, OURS, NAIVE, args.report)
        print(f"report written to {page}", file=sys.stderr)
    for sentence in evaluation.missed:
        print(f"gate missed: {sentence}", file=sys.stderr)
    return cli.FELL_SHORT if evaluation.missed else cli.OK


def _compare(args: argparse.Namespace, opener: systems.Opener, settings: Settings) -> int:
    del opener, settings
    differences = compare(load_rows(args.before, args.system), load_rows(args.after, args.system))
    if args.json:
        print_json([{**asdict(d), "clear": d.clear} for d in differences])
        return cli.OK
    width = max(24, *(len(d.slice) for d in differences))
    for d in differences:
        mark = "*" if d.clear else " "
        change = f"{d.after - d.before:+.4f} [{d.low:+.4f}, {d.high:+.4f}] {mark}"
        print(f"{d.slice:{width}s} {d.figure:16s} n={d.questions:<5d} {d.before:10.4f} -> {d.after:10.4f}  {change}")
    return cli.OK


if __name__ == "__main__":
    cli.run(main)
