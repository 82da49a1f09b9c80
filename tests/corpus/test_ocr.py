"""OCR of images, with the models that lie inside the package."""

import io
import socket
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from corpus import ocr
from corpus.article import UnreadableArticleError
from corpus.ocr import read_image
from tests.corpus.pdf_files import picture

LINES = ["星桥机器人宣布签约。", "赤霞園區首度送電，容量45MW。", "Three hundred machines."]


def _saved(kind: str) -> bytes:
    target = io.BytesIO()
    picture(LINES).save(target, kind)
    return target.getvalue()


@pytest.mark.slow
def test_three_scripts_are_read_without_any_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("OCR asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert read_image(_saved("PNG")).text.replace("\n", "") == "".join(LINES)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_every_kind_of_image_is_opened_upright_and_on_white(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, ...]] = []

    def engine(image: np.ndarray[Any, Any], text_score: float) -> SimpleNamespace:
        seen.append((*image.shape, int(image.mean())))
        return SimpleNamespace(boxes=np.array([[[0, 0], [90, 0], [90, 9], [0, 9]]], float), txts=("x",), scores=(0.9,))

    monkeypatch.setattr(ocr, "_engine", lambda: engine)
    clear, target = Image.new("RGBA", (40, 20), (0, 0, 0, 0)), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    (clear.convert("L").point(lambda _: 255) if kind == "JPEG" else clear).save(target, kind, exif=exif)
    assert read_image(target.getvalue()).text == "x"
    assert seen == [(40, 20, 3, 255)]


@pytest.mark.slow
def test_an_image_without_text_is_refused_by_that_name() -> None:
    target = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(target, "PNG")
    with pytest.raises(UnreadableArticleError, match="OCR found no text in the image"):
        read_image(target.getvalue())


@pytest.mark.parametrize("data", [b"no image", _saved("PNG")[:300], b"GIF89a" + b"\0" * 50])
def test_a_damaged_image_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match="the image is damaged"):
        read_image(data)


def test_an_image_of_too_many_pixels_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MAX_PIXELS", 1000)
    with pytest.raises(UnreadableArticleError, match="800 x 736 pixels"):
        read_image(_saved("PNG"))


def test_doubtful_lines_are_left_out_and_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = np.array([[[0, y], [90, y], [90, y + 10], [0, y + 10]] for y in (0, 20)], float)
    found = SimpleNamespace(boxes=boxes, txts=("港口换机器", "※〒"), scores=(0.99, 0.2))
    monkeypatch.setattr(ocr, "_engine", lambda: lambda image, text_score: found)
    contents = read_image(_saved("PNG"))
    assert contents.text == "港口换机器"
    assert [(r.reason, r.text) for r in contents.removed] == [("OCR not sure (0.20)", "※〒")]
