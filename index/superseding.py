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
    last: Generation, now: Mapping[str, Reading], held: set[str], survived: Mapping[str, str], today: date, most: int
) -> Versions:
    """The versions that the next generation keeps.

    A text is superseded where its file has another content and a reader would see another version, see `index.versions`. The
    versions of an article go with it: when it is renamed, and when it is deleted.

    Args:
        last: The generation that serves.
        now: The articles that were read anew, by id.
        held: The hashes of the contents that the next generation's articles are read from: a text that has only moved, as to
            another place in a file of many, is not superseded.
        survived: The new id of each article whose file is still there, by its old one.
        today: The day of this build.
        most: How many versions of an article to keep, the newest.
    """
    found, known = Versions(), by_article(last.versions)
    if not most:
        return found
    ids = set(survived.values()) | now.keys()
    for article_id, target in sorted(survived.items()):
        if target not in now and target == article_id:
            versions = known.get(article_id, [])
            found.kept.update(v for v in versions[max(len(versions) - most, 0) :] if v not in ids)
            continue
        chain = [(parsed(v)[1], last.versions[v], last.versions.entry(v).file) for v in known.get(article_id, [])]
        replaced = _replaced(last, article_id, now.get(target), held, [day for day, _, _ in chain], today)
        chain.extend(replaced)
        if chain and target in now and _as_read(chain[-1][1]) == _as_read(now[target][0]()):
            chain.pop()  # it says again what it said before
        for day, article, file in chain[max(len(chain) - most, 0) :]:
            key = version_id(target, day)
            if key in ids:
                continue  # a file of its own has this name
            if key in last.versions and target == article_id:
                found.kept.add(key)
                continue
            found.new[key] = partial(replace, article, id=key), file
            found.made.extend(key for one, _, _ in replaced if one == day)
    return found


def _replaced(
    last: Generation, article_id: str, now: Reading | None, held: set[str], days: list[date], today: date
) -> list[tuple[date, Article, File]]:
    """The text that serves, with the last day on which it stood, where it becomes a version; else nothing."""
    if now is None:
        return []
    read, file = now
    before, old_file = last.articles[article_id], last.articles.entry(article_id).file
    if old_file["sha256"] in held or old_file["path"] != file["path"]:
        return []  # read by other rules, only taken over or moved, or another file
    day = last_day(before, read(), today)
    return [(day, before, old_file)] if day is not None and stood(before, day, days) else []


def _as_read(article: Article) -> tuple[str, date | None]:
    return article.text, article.published
