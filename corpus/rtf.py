"""Rich text (.rtf), through striprtf; its properties, which striprtf leaves out, are read here."""

import re

from corpus.article import UnreadableArticleError
from corpus.contents import Contents, refusing
from corpus.file_properties import properties
from corpus.plain import decoded

MAX_BYTES = 50_000_000
_INFO = re.compile(r"\{\\info\b")
_FIELD = re.compile(r"\{\\(title|author)\b ?")
_CODE = re.compile(
    r"\\u(-?\d{1,6}) ?(?:\\'[0-9a-fA-F]{2}|[^\\{}])?|((?:\\'[0-9a-fA-F]{2})+)|\\([a-z]+)(-?\d*) ?|\\(.)|[\r\n{}]"
)
# striprtf's patterns for fonts and links do not cross lines, which keeps them from running long over hostile files; a
# newline means nothing in RTF. Before HYPERLINK it keeps addresses out of the text, too.
_TAME = re.compile(r"(?=\\f\d|\{\\field|HYPERLINK)")
_PAGE = re.compile(r"\\ansicpg(\d{3,5})")


def read_rtf(data: bytes) -> Contents:
    """The text of an .rtf, a paragraph a line.

    Raises:
        UnreadableArticleError: It is no RTF, damaged, too large, or holds no text.
    """
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise UnreadableArticleError("it is no RTF, it does not begin with {\\rtf: save it as .rtf, .docx or .txt")
    if len(data) > MAX_BYTES:
        raise UnreadableArticleError(f"the .rtf has {len(data):,} bytes, more than {MAX_BYTES:,}: save it as .docx")
    source = decoded(data) if not data.isascii() else data.decode("ascii")
    errors = (ValueError, LookupError, OverflowError, TypeError)
    with refusing(*errors, message="the .rtf is damaged ({}): open it in a word processor and save it as .docx"):
        # Characters beyond the first plane come as two halves.
        text = rtf_to_text(_TAME.sub("\n", source)).encode("utf-16", "surrogatepass").decode("utf-16")
    lines = (
        " | ".join(filter(None, map(str.strip, line.split("|")))) if line.endswith("|") else line
        for line in text.split("\n")
    )
    text = "\n".join(line.strip() for line in lines if line.strip())
    if not text:
        raise UnreadableArticleError(
            "the .rtf holds no text: save what it shows as .pdf or as an image, for OCR to read"
        )
    title, author = rtf_info(source)
    return Contents(text, made_as=properties(title, author, text))


def rtf_info(source: str) -> tuple[str | None, str | None]:
    r"""The title and the author that the `\\info` group of an RTF file holds."""
    info = _INFO.search(source[:100_000])
    found: dict[str, str] = {}
    if info is not None:
        page = _PAGE.search(source[: info.start()])
        encoding = f"cp{page[1]}" if page else "cp1252"
        group = _group(source, info.start())
        for field in _FIELD.finditer(group):
            words = _group(group, field.start())[len(field.group()) :].removesuffix("}")
            found.setdefault(field[1], _plain(words, encoding))
    return found.get("title"), found.get("author")


def _group(source: str, start: int) -> str:
    """The group that opens at `start`; what there is of it where it is never closed."""
    depth = 0
    for brace in re.compile(r"\\.|[{}]", re.S).finditer(source, start, start + 20_000):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth == 0:
            return source[start : brace.end()]
    return source[start : start + 20_000]


def _plain(words: str, encoding: str) -> str:
    def letter(match: re.Match[str]) -> str:
        if match[1]:
            code = int(match[1])
            code += 0x10000 if code < 0 else 0
            return chr(code) if 0 < code < 0x110000 else ""
        if match[2]:
            try:
                return bytes.fromhex(match[2].replace("\\'", "")).decode(encoding, "replace")
            except LookupError:
                return ""
        return match[5] if match[5] and match[5] in "\\{}" else ""

    plain = _CODE.sub(letter, words)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
