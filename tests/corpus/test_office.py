"""Word, PowerPoint, Excel and OpenDocument files: what is text in them, what is not, and whose properties count."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from corpus import sheets
from corpus.article import NOT_READ, UnreadableArticleError
from corpus.contents import Contents
from corpus.odt import read_odt
from corpus.sheets import read_xlsx
from corpus.slides import read_pptx
from corpus.word import read_docx
from tests.corpus.office_files import docx_file, odt_file, pptx_file, with_part, xlsx_file

TEXTS = {
    "zh-Hans": ["港口换机器", "星桥机器人周二宣布与港口集团签订服务合同。", "首批三百台设备明年投入使用。"],
    "zh-Hant": ["赤霞園區送電", "赤霞園區首度送電，容量45MW。", "北嶼能源表示，電力將優先供應松橋雲。"],
    "en": ["Port orders robots", "Starbridge Robotics will supply three hundred machines.", "They work in salt spray."],
}
TABLE = [["公司", "金额"], ["星桥", "3亿"]]
ROWS = ["公司 | 金额", "星桥 | 3亿"]


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(("reader", "maker"), [(read_docx, docx_file), (read_odt, odt_file)])
def test_a_paragraph_is_a_line_in_every_script(
    reader: Callable[[bytes], Contents], maker: Callable[..., bytes], language: str
) -> None:
    contents = reader(maker(TEXTS[language], title=TEXTS[language][0], table=TABLE))
    assert contents.text.split("\n") == [*TEXTS[language], *ROWS]
    assert contents.made_as.title == TEXTS[language][0]


def test_word_insertions_controls_boxes_and_notes_are_text_and_deletions_are_not() -> None:
    body = (
        "<w:p><w:r><w:t>它</w:t></w:r><w:ins><w:r><w:t>已经</w:t></w:r></w:ins><w:del><w:r><w:delText>没有</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>签了</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/><w:br/><w:t>第二行</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的话</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r></w:p>'
    )
    lines = read_docx(docx_file(["港口换机器"], body=body)).text.split("\n")
    assert lines == ["港口换机器", "它已经签了-", "第二行", "控件里的话", "框里的话"]


def test_the_running_head_of_a_word_document_is_left_out_and_recorded() -> None:
    contents = read_docx(docx_file(TEXTS["en"], header="Northlight, internal"))
    assert "Northlight" not in contents.text
    assert [(r.reason, r.text) for r in contents.removed] == [("running head", "Northlight, internal")]


def test_the_day_a_file_was_made_is_no_day_of_publication() -> None:
    for contents in (
        read_docx(docx_file(TEXTS["en"])),
        read_odt(odt_file(TEXTS["en"])),
        read_pptx(pptx_file([TEXTS["en"]])),
    ):
        assert contents.published_as.published is contents.made_as.published is None


def test_the_names_of_programs_and_accounts_are_no_title_and_no_author() -> None:
    made = read_docx(docx_file(TEXTS["en"], title="Document1", author="python-docx")).made_as
    assert (made.title, made.author) == (None, None)
    assert (
        read_pptx(pptx_file([TEXTS["en"]])).made_as.title is None
    )  # "PowerPoint Presentation", by the library's author


def test_a_slide_is_a_page_and_its_notes_and_tables_are_read() -> None:
    contents = read_pptx(pptx_file([TEXTS["zh-Hans"], TEXTS["zh-Hant"]], notes="讲者的话。", table=TABLE))
    assert contents.text.rstrip().split("\n") == [*TEXTS["zh-Hans"], *TEXTS["zh-Hant"], *ROWS, "讲者的话。"]
    assert [
        contents.text[at:].startswith(TEXTS[x][0]) for at, x in zip(contents.pages, ("zh-Hans", "zh-Hant"), strict=True)
    ] == [True, True]


def test_a_line_break_inside_a_title_is_undone() -> None:
    assert read_pptx(pptx_file([["Port\vorders", "港口\v换机器"]])).text == "Port orders\n港口换机器\n"


def test_a_row_says_what_its_values_are() -> None:
    rows: list[list[Any]] = [
        ["公司", "金额（亿元）", "占比", "日期"],
        ["星桥", 3.2, 0.125, datetime(2024, 3, 5)],
        ["珂凡", 12, None, date(2024, 4, 6)],
    ]
    text = read_xlsx(xlsx_file({"融资": rows, "Notes": [["Only this."]]}, {"C2": "0.0%"})).text
    assert text.split("\n") == [
        "融资",
        "公司 | 金额（亿元） | 占比 | 日期",
        "公司：星桥；金额：3.2亿元；占比：12.5%；日期：2024-03-05",
        "公司：珂凡；金额：12亿元；日期：2024-04-06",
        "",
        "Notes",
        "Only this.",
    ]


def test_an_english_row_has_english_punctuation_and_a_sheet_without_a_head_stays_as_it_is() -> None:
    text = read_xlsx(
        xlsx_file({"A": [["Company", "Raised"], ["Starbridge", 0.1 + 0.2]], "B": [[1, 2], [3, True]]})
    ).text
    assert text.split("\n") == [
        "A",
        "Company | Raised",
        "Company: Starbridge; Raised: 0.3",
        "",
        "B",
        "1 | 2",
        "3 | TRUE",
    ]


def test_formulas_that_were_never_worked_out_are_told() -> None:
    (left_out,) = read_xlsx(xlsx_file({"A": [["Company", "Raised"], ["Starbridge", "=1+2"]]})).removed
    assert left_out.reason == NOT_READ
    assert left_out.text.startswith("1 formulas were never worked out: open it")


def test_too_many_cells_are_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_CELLS", 5)
    with pytest.raises(UnreadableArticleError, match="more than 5 cells: split it"):
        read_xlsx(xlsx_file({"A": [[1, 2, 3]] * 2}))


READERS = {
    ".docx": (read_docx, docx_file(TEXTS["en"]), docx_file([])),
    ".pptx": (read_pptx, pptx_file([TEXTS["en"]]), pptx_file([["", ""]])),
    ".xlsx": (read_xlsx, xlsx_file({"A": [["x", "y"]]}), xlsx_file({"A": []})),
    ".odt": (read_odt, odt_file(TEXTS["en"]), odt_file([""])),
}
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BILLION = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize("suffix", READERS)
def test_an_office_file_that_cannot_be_read_says_why_and_what_to_do(suffix: str) -> None:
    reader, good, empty = READERS[suffix]
    main = {
        ".docx": "word/document.xml",
        ".pptx": "ppt/presentation.xml",
        ".xlsx": "xl/workbook.xml",
        ".odt": "content.xml",
    }[suffix]
    for data, problem in (
        (ENCRYPTED, "encrypted or an older Office file: save it"),
        (good[: len(good) // 2], f"the {suffix} is damaged"),
        (b"PK\x03\x04 nothing", f"the {suffix} is damaged"),
        (empty, f"the {suffix} holds no"),
        (with_part(good, main, b"<not closed"), f"the {suffix} is damaged"),
        (with_part(good, main, BILLION), "declares XML entities"),
        (with_part(good, main, BILLION.decode().encode("utf-16")), "declares XML entities"),
        (with_part(good, "more/bomb.xml", b" " * 201_000_000), "unpacks to"),
    ):
        with pytest.raises(UnreadableArticleError, match=problem):
            reader(data)


def test_the_wrong_office_file_under_a_suffix_is_refused() -> None:
    with pytest.raises(UnreadableArticleError, match=r"the \.docx is damaged"):
        read_docx(READERS[".xlsx"][1])
    with pytest.raises(UnreadableArticleError, match=r"the \.pptx is damaged"):
        read_pptx(READERS[".docx"][1])


def test_an_encrypted_odt_is_refused_by_that_name() -> None:
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:encryption-data/></manifest:manifest>'
    with pytest.raises(UnreadableArticleError, match=r"\.odt is encrypted: save it without a password"):
        read_odt(with_part(odt_file(TEXTS["en"]), "META-INF/manifest.xml", manifest))
