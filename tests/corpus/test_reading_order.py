"""Joining, columns, paragraphs, running heads and properties: whatever pieces a page is made of, nothing is lost.

Inputs are few by default; ASSISTANT_TEST_FUZZ=10000 asks for more.
"""

import os
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import UnreadableArticleError
from corpus.clean import clean, clean_pages
from corpus.cuts import Cut, Draft
from corpus.file_properties import properties
from corpus.joining import is_item, joined
from corpus.layout import Segment, columns, rows_of
from corpus.mail import read_eml, read_mhtml
from corpus.markup import lines_of
from corpus.paragraphs import compose
from corpus.rtf import read_rtf, rtf_info
from corpus.running_heads import Sheet, without_heads
from corpus.subtitles import subtitles
from corpus.xml_parts import parsed

INPUTS = int(os.environ.get("ASSISTANT_TEST_FUZZ", "60"))
fuzzed = settings(
    max_examples=INPUTS,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
WORDS = st.sampled_from(
    [
        "港口换机器，",
        "赤霞園區。",
        "The port",
        "compa-",
        "nies order",
        "state-of-the-",
        "•",
        "第 3 页",
        "Page 3",
        "12",
        "3.2亿",
        "\xad",
        " ",
        "（一）甲",
        "“好”",
    ]
)
TEXT = st.lists(WORDS | st.text(max_size=4), min_size=1, max_size=4).map("".join)
NUMBER = st.floats(0, 800, allow_nan=False)


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    left, top = draw(NUMBER), draw(NUMBER)
    return Segment(left, top, left + draw(st.floats(0, 400)), top + draw(st.floats(0, 40)), draw(TEXT))


PAGE = st.lists(segments(), max_size=9)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("港口换", "机器", "港口换机器"),
        ("港口的 AI", "公司", "港口的 AI公司"),
        ("The port", "orders", "The port orders"),
        ("compa-", "nies", "companies"),
        ("compa\xad", "nies", "companies"),
        ("state-of-the-", "art", "state-of-the-art"),
        ("Anglo-", "Dutch", "Anglo-Dutch"),
        ("2024-", "25", "2024-25"),
        ("he said “no”", "“Yes”", "he said “no” “Yes”"),
        ("", "x", "x"),
        ("x", "", "x"),
    ],
)
def test_two_lines_become_one(before: str, after: str, expected: str) -> None:
    assert joined(before, after) == expected


@pytest.mark.parametrize("line", ["• one", "1. One", "（二）乙", "三、丙", "- x", "(2) y"])
def test_items_of_lists_are_told(line: str) -> None:
    assert is_item(line)


@pytest.mark.parametrize("line", ["1.5 million", "2024年", "-5", "一二三"])
def test_figures_are_no_items(line: str) -> None:
    assert not is_item(line)


def _visible(texts: object) -> Counter[str]:
    assert isinstance(texts, list)
    return Counter(c for text in texts for c in text if not c.isspace() and c not in "|-\xad")


@fuzzed
@given(st.lists(PAGE, min_size=1, max_size=3))
def test_no_character_is_lost_and_every_page_begins_where_it_says(pages: list[list[Segment]]) -> None:
    laid = [columns(rows_of(page)) for page in pages]
    text, starts = compose(laid)
    assert _visible([text]) == _visible([s.text for page in pages for s in page])
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    assert all(0 <= at <= len(text) for at in starts)
    for page, at, end in zip(pages, starts, [*starts[1:], len(text)], strict=True):
        assert _visible([text[at:end]]) == _visible([s.text for s in page])


@fuzzed
@given(st.lists(PAGE, max_size=4))
def test_what_is_taken_off_as_a_head_is_recorded(pages: list[list[Segment]]) -> None:
    kept, removed = without_heads([Sheet(rows_of(page), 800) for page in pages])
    left = [s.text for page in kept for row in page for s in row] + [r.text for r in removed]
    assert _visible(left) == _visible([s.text for page in pages for s in page])


@fuzzed
@given(st.text(max_size=60) | TEXT, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_offsets_are_mapped_exactly_through_cuts(text: str, spans: list[tuple[int, int]]) -> None:
    draft = Draft(text)
    cuts = [Cut(a, min(b, len(text)), "x") for a, b in spans if a < b and a < len(text)]
    draft.cut(cuts)
    gone = {at for cut in cuts for at in range(cut.start, cut.end)}
    for at, mapped in enumerate(draft.present(range(len(text) + 1))):
        assert draft.text[mapped:] == "".join(text[n] for n in range(at, len(text)) if n not in gone)


@fuzzed
@given(st.lists(TEXT | st.sampled_from(["点击阅读全文", "分享到：微信", "%7Kq2A%", ""]), min_size=1, max_size=6))
def test_cleaning_with_pages_cleans_the_same_and_keeps_pages_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    cleaned, removed, pages = clean_pages(text, starts)
    assert (cleaned, removed) == clean(text)
    assert list(pages) == sorted(pages)
    assert all(0 <= at <= len(cleaned) for at in pages)


RTF = st.lists(
    st.sampled_from(
        [
            "{",
            "}",
            "\\par ",
            "\\u28207?",
            "\\u-10179?\\u-8704?",
            "\\'b8\\'db",
            "{\\info{\\title ",
            "{\\author x}",
            "\\ansicpg936 ",
            "\\uc0 ",
            "\\bin9 ",
            "港口",
        ]
    )
    | st.text(max_size=4),
    max_size=15,
).map("".join)
HTML = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<td>",
            "<!--",
            "-->",
            "<![CDATA[",
            "<?xml x",
            "<script>",
            "</script>",
            "<br/>",
            "&amp;",
            "&#x110000;",
            "<ruby>",
            "</div>",
            "港口\n换机器",
        ]
    )
    | st.text(max_size=5),
    max_size=15,
).map("".join)
MAIL = st.lists(
    st.sampled_from(
        [
            *(
                "Subject: x\n",
                "From: a <b@c>\n",
                "From: @\n",
                "Date: Tue, 05 Mar 2024 00:00:00 +9999\n",
                "Date: 0\n",
                "\n\n",
                "--b\n",
                "--b--\n",
            ),
            *(
                "Content-Type: multipart/mixed; boundary=b\n",
                "Content-Type: text/html; charset=gb2312\n",
                "Content-Type: ;;=\n",
                "=?utf-8?b?!?=",
            ),
            *(
                "Content-Transfer-Encoding: base64\n",
                "Content-Transfer-Encoding: x-uuencode\n",
                "Content-Type: text/plain; format=flowed\n",
                "港口 \n",
            ),
        ]
    )
    | st.text(max_size=6),
    max_size=12,
).map(lambda parts: ("Subject: y\n" + "".join(parts)).encode("utf-8", "replace"))
CUES = st.lists(
    st.sampled_from(
        [
            "1\n",
            "00:00:01,000 --> 00:00:02,000\n",
            "00:01.000 --> 00:02.000\n",
            "-->",
            "WEBVTT\n\n",
            "<v A>",
            "<i>",
            "{\\an8}",
            "99:99:99,999 --> 00:00:00,000\n",
            "\n\n",
            "港口。\n",
        ]
    )
    | st.text(max_size=5),
    max_size=15,
).map(lambda parts: "".join(parts).encode("utf-8", "replace"))


@fuzzed
@given(RTF)
def test_any_rtf_gives_text_or_the_error_that_is_promised(source: str) -> None:
    rtf_info(source)
    with suppress(UnreadableArticleError):
        text = read_rtf(b"{\\rtf1 " + source.encode("utf-8", "replace")).text
        text.encode("utf-8")  # no half characters


@fuzzed
@given(HTML)
def test_any_html_gives_lines_or_a_value_error(page: str) -> None:
    with suppress(ValueError):
        assert all(line and "\n" not in line for line in lines_of(page))


@fuzzed
@given(MAIL)
def test_any_email_gives_text_or_the_error_that_is_promised(message: bytes) -> None:
    for reader in (read_eml, read_mhtml):
        with suppress(UnreadableArticleError):
            reader(message)


@fuzzed
@given(CUES)
def test_any_subtitles_give_text_or_the_error_that_is_promised(file: bytes) -> None:
    for reader, head in ((subtitles("srt"), b""), (subtitles("vtt"), b"WEBVTT\n\n")):
        with suppress(UnreadableArticleError):
            assert reader(head + file).text.strip()


@fuzzed
@given(HTML.map(lambda text: text.encode("utf-8", "replace")) | st.binary(max_size=30))
def test_any_xml_gives_a_root_or_a_value_error(data: bytes) -> None:
    with suppress(ValueError):
        parsed(b"<a>" + data + b"</a>")


@fuzzed
@given(st.text(max_size=30) | TEXT, st.text(max_size=30), TEXT)
def test_any_properties_give_a_tidy_title_and_author(title: str, author: str, text: str) -> None:
    said = properties(title, author, text)
    for value in (said.title, said.author):
        assert value is None or value == value.strip() != ""
