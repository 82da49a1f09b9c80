"""The words of the interface."""

import re
import string

import pytest

from corpus.article import Language
from ui.layout import example_questions
from ui.strings import LANGUAGES, language_of_browser, strings


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_string_exists_in_every_language_with_the_same_fields() -> None:
    for key, said in strings("en").items():
        for language in LANGUAGES:
            assert strings(language)[key].strip(), key
            assert fields(strings(language)[key]) == fields(said), key


def test_english_has_no_chinese_in_it_and_chinese_has_full_width_punctuation() -> None:
    assert not [text for text in strings("en").values() if re.search("[一-鿿]", text)]
    half_width = re.compile("[一-鿿][,:;?]|[,:;?][一-鿿]")
    chinese = [*strings("zh-Hans").values(), *strings("zh-Hant").values()]
    assert not [text for text in chinese if half_width.search(text)]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK,en", "zh-Hant"),
        ("fr-FR,en-GB;q=0.7", "en"),
        ("", "zh-Hans"),
        (None, "zh-Hans"),
    ],
)
def test_the_browser_chooses_the_first_language(header: str | None, language: Language) -> None:
    assert language_of_browser(header) == language


def test_there_are_six_example_questions() -> None:
    assert len(set(example_questions())) == 6
