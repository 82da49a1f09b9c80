"""Speed and memory of building, asking and adding, beside a stock LangChain pipeline over the same articles and weights.

python benchmarks/build_and_query.py --articles FOLDER_OR_CORPUS.jsonl.gz [-n 300]
python benchmarks/build_and_query.py --synthetic 100000
python benchmarks/build_and_query.py --articles corpus/articles --search 100000
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.collection import articles
from benchmarks.measure import ADDED, measure, synthetic
from benchmarks.pipelines import PIPELINES
from benchmarks.timing import Row
from benchmarks.whole_search import whole_search
from cli import OK, FellShortError, run
from index.options import as_count
from settings import load_settings


def main() -> int:
    """Parse the command line, measure, print a table."""
    args = _parser().parse_args()
    if args.synthetic is not None:
        rows = [synthetic(args.synthetic)]
    elif args.search is not None:
        rows = [whole_search(args.search, articles(args.articles, args.n), load_settings().cache_dir)]
    elif args.only:
        rows = [measure(args.only, articles(args.articles, args.n + ADDED), load_settings().cache_dir, args.device)]
    else:
        rows = [_alone(name) for name in PIPELINES]
    print(json.dumps(rows, ensure_ascii=False) if args.json or args.only else _table(rows))
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--articles", type=Path, metavar="PATH", help="a folder of articles, or a corpus.jsonl (.gz)")
    what.add_argument("--synthetic", type=as_count, metavar="N", help="a query over N random unit vectors instead")
    parser.add_argument(
        "--search", type=as_count, metavar="N", help="time whole searches over N chunks made of these articles' pieces"
    )
    parser.add_argument("-n", type=as_count, default=300, help="how many articles (default: %(default)s)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="cpu", help="default: %(default)s")
    parser.add_argument("--json", action="store_true", help="print JSON")
    # How this program measures each pipeline in a process of its own.
    parser.add_argument("--only", choices=PIPELINES, help=argparse.SUPPRESS)
    return parser


def _alone(name: str) -> Row:
    """One pipeline in a process of its own, so that its peak of memory is its own."""
    print(f"measuring {name} ...", file=sys.stderr)
    command = [sys.executable, __file__, *sys.argv[1:], "--only", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - this very program
    if done.returncode:
        raise FellShortError(f"{name} could not be measured: its message stands above")
    rows: list[Row] = json.loads(done.stdout)
    return rows[0]


def _table(rows: list[Row]) -> str:
    """A Markdown table: one line a figure, one column a pipeline."""
    lines = [[figure, *(str(row[figure]) for row in rows)] for figure in rows[0]]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    run(main)
