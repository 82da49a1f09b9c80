"""Bytes of a file to text: the Unicode encodings by their form, the Chinese legacy encodings by what makes sense."""

import codecs
import re
import unicodedata
from functools import lru_cache
from typing import BinaryIO

import chardet

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKED = {
    "utf-8": "utf-8-sig",
    **dict.fromkeys(("utf-16-le", "utf-16-be"), "utf-16"),
    **dict.fromkeys(("utf-32-le", "utf-32-be"), "utf-32"),
}
_BLOCK = 2**20  # bytes
_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SAMPLE = 20_000  # characters looked at to judge a decoding
_PLAUSIBLE = 0.9  # share of everyday characters; the wrong Chinese encoding gives 0.2 to 0.7
_BINARY = "it is binary data ({}), not text: convert it to .txt, .md or .html first"
_UNKNOWN = "its encoding is none of UTF-8, UTF-16, GB18030, Big5 and Windows-1252: save it as UTF-8"


def decode(data: bytes) -> str:
    r"""Decodes the bytes of a text file.

    Reads UTF-8 and UTF-16 with or without a byte order mark, UTF-32 with one, GB18030, Big5 and Windows-1252. Newlines
    come back as "\n" whatever the file uses.

    Raises:
        ValueError: If the data are binary or no encoding gives text that makes sense; the message says which.
    """
    text = _by_mark(data)
    if text is None:
        text = _without_mark(data)
    return _NEWLINE.sub("\n", text)


def encoding_of(file: BinaryIO) -> str:
    """The encoding of a text file that is too large to be decoded as a whole, by its first megabyte that is not ASCII.

    Lines of another encoding may stand in it: that of most lines counts.

    Raises:
        ValueError: As `decode`, or if the file is empty.
    """
    block = file.read(_BLOCK)
    if not block.strip():
        raise ValueError("the file is empty: put articles in it or delete it")
    for mark, encoding in _BOMS:
        if block.startswith(mark):
            return _MARKED[encoding]
    while block.isascii() and b"\0" not in block and (more := file.read(_BLOCK)):
        block = more
    lines = [line for line in block.splitlines() if not line.isascii()]
    if b"\0" not in block and 2 * sum(_whole(line, "utf-8") is not None for line in lines) >= len(lines):
        return "utf-8"
    try:
        # Among much ASCII a few Chinese characters pass for accents of Windows-1252.
        return _guess(block if b"\0" in block else b"\n".join(lines))[0]
    except ValueError:
        return _guess(block)[0]


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _whole(data[len(mark) :], encoding)
            if text is None or _is_binary(text):
                raise ValueError(f"it starts like {encoding.upper()} but what follows is not: save it as UTF-8")
            return text
    return None


def _without_mark(data: bytes) -> str:
    text = _whole(data, "utf-8")
    if text is not None and not _is_binary(text):
        return text
    return _guess(data)[1]


def _guess(data: bytes) -> tuple[str, str]:
    """The encoding of data that are not UTF-8, and their text."""
    guess = chardet.detect(data, include_encodings={"gb18030", "big5", "big5hkscs", "windows-1252"})
    # chardet tells GB18030 from Big5 in 99 of 100 texts of 8 characters, but not the byte orders of Chinese UTF-16.
    for encoding in ("utf-16-le", "utf-16-be", guess["encoding"], "gb18030", "big5hkscs"):
        text = _whole(data, encoding.lower()) if encoding else None
        if encoding and text is not None and _makes_sense(text, encoding):
            return encoding.lower(), text
    kind = guess.get("mime_type") or ""
    if guess["encoding"] is None or b"\0" in data:
        raise ValueError(_BINARY.format(kind if "/" in kind and not kind.startswith("text/") else "unknown kind"))
    raise ValueError(_UNKNOWN)


def _whole(data: bytes, encoding: str) -> str | None:
    """Decodes strictly, but forgives a last character that a download cut in two."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        return decoder.decode(data, final=False)
    except UnicodeDecodeError:
        return None


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\x0b\x0c\x85\x1a" for c in sample)
    return "\0" in sample or controls > 0.02 * len(sample)


def _makes_sense(text: str, encoding: str | None) -> bool:
    sample = [c for c in text[:_SAMPLE] if not c.isspace()]
    if not sample or _is_binary(text):
        return False
    if (encoding or "").lower() in ("windows-1252", "cp1252"):
        return sum(ord(c) > 0x7F for c in sample) < 0.1 * len(sample)
    return sum(map(_is_everyday, sample)) >= _PLAUSIBLE * len(sample)


@lru_cache(maxsize=70_000)
def _is_everyday(character: str) -> bool:
    code = ord(character)
    if (
        code < 0x80
        or 0x2010 <= code <= 0x27BF
        or 0x3000 <= code <= 0x312F
        or 0xFF00 <= code <= 0xFF65
        or code > 0x1F000
    ):
        return unicodedata.category(character) not in ("Cc", "Cn", "Co")
    if 0x3400 <= code <= 0x9FFF:
        return _is_common_han(character)
    return 0xA0 <= code <= 0x17F or 0x391 <= code <= 0x451


def _is_common_han(character: str) -> bool:
    # Level 1 of GB 2312 (rows 16-55) and of Big5 (A440-C67E) hold the characters in everyday use.
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        pass
    try:
        return 0xA4 <= character.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False
