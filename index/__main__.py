"""`python -m index build | fetch | search | show | status`."""

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from cli import FELL_SHORT, OK, run
from corpus.article import Article
from corpus.fetch import Fetcher
from corpus.fields import parse_fields
from corpus.url_lists import fetch_all, read_urls
from index.build import build
from index.embedding import LazyEmbedder
from index.options import add_filters, as_count, filters_given
from index.records import article_record
from index.reranking import load_reranker
from index.search import Index
from index.store import current_name, load_generation
from index.types import Hit
from index.update import BuildReport
from settings import Settings, load_settings


def main() -> int:
    """Parse the command line and do what it says; returns the exit code."""
    settings = load_settings()
    args = _parser(settings).parse_args()
    command: dict[str, Any] = {
        "prepare": _prepare,
        "build": _build,
        "fetch": _fetch,
        "search": _search,
        "show": _show,
        "status": _status,
    }
    code: int = command[args.command](args, settings)
    return code


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="Build the index and look into it.")
    commands = parser.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--index", type=Path, default=settings.index_dir, metavar="DIR", help="default: %(default)s")
    common.add_argument("--json", action="store_true", help="print JSON")
    builder = commands.add_parser("build", parents=[common], help="bring the index up to date")
    builder.add_argument("--corpus", type=Path, default=settings.corpus_dir, metavar="DIR", help="default: %(default)s")
    builder.add_argument("--full", action="store_true", help="read and embed everything again")
    searcher = commands.add_parser("search", parents=[common], help="find passages")
    searcher.add_argument("query")
    searcher.add_argument("-k", type=as_count, default=10, metavar="N", help="how many passages (default: %(default)s)")
    add_filters(searcher)
    shower = commands.add_parser("show", parents=[common], help="print an article as it is stored")
    shower.add_argument("article_id", metavar="ARTICLE_ID")
    fetcher = commands.add_parser("fetch", help="turn a list of web addresses into article files")
    fetcher.add_argument("urls", type=Path, metavar="URLS.txt", help="one address a line; # begins a comment")
    fetcher.add_argument("--into", type=Path, default=settings.corpus_dir, metavar="DIR", help="default: %(default)s")
    fetcher.add_argument("--json", action="store_true", help="print JSON")
    commands.add_parser("prepare", help="convert and export the embedding model, so that no later start does")
    commands.add_parser("status", parents=[common], help="what is in the index")
    return parser


def _embedder(settings: Settings) -> LazyEmbedder:
    return LazyEmbedder(settings.embedding_model, settings.embedding_backend, settings.device, settings.cache_dir)


def _prepare(args: argparse.Namespace, settings: Settings) -> int:
    model = settings.cache_dir / "models" / "prepared"
    embedder = _embedder(settings)
    mark = f"{embedder.fingerprint} {settings.embedding_backend} {settings.device}"
    if not model.is_file() or model.read_text("utf-8") != mark:
        loaded = embedder.load()
        model.parent.mkdir(parents=True, exist_ok=True)
        model.write_text(mark, "utf-8")
        print(f"embedding model {loaded.name}: {loaded.backend} on {loaded.device}, kept in {settings.cache_dir}")
    return OK


def _open(args: argparse.Namespace, settings: Settings) -> Index:
    current_name(args.index)  # a missing index is said before a model is loaded
    reranker = load_reranker(settings.reranker, settings.device) if settings.reranker else None
    return Index.open(args.index, _embedder(settings), reranker=reranker, names=settings.names_file)


def _build(args: argparse.Namespace, settings: Settings) -> int:
    if not args.corpus.is_dir():
        raise FileNotFoundError(f"{args.corpus} is not a folder: give the folder of the articles with --corpus")
    embedder = _embedder(settings)
    progress = not args.json and sys.stderr.isatty()
    names = parse_fields(settings.fields)
    report = build(args.corpus, args.index, embedder, full=args.full, progress=progress, names=names)
    print(json.dumps(asdict(report), ensure_ascii=False) if args.json else _told(report))
    return FELL_SHORT if report.failed else OK


def _fetch(args: argparse.Namespace, settings: Settings) -> int:
    report = fetch_all(read_urls(args.urls), args.into, Fetcher(), told=(lambda line: None) if args.json else print)
    if args.json:
        print(json.dumps(asdict(report), ensure_ascii=False))
    else:
        print(
            f"{len(report.fetched)} fetched, {len(report.unchanged)} unchanged, {len(report.failed)} failed; {args.into}"
        )
    return FELL_SHORT if report.failed else OK


def _told(report: BuildReport) -> str:
    lines: list[str] = []
    for name in ("added", "modified", "deleted"):
        lines.extend(f"{name}: {path}" for path in getattr(report, name))
    lines.extend(f"failed: {f['path']}: {f['reason']}" for f in report.failed)
    counts = ", ".join(
        f"{len(getattr(report, name))} {name}" for name in ("added", "modified", "deleted", "unchanged", "failed")
    )
    lines.append(
        f"{counts}; {report.chunks} chunks, {report.embedded} embedded, "
        f"{report.seconds:.1f} s, generation {report.generation}"
    )
    return "\n".join(lines)


def _search(args: argparse.Namespace, settings: Settings) -> int:
    index = _open(args, settings).snapshot()
    hits = index.search(args.query, args.k, filters_given(args))
    rows = [_row(rank, hit, index.article(hit.chunk.article_id)) for rank, hit in enumerate(hits, 1)]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
    for row in [] if args.json else rows:
        print(f"{row['rank']}. {row['title']} [{row['article_id']}] {row['published'] or ''} {row['score']:.3f}")
        print(f"   {' '.join(row['text'].split())}")
        if row["also"]:
            print(f"   also, nearly the same: {', '.join(row['also'])}")
    if not rows and not args.json:
        print("nothing found")
    return OK


def _row(rank: int, hit: Hit, article: Article) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": hit.score,
        "article_id": article.id,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "start": hit.chunk.start,
        "end": hit.chunk.end,
        "text": hit.chunk.text,
        "also": list(hit.also),
    }


def _show(args: argparse.Namespace, settings: Settings) -> int:
    article = load_generation(args.index).articles.get(args.article_id)
    if article is None:
        raise ValueError(f"no article {args.article_id!r} in {args.index}: `python -m index status` lists them")
    if args.json:
        print(json.dumps({**article_record(article), "origins": dict(article.origins)}, ensure_ascii=False))
        return OK
    origins = dict(article.origins)
    for name in ("id", "title", "language", "published", "source", "author", "url"):
        origin = f"   ({origins[name]})" if origins.get(name) else ""
        print(f"{name}: {getattr(article, name) or ''}{origin}")
    print(
        f"removed: {len(article.removed)} pieces of noise"
        + "".join(f"\n  {r.reason}: {r.text!r}" for r in article.removed)
    )
    print(f"\n{article.text}")
    return OK


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _status(args: argparse.Namespace, settings: Settings) -> int:
    generation = load_generation(args.index)
    days = sorted(a.published for a in generation.articles.values() if a.published)
    status = {
        "articles": len(generation.articles),
        "chunks": len(generation.chunks),
        "generation": generation.name,
        "model": generation.manifest["model"],
        "model_fingerprint": generation.manifest["settings"]["model"],
        "index_type": generation.manifest["index_type"],
        "languages": dict(Counter(a.language for a in generation.articles.values())),
        "earliest": _iso(days[0]) if days else None,
        "latest": _iso(days[-1]) if days else None,
        "undated": len(generation.articles) - len(days),
        "index_bytes": sum(generation.manifest["sizes"].values()),
        "article_ids": list(generation.articles),
    }
    if args.json:
        print(json.dumps(status, ensure_ascii=False))
        return OK
    for name, value in status.items():
        print(f"{name}: {', '.join(value) if name == 'article_ids' else value}")
    return OK


if __name__ == "__main__":
    run(main)
