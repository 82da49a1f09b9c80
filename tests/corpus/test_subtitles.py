"""Subtitles become sentences."""

import pytest

from corpus.article import UnreadableArticleError
from corpus.subtitles import subtitles
from tests.corpus.office_files import srt_file

srt, vtt = subtitles("srt"), subtitles("vtt")


@pytest.mark.parametrize(
    ("cues", "lines"),
    [
        (
            ["星桥机器人宣布", "与港口签约。", "首批三百台", "明年投入使用。"],
            ["星桥机器人宣布与港口签约。", "首批三百台明年投入使用。"],
        ),
        (["赤霞園區\n首度送電。"], ["赤霞園區首度送電。"]),
        (
            ["The port orders", "three hundred\nmachines.", "Next."],
            ["The port orders three hundred machines.", "Next."],
        ),
        (["星桥机器人宣布", "与港口签约"], ["星桥机器人宣布", "与港口签约"]),  # nothing says where a sentence ends
        (["<i>The port</i>", "{\\an8}orders."], ["The port orders."]),
    ],
)
def test_cues_are_joined_where_punctuation_says_so(cues: list[str], lines: list[str]) -> None:
    assert srt(srt_file(cues)).text.split("\n") == lines


def test_a_pause_begins_a_line() -> None:
    assert srt(srt_file(["The port", "and then.", "End."], pause=5)).text.split("\n") == [
        "The port",
        "and then.",
        "End.",
    ]


def test_cues_that_roll_are_said_once() -> None:
    cues = ["the port orders three", "the port orders three\nhundred machines.", "hundred machines.\nThey work."]
    assert srt(srt_file(cues)).text.split("\n") == ["the port orders three hundred machines.", "They work."]


def test_a_vtt_gives_voices_and_no_notes() -> None:
    file = (
        "WEBVTT - title\n\nNOTE a comment\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:02.000 align:start\n"
        "<v Jane Doe>Salt &amp; rain\n\n00:02.000 --> 00:03.000\n<c.loud>cost little.</c>\n"
    )
    assert vtt(file.encode()).text == "Jane Doe: Salt & rain cost little."


@pytest.mark.parametrize(
    ("reader", "data", "problem"),
    [
        (srt, b"only words, no times", "holds no cues"),
        (vtt, b"1\n00:01.000 --> 00:02.000\nx\n", "does not begin with WEBVTT"),
        (vtt, b"WEBVTT\n\nnothing", "holds no cues"),
        (srt, b"\x00\x01\x02\xff\xfe\x00binary\x00", "binary|encoding"),
    ],
)
def test_subtitles_that_cannot_be_read_say_why(reader: object, data: bytes, problem: str) -> None:
    assert callable(reader)
    with pytest.raises(UnreadableArticleError, match=problem):
        reader(data)
