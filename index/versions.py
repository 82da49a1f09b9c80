"""Superseded versions of articles: when one is kept, what it is called, and which stood on a day.

A version's id is its article's, "@" and the last day on which it stood. So the versions of an article follow each other without
gaps: each stood from the day after the one before it, the first one from the beginning, and the article as it is now stands from
the day after the last.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from corpus.article import Article

SEPARATOR = "@"


def version_id(article_id: str, last: date) -> str:
    """The id of the version of an article that stood up to and including a day."""
    return f"{article_id}{SEPARATOR}{last.isoformat()}"


def parsed(version: str) -> tuple[str, date]:
    """The article of a version, and its last day.

    Raises:
        ValueError: It is no version's id.
    """
    article_id, found, day = version.rpartition(SEPARATOR)
    if not found:
        raise ValueError(f"{version!r} is no version of an article: expected ID{SEPARATOR}YYYY-MM-DD")
    return article_id, date.fromisoformat(day)


def last_day(before: Article, now: Article, today: date) -> date | None:
    """The last day on which the text before stood, or None where nothing a reader would see as another version has changed.

    The new text counts from its own day of publication, where that is later than the old one's and not still to come, or else
    from today.
    """
    if (before.text, before.published) == (now.text, now.published):
        return None
    later = now.published is not None and (before.published is None or now.published > before.published)
    begins = now.published if later and now.published is not None and now.published <= today else today
    return begins - timedelta(days=1)


def stood(before: Article, last: date, earlier: Iterable[date]) -> bool:
    """Whether a version stood for a day at least: from its publication, and after the versions before it, to its last day."""
    return (before.published is None or before.published <= last) and all(day < last for day in earlier)


def standing(versions: Iterable[str], day: date) -> dict[str, str]:
    """Which versions stood on a day: by article the id of the first version that had not been replaced by then."""
    found: dict[str, tuple[date, str]] = {}
    for version in versions:
        article_id, last = parsed(version)
        if day <= last and (article_id not in found or last < found[article_id][0]):
            found[article_id] = last, version
    return {article_id: version for article_id, (_, version) in found.items()}


def by_article(versions: Iterable[str]) -> Mapping[str, list[str]]:
    """The versions of each article, the oldest first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for version in sorted(versions, key=lambda v: parsed(v)[1]):
        found[parsed(version)[0]].append(version)
    return found
