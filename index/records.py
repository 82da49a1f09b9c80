"""Articles as lines of JSON: all that is known of one but its text, which stands elsewhere."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from corpus.article import Article, Language, Removal


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """What is known of an indexed article without reading it.

    Attributes:
        id: Its id.
        language: Its language and script.
        published: Its day of publication, or None.
        source: The publication, or None.
        path: The file that it was read from, below the collection's folder.
        sha256: Of that file's content.
        names: Names that it gives for one thing, see `index.aliases`.
        digest: Changes with anything about the article, its text included.
    """

    id: str
    language: Language
    published: date | None
    source: str | None
    path: str
    sha256: str
    names: tuple[tuple[str, ...], ...]
    digest: bytes

    @property
    def file(self) -> dict[str, str]:
        """Where it was read from: path and sha256."""
        return {"path": self.path, "sha256": self.sha256}


def article_record(article: Article) -> dict[str, Any]:
    """An article as JSON takes it; the date in ISO form."""
    record = asdict(article)
    record["published"] = article.published.isoformat() if article.published else None
    return record


def article_of(record: dict[str, Any]) -> Article:
    """The article that `article_record` made the record of; an older release's record has no pages."""
    published = record["published"]
    return Article(
        **{
            **record,
            "published": date.fromisoformat(published) if published else None,
            "removed": tuple(Removal(**r) for r in record["removed"]),
            "origins": tuple((name, origin) for name, origin in record.get("origins", ())),
            "pages": tuple(record.get("pages", ())),
        }
    )


def article_line(article: Article, file: dict[str, str], names: Iterable[Sequence[str]]) -> bytes:
    """An article's line: its record without the text, the text's hash, its file and its names."""
    record = article_record(article)
    text = record.pop("text")
    line = {
        "article": record,
        "text": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "file": file,
        "names": sorted(map(list, names)),
    }
    return json.dumps(line, sort_keys=True).encode() + b"\n"


def article_in(line: bytes, text: str) -> Article:
    """The article of a line and its text."""
    return article_of({**json.loads(line)["article"], "text": text})


def entry_in(line: bytes) -> ArticleEntry:
    """What a line says without the text.

    Raises:
        ValueError: It is damaged.
    """
    try:
        record = json.loads(line)
        about, published = record["article"], record["article"]["published"]
        return ArticleEntry(
            id=about["id"],
            language=about["language"],
            published=date.fromisoformat(published) if published else None,
            source=about["source"],
            path=record["file"]["path"],
            sha256=record["file"]["sha256"],
            names=tuple(map(tuple, record["names"])),
            digest=hashlib.sha256(line).digest()[:16],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"the record of an article is damaged ({error!r})") from error
