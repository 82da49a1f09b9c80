"""Filters as they are typed: empty fields mean no condition."""

from datetime import date

from corpus.article import Language
from index.types import Filters
from ui.strings import LANGUAGES


def filters_from(after: str | None, before: str | None, language: str | None, source: str | None = None) -> Filters:
    """Return the filters that the fields ask for.

    Raises:
        ValueError: A date is not an ISO date, the first is later than the last, or the language is unknown.
    """
    first, last = day_from(after), day_from(before)
    return Filters(after=first, before=last, source=(source or "").strip() or None, language=_language(language))


def day_from(text: str | None) -> date | None:
    """Return the day that a field gives, None where it is empty.

    Raises:
        ValueError: It is no ISO date.
    """
    stripped = (text or "").strip()
    if not stripped:
        return None
    try:
        return date.fromisoformat(stripped)
    except ValueError:
        raise ValueError(f"{stripped!r} is not a date: expected one like 2024-10-15") from None


def _language(text: str | None) -> Language | None:
    stripped = (text or "").strip()
    if not stripped:
        return None
    for language in LANGUAGES:
        if language == stripped:
            return language
    raise ValueError(f"{stripped!r} is not a language: expected one of {', '.join(LANGUAGES)}")
