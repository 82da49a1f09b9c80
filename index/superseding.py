"""Which superseded versions the next generation keeps: those from before, and the texts that this build replaces."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from corpus.article import Article
from index.generation import Generation
from index.versions import by_article, last_day, parsed, stood, version_id

VERSIONS = 5  # of an article, beside the text that serves
File = dict[str, str]
"""What an article was read from: path and sha256."""
Reading = tuple[Callable[[], Article], File]
"""Gives an article, and its file."""


@dataclass(slots=True)
class Versions:
    """The superseded versions of the next generation, by their ids.

    Attributes:
        kept: Those that stay where they are.
        new: All others.
        made: Those of them that this build has superseded.
    """

    kept: set[str] = field(default_factory=set)
    new: dict[str, Reading] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)


def superseded(
    last: Generation, now: Mapping[str, Reading], present: set[str], survived: Mapping[str, str], today: date, most: int
) -> Versions:
    """The versions that the next generation keeps.

    A text is superseded where its file has another content and a reader would see another version, see `index.versions`. The
    versions of an article go with it: when it is renamed, and when it is deleted.

    Args:
        last: The generation that serves.
        now: The articles that were read anew, by id.
        present: The ids of all articles of the next generation.
        survived: The new id of each article whose file is still there, by its old one.
        today: The day of this build.
        most: How many versions of an article to keep, the newest.
    """
    found, known = Versions(), by_article(last.versions)
    if not most:
        return found
    for article_id in sorted({*known, *now} & survived.keys()):
        if article_id not in now and survived[article_id] == article_id:
            found.kept.update(known[article_id][max(len(known[article_id]) - most, 0) :])
            continue
        chain = [(parsed(v)[1], last.versions[v], last.versions.entry(v).file) for v in known.get(article_id, [])]
        replaced = _replaced(last, article_id, now, [day for day, _, _ in chain], today)
        chain.extend(replaced)
        if chain and article_id in now and _as_read(chain[-1][1]) == _as_read(now[article_id][0]()):
            chain.pop()  # it says again what it said before
        for day, article, file in chain[max(len(chain) - most, 0) :]:
            key = version_id(survived[article_id], day)
            if key in present:
                continue  # a file of its own has this name
            if key in last.versions:
                found.kept.add(key)
                continue
            found.new[key] = partial(replace, article, id=key), file
            found.made.extend(key for one, _, _ in replaced if one == day)
    return found


def _replaced(
    last: Generation, article_id: str, now: Mapping[str, Reading], days: list[date], today: date
) -> list[tuple[date, Article, File]]:
    """The text that serves, with the last day on which it stood, where it becomes a version; else nothing."""
    if article_id not in now:
        return []
    read, file = now[article_id]
    before, old_file = last.articles[article_id], last.articles.entry(article_id).file
    if old_file["sha256"] == file["sha256"] or old_file["path"] != file["path"]:
        return []  # read by other rules, only taken over, or another file
    day = last_day(before, read(), today)
    return [(day, before, old_file)] if day is not None and stood(before, day, days) else []


def _as_read(article: Article) -> tuple[str, date | None]:
    return article.text, article.published
