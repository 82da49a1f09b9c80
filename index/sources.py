"""Where articles come from: a folder of files, or memory."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from corpus.article import Article
from corpus.fields import NO_NAMES, FieldNames
from corpus.read import read_article
from corpus.scan import SEVERAL, scan, sidecars, unnameable, unsupported
from corpus.sidecars import NO_SIDECAR, match_sidecars, read_sidecar
from index.record_sources import RecordCursor, record_sources, with_sidecar
from index.records import article_record
from index.types import Source as Source


def folder_sources(corpus_dir: Path, names: FieldNames = NO_NAMES) -> tuple[list[Source], list[dict[str, str]]]:
    """The readable articles of a folder, and what else is wrong with the reason why ({path, reason}).

    Args:
        corpus_dir: The folder, searched with everything below it.
        names: What the records' own field names mean, see `corpus.fields.parse_fields`.

    Raises:
        FileNotFoundError: There is no such folder.
    """
    articles = scan(corpus_dir)
    beside, strays = match_sidecars(sidecars(corpus_dir), articles.values())
    others = [
        (path, f"{path.suffix or 'no suffix'}: not a format that can be read; save it as .txt, .pdf or .docx")
        for path in unsupported(corpus_dir)
    ]
    others.extend(strays.items())
    cursor = RecordCursor(names)
    sources: list[Source] = []
    for key, path in articles.items():
        several = path.suffix.lower() in SEVERAL
        sidecar = read_sidecar(beside[path], several) if path in beside else NO_SIDECAR
        problems = list(sidecar.problems)
        name = path.relative_to(corpus_dir).as_posix()
        if several:
            found, unused = record_sources(path, name, key, cursor, sidecar)
            sources.extend(found)
            problems.extend(unused)
        else:
            digest = with_sidecar(_sha256(path), sidecar.whole)
            sources.append(Source(key, name, digest, partial(read_article, path, key, sidecar.whole)))
        others.extend((beside[path], problem) for problem in problems)
    failed = [{"path": path.relative_to(corpus_dir).as_posix(), "reason": reason} for path, reason in others]
    failed.extend({"path": path, "reason": reason} for path, reason in unnameable(corpus_dir).items())
    return sources, failed


def held_sources(articles: Iterable[Article]) -> list[Source]:
    """Articles that are in memory already.

    Raises:
        ValueError: Two of them have one id.
    """
    articles = list(articles)
    repeated = [key for key, count in Counter(a.id for a in articles).items() if count > 1]
    if repeated:
        raise ValueError(
            f"{len(repeated)} ids stand for two articles or more, {repeated[0]!r} among them: ids must differ"
        )
    return [Source(a.id, a.id, _digest(a), partial(_same, a)) for a in articles]


def _same(article: Article) -> Article:
    return article


def _digest(article: Article) -> str:
    record = json.dumps(article_record(article), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(record.encode()).hexdigest()


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # reading the article will meet the same error, and the build report it
