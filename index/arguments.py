"""What `python -m index` takes on its command line."""

import argparse
from pathlib import Path

from index.options import add_filters, as_count, as_day, as_number
from index.publishing import KEPT_GENERATIONS


def arguments(corpus_dir: Path, index_dir: Path, versions: int) -> argparse.ArgumentParser:
    """The parser of `python -m index`, with what the settings say for defaults."""
    parser = argparse.ArgumentParser(prog="python -m index", description="Build the index and look into it.")
    commands = parser.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--index", type=Path, default=index_dir, metavar="DIR", help="default: %(default)s")
    common.add_argument("--json", action="store_true", help="print JSON")
    builder = commands.add_parser("build", parents=[common], help="bring the index up to date")
    builder.add_argument("--corpus", type=Path, default=corpus_dir, metavar="DIR", help="default: %(default)s")
    builder.add_argument("--full", action="store_true", help="read and embed everything again")
    builder.add_argument(
        "--keep-versions", type=as_number, default=versions, metavar="N",
        help="superseded versions of an article that stay (default: %(default)s)",
    )  # fmt: skip
    how = builder.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="say what a build would do, and do nothing")
    how.add_argument("--watch", action="store_true", help="build again whenever files change, until Ctrl+C")
    searcher = commands.add_parser("search", parents=[common], help="find passages")
    searcher.add_argument("query")
    searcher.add_argument("-k", type=as_count, default=10, metavar="N", help="how many passages (default: %(default)s)")
    add_filters(searcher)
    searcher.add_argument(
        "--as-of", type=as_day, metavar="YYYY-MM-DD", help="among the articles as they stood on this day"
    )
    shower = commands.add_parser("show", parents=[common], help="print an article as it is stored")
    shower.add_argument("article_id", metavar="ARTICLE_ID")
    fetcher = commands.add_parser("fetch", help="turn a list of web addresses into article files")
    fetcher.add_argument("urls", type=Path, metavar="URLS.txt", help="one address a line; # begins a comment")
    fetcher.add_argument("--into", type=Path, default=corpus_dir, metavar="DIR", help="default: %(default)s")
    fetcher.add_argument("--json", action="store_true", help="print JSON")
    commands.add_parser("prepare", help="convert and export the embedding model, so that no later start does")
    shower.add_argument("--as-of", type=as_day, metavar="YYYY-MM-DD", help="as it stood on this day")
    commands.add_parser("status", parents=[common], help="what is in the index")
    collector = commands.add_parser("gc", parents=[common], help="drop what no kept generation needs")
    collector.add_argument(
        "--keep",
        type=as_count,
        default=KEPT_GENERATIONS,
        metavar="N",
        help="generations that stay (default: %(default)s)",
    )
    verifier = commands.add_parser("verify", parents=[common], help="check the hash of every file")
    verifier.add_argument("--all", action="store_true", help="of all generations, not of the serving one alone")
    return parser
