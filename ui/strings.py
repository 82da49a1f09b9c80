"""The words of the interface in its three languages, read from strings.json."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast, get_args

from corpus.article import Language

TITLE = "新闻问答 · News Answers"
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "zh-Hans"
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


@cache
def _all() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("strings.json").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, str]]", json.loads(text))


def strings(language: Language) -> Mapping[str, str]:
    """Return the words of the interface in one language, by key."""
    return {key: said[language] for key, said in _all().items()}


def language_of_browser(accept_language: str | None) -> Language:
    """Return the first language of an Accept-Language header that the interface speaks.

    Browsers list their languages best first; weights only ever repeat that order, so they are not read.
    """
    for part in (accept_language or "").lower().split(","):
        tag = part.split(";")[0].strip()
        if tag.startswith(_TRADITIONAL):
            return "zh-Hant"
        if tag.split("-")[0] == "zh":
            return "zh-Hans"
        if tag.split("-")[0] == "en":
            return "en"
    return DEFAULT


def as_language(value: object) -> Language:
    """Return `value` when it is a language of the interface, else the default."""
    return next((language for language in LANGUAGES if language == value), DEFAULT)
