"""`python -m index build | fetch | search | show | status | gc | verify`."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from threading import Event
from typing import Any

from cli import FELL_SHORT, OK, run
from corpus.article import Article
from corpus.fetch import Fetcher
from corpus.fields import parse_fields
from corpus.language import detect_language
from corpus.url_lists import fetch_all, read_urls
from index.arguments import arguments
from index.build import build
from index.checking import check
from index.describe import article_record, article_text, find_article, status_record
from index.embedding import LazyEmbedder
from index.following import follow
from index.garbage import collect
from index.options import filters_given
from index.periods import year_before
from index.plan import plan
from index.reader import BundledReader, Piece, reader_named
from index.reports import BuildReport, report_record, report_text
from index.reranking import load_reranker
from index.search import Index
from index.store import current_name, load_generation
from index.types import Hit
from settings import Settings, load_settings


def main() -> int:
    """Parse the command line and do what it says; returns the exit code."""
    settings = load_settings()
    args = arguments(settings.corpus_dir, settings.index_dir, settings.keep_versions).parse_args()
    command: dict[str, Any] = {
        "prepare": _prepare,
        "build": _build,
        "fetch": _fetch,
        "search": _search,
        "show": _show,
        "status": _status,
        "gc": _gc,
        "verify": _verify,
    }
    code: int = command[args.command](args, settings)
    return code


def _embedder(settings: Settings) -> LazyEmbedder:
    return LazyEmbedder(settings.embedding_model, settings.embedding_backend, settings.device, settings.cache_dir)


def _reader(settings: Settings) -> BundledReader | None:
    return reader_named(settings.reader, settings.embedding_backend, settings.device, settings.cache_dir)


def _prepare(args: argparse.Namespace, settings: Settings) -> int:
    model = settings.cache_dir / "models" / "prepared"
    embedder = _embedder(settings)
    mark = f"{embedder.fingerprint} {settings.embedding_backend} {settings.device} {settings.reader}"
    if not model.is_file() or model.read_text("utf-8") != mark:
        loaded, reader = embedder.load(), _reader(settings)
        if reader is not None:
            reader.log_odds("新闻", [Piece("", "news")])
        model.parent.mkdir(parents=True, exist_ok=True)
        model.write_text(mark, "utf-8")
        print(f"embedding model {loaded.name}: {loaded.backend} on {loaded.device}, kept in {settings.cache_dir}")
    return OK


def _open(args: argparse.Namespace, settings: Settings) -> Index:
    current_name(args.index)  # a missing index is said before a model is loaded
    reranker = load_reranker(settings.reranker, settings.device) if settings.reranker else None
    names = settings.names_file
    return Index.open(args.index, _embedder(settings), reranker=reranker, reader=_reader(settings), names=names)


def _build(args: argparse.Namespace, settings: Settings) -> int:
    if not args.corpus.is_dir():
        raise FileNotFoundError(f"{args.corpus} is not a folder: give the folder of the articles with --corpus")
    embedder, bars = _embedder(settings), not args.json and sys.stderr.isatty()
    names, versions = parse_fields(settings.fields), args.keep_versions
    if args.dry_run:
        report = plan(args.corpus, args.index, embedder, full=args.full, versions=versions, names=names)
        _print_report(report, args.json, dry_run=True)
        return FELL_SHORT if report.failed else OK

    def built(full: bool) -> BuildReport:
        return build(args.corpus, args.index, embedder, full=full, progress=bars, versions=versions, names=names)

    if args.watch:
        return _watch(args, built)
    report = built(args.full)
    _print_report(report, args.json)
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


def _watch(args: argparse.Namespace, built: Callable[[bool], BuildReport]) -> int:
    """Build until Ctrl+C; a build that fails is told like one that does not, and tried again."""

    def told(what: BuildReport | Exception) -> None:
        if isinstance(what, BuildReport):
            _print_report(what, args.json)
        else:
            print(f"error: {what}", file=sys.stderr, flush=True)

    print(f"watching {args.corpus} (Ctrl+C ends it)", file=sys.stderr, flush=True)
    follow(args.corpus, args.index, built, told, stop=Event(), full=args.full)
    return OK


def _print_report(report: BuildReport, as_json: bool, *, dry_run: bool = False) -> None:
    record = report_record(report, dry_run=dry_run)
    print(json.dumps(record, ensure_ascii=False) if as_json else report_text(report, dry_run=dry_run), flush=True)


def _search(args: argparse.Namespace, settings: Settings) -> int:
    index = _open(args, settings).snapshot(args.as_of)
    when = year_before(args.as_of) if args.as_of else None
    hits = index.search(args.query, args.k, filters_given(args), when=when)
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
        "language": detect_language(hit.chunk.text),
        "also": list(hit.also),
    }


def _show(args: argparse.Namespace, settings: Settings) -> int:
    generation = load_generation(args.index)
    try:
        record = article_record(generation, find_article(generation, args.article_id, args.as_of))
    except KeyError as error:
        raise ValueError(
            f"no article {args.article_id!r} in {args.index}: `python -m index status` lists them"
        ) from error
    print(json.dumps(record, ensure_ascii=False) if args.json else article_text(record))
    return OK


def _status(args: argparse.Namespace, settings: Settings) -> int:
    status = status_record(args.index, load_generation(args.index))
    if args.json:
        print(json.dumps(status, ensure_ascii=False))
        return OK
    for name, value in status.items():
        print(f"{name}: {', '.join(value) if name == 'article_ids' else value}")
    return OK


def _gc(args: argparse.Namespace, settings: Settings) -> int:
    dropped = collect(args.index, args.keep)
    total = sum(one.bytes for one in dropped)
    if args.json:
        print(json.dumps({"dropped": [asdict(one) for one in dropped], "bytes": total}, ensure_ascii=False))
        return OK
    for one in dropped:
        print(f"dropped: {one.file} ({one.bytes:,} bytes)")
    print(f"{len(dropped)} dropped, {total:,} bytes")
    return OK


def _verify(args: argparse.Namespace, settings: Settings) -> int:
    checked = check(args.index, everything=args.all)
    if args.json:
        print(json.dumps(asdict(checked), ensure_ascii=False))
    else:
        for one in checked.damaged:
            print(f"damaged: {one['file']}: {one['reason']}: {one['remedy']}")
        names = ", ".join(checked.generations)
        print(
            f"{checked.files} files checked, {checked.bytes:,} bytes, {len(checked.damaged)} damaged; generation {names}"
        )
    return FELL_SHORT if checked.damaged else OK


if __name__ == "__main__":
    run(main)
