"""Where articles come from: a folder of files, or memory."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.article import Article
from corpus.read import read_article
from corpus.scan import scan, unsupported
from index.records import article_record


@dataclass(frozen=True, slots=True)
class Source:
    """Something that an article can be read from.

    Attributes:
        article_id: The id of the article.
        path: What to call it in a report.
        sha256: Of its content: the same hash, the same article; empty where the content cannot be had.
        read: Gives the article, or raises `UnreadableArticleError` or `OSError`.
    """

    article_id: str
    path: str
    sha256: str
    read: Callable[[], Article]


def folder_sources(corpus_dir: Path) -> tuple[list[Source], list[dict[str, str]]]:
    """The readable files of a folder, and the others with the reason why not ({path, reason}).

    Raises:
        FileNotFoundError: There is no such folder.
    """
    sources = [
        Source(key, path.relative_to(corpus_dir).as_posix(), _sha256(path), partial(read_article, path, key))
        for key, path in scan(corpus_dir).items()
    ]
    others = [
        {
            "path": path.relative_to(corpus_dir).as_posix(),
            "reason": f"{path.suffix or 'no suffix'}: not a format that can be read; save it as .txt, .pdf or .docx",
        }
        for path in unsupported(corpus_dir)
    ]
    return sources, others


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
