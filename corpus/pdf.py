"""PDF files: text by geometry, scanned pages by OCR, page numbers kept, running heads taken off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.article import NOT_READ, Removal, UnreadableArticleError
from corpus.contents import Contents
from corpus.layout import columns, rows_of
from corpus.paragraphs import compose
from corpus.pdf_metadata import pdf_metadata
from corpus.pdf_text import PageText, page_text
from corpus.running_heads import Sheet, without_heads

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 5_000
MAX_OCR_PAGES = 100  # of one file; a full page takes about 5 seconds of one core
_LONG_SIDE = 2_000  # pixels of a page that goes to OCR
_LEAST_CHARACTERS = 8  # fewer on a page are a stamp or a page number beside a scan
_MOST_UNREADABLE = 0.3


def read_pdf(data: bytes) -> Contents:
    """The text of a PDF, its pages, and what its metadata say.

    Raises:
        UnreadableArticleError: It is damaged, encrypted or holds no text, or has more than `MAX_PAGES` pages.
    """
    document = _opened(data)
    try:
        if len(document) == 0:
            raise UnreadableArticleError("the PDF has no pages: export it again")
        if len(document) > MAX_PAGES:
            raise UnreadableArticleError(
                f"the PDF has {len(document):,} pages, more than {MAX_PAGES:,}: split it into parts"
            )
        pages, left_out = _pages(document)
        info = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    kept, heads = without_heads([Sheet(rows_of(page.segments), page.height) for page in pages])
    text, starts = compose([columns(rows) for rows in kept])
    published, made = pdf_metadata(data, info, text)
    return Contents(text, published, made, left_out + heads, starts)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    import pypdfium2
    from pypdfium2 import raw

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableArticleError("the PDF is encrypted: save it without a password") from error
        raise UnreadableArticleError(
            f"the PDF is damaged ({error}): download it again, or open it in a viewer and print it to a new PDF"
        ) from error


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[PageText], tuple[Removal, ...]]:
    """What each page says; pages without a text layer go through OCR, as many as may."""
    import pypdfium2

    pages: list[PageText] = []
    removed: list[Removal] = []
    scans: list[int] = []
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            removed.append(Removal(NOT_READ, f"page {number + 1}: it is damaged ({error})"))
            pages.append(PageText([], 1.0, 1.0, 0.0))
            continue
        pages.append(page_text(page))
        if _needs_ocr(page, pages[-1]):
            scans.append(number)
        page.close()
    for number in scans[:MAX_OCR_PAGES]:
        pages[number], doubtful = _recognised(document, number)
        removed.extend(doubtful)
    if rest := scans[MAX_OCR_PAGES:]:
        removed.append(
            Removal(
                NOT_READ,
                f"{_spelled(rest)}: {len(scans)} pages are scans, and OCR reads {MAX_OCR_PAGES} a file: split the file",
            )
        )
    if scans and not any(page.segments for page in pages):
        raise UnreadableArticleError(
            f"the PDF holds images alone ({len(scans)} pages), and OCR found no text in them: "
            "scan it again with more contrast, or put its text into a .txt file"
        )
    if not any(page.segments for page in pages):
        raise UnreadableArticleError("the PDF holds no text and no images: export it again")
    return pages, tuple(removed)


def _needs_ocr(page: pypdfium2.PdfPage, read: PageText) -> bool:
    """Whether a page has something to see but no text layer, or one whose font maps to nothing."""
    if read.unreadable > _MOST_UNREADABLE:
        return True
    if sum(len(segment.text) for segment in read.segments) >= _LEAST_CHARACTERS:
        return False
    import pypdfium2.raw as pdfium

    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM)
    return next(page.get_objects(filter=kinds, max_depth=1), None) is not None


def _recognised(document: pypdfium2.PdfDocument, number: int) -> tuple[PageText, tuple[Removal, ...]]:
    from corpus.ocr import recognise

    page = document[number]
    width, height = page.get_size()
    scale = _LONG_SIDE / max(width, height, 1.0)
    bitmap = page.render(scale=scale)
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    segments, doubtful = recognise(image, scale)
    return PageText(segments, width, height, 0.0), doubtful


def _spelled(numbers: Sequence[int]) -> str:
    """Page numbers as ranges: "pages 3, 5-9"."""
    ranges: list[list[int]] = []
    for number in (n + 1 for n in numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return "pages " + ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in ranges)
