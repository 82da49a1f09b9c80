"""Which language and script a text is in, told by the characters that exist in one script only."""

import re
from functools import lru_cache

from corpus.article import Language
from corpus.fold import to_simplified, to_traditional

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
# English grammar, as against English names inside a Chinese sentence.
_FUNCTION_WORDS = frozenset(
    "a an and any are as at be been by can could did do does for from had has have he her his how i if in is it its "
    "many much not of on or she should tell that the their there they this to was were what when where which who "
    "whom whose why will with would you your".split()
)


def detect_language(text: str) -> Language:
    """Returns the language and script most of `text` is in; Simplified where no character decides the script."""
    han = _HAN.findall(text)
    if len(han) < _english_weight(text):
        return "en"
    scripts = [_script(character) for character in han]
    return "zh-Hant" if scripts.count("zh-Hant") > scripts.count("zh-Hans") else "zh-Hans"


def scripts_of(text: str) -> frozenset[Language]:
    """The Chinese scripts that characters of a text stand in alone: none, one or both."""
    return frozenset(script for script in map(_script, _HAN.findall(text)) if script)


def _english_weight(text: str) -> int:
    words = [word.lower() for word in _LATIN_WORD.findall(text)]
    grammar = sum(word in _FUNCTION_WORDS for word in words)
    if grammar:
        return len(words) + 2 * grammar
    return (len(words) + 1) // 2


@lru_cache(maxsize=30_000)
def _script(character: str) -> Language | None:
    # A character of both scripts (后, 里, 乾) changes in conversion too, so the national standards have to agree:
    # GB 2312 holds the Simplified characters, Big5 the Traditional ones.
    if to_simplified(character) != character and not _encodable(character, "gb2312"):
        return "zh-Hant"
    if to_traditional(character) != character and not _encodable(character, "big5"):
        return "zh-Hans"
    return None


def _encodable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
