"""Generations on disk: each is complete, written beside the one that serves, and published by one atomic rename.

INDEX/CURRENT                   the name of the generation that serves
INDEX/generations/NAME/         manifest.json articles.jsonl chunks.jsonl dense.faiss lexical/ tokens/ signatures.npy
INDEX/build.lock                held by the one process that builds
"""

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.article import Article, Chunk
from index.aliases import Aliases, known_names
from index.dense import DenseIndex, DensePart
from index.duplicates import Signatures
from index.integrity import AGAIN, content_name, sizes_and_digests, verify
from index.languages import LanguageLevels
from index.late import TokenIndex
from index.lexical import LexicalLeg
from index.records import article_of, article_record, chunk_of, chunk_record

FORMAT = 4
KEPT_GENERATIONS = 2
# What reading a damaged manifest raises.
DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError)


class NoIndexError(FileNotFoundError):
    """There is no index yet where one was looked for."""


class IndexFormatError(ValueError):
    """The index on disk is damaged or was made by another release; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete state of the collection, in memory.

    Attributes:
        name: Names the content: equal content and settings give equal names, but for a generation that took the place
            of an equal one, as after `--full`.
        manifest: What manifest.json holds.
        articles: By id, in the order of their ids.
        chunks: Row i of `dense` and document i of `lexical` belong to chunk i.
        keys: What each chunk's vector was made from, in the order of the chunks.
        tokens: What late interaction compares, in the order of the chunks.
        signatures: Row i tells what article i is a near-duplicate of, see `index.duplicates`.
        duplicates: By id the group of near-duplicates that an article is in, itself among them.
        languages: What the dense leg takes off each language's chunks.
        names: Which names mean the same thing.
    """

    name: str
    manifest: dict[str, Any]
    articles: dict[str, Article]
    chunks: list[Chunk]
    keys: list[str]
    dense: DenseIndex
    lexical: LexicalLeg
    tokens: TokenIndex
    signatures: Signatures
    duplicates: dict[str, tuple[str, ...]]
    languages: LanguageLevels
    names: Aliases


def current_name(index_dir: Path) -> str:
    """The name of the generation that serves.

    Raises:
        NoIndexError: Nothing has been built there.
    """
    try:
        return (index_dir / "CURRENT").read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise NoIndexError(f"no index in {index_dir}: run `python -m index build`") from error


def read_manifest(index_dir: Path, name: str | None = None) -> dict[str, Any]:
    """The manifest of a generation, the serving one by default.

    Raises:
        NoIndexError: Nothing has been built there.
        IndexFormatError: The manifest is damaged or of another format.
    """
    path = index_dir / "generations" / (name or current_name(index_dir)) / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
        found = manifest["format"]
    except DAMAGED as error:
        raise IndexFormatError(f"{path} cannot be read ({error}): run `python -m index build --full`") from error
    if found != FORMAT:
        raise IndexFormatError(
            f"{index_dir} has format {found}, this release reads {FORMAT}: run `python -m index build --full`"
        )
    return manifest


def load_generation(index_dir: Path) -> Generation:
    """Read the serving generation; one that is replaced meanwhile is read again.

    Raises:
        NoIndexError: Nothing has been built there.
        IndexFormatError: A file is missing or damaged.
    """
    name = current_name(index_dir)
    try:
        return _load(index_dir, name)
    except DAMAGED as error:
        if current_name(index_dir) != name:
            return load_generation(index_dir)
        if isinstance(error, IndexFormatError):
            raise
        raise IndexFormatError(
            f"generation {name} in {index_dir} cannot be read ({error}): run `python -m index build --full`"
        ) from error


def _load(index_dir: Path, name: str) -> Generation:
    folder = index_dir / "generations" / name
    manifest = read_manifest(index_dir, name)
    verify(folder, manifest)
    articles = {a.id: a for a in map(article_of, _lines(folder / "articles.jsonl"))}
    chunks, keys = [], []
    for record in _lines(folder / "chunks.jsonl"):
        chunks.append(chunk_of(record, articles[record["article_id"]]))
        keys.append(record["key"])
    dense = DenseIndex([DensePart.load(folder / "dense.faiss")])
    tokens = TokenIndex.load(folder / "tokens")
    if not len(dense) == len(tokens) == len(chunks) == manifest["chunks"]:
        raise ValueError(
            f"{len(dense)} vectors and {len(tokens)} rows of tokens for {len(chunks)} chunks, expected {manifest['chunks']}"
        )
    signatures = np.load(folder / "signatures.npy")
    lexical = LexicalLeg.load(folder / "lexical", chunks)
    levels = LanguageLevels.of(chunks, articles, dense.vectors())
    names = known_names(manifest["names"])
    return Generation(
        name,
        manifest,
        articles,
        chunks,
        keys,
        dense,
        lexical,
        tokens,
        signatures,
        group_of(manifest["duplicates"]),
        levels,
        names,
    )


def group_of(groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The group of each article that is in one."""
    return {article: tuple(group) for group in groups for article in group}


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def publish(
    index_dir: Path,
    manifest: dict[str, Any],
    articles: Sequence[Article],
    chunks: Sequence[Chunk],
    keys: Sequence[str],
    dense: DenseIndex,
    lexical: LexicalLeg,
    tokens: TokenIndex,
    signatures: Signatures,
) -> str:
    """Write a generation, make it the serving one, drop the oldest; returns its name."""
    name = content_name(manifest)
    generations = index_dir / "generations"
    generations.mkdir(parents=True, exist_ok=True)
    if (index_dir / "CURRENT").is_file() and current_name(index_dir) == name:
        name += AGAIN  # what serves is never taken away, not even for an equal generation
    part = generations / f".{name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    _write_lines(part / "articles.jsonl", [article_record(a) for a in articles])
    _write_lines(part / "chunks.jsonl", [chunk_record(c, k) for c, k in zip(chunks, keys, strict=True)])
    DensePart.of(dense.vectors()).save(part / "dense.faiss")
    lexical.save(part / "lexical")
    tokens.save(part / "tokens")
    np.save(part / "signatures.npy", signatures)
    written = {"format": FORMAT, **manifest, **sizes_and_digests(part)}
    (part / "manifest.json").write_text(json.dumps(written, ensure_ascii=False, indent=1), "utf-8")
    for path in [*part.rglob("*"), part]:
        _sync(path)
    final = generations / name
    shutil.rmtree(final, ignore_errors=True)  # an equal one, which does not serve
    part.rename(final)
    _sync(generations)
    pointer = index_dir / "CURRENT.part"
    pointer.write_text(name, "utf-8")
    _sync(pointer)
    pointer.replace(index_dir / "CURRENT")
    _sync(index_dir)
    _drop_old(generations, name)
    return name


def _write_lines(path: Path, records: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in records)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _drop_old(generations: Path, current: str) -> None:
    for stale in generations.glob(".*.part"):
        shutil.rmtree(stale, ignore_errors=True)
    others = [p for p in generations.iterdir() if p.name != current]
    others.sort(key=lambda p: p.stat().st_mtime, reverse=True)
    for old in others[KEPT_GENERATIONS - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
