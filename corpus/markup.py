"""The lines of an HTML part that is all article (a book's chapter, an e-mail), a block a line."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from corpus.plain import decoded

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section summary table tbody tfoot thead title tr ul".split()
)
_NOT_TEXT = frozenset("head script style noscript template svg math iframe object audio video rp rt".split())
_CELLS = frozenset(("td", "th"))
# A break in the source (made a carriage return, newlines being blocks) shows as a space, but not between Chinese characters.
_HAN_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*\r\s*(?=[\u2e80-\u9fff\uff00-\uffef])")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def lines_of(page: bytes | str) -> list[str]:
    """The visible text of an HTML or XHTML document, a block a line.

    Raises:
        ValueError: It cannot be parsed.
    """
    text = decoded(page) if isinstance(page, bytes) else page
    text = _DECLARATION.sub("", text, count=1)  # the text is decoded, whatever it declares
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, AssertionError) as error:
        raise ValueError(f"its HTML cannot be parsed: {error}") from error
    pieces = _HAN_BREAK.sub("", "".join(_pieces(root)))
    lines = (re.sub(r"^\| | \|$", "", " ".join(line.split())) for line in pieces.split("\n"))
    return [line for line in lines if line]


def _pieces(root: etree._Element) -> Iterator[str]:
    """Text in document order with a newline around every block; walked without recursion, however deep the page."""
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        hidden = tag in _NOT_TEXT or not tag
        if event == "start":
            skipped += hidden
            if not skipped:
                yield "\n" if tag in _BLOCKS or tag == "br" else " | " if tag in _CELLS else ""
                yield (element.text or "").replace("\n", "\r")
            continue
        skipped -= hidden
        if not skipped:
            yield "\n" if tag in _BLOCKS else ""
            yield (element.tail or "").replace("\n", "\r")
