"""Rich text in the code pages of both scripts."""

import time
from contextlib import suppress

import pytest

from corpus.article import UnreadableArticleError
from corpus.rtf import read_rtf, rtf_info
from tests.corpus.office_files import rtf_file


@pytest.mark.parametrize(
    ("title", "author", "page"),
    [("港口换机器", "林小树", 936), ("赤霞園區送電", "何田", 950), ("Port orders robots", "Jane Doe", 1252)],
)
def test_text_title_and_author_are_read_in_every_script(title: str, author: str, page: int) -> None:
    contents = read_rtf(rtf_file([title, f"{title}。😀"], title, author, page))
    assert contents.text.split("\n") == [title, f"{title}。😀"]
    assert (contents.made_as.title, contents.made_as.author) == (title, author)


def test_a_link_shows_its_words_and_not_its_address() -> None:
    link = rb'{\rtf1 See {\field{\*\fldinst{HYPERLINK "http://example.org/"}}{\fldrslt{\ul the port}}} today.\par}'
    assert read_rtf(link).text == "See the port today."


def test_a_table_row_is_a_line() -> None:
    assert read_rtf(rb"{\rtf1 \trowd\intbl Company\cell Raised\cell\row End.\par}").text == "Company | Raised\nEnd."


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"plain words", "it is no RTF"),
        (rb"{\rtf1\ansi }", "holds no text"),
        (rb"{\rtf1\ansi\ansicpg936 \'b8\par}", "damaged"),
    ],
)
def test_an_rtf_that_cannot_be_read_says_why(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableArticleError, match=problem):
        read_rtf(data)


@pytest.mark.parametrize(
    "piece", [rb"{\field{\*\fldinst{", b'HYPERLINK "', rb"{\f1 Arial", b"{", rb"\'b8", rb"{\info{\title "]
)
def test_hostile_repetition_costs_no_more_than_its_length(piece: bytes) -> None:
    started = time.process_time()
    with suppress(UnreadableArticleError):
        read_rtf(rb"{\rtf1 {\fonttbl x" + piece * 20_000)
    assert time.process_time() - started < 10


def test_properties_of_an_open_group_do_not_run_on() -> None:
    assert rtf_info(r"{\rtf1{\info{\title A {b} \'c3\u20320?c}{\author X") == ("A b Ã你c", "X")
