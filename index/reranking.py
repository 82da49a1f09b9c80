"""The optional reranker: a cross-encoder that reads the question and a passage together."""

import json
import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.context import contextual_text
from index.generation import Generation
from index.ranking import Ranked

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

Scores = npt.NDArray[np.float32]

RERANKED = 30  # candidates that it reads
BATCH = {"cpu": 16, "cuda": 64}
TRIAL = [("a", "b"), ("a", "a longer text")]  # two lengths: a tokenizer that cannot pad shows at once
REMEDY = (
    "give the folder of a sentence-transformers cross-encoder, or its name on a hub that this machine can reach and "
    "HF_HUB_OFFLINE does not forbid, or leave it empty to search without one"
)


class RerankerError(ValueError):
    """The reranker cannot run as the settings ask; the message names the setting."""


class Reranker(Protocol):
    """Scores passages against a question; `CrossEncoderReranker` is the real one.

    Attributes:
        name: What the user set.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - described above

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """How well each text answers the query: float32 [len(texts)], higher is better."""
        ...


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder behind the `Reranker` protocol."""

    def __init__(self, model: "CrossEncoder", name: str, device: str) -> None:
        self.model, self.name, self.device = model, name, device
        self._lock = threading.Lock()

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """How well each text answers the query: float32 [len(texts)], on the model's own scale, higher is better.

        A pair that is longer than the model reads is cut at its end.
        """
        if not texts:
            return np.zeros(0, np.float32)
        pairs = [(query, text) for text in texts]
        with self._lock:  # a tokenizer that is told to pad and cut refuses two threads at once
            rows = self.model.predict(pairs, batch_size=BATCH[self.device], show_progress_bar=False)
        return np.ascontiguousarray(rows, dtype=np.float32)


def reranked(generation: Generation, query: str, ranked: Ranked, reranker: Reranker) -> Ranked:
    """The ranking with its first `RERANKED` candidates in the reranker's order; what it has not seen stays behind."""
    head, tail = ranked.rows[:RERANKED], ranked.rows[RERANKED:]
    chunks = [generation.chunks[row] for row in head]
    scores = reranker.scores(query, [contextual_text(generation.articles[c.article_id], c.text) for c in chunks])
    order = np.argsort(-scores, kind="stable")
    values = np.concatenate([1 + _between(scores[order]), ranked.scores[RERANKED:]]) / 2
    return Ranked(np.concatenate([head[order], tail]), values.astype(np.float32))


def _between(scores: Scores) -> Scores:
    """Scores of a scale that only their model knows, from 0 to 1; candidates that are all alike get 1."""
    low, high = (float(scores.min()), float(scores.max())) if scores.size else (0.0, 0.0)
    found: Scores = (scores - low) / (high - low) if high > low else np.ones_like(scores)
    return found


def load_reranker(name: str, device: str) -> CrossEncoderReranker:
    """Load a cross-encoder by the settings' words, and try it once.

    Args:
        name: A folder, or a name on a model hub; one without an owner is looked for under cross-encoder/.
        device: "auto" (CUDA where there is one, else CPU), "cpu" or "cuda".

    Raises:
        RerankerError: It cannot be found or read, is no cross-encoder with one score for a pair, or the device asked for
            is not there.
    """
    from safetensors import SafetensorError

    chosen = _device(name, device)
    try:
        model = _load(name, chosen)
    except (OSError, ValueError, RuntimeError, ImportError, SafetensorError) as error:
        lines = str(error).splitlines() or [type(error).__name__]
        raise RerankerError(f"ASSISTANT_RERANKER={name!r} cannot be used ({lines[0].rstrip('.')}): {REMEDY}") from error
    return CrossEncoderReranker(model, name, chosen)


def _device(name: str, device: str) -> str:
    import torch

    if device == "cuda" and not torch.cuda.is_available():
        raise RerankerError(
            f"ASSISTANT_RERANKER={name!r} cannot run: ASSISTANT_DEVICE=cuda, but torch sees no CUDA device: "
            "set ASSISTANT_DEVICE to auto or cpu"
        )
    return ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device


def _load(name: str, device: str) -> "CrossEncoder":
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    logging.getLogger("transformers").setLevel(logging.ERROR)
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    model: CrossEncoder = CrossEncoder(name, device=device)
    kind = _kind(model)
    if kind != "CrossEncoder":
        raise ValueError(f"it is no cross-encoder but a {kind}")
    trained = getattr(model.config, "architectures", None) or []
    if type(model.transformers_model).__name__ not in trained:
        # The library puts a head of random weights on any encoder, and would rank by that.
        raise ValueError(f"it is no cross-encoder but a plain {', '.join(trained) or 'model of no named kind'}")
    if model.num_labels != 1:
        raise ValueError(f"it gives {model.num_labels} scores for a pair, expected 1")
    model.predict(TRIAL, show_progress_bar=False)
    return model


def _kind(model: "CrossEncoder") -> str:
    """What the saved model says it is; "CrossEncoder" for one that another library has saved."""
    from sentence_transformers.util import load_file_path

    place = str(getattr(model.transformers_model, "name_or_path", ""))  # with the owner that the library has added
    if load_file_path(place, "modules.json") is None:
        return "CrossEncoder"
    config = load_file_path(place, "config_sentence_transformers.json")
    saved = json.loads(Path(config).read_text("utf-8")) if config else {}
    return str(saved.get("model_type", "SentenceTransformer"))
