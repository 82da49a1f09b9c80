"""Files of every format, damaged at random: each gives an article or an `UnreadableArticleError`, never anything else.

Twenty of each by default; ASSISTANT_TEST_FUZZ=10000 asks for more.
"""

import io
import os
import random
import zipfile
from contextlib import suppress

import pytest

from corpus.article import UnreadableArticleError
from corpus.formats import READERS
from tests.corpus.office_files import (
    docx_file,
    eml_file,
    epub_file,
    mhtml_file,
    odt_file,
    pptx_file,
    rtf_file,
    srt_file,
    xlsx_file,
    zipped,
)
from tests.corpus.pdf_files import of_paragraphs

INPUTS = int(os.environ.get("ASSISTANT_TEST_FUZZ", "20"))
WORDS = "星桥机器人周二宣布与港口集团签订服务合同，首批三百台设备明年投入使用。"
TABLE = [["公司", "金额（亿元）"], ["星桥", "3"]]
PAGE = (
    f"<html><head><title>港口</title></head><body><article><h1>港口</h1>{f'<p>{WORDS}</p>' * 5}</article></body></html>"
)
FILES = {
    ".txt": WORDS.encode("gb18030"),
    ".md": f"---\ntitle: 港口\ndate: 2024-03-05\n---\n# 港口\n\n**{WORDS}**".encode(),
    ".html": PAGE.encode(),
    ".mhtml": mhtml_file(PAGE),
    ".eml": eml_file(WORDS, f"<p>{WORDS}</p>", {"Date": "Tue, 05 Mar 2024 08:00:00 +0800"}),
    ".pdf": of_paragraphs(["The port orders three hundred machines."] * 3, title="The port"),
    ".docx": docx_file(["港口", WORDS], "港口", "林小树", table=TABLE, header="北灯"),
    ".odt": odt_file(["港口", WORDS], "港口", TABLE),
    ".rtf": rtf_file(["港口", WORDS], "港口", "林小树"),
    ".pptx": pptx_file([["港口", WORDS], ["二", "三"]], "备注。", TABLE),
    ".xlsx": xlsx_file({"A": TABLE, "B": [["x", 0.5]]}, {"B2": "0%"}),
    ".epub": epub_file([f"<p>{WORDS}</p>"], "<dc:title>港口</dc:title><dc:date>2024-03-05</dc:date>"),
    ".srt": srt_file([WORDS[:10], WORDS[10:]]),
    ".vtt": b"WEBVTT\n\n1\n00:01.000 --> 00:02.000 align:start\n<v Jane>The port &amp; orders.\n",
}
PIECES = [b"<", b">", b"/", b"&", b'"', b"0", b"-1", b"\0", b"99999999999", b"\xff\xfe", b"\\", b"{", b"}", b"\n"]


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut, moved or put in; sometimes the end is missing."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at, length = chance.randrange(len(changed) + 1), chance.randint(1, 40)
        kind = chance.randrange(4)
        if kind == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = chance.choice(PIECES)
        else:
            start = chance.randrange(len(changed) + 1)
            changed[at:at] = changed[start : start + length]
    if chance.random() < 0.1:
        del changed[chance.randrange(len(changed) + 1) :]
    return bytes(changed)


def _damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """A zip file whose checksums are right, with one damaged or missing part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice([name for name in parts if archive.getinfo(name).file_size])
        content = archive.read(name)
    if chance.random() < 0.1:
        del parts[name]
    else:
        parts[name] = _damaged(content, chance)
    return zipped(parts)


@pytest.mark.filterwarnings("ignore::UserWarning:zipfile")
@pytest.mark.parametrize("suffix", FILES)
def test_a_damaged_file_gives_an_article_or_the_error_that_is_promised(suffix: str) -> None:
    for seed in range(INPUTS):
        chance = random.Random(seed)  # noqa: S311 - no secret depends on it
        damage = _damaged_inside if FILES[suffix].startswith(b"PK") and seed % 4 else _damaged
        with suppress(UnreadableArticleError):
            READERS[suffix](damage(FILES[suffix], chance))


def test_the_files_that_are_damaged_are_whole_before() -> None:
    for suffix, data in FILES.items():
        assert READERS[suffix](data).text.strip(), suffix
