"""PDFs: reading order, paragraphs, pages, running heads, and a clear word for what cannot be read."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus import pdf as pdf_module
from corpus.article import NOT_READ, UnreadableArticleError
from corpus.contents import Contents
from corpus.pdf import read_pdf
from corpus.read import read_article
from tests.corpus.pdf_files import HEIGHT, LEADING, WIDTH, Page, of_paragraphs, pdf, picture, scan

WORDS = {
    "zh-Hans": "星桥机器人周二宣布与港口集团签订服务合同，首批三百台设备明年投入使用。创始人表示，利润不高，但意义重大，"
    "公司希望在五年内把成本再降三成，并把服务扩大到沿海其他港口。",
    "zh-Hant": "赤霞園區首度送電，容量45MW，比六月時向銀行承諾的時程提早將近五個月。北嶼能源表示，電力將優先供應松橋雲"
    "與海嵐數據兩家客戶，其餘部分待明年春天再行分配。",
    "en": "Starbridge Robotics said on Tuesday that it would supply three hundred machines to the port over the next five "
    "years, its largest order so far. The machines work in salt spray and heavy rain, the founder said, and cost less.",
}


@pytest.mark.parametrize("language", WORDS)
def test_the_lines_of_a_paragraph_become_one_line_in_every_script(language: str) -> None:
    words = WORDS[language]
    assert read_pdf(of_paragraphs([words, f"1{words}"], language)).text == f"{words}\n1{words}"


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("shift", [0, 7])
def test_columns_are_read_one_after_the_other_under_a_headline(language: str, shift: int) -> None:
    words = WORDS[language]

    def draw(page: Page) -> None:
        page.line(words[:12], 120, 70, size=20)
        left, right = 120.0, 120.0 + shift  # the lines of two columns need not stand level
        for n in range(3):
            left = page.paragraph(f"{n}{words}", 60, left, 220, indent=22)
            right = page.paragraph(f"{n + 3}{words}", 315, right, 220, indent=22)

    lines = read_pdf(pdf([draw], language)).text.split("\n")
    assert lines == [words[:12], *(f"{n}{words}" for n in range(6))]


def test_three_columns_are_read_from_left_to_right() -> None:
    def draw(page: Page) -> None:
        for n in range(3):
            page.paragraph(f"{n}{WORDS['zh-Hans']}" * 2, 50 + n * 170, 120, 155)

    # A paragraph that fills its column goes on in the next one.
    assert read_pdf(pdf([draw], "zh-Hans")).text.replace("\n", "") == "".join(
        f"{n}{WORDS['zh-Hans']}" * 2 for n in range(3)
    )


def test_a_sentence_goes_on_over_the_page_and_belongs_to_the_page_where_it_begins() -> None:
    lines: list[str] = []

    def first(page: Page) -> None:
        lines.extend(page.broken(" ".join([WORDS["en"]] * 6), WIDTH - 144))
        for n, line in enumerate(lines[:5]):
            page.line(line, 72, 120 + LEADING * n)

    def second(page: Page) -> None:
        for n, line in enumerate(lines[5:10]):
            page.line(line, 72, 120 + LEADING * n)

    contents = read_pdf(pdf([first, second]))
    assert "\n" not in contents.text
    assert contents.text == " ".join(lines[:10])
    assert contents.pages == (0, len(" ".join(lines[:5])) + 1)


def test_words_cut_at_the_end_of_a_line_are_whole_again_and_compounds_keep_their_hyphen() -> None:
    cut = [
        "The ministry said that the compa-",
        "nies had well-known and state-of-the-",
        "art machines from a well-",
        "known maker.",
    ]

    def draw(page: Page) -> None:
        for n, line in enumerate(cut):
            page.line(line, 72, 120 + LEADING * n)

    whole = "The ministry said that the companies had well-known and state-of-the-art machines from a well-known maker."
    assert read_pdf(pdf([draw])).text == whole


def test_the_rows_of_a_table_stay_rows() -> None:
    rows = [
        ("Company", "Raised", "Year"),
        ("Starbridge", "$320 million", "2024"),
        ("Corvane", "$12 million", "2023"),
        ("Seamist", "$8 million", "2022"),
    ]

    def draw(page: Page) -> None:
        page.paragraph(WORDS["en"])
        for n, row in enumerate(rows):
            for cell, left in zip(row, (72, 220, 400), strict=True):
                page.line(cell, left, 300 + LEADING * n)

    assert read_pdf(pdf([draw])).text.split("\n") == [WORDS["en"], *(" | ".join(row) for row in rows)]


def test_vertical_writing_is_read_from_the_right() -> None:
    words = WORDS["zh-Hant"].replace("45MW", "四十五萬瓩")

    def draw(page: Page) -> None:
        for n, character in enumerate(words):
            page.line(character, 500 - 20 * (n // 30), 100 + 14 * (n % 30))

    assert read_pdf(pdf([draw], "zh-Hant")).text.replace("\n", "") == words


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(degrees: int) -> None:
    def draw(page: Page) -> None:
        canvas = page.canvas
        canvas.setPageRotation(degrees)
        canvas.translate(*{90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[degrees])
        canvas.rotate(degrees)
        for n, line in enumerate(page.broken(WORDS["en"], 400)):
            canvas.setFont("Times-Roman", 11)
            canvas.drawString(60, 400 - LEADING * n, line)

    assert read_pdf(pdf([draw])).text == WORDS["en"]


def _numbered(number: int) -> Callable[[Page], None]:
    def draw(page: Page) -> None:
        page.line("港口评论", 72, 30, size=9)
        page.paragraph(f"第{number}章。{WORDS['zh-Hans']}", top=80, indent=22)
        page.line(f"第 {number} 页 共 4 页", 270, HEIGHT - 40, size=9)

    return draw


def test_running_heads_and_page_numbers_go_and_are_recorded_and_pages_are_kept() -> None:
    contents = read_pdf(pdf([_numbered(n) for n in range(1, 5)], "zh-Hans"))
    assert contents.text.split("\n") == [f"第{n}章。{WORDS['zh-Hans']}" for n in range(1, 5)]
    assert [(r.reason, r.text) for r in contents.removed[:2]] == [
        ("running head", "港口评论"),
        ("page number", "第 1 页 共 4 页"),
    ]
    assert len(contents.removed) == 8
    assert [contents.text[at:].startswith(f"第{n}章") for n, at in enumerate(contents.pages, 1)] == [True] * 4


def test_a_headline_that_the_running_head_repeats_stays() -> None:
    def draw(page: Page) -> None:
        first = page.canvas.getPageNumber() == 1
        page.line("港口评论", 72, 30, size=20 if first else 9)
        page.paragraph(f"{page.canvas.getPageNumber()}{WORDS['zh-Hans']}", top=90)

    lines = read_pdf(pdf([draw] * 4, "zh-Hans")).text.split("\n")
    assert lines == ["港口评论", *(f"{n}{WORDS['zh-Hans']}" for n in range(1, 5))]


def test_pages_stay_exact_through_cleaning(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        number = page.canvas.getPageNumber()
        page.paragraph("点击阅读全文", top=110, indent=0)
        page.paragraph(f"第{number}章。{WORDS['zh-Hans']}", top=150)

    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([draw] * 3, "zh-Hans"))
    article = read_article(path, "a")
    assert [r.reason for r in article.removed].count("read more") == 3
    for number in (1, 2, 3):
        at = article.text.index(f"第{number}章")
        assert article.page(at) == article.page(at + 20) == number
    assert article.pages[0] == 0


@pytest.mark.parametrize(
    ("title", "author", "expected"),
    [
        ("Microsoft Word - 草稿3.docx", "Administrator", (None, None)),
        ("Microsoft Word - 港口换机器", "林小树", ("港口换机器", "林小树")),
        ("untitled", "user", (None, None)),
        ("Starbridge Robotics said", "Jane Doe", ("Starbridge Robotics said", "Jane Doe")),
        ("report_final.indd", "", (None, None)),
    ],
)
def test_properties_count_unless_they_name_a_program_or_an_account(
    title: str, author: str, expected: tuple[str | None, str | None]
) -> None:
    made = read_pdf(of_paragraphs([WORDS["en"]], title=title, author=author)).made_as
    assert (made.title, made.author, made.published) == (*expected, None)


XMP = b"""<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'
 xmlns:prism='http://prismstandard.org/namespaces/basic/2.0/' prism:publicationName='Northlight'>
<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Port orders robots</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li><rdf:li>Li Wei</rdf:li></rdf:Seq></dc:creator>
<prism:publicationDate>2024-03-05</prism:publicationDate></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""


def _with_xmp(packet: bytes) -> bytes:
    import io

    import pypdf
    from pypdf.generic import NameObject, StreamObject

    writer = pypdf.PdfWriter(io.BytesIO(of_paragraphs([WORDS["en"]])))
    stream = StreamObject()
    stream.set_data(packet)
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_what_a_publisher_wrote_into_the_xmp_counts() -> None:
    contents = read_pdf(_with_xmp(XMP))
    assert (contents.published_as.published, contents.published_as.source) == (date(2024, 3, 5), "Northlight")
    assert (contents.made_as.title, contents.made_as.author) == ("Port orders robots", "Jane Doe, Li Wei")


def test_entities_in_the_xmp_are_not_expanded() -> None:
    bomb = b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + XMP.replace(b"Port", b"&a;")
    contents = read_pdf(_with_xmp(bomb))
    assert contents.text == WORDS["en"]
    assert contents.made_as.title is None


GOOD = of_paragraphs([WORDS["en"]])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (of_paragraphs([WORDS["en"]], encrypt="secret"), "encrypted: save it without a password"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (b"%PDF-1.7\n%garbage", "damaged"),
        (b"no PDF at all", "damaged"),
        (pdf([lambda page: None]), "no text and no images"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why_and_what_to_do(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableArticleError, match=problem):
        read_pdf(data)


@pytest.mark.slow
def test_scanned_pages_go_through_ocr_beside_pages_with_text() -> None:
    def text(page: Page) -> None:
        page.paragraph(WORDS["en"])

    import io

    import pypdf

    writer = pypdf.PdfWriter()
    for part in (pdf([text]), scan([picture(["赤霞園區首度送電，容量45MW。", "北嶼能源比承諾的時程提早五個月。"])])):
        writer.append(io.BytesIO(part))
    target = io.BytesIO()
    writer.write(target)
    contents = read_pdf(target.getvalue())
    assert contents.text.startswith(WORDS["en"])
    second = contents.text[contents.pages[1] :]
    assert "赤霞園區首度送電，容量45MW。" in second
    assert "北嶼能源比承諾的時程提早五個月。" in second


@pytest.mark.slow
def test_a_scan_without_text_is_refused_by_that_name() -> None:
    from PIL import Image

    with pytest.raises(UnreadableArticleError, match=r"images alone \(1 pages\), and OCR found no text"):
        read_pdf(scan([Image.new("RGB", (300, 400), "white")]))


def test_scans_beyond_the_limit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    from corpus.layout import Segment

    seen: list[int] = []

    def recognise(image: Image.Image, scale: float) -> tuple[list[Segment], tuple[()]]:
        seen.append(image.width)
        return [Segment(10, 10, 60, 20, f"读到{len(seen)}")], ()

    monkeypatch.setattr("corpus.ocr.recognise", recognise)
    monkeypatch.setattr(pdf_module, "MAX_OCR_PAGES", 2)
    contents = read_pdf(scan([Image.new("RGB", (60, 80), "white")] * 5))
    assert contents.text.split("\n") == ["读到1", "读到2"]
    assert len(seen) == 2
    (left_out,) = (r for r in contents.removed if r.reason == NOT_READ)
    assert left_out.text == "pages 3-5: 5 pages are scans, and OCR reads 2 a file: split the file"


def test_a_thousand_pages_are_read_in_time_with_every_page_in_its_place() -> None:
    def draw(page: Page) -> None:
        page.line("Northlight Review", 72, 30, size=9)
        page.line(f"Finding {page.canvas.getPageNumber()} is that the port orders robots.", 72, 120)
        page.line(f"{page.canvas.getPageNumber()}", 290, HEIGHT - 40, size=9)

    data = pdf([draw] * 1000)
    started = time.process_time()
    contents: Contents = read_pdf(data)
    assert time.process_time() - started < 20  # about 2 s on one core
    assert len(contents.pages) == 1000
    assert contents.text[contents.pages[776] :].startswith("Finding 777 is")
    assert len(contents.removed) == 2000


def test_more_pages_than_the_limit_are_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "MAX_PAGES", 2)
    with pytest.raises(UnreadableArticleError, match="the PDF has 3 pages, more than 2: split it"):
        read_pdf(pdf([lambda page: page.line("x", 72, 72)] * 3))
