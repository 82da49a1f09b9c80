"""Bytes become the right text or an error."""

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.decode import decode, encoding_of

HANS = "青禾智能周三宣布，公司完成新一轮融资，投后估值约为一百二十亿元。\n知情人士说，谈判持续了三个月。"
HANT = "青禾智能週三宣布，公司完成新一輪融資，投後估值約為一百二十億元。\n知情人士說，談判持續了三個月。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_simplified_text_survives_every_encoding(encoding: str) -> None:
    assert decode(HANS.encode(encoding)) == HANS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5"])
def test_traditional_text_survives_every_encoding(encoding: str) -> None:
    assert decode(HANT.encode(encoding)) == HANT


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_a_headline_of_ten_characters_is_enough(encoding: str) -> None:
    assert decode("青禾智能发布新款芯片".encode(encoding)) == "青禾智能发布新款芯片"


def test_english_with_typographic_quotes_in_windows_1252_is_read() -> None:
    text = "The company’s “reset” will cost £4 million, according to a filing seen by reporters on Monday."
    assert decode(text.encode("cp1252")) == text


def test_newlines_of_all_systems_become_one() -> None:
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_a_last_character_cut_in_two_is_dropped() -> None:
    assert decode("融资完成".encode()[:-1]) == "融资完"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 50]
)
def test_binary_data_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"binary|encoding"):
        decode(data)


def test_a_pdf_is_named_as_such() -> None:
    with pytest.raises(ValueError, match="pdf"):
        decode(
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nstream\n\x00\x9c\xff\xfe\xed\x00endstream" * 5
        )


def test_broken_utf8_never_becomes_mojibake() -> None:
    data = HANS.encode()
    with pytest.raises(ValueError, match=r"encoding|binary"):
        decode(data[:31] + b"\xff\xfe\xfd" + data[31:])


@settings(deadline=None)  # the first call loads dictionaries
@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        decode(data)


@settings(deadline=None)  # the first call loads dictionaries
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf8_always_comes_back(text: str) -> None:
    expected = text.removeprefix("\ufeff").replace("\u2028", "\n").replace("\u2029", "\n")
    assert decode(text.encode()) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "big5"])
def test_the_encoding_of_a_large_file_is_told_by_its_first_text_that_is_not_ascii(encoding: str) -> None:
    text = "{}\n" * 600_000 + "星橋機器人與港口集團簽訂服務合同，首批三百臺設備明年投入使用。" * 5
    data = io.BytesIO(text.encode(encoding))
    assert data.getvalue().decode(encoding_of(data)) == text


def test_one_bad_line_does_not_decide_the_encoding_of_a_file() -> None:
    lines = ["港口换机器。".encode()] * 5 + [b"caf\xe9"]
    assert encoding_of(io.BytesIO(b"\n".join(lines))) == "utf-8"
