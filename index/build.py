"""Brings the index up to date with a collection; what has not changed is neither read nor embedded again."""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout
from tqdm import tqdm

from corpus.article import READ_VERSION, Article
from corpus.fields import NO_NAMES, FieldNames
from index.aliases import known_names, mine
from index.dense import INDEX_TYPE, DenseIndex
from index.duplicates import SIGNATURE_VERSION, Signatures, groups
from index.languages import LanguageLevels
from index.late import TokenIndex
from index.lexical import LexicalLeg
from index.regions import mainland_words
from index.sources import Source, folder_sources, held_sources
from index.store import Generation, IndexFormatError, NoIndexError, group_of, load_generation, publish
from index.terms import TERMS_VERSION, terms
from index.types import Embedder
from index.update import BuildReport, Update


class BusyError(OSError):
    """Another process is building the same index."""


def build(
    corpus_dir: Path,
    index_dir: Path,
    embedder: Embedder,
    *,
    full: bool = False,
    progress: bool = False,
    names: FieldNames = NO_NAMES,
) -> BuildReport:
    """Index a folder of articles.

    Args:
        corpus_dir: The folder, searched with everything below it.
        index_dir: Where the index is kept.
        embedder: Turns chunks into vectors.
        full: Read and embed everything again.
        progress: Show bars on stderr.
        names: What the field names of files of several articles mean, see `corpus.fields.parse_fields`.

    Raises:
        FileNotFoundError: There is no such folder.
        BusyError: Another process is building this index.
    """
    sources, unreadable = folder_sources(corpus_dir, names)
    return _locked(sources, index_dir, embedder, full, BuildReport(failed=unreadable), progress)


def build_articles(
    articles: Iterable[Article], index_dir: Path, embedder: Embedder, *, full: bool = False, progress: bool = False
) -> BuildReport:
    """Index articles that are in memory already; otherwise as `build`."""
    return _locked(held_sources(articles), index_dir, embedder, full, BuildReport(), progress)


def _locked(
    sources: Sequence[Source], index_dir: Path, embedder: Embedder, full: bool, report: BuildReport, progress: bool
) -> BuildReport:
    started = time.monotonic()
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OSError(
            f"the index cannot be kept in {index_dir} ({reason}): name another folder by --index or ASSISTANT_INDEX_DIR"
        ) from error
    try:
        with FileLock(index_dir / "build.lock", timeout=0):
            last = _previous(index_dir)
            update = Update(None if full else last, embedder, report, progress, last)
            update.read(sources)
            update.cut()
            report.generation = _publish(update, index_dir)
    except Timeout as error:
        raise BusyError(f"another process is building {index_dir}: wait until it is done") from error
    report.seconds = round(time.monotonic() - started, 3)
    return report


def _previous(index_dir: Path) -> Generation | None:
    try:
        return load_generation(index_dir)
    except (NoIndexError, IndexFormatError):
        return None  # nothing there, or nothing that can be taken over: every article counts as added


def in_memory(articles: Iterable[Article], embedder: Embedder) -> Generation:
    """A generation that is never written: for a handful of passages given with a question."""
    update = Update(None, embedder, BuildReport(), progress=False)
    update.read(held_sources(articles))
    update.cut()
    dense, tokens = _vectors(update)
    signatures = update.signatures()
    manifest = _manifest(update, signatures)
    return Generation(
        "memory",
        manifest,
        update.articles,
        update.chunks,
        update.keys,
        dense,
        _lexical(update),
        tokens,
        signatures,
        group_of(manifest["duplicates"]),
        LanguageLevels.of(update.chunks, update.articles, dense.vectors()),
        known_names(manifest["names"]),
    )


def _publish(update: Update, index_dir: Path) -> str:
    signatures = update.signatures()
    manifest, old = _manifest(update, signatures), update.old
    if old is not None and {**old.manifest, **manifest} == old.manifest:
        return old.name
    dense, tokens = _vectors(update)
    articles = list(update.articles.values())
    lexical = _lexical(update)
    return publish(index_dir, manifest, articles, update.chunks, update.keys, dense, lexical, tokens, signatures)


def _manifest(update: Update, signatures: Signatures) -> dict[str, Any]:
    return {
        "settings": update.settings(),
        "versions": {"read": READ_VERSION, "terms": TERMS_VERSION, "signatures": SIGNATURE_VERSION},
        "model": update.embedder.name,
        "index_type": INDEX_TYPE,
        "articles": len(update.articles),
        "chunks": len(update.chunks),
        "names": sorted(mine(a.text for a in update.articles.values())),
        "duplicates": _duplicates(update, signatures),
        "files": update.files,
    }


def _duplicates(update: Update, signatures: Signatures) -> list[list[str]]:
    """The groups of near-duplicates; those of the previous generation where its articles have the same signatures."""
    old, ids = update.old, list(update.articles)
    same = old is not None and old.manifest["versions"]["signatures"] == SIGNATURE_VERSION
    if old is not None and same and list(old.articles) == ids and np.array_equal(old.signatures, signatures):
        known: list[list[str]] = old.manifest["duplicates"]
        return known
    return [list(group) for group in groups(ids, signatures)]


def _vectors(update: Update) -> tuple[DenseIndex, TokenIndex]:
    vectors, tokens = update.embed()
    return DenseIndex.of(vectors), tokens


def _terms(text: str) -> list[str]:
    return [*terms(text), *terms(" ".join(mainland_words(text)))]


def _lexical(update: Update) -> LexicalLeg:
    words = [_terms(update.text(c)) for c in tqdm(update.chunks, "terms", disable=not update.progress)]
    return LexicalLeg.of(update.chunks, words)
