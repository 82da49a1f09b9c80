"""What an index costs beside the model: time and memory to add one article, bytes a chunk, time to open and to ask.

python benchmarks/index_cost.py --articles 700 3500 7000
python benchmarks/index_cost.py --articles 3500 --copies 20

Articles and vectors are made up, see `benchmarks.fake_encoder`; an article has about 14 chunks of 116 tokens. Each step runs in a
process of its own, so that its peak of memory is its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.fake_encoder import FakeEncoder, copied, question, write_articles
from benchmarks.timing import Row, peak, percentiles, timed
from cli import OK, FellShortError, run
from index.build import build
from index.collection import Part
from index.integrity import AGAIN
from index.options import as_count
from index.publishing import publish, write_segment
from index.store import index_bytes, load_generation, name_of
from index.terms import terms

QUERIES = 200
STEPS = ("build", "unchanged", "add", "open")


def main() -> int:
    """Parse the command line, measure at each size, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--articles", type=as_count, nargs="+", default=[700, 3500, 7000], metavar="N", help="sizes, in order"
    )
    parser.add_argument(
        "--copies", type=as_count, default=1, help="as many times as large, by copies under other names"
    )
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.copies > 1 and len(args.articles) > 1:
        parser.error("--copies goes with one size of --articles")
    if args.step:
        print(json.dumps(_step(args.step, args.folder, args.articles[0], args.copies)))
        return OK
    with tempfile.TemporaryDirectory() as folder:
        rows = [_measured(Path(folder) / str(args.copies), articles, args.copies) for articles in args.articles]
    print("\n".join(f"| {name} | {' | '.join(str(row[name]) for row in rows)} |" for name in rows[0]))
    return OK


def _measured(folder: Path, articles: int, copies: int) -> Row:
    row: Row = {}
    for step in STEPS:
        print(f"{articles} articles: {step} ...", file=sys.stderr)
        command = [sys.executable, __file__, "--articles", str(articles), "--copies", str(copies)]
        done = subprocess.run(  # noqa: S603 - this very program
            [*command, "--step", step, "--folder", str(folder)], stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            raise FellShortError(f"{step} could not be measured: its message stands above")
        row.update(json.loads(done.stdout))
    return row


def _step(step: str, folder: Path, articles: int, copies: int) -> Row:
    corpus, index, encoder = folder / "articles", folder / "index", FakeEncoder()
    before = peak()
    if step == "build":
        write_articles(corpus, articles)
        seconds, report = timed(build, corpus, index, encoder)
        if copies > 1:
            _multiply(corpus, index, copies)
        return {
            "chunks": report.chunks * copies,
            "build, s": round(seconds, 1),
            "build, peak MB": f"{before} + {peak() - before}",
        }
    if step == "unchanged":
        seconds, report = timed(build, corpus, index, encoder)
        return {"build without changes, s": round(seconds, 2), "embedded then": report.embedded}
    if step == "add":
        write_articles(corpus, 1, first=10**6 + articles)
        seconds, report = timed(build, corpus, index, encoder)
        assert (len(report.added), report.embedded > 0) == (1, True)  # noqa: S101 - else the figure is of something else
        return {"add one article, s": round(seconds, 2), "add one article, peak MB": f"{before} + {peak() - before}"}
    return _opened(index)


def _opened(index: Path) -> dict[str, Any]:
    started = time.perf_counter()
    generation = load_generation(index)
    opened, lexical = time.perf_counter() - started, generation.lexical
    asked = [terms(question(number)) for number in range(QUERIES)]
    lexical.scores(asked[0])
    times = percentiles([timed(lexical.scores, words)[0] for words in asked])
    codes, size = sum(len(part.segment.tokens.codes) for part in generation.parts) * 48, index_bytes(index, generation)
    return {
        "segments": len(generation.parts),
        "tokens a chunk": round(codes / 48 / len(generation.chunks), 1),
        "bytes a chunk": round(size / len(generation.chunks)),
        "bytes a chunk without late interaction": round((size - codes) / len(generation.chunks)),
        "open, s": round(opened, 2),
        "terms a question": round(sum(map(len, asked)) / QUERIES, 1),
        **{f"BM25 {name}": value for name, value in times.items()},
    }


def _multiply(corpus: Path, index: Path, copies: int) -> None:
    """Make an index as many times as large without indexing: the same segments and files under other names."""
    generation = load_generation(index)
    parts = list(generation.parts)
    for copy in range(1, copies):
        parts.extend([Part(write_segment(index, copied(p.segment.arrays, copy))) for p in generation.parts])
        for path in [path for path in corpus.rglob("*.txt") if not path.parts[len(corpus.parts)].startswith("copy")]:
            target = corpus / f"copy{copy:03}" / path.relative_to(corpus)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, target)
    larger = type(generation)(generation.name, generation.manifest, parts)
    manifest = {**generation.manifest, "articles": len(larger.articles), "chunks": len(larger.chunks)}
    publish(index, manifest, parts, name_of(manifest, larger).removesuffix(AGAIN))


if __name__ == "__main__":
    run(main)
