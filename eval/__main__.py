"""`python -m eval`: check the questions, ask them, measure retrieval, compare two results."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cli
from eval import systems
from eval.answers import FIGURES
from eval.compare import compare
from eval.datasets import queries_file, read_qrels, read_queries
from eval.gates import load_gates
from eval.questions import QuestionError, check_evidence, load_questions, require_evidence
from eval.report import write_report
from eval.results import RUNS, as_json, load_rows, provenance, save
from eval.retrieval import FIGURES as RETRIEVAL_FIGURES
from eval.retrieval import rank, rows
from eval.run import NAIVE, OURS, evaluate
from eval.slices import means
from eval.tables import side_by_side, text_table
from eval.trec import write_run
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
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--index-root", type=Path, default=None, help="where indexes are kept between runs")
    shared.add_argument("--json", action="store_true", help="print JSON instead of tables")
    shared.add_argument("--runs", type=Path, default=RUNS, help="where results are saved (default: eval/runs)")

    check = commands.add_parser("check", parents=[shared], help="does every gold evidence stand in its article?")
    run = commands.add_parser("run", parents=[shared], help="the project's own questions, against the gates")
    for command in (check, run):
        command.add_argument("--questions", type=Path, default=QUESTIONS, help="folder of *.jsonl")
        command.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the articles they are about")
    run.add_argument("--gates", type=Path, default=GATES, help="file of minima and maxima")
    run.add_argument("--report", type=Path, default=None, help="write report.md and its plot into this folder")
    check.set_defaults(command=_check)
    run.set_defaults(command=_run)

    retrieval = commands.add_parser("retrieval", parents=[shared], help="a retrieval set in the BEIR layout")
    retrieval.add_argument("--dataset", type=Path, required=True, help="folder with corpus, queries and qrels/test.tsv")
    retrieval.add_argument("--run", type=Path, default=None, help="the TREC run file to write")
    retrieval.add_argument("--queries", type=Path, default=None, help="other queries for the same judgements")
    retrieval.add_argument("-k", type=_positive, default=100, help="articles a query (default: 100)")
    retrieval.set_defaults(command=_retrieval)

    comparison = commands.add_parser("compare", parents=[shared], help="two saved results: is the difference chance?")
    comparison.add_argument("before", type=Path)
    comparison.add_argument("after", type=Path)
    comparison.add_argument("--system", default=OURS, help="whose rows: assistant (default) or naive")
    comparison.set_defaults(command=_compare)
    return parser


def _positive(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, got {word!r}")
    return int(word)


def _check(args: argparse.Namespace, opener: systems.Opener, settings: Settings) -> int:
    del settings
    count, problems = 0, []
    try:
        questions = load_questions(args.questions)
        count, problems = len(questions), check_evidence(questions, opener.articles(args.corpus))
    except QuestionError as error:
        problems = str(error).splitlines()
    if args.json:
        _print_json({"questions": count, "problems": problems})
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
        _print_json({**shown, "saved": str(saved)})
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


def _retrieval(args: argparse.Namespace, opener: systems.Opener, settings: Settings) -> int:
    queries = read_queries(args.queries or queries_file(args.dataset))
    judgements = read_qrels(args.dataset)
    search, rewrite = opener.retrieval(args.dataset)
    scored = rank(queries, search, rewrite, args.k)
    run = args.run or args.runs / f"{args.dataset.resolve().name}.trec"
    write_run(run, scored)
    measured = rows(queries, judgements, scored)
    table = means(measured)
    results = {
        "kind": f"retrieval-{args.dataset.resolve().name}",
        **provenance(settings),
        "k": args.k,
        "run": str(run),
        "tables": {OURS: table},
    }
    saved = save({**results, "rows": {OURS: as_json(measured)}}, args.runs)
    if args.json:
        _print_json({**results, "saved": str(saved)})
    else:
        print(text_table(table, RETRIEVAL_FIGURES))
        print(f"run written to {run}, results saved as {saved}")
    return cli.OK


def _compare(args: argparse.Namespace, opener: systems.Opener, settings: Settings) -> int:
    del opener, settings
    differences = compare(load_rows(args.before, args.system), load_rows(args.after, args.system))
    if args.json:
        _print_json([{**asdict(d), "clear": d.clear} for d in differences])
        return cli.OK
    for d in differences:
        mark = "*" if d.clear else " "
        change = f"{d.after - d.before:+.4f} [{d.low:+.4f}, {d.high:+.4f}] {mark}"
        print(f"{d.slice:24s} {d.figure:16s} n={d.questions:<5d} {d.before:10.4f} -> {d.after:10.4f}  {change}")
    return cli.OK


def _print_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    cli.run(main)
