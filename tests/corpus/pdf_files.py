"""PDFs made for the tests: Chinese in both scripts without a font file, columns, running heads, scans, encryption."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = A4
FONTS = {"zh-Hans": "STSong-Light", "zh-Hant": "MSung-Light", "en": "Times-Roman"}
SIZE, LEADING = 11, 16


class Page:
    """Writes on one page of a PDF from the top down, as a typesetter would: lines are filled, the last one is not."""

    def __init__(self, canvas: Canvas, language: str = "en") -> None:
        self.canvas, self.font = canvas, FONTS[language]

    def line(self, words: str, left: float, top: float, size: float = SIZE) -> None:
        """One line whose upper edge is `top` points below the page's."""
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(left, HEIGHT - top - size, words)

    def paragraph(
        self, words: str, left: float = 72, top: float = 120, width: float = WIDTH - 144, indent: float = 0
    ) -> float:
        """A paragraph broken into lines of `width`; returns the top of the next line."""
        for number, line in enumerate(self.broken(words, width, indent)):
            self.line(line, left + (indent if number == 0 else 0), top)
            top += LEADING
        return top

    def broken(self, words: str, width: float, indent: float = 0) -> list[str]:
        """The lines of a paragraph; Chinese breaks anywhere, English between words."""
        lines: list[str] = []
        line = ""
        for part in words if self.font != FONTS["en"] else words.split(" "):
            grown = line + part if self.font != FONTS["en"] else f"{line} {part}".strip()
            room = width - (indent if not lines else 0)
            if line and pdfmetrics.stringWidth(grown, self.font, SIZE) > room:
                lines.append(line)
                grown = part
            line = grown
        return [*lines, line]


def pdf(pages: Iterable[Callable[[Page], Any]], language: str = "en", **options: Any) -> bytes:  # noqa: ANN401
    """A PDF, a function a page.

    Args:
        pages: Each draws one page.
        language: Decides the font.
        options: `title`, `author` and what else `Canvas` takes, e.g. `encrypt`.
    """
    if language != "en":
        pdfmetrics.registerFont(UnicodeCIDFont(FONTS[language]))
    target = io.BytesIO()
    title, author = options.pop("title", None), options.pop("author", None)
    canvas = Canvas(target, pagesize=A4, invariant=True, **options)
    if title:
        canvas.setTitle(title)
    if author:
        canvas.setAuthor(author)
    for draw in pages:
        draw(Page(canvas, language))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def of_paragraphs(paragraphs: Sequence[str], language: str = "en", **options: Any) -> bytes:  # noqa: ANN401
    """One page of paragraphs with a little room between them."""

    def draw(page: Page) -> None:
        top = 120.0
        for words in paragraphs:
            top = page.paragraph(words, top=top) + 8

    return pdf([draw], language, **options)


def picture(lines: Sequence[str], size: int = 26) -> Image:
    """Lines of text as an image, black on white, in any of the three scripts."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new(
        "RGB", (800, max(736, 80 + 2 * size * len(lines))), "white"
    )  # as large as OCR scales small ones to
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(_font()), size)
    for number, line in enumerate(lines):
        draw.text((40, 40 + 2 * size * number), line, font=font, fill="black")
    return image


def _font() -> Path:
    import cvttf_NotoSansCJK_Regular as noto

    return next(Path(str(noto.__file__)).parent.glob("*.otf"))


def scan(images: Iterable[Image]) -> bytes:
    """A PDF of images alone, as a scanner makes it."""
    from reportlab.lib.utils import ImageReader

    def page(image: Image) -> Callable[[Page], None]:
        height = WIDTH * image.height / image.width
        return lambda page: page.canvas.drawImage(ImageReader(image), 0, HEIGHT - height, WIDTH, height)

    return pdf([page(image) for image in images])
