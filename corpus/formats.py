"""Every format that can be read, by suffix: one file of it is one article. Libraries load when a file needs them."""

from collections.abc import Mapping

from corpus.contents import Reader
from corpus.epub import read_epub
from corpus.html import read_page
from corpus.mail import read_eml, read_mhtml
from corpus.ocr import read_image
from corpus.odt import read_odt
from corpus.pdf import read_pdf
from corpus.plain import read_markdown, read_text
from corpus.rtf import read_rtf
from corpus.sheets import read_xlsx
from corpus.slides import read_pptx
from corpus.subtitles import subtitles
from corpus.word import read_docx

READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".eml": read_eml,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".pptx": read_pptx,
    ".xlsx": read_xlsx,
    ".epub": read_epub,
    ".srt": subtitles("srt"),
    ".vtt": subtitles("vtt"),
    ".png": read_image,
    ".jpg": read_image,
    ".jpeg": read_image,
    ".webp": read_image,
}
SUFFIXES = frozenset(READERS)
