"""Notices in the reader's language."""

import pytest

from assistant.notices import NOTICES, REASONS, notice
from corpus.article import Language


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans", "语言模型 m 未能回答（密钥被拒绝 (401)），以下改由文章原句组成。"),
        ("zh-Hant", "語言模型 m 未能回答（金鑰被拒絕 (401)），以下改由文章原句組成。"),
        (
            "en",
            "The language model m failed (the key was refused (401)); the answer below is made of the articles' own sentences.",
        ),
    ],
)
def test_a_reason_is_said_in_the_readers_language(language: Language, words: str) -> None:
    assert notice("model failed", language, model="m", reason="the key was refused (401)") == words


def test_an_unknown_reason_stays_as_it_is() -> None:
    assert "(odd)" in notice("model failed", "en", model="m", reason="odd")


def test_every_notice_has_every_language() -> None:
    assert all(set(texts) == {"zh-Hans", "zh-Hant", "en"} for texts in NOTICES.values())
    assert all(set(texts) == {"zh-Hans", "zh-Hant"} for texts in REASONS.values())
