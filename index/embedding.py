"""The one embedding interface: any sentence-transformers model, on torch or OpenVINO, on CPU or CUDA."""

import hashlib
import importlib.util
import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.bundled_model import CONVERSION_VERSION, WEIGHTS_SHA256, bundled_model
from index.function_words import weights
from index.types import Matrix

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = "bundled"
BUNDLED_DIMENSION = 384
BUNDLED_FINGERPRINT = f"bundled-{WEIGHTS_SHA256[:16]}-{CONVERSION_VERSION}"
BATCH = {"cpu": 16, "cuda": 256}
# Weights, settings and vocabularies: what decides about a vector. A model card does not.
MODEL_FILES = frozenset({".safetensors", ".bin", ".json", ".txt", ".model"})


class EmbeddingError(ValueError):
    """The embedding model cannot run as the settings ask; the message names the setting."""


class SentenceEmbedder:
    """A sentence-transformers model behind the `Embedder` protocol of index/types.py."""

    def __init__(self, model: "SentenceTransformer", name: str, backend: str, device: str, fingerprint: str) -> None:
        self.model, self.name, self.backend, self.device, self.fingerprint = model, name, backend, device, fingerprint
        self.dimension = int(model.get_embedding_dimension() or 0)
        self._lock = threading.Lock()  # tokenizers keep state between two calls

    def embed_documents(self, texts: Sequence[str], progress: bool = False) -> Matrix:
        """Vectors of passages, with the model's own document prompt: float32 [n, dimension], unit rows."""
        return self._encode(self.model.encode_document, texts, progress)

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """Vectors of questions, with the model's own query prompt."""
        return self._encode(self.model.encode_query, texts, False)

    def _encode(self, encode: Any, texts: Sequence[str], progress: bool) -> Matrix:  # noqa: ANN401
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        size = BATCH[self.device]
        with self._lock:
            rows = encode(list(texts), batch_size=size, normalize_embeddings=True, show_progress_bar=progress)
        return _unit(
            np.ascontiguousarray(rows, dtype=np.float32)
        )  # a model in bf16 gives rows of length 0.998 to 1.002

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """Vectors of passages and of their tokens."""
        return self._tokens(self.model.encode_document, texts, "document")[:2]

    def query_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """Vectors of questions and of their tokens."""
        return self._tokens(self.model.encode_query, texts, "query")[:2]

    def asked_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix], list[Matrix]]:
        """Vectors of questions and of their tokens, and what each token counts."""
        vectors, tokens, ids = self._tokens(self.model.encode_query, texts, "query")
        words = [self.model.tokenizer.convert_ids_to_tokens(i) for i in ids]
        return (
            vectors,
            tokens,
            [weights(w) if w else np.ones(len(t), np.float32) for w, t in zip(words, tokens, strict=True)],
        )

    def _tokens(
        self,
        encode: Any,  # noqa: ANN401
        texts: Sequence[str],
        prompt: str,
    ) -> tuple[Matrix, list[Matrix], list[list[int]]]:
        """Vectors of texts and of their own tokens, and the ids of these."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32), [], []
        with self._lock:
            found = encode(list(texts), batch_size=BATCH[self.device], output_value=None, show_progress_bar=False)
            before = self._prompt_ids(prompt)
        own = [_own_tokens(f, before, self._special) for f in found]
        vectors = _unit(np.stack([_floats(f["sentence_embedding"]) for f in found]))
        return vectors, [tokens for tokens, _ in own], [ids for _, ids in own]

    @property
    def _special(self) -> frozenset[int]:
        return frozenset(self.model.tokenizer.all_special_ids)

    def _prompt_ids(self, prompt: str) -> list[int]:
        words = self.model.prompts.get(prompt) or ""
        return list(self.model.tokenizer(words, add_special_tokens=False)["input_ids"]) if words else []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text takes, without special tokens."""
        if not texts:
            return []
        with self._lock:
            encoded = self.model.tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]


class LazyEmbedder:
    """An embedder that loads its model when it is first needed; what identifies the bundled model is known before."""

    def __init__(self, name: str, backend: str, device: str, cache: Path) -> None:
        """Take the settings' words; see `load_embedder`."""
        self.name, self._words = name, (name, backend, device, cache)
        self._loaded: SentenceEmbedder | None = None
        self._lock = threading.Lock()

    def load(self) -> SentenceEmbedder:
        """The model, loaded on the first call; raises as `load_embedder`."""
        with self._lock:
            if self._loaded is None:
                self._loaded = load_embedder(*self._words)
            return self._loaded

    @property
    def backend(self) -> str:
        """What runs it."""
        return self.load().backend

    @property
    def device(self) -> str:
        """Where it runs, which is known before it is loaded; raises as `load_embedder`."""
        return _device(self._words[2])

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return BUNDLED_DIMENSION if self.name == BUNDLED else self.load().dimension

    @property
    def fingerprint(self) -> str:
        """Names the weights."""
        return BUNDLED_FINGERPRINT if self.name == BUNDLED else self.load().fingerprint

    def embed_documents(self, texts: Sequence[str], progress: bool = False) -> Matrix:
        """See `SentenceEmbedder`."""
        return self.load().embed_documents(texts, progress)

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """See `SentenceEmbedder`."""
        return self.load().embed_queries(texts)

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """See `SentenceEmbedder`."""
        return self.load().document_tokens(texts)

    def query_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """See `SentenceEmbedder`."""
        return self.load().query_tokens(texts)

    def asked_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix], list[Matrix]]:
        """See `SentenceEmbedder`."""
        return self.load().asked_tokens(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See `SentenceEmbedder`."""
        return self.load().count_tokens(texts) if texts else []


def _own_tokens(found: Any, prompt: Sequence[int], special: frozenset[int]) -> tuple[Matrix, list[int]]:  # noqa: ANN401
    """Unit vectors of one text's own tokens, and their ids; a model without token vectors has the text's vector for its only token."""
    if "token_embeddings" not in found:
        return _unit(_floats(found["sentence_embedding"])[None]), []
    ids, mask = found["input_ids"].tolist(), found["attention_mask"].tolist()
    own = [at for at, (i, real) in enumerate(zip(ids, mask, strict=True)) if real and i not in special]
    said = [ids[at] for at in own]
    # How a prompt ends depends on what follows it, so it is taken off as far as the ids agree.
    length = next((n for n, i in enumerate(prompt) if n >= len(said) or said[n] != i), len(prompt))
    return _unit(_floats(found["token_embeddings"])[own[length:]]), said[length:]


def _floats(tensor: Any) -> Matrix:  # noqa: ANN401 - a torch tensor
    found: Matrix = tensor.float().cpu().numpy()
    return found


def _unit(rows: Matrix) -> Matrix:
    found: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return found


def load_embedder(name: str, backend: str, device: str, cache: Path) -> SentenceEmbedder:
    """Load a model by the settings' words.

    Args:
        name: "bundled", or a sentence-transformers name or folder.
        backend: "auto" (OpenVINO on CPU where installed, else torch), "torch" or "openvino".
        device: "auto" (CUDA where there is one, else CPU), "cpu" or "cuda".
        cache: Where converted and exported models are kept.

    Raises:
        EmbeddingError: The model cannot be found, or the device or backend asked for is not there.
    """
    chosen_backend, chosen_device = runs_on(backend, device)
    model = _load(str(bundled_model(cache / "models")) if name == BUNDLED else name, name, chosen_device)
    fingerprint = _fingerprint(name, model)
    if chosen_backend == "openvino":
        from index.openvino_backend import run_on_openvino

        run_on_openvino(model, fingerprint, cache)
    elif chosen_device == "cuda":
        model.bfloat16()
    return SentenceEmbedder(model, name, chosen_backend, chosen_device, fingerprint)


def runs_on(backend: str, device: str) -> tuple[str, str]:
    """What a model runs on by the settings' words: "torch" or "openvino", "cpu" or "cuda"; raises as `load_embedder`."""
    chosen = _device(device)
    return _backend(backend, chosen), chosen


def _device(device: str) -> str:
    if device == "cpu":
        return device
    import torch

    if device == "cuda" and not torch.cuda.is_available():
        raise EmbeddingError("ASSISTANT_DEVICE=cuda, but torch sees no CUDA device: set it to auto or cpu")
    return ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device


def _backend(backend: str, device: str) -> str:
    installed = importlib.util.find_spec("openvino") is not None
    if backend == "openvino" and not installed:
        raise EmbeddingError("ASSISTANT_EMBEDDING_BACKEND=openvino, but the package openvino is missing: make install")
    if backend == "openvino" and device == "cuda":
        raise EmbeddingError("ASSISTANT_EMBEDDING_BACKEND=openvino runs on the CPU: set ASSISTANT_DEVICE=cpu")
    if backend == "auto":
        return "openvino" if installed and device == "cpu" else "torch"
    return backend


def _load(path: str, name: str, device: str) -> "SentenceTransformer":
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    logging.getLogger("transformers").setLevel(logging.ERROR)
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    try:
        return SentenceTransformer(path, device=device)
    except (OSError, ValueError, SafetensorError) as error:
        reason = str(error).splitlines()[0]
        raise EmbeddingError(
            f"ASSISTANT_EMBEDDING_MODEL={name!r} cannot be loaded ({reason}): "
            "give 'bundled', or a sentence-transformers folder or name that this machine can reach"
        ) from error


def _fingerprint(name: str, model: "SentenceTransformer") -> str:
    """Names the weights: by hash for the bundled model and for folders, by commit for a hub's model."""
    if name == BUNDLED:
        return BUNDLED_FINGERPRINT
    folder = Path(name)
    if folder.is_dir():
        digest = hashlib.sha256()
        for file in sorted(p for p in folder.rglob("*") if p.suffix in MODEL_FILES):
            digest.update(file.name.encode())
            with file.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
        return f"{folder.name}-{digest.hexdigest()[:16]}"
    config = getattr(getattr(model[0], "model", None), "config", None)
    return f"{name}@{getattr(config, '_commit_hash', None) or 'unknown'}"
