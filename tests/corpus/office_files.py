"""Office files, books, e-mails and subtitles made for the tests, and the zip bombs among them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any


def docx_file(paragraphs: Sequence[str], title: str = "", author: str = "", **more: Any) -> bytes:  # noqa: ANN401
    """A .docx of paragraphs.

    Args:
        paragraphs: Its text.
        title: Of its properties.
        author: Of its properties.
        more: `table` (rows of cells), `header` (a running head), `body` (raw XML put before the section's end).
    """
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, author
    for words in paragraphs:
        document.add_paragraph(words)
    if rows := more.get("table"):
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    if header := more.get("header"):
        document.sections[0].header.paragraphs[0].text = header
    if body := more.get("body"):
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        for element in parse_xml(f'<w:body xmlns:w="{space}">{body}</w:body>'):
            document.element.body.insert(-1, element)
    return _saved(document)


def pptx_file(slides: Sequence[Sequence[str]], notes: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    """A .pptx with a title and lines a slide; notes and a table go to the last one."""
    import pptx
    from pptx.util import Inches

    presentation = pptx.Presentation()
    for lines in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = lines[0]
        slide.placeholders[1].text = "\n".join(lines[1:])
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    if table:
        size = (len(table), len(table[0]), Inches(1), Inches(3), Inches(5), Inches(2))
        shape = slide.shapes.add_table(*size)
        for row, cells in zip(shape.table.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    return _saved(presentation)


def xlsx_file(sheets: Mapping[str, Sequence[Sequence[Any]]], formats: Mapping[str, str] | None = None) -> bytes:
    """An .xlsx; `formats` gives number formats by cell, e.g. {"B2": "0%"} on the first sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cell, code in (formats or {}).items():
        book.worksheets[0][cell].number_format = code
    return _saved(book)


def odt_file(paragraphs: Sequence[str], title: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    """An .odt of paragraphs, the first of them a heading where there are several."""
    import odfdo

    document = odfdo.Document("text")
    document.body.clear()
    for number, words in enumerate(paragraphs):
        document.body.append(odfdo.Header(1, words) if number == 0 and len(paragraphs) > 1 else odfdo.Paragraph(words))
    if table:
        sheet = odfdo.Table("data")
        for cells in table:
            row = odfdo.Row()
            row.set_values(list(cells))
            sheet.append_row(row)
        document.body.append(sheet)
    document.meta.title = title
    return _saved(document)


def rtf_file(paragraphs: Sequence[str], title: str = "", author: str = "", page: int = 936) -> bytes:
    r"""An .rtf as Word writes it, Chinese as \u escapes; its properties in the code page `page` as \' escapes."""

    def bytes_of(words: str) -> str:
        return "".join(c if c.isascii() else "".join(f"\\'{b:02x}" for b in c.encode(f"cp{page}")) for c in words)

    def escaped(words: str) -> str:
        units = words.encode("utf-16-le")
        codes = [int.from_bytes(units[n : n + 2], "little", signed=True) for n in range(0, len(units), 2)]
        return "".join(chr(c) if 0 < c < 128 else f"\\u{c}?" for c in codes)

    info = f"{{\\info{{\\title {bytes_of(title)}}}{{\\author {bytes_of(author)}}}}}"
    body = "".join(f"\\pard {escaped(words)}\\par\n" for words in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg{page}\\deff0{{\\fonttbl{{\\f0 Arial;}}}}{info}\n{body}}}".encode("ascii")


def epub_file(chapters: Sequence[str], metadata: str = "", **parts: bytes) -> bytes:
    """An .epub of XHTML bodies; `parts` are further files, `__` in their names stands for `/`, `_` before xml for a dot."""
    names = [f"c{n}.xhtml" for n in range(len(chapters))]
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        '<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f'{items}</manifest><spine><itemref idref="nav"/>{spine}</spine></package>'
    )
    files = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/book.opf": package,
        "OEBPS/nav.xhtml": "<html><body><nav><ol><li>Contents</li></ol></nav></body></html>",
    }
    page = (
        '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{}</body></html>'
    )
    files |= {f"OEBPS/{name}": page.format(body) for name, body in zip(names, chapters, strict=True)}
    return zipped({**files, **{name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}})


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip file of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same zip file with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {item: archive.read(item) for item in archive.namelist()}
    return zipped({**parts, name: content})


def eml_file(plain: str | None = None, html: str | None = None, headers: Mapping[str, str] | None = None) -> bytes:
    """An e-mail with either body or both; a text file hangs on it."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    for name, value in {"Subject": "港口换机器", "From": "林小树 <lin@example.org>", **(headers or {})}.items():
        message[name] = value
    if plain is not None:
        message.set_content(plain)
        if html is not None:
            message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    message.add_attachment(b"1,2,3", maintype="text", subtype="csv", filename="numbers.csv")
    return bytes(message)


def mhtml_file(page: str, url: str = "https://example.org/port", charset: str = "utf-8") -> bytes:
    """A page saved by a browser, a picture with it."""
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    message = MIMEMultipart("related", type="text/html")
    message["Snapshot-Content-Location"] = url
    message["Date"] = "Wed, 01 Jan 2025 00:00:00 -0000"
    message["Subject"] = "saved page"
    root = MIMEText(page, "html", charset)
    root["Content-Location"] = url
    message.attach(root)
    message.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", "png"))
    return bytes(message)


def srt_file(cues: Sequence[str], pause: int = 0) -> bytes:
    """An .srt with a cue every two seconds, `pause` seconds between them."""

    def clock(seconds: int) -> str:
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},000"

    step = 2 + pause
    blocks = (f"{n}\n{clock(step * n)} --> {clock(step * n + 2)}\n{words}\n" for n, words in enumerate(cues, 1))
    return "\n".join(blocks).encode()


def _saved(document: Any) -> bytes:  # noqa: ANN401 - whatever has a method save
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
