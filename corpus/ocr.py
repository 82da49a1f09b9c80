"""Text in images, in Chinese and English, by rapidocr; its models lie inside the package, nothing is downloaded."""

from __future__ import annotations

import io
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.article import Removal, UnreadableArticleError
from corpus.contents import Contents, refusing
from corpus.layout import Segment, columns, rows_of
from corpus.paragraphs import compose

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 100_000_000
_LONG_SIDE = 2_000  # pixels to which a larger image is scaled down
_CONFIDENT = 0.5  # below it a line is noise more often than text
_MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
_lock = threading.Lock()


def recognise(image: Image, scale: float = 1.0) -> tuple[list[Segment], tuple[Removal, ...]]:
    """The lines of text in an image, and those that were too doubtful to keep.

    Args:
        image: In RGB.
        scale: Pixels a unit; boxes come back divided by it.
    """
    import numpy as np

    with _lock:
        found = _engine()(np.asarray(image)[:, :, ::-1], text_score=0.0)
    if found.txts is None or found.boxes is None or found.scores is None:
        return [], ()
    segments: list[Segment] = []
    doubtful: list[Removal] = []
    for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if not text.strip():
            continue
        if score < _CONFIDENT:
            doubtful.append(Removal(f"OCR not sure ({score:.2f})", text))
            continue
        across, down = [float(x) / scale for x, _ in corners], [float(y) / scale for _, y in corners]
        segments.append(Segment(min(across), min(down), max(across), max(down), text.strip()))
    return segments, tuple(doubtful)


def read_image(data: bytes) -> Contents:
    """The text in a .png, .jpg or .webp.

    Raises:
        UnreadableArticleError: It is damaged or too large, or OCR finds no text in it.
    """
    segments, doubtful = recognise(_opened(data))
    if not segments:
        raise UnreadableArticleError(
            "OCR found no text in the image: check that it shows an article, upright and sharp"
        )
    text, _ = compose([columns(rows_of(segments))])
    return Contents(text, removed=doubtful)


def _opened(data: bytes) -> Image:
    import PIL.Image
    from PIL import ImageOps

    damaged = refusing(
        *(OSError, ValueError, SyntaxError, EOFError, PIL.Image.DecompressionBombError),
        message="the image is damaged ({}): save it again as .png",
    )
    with damaged:
        image: Image = PIL.Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
        if image.width * image.height > MAX_PIXELS:
            raise UnreadableArticleError(
                f"the image has {image.width} x {image.height} pixels, more than {MAX_PIXELS // 10**6} million: "
                "scale it down or cut it into parts"
            )
        image.load()
        upright = ImageOps.exif_transpose(image)
        flat = PIL.Image.new("RGBA", upright.size, "white")
        flat.alpha_composite(upright.convert("RGBA"))
        flat.thumbnail((_LONG_SIDE, _LONG_SIDE))
        return flat.convert("RGB")


@cache
def _engine() -> Any:  # noqa: ANN401 - rapidocr has no types of its own for it
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    paths = {name: str(folder / file) for name, file in _MODELS.items()}
    if missing := [path for path in paths.values() if not Path(path).is_file()]:
        raise UnreadableArticleError(
            f"OCR cannot start, {missing[0]} is missing: install rapidocr again (make install)"
        )
    return rapidocr.RapidOCR(params={**paths, "Global.log_level": "critical", "Global.max_side_len": _LONG_SIDE})
