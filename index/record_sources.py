"""The records of a file as sources: each has a hash of its own, so that a build reads again only what has changed."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NoReturn

from corpus.article import Article, UnreadableArticleError
from corpus.assemble import NOTHING_GIVEN
from corpus.fields import FieldNames
from corpus.metadata import Metadata
from corpus.record_files import Record, read_records
from corpus.sidecars import Sidecar
from index.types import Source


class RecordCursor:
    """Gives records by number; asked in order it reads each file once, and holds one open file and one record."""

    def __init__(self, names: FieldNames) -> None:
        self.names = names
        self._path: Path | None = None
        self._at = 0
        self._records: Iterator[Record] = iter(())

    def article(self, path: Path, number: int, article_id: str, sidecar: Metadata) -> Article:
        """The record of a number as an article.

        Raises:
            UnreadableArticleError: It is none, or the file has changed since its records were counted.
            OSError: The file cannot be read.
        """
        if path != self._path or number <= self._at:
            self._path, self._at, self._records = path, -1, read_records(path, self.names)
        for record in self._records:
            self._at = record.number
            if record.number == number:
                return record.article(article_id, sidecar)
        raise UnreadableArticleError(f"{path} changed while it was read: build again")


def record_sources(
    path: Path, name: str, base_id: str, cursor: RecordCursor, sidecar: Sidecar
) -> tuple[list[Source], list[str]]:
    """The sources of a file of several articles, in order, and what in its sidecar speaks of no record.

    A file in which no record is an article counts as broken: it is one source, which fails with one reason.

    Args:
        path: The file; it is read once from beginning to end.
        name: What to call it in a report.
        base_id: What the ids of its articles begin with.
        cursor: What they will be read by.
        sidecar: What is known about them besides.
    """
    sources: list[Source] = []
    first_problem, good = "", False
    unused = set(sidecar.records)
    try:
        for record in read_records(path, cursor.names):
            about = sidecar.about(record.number, record.own_id)
            unused -= {str(record.number), record.own_id}
            sources.append(_source(path, name, base_id, cursor, record, about))
            good = good or not record.problem
            first_problem = first_problem or (f"{record.place}: {record.problem}" if record.problem else "")
    except (UnreadableArticleError, OSError) as error:
        return [_broken(path, name, base_id, str(error))], []
    if not good:
        return [_broken(path, name, base_id, f"none of its {len(sources)} records is an article; {first_problem}")], []
    return sources, [f"{key}: no record has this number or id" for key in sorted(unused)]


def _source(path: Path, name: str, base_id: str, cursor: RecordCursor, record: Record, about: Metadata) -> Source:
    suffix = f"#{record.number}" if record.number else ""
    article_id = base_id + suffix
    digest = with_sidecar(record.digest(), about)
    read = partial(cursor.article, path, record.number, article_id, about)
    return Source(article_id, name + suffix, digest, read, record.number)


class Numbering:
    """Whether a number in a file of several articles still means the record that it meant, as far as hashes tell."""

    def __init__(self, sources: Iterable[Source], known: Mapping[str, str]) -> None:
        """Compare what there is with what is indexed.

        Args:
            sources: Of all files.
            known: The hash of what is indexed, by path.
        """
        self._steady: dict[str, int] = {}  # by file the last record that is as it was
        self._count: dict[str, int] = {}
        self._shifted: set[str] = set()
        before: dict[str, dict[str, str]] = {}
        for path, digest in known.items():
            file, mark, _ = path.rpartition("#")
            if mark:
                before.setdefault(file, {})[digest] = path
        for source in sources:
            if source.record:
                self._count[source.file] = source.record
                if known.get(source.path) == source.sha256:
                    self._steady[source.file] = source.record
                elif source.sha256 in before.get(source.file, {}):
                    self._shifted.add(source.file)

    def surely_holds(self, file: str, record: int) -> bool:
        """Whether a record behind it is where it was; else what had the number may have been deleted."""
        return record < self._steady.get(file, 0)

    def holds(self, path: str) -> bool:
        """Whether nothing speaks against it; a path without a number always stands for its file."""
        file, mark, number = path.rpartition("#")
        if not mark or file not in self._count or not number.isdecimal() or self.surely_holds(file, int(number)):
            return True
        return file not in self._shifted and int(number) <= self._count[file]


def _broken(path: Path, name: str, base_id: str, reason: str) -> Source:
    def fail() -> NoReturn:
        raise UnreadableArticleError(f"{path}: {reason}")

    return Source(base_id, name, "", fail)


def with_sidecar(digest: str, about: Metadata) -> str:
    """The hash of an article's content and of what its sidecar says; that of the content alone where it says nothing."""
    if about == NOTHING_GIVEN or not digest:
        return digest
    return hashlib.sha256(f"{digest} {about!r}".encode()).hexdigest()
