"""The reader: a small model that reads a question and a sentence together and says whether the sentence answers.

It is the bundled encoder with low-rank changes of its weights (LoRA, Hu et al. 2021) and one output, trained on the project's own
texts (docs/log.md), such as two reports of one event with questions that only one of them answers. What an embedding cannot
tell, the pledger from the pledged shares or this year's winner from last year's, is told by looking at both texts at once.
"""

import hashlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.bundled_model import bundled_model
from index.context import embeddable
from index.embedding import runs_on

Scores = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
Input = tuple[list[int], list[int]]  # token ids, and of each token the part that it belongs to

WEIGHTS = Path(__file__).with_name("reader.safetensors")
# Parts of what is read; a further sentence, where several are read together, is of part 3, and so on.
QUESTION, TITLE, SENTENCE = 0, 1, 2
LONGEST = {QUESTION: 64, TITLE: 32, SENTENCE: 110}  # tokens
BATCH = 16
FORM = 2  # of the module that is exported: goes up when its inputs or outputs change
STEP = 16  # tokens by which lengths differ: OpenVINO takes 4 ms more for a shape that it has not seen
LAYERS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Piece(NamedTuple):
    """What is read beside a question.

    Attributes:
        title: The article's headline.
        sentence: A sentence of it.
    """

    title: str
    sentence: str


class Reader(Protocol):
    """Says whether sentences answer a question; `BundledReader` is the real one."""

    def log_odds(self, question: str, pieces: Sequence[Piece]) -> Scores:
        """For each sentence, read by itself, the log odds that it answers: float32 [len(pieces)]."""
        ...

    def together(self, question: str, title: str, sentences: Sequence[str]) -> Scores:
        """The same for sentences in a row, read as one text, so that one can take up what another says: float32 [len(sentences)]."""
        ...


class BundledReader:
    """The reader over the bundled encoder, loaded when it is first asked.

    Args:
        cache: Where the bundled model is kept, converted and exported.
        backend: "torch" or "openvino".
        device: "cpu" or "cuda"; OpenVINO runs on the CPU.
    """

    def __init__(self, cache: Path, backend: str, device: str) -> None:
        self.cache, self.backend, self.device = cache, backend, device
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None

    def log_odds(self, question: str, pieces: Sequence[Piece]) -> Scores:
        """See `Reader`; a text that is longer than the model reads is cut at its end."""
        with self._lock:
            return self._model().log_odds(question, pieces)

    def together(self, question: str, title: str, sentences: Sequence[str]) -> Scores:
        """See `Reader`; at most some four sentences, or they are longer than what the model was trained on."""
        with self._lock:
            return self._model().together(question, title, sentences)

    def _model(self) -> "_Loaded":
        if self._loaded is None:
            self._loaded = _Loaded(self.cache, self.backend, self.device)
        return self._loaded


def reader_named(name: str, backend: str, device: str, cache: Path) -> BundledReader | None:
    """The reader by the settings' words, loaded when it is first needed; None for "off". For the others see `load_embedder`.

    Raises:
        EmbeddingError: The device or backend asked for is not there.
    """
    return None if name == "off" else BundledReader(cache, *runs_on(backend, device))


class Encoding:
    """How a question and a piece of text become one input: `<s> query: Q </s> title </s> sentence </s>`."""

    def __init__(self, tokenizer: Any, words: Any) -> None:  # noqa: ANN401 - of tokenizers and torch
        """Take the encoder's tokenizer and its word vectors [vocabulary, dimension]."""
        tokenizer.no_truncation()
        self.tokenizer, self.words = tokenizer, words
        self.begin, self.end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")

    @classmethod
    def bundled(cls, cache: Path) -> "Encoding":
        """Of the bundled encoder, whose word vectors stay on disk until they are looked up."""
        from safetensors import safe_open
        from tokenizers import Tokenizer

        folder = bundled_model(cache / "models")
        with safe_open(folder / "model.safetensors", "pt") as weights:
            words = weights.get_tensor("embeddings.word_embeddings.weight")
        return cls(Tokenizer.from_file(str(folder / "tokenizer.json")), words)

    def row(self, question: str, title: str, sentences: Sequence[str]) -> Input:
        """Token ids, and of each the part that it belongs to; a text that is too long is cut at its end."""
        ids, parts = [self.begin], [QUESTION]
        texts = [(f"query: {question}", QUESTION), (title, TITLE), *((s, SENTENCE) for s in sentences)]
        for part, (text, kind) in enumerate(texts):
            if text:
                own = self.tokenizer.encode(embeddable(text), add_special_tokens=False).ids[: LONGEST[kind]]
                ids += [*own, self.end]
                parts += [part] * (len(own) + 1)
        return ids, parts

    def arrays(self, rows: Sequence[Input]) -> tuple[Ids, Ids, Scores, Scores]:
        """Rows of one length.

        Returns:
            Token ids, their parts and which places are real, each [rows, length]; which places are of each sentence [rows, most sentences, length].
        """
        length = -(-max(len(ids) for ids, _ in rows) // STEP) * STEP
        ids, parts, real = (np.zeros((len(rows), length), np.int64) for _ in range(3))
        for at, (own, kinds) in enumerate(rows):
            ids[at, : len(own)], parts[at, : len(own)], real[at, : len(own)] = own, kinds, 1
        numbers = np.arange(SENTENCE, max(SENTENCE, parts.max()) + 1)
        told = parts[:, None] == numbers[:, None]
        return ids, np.minimum(parts, SENTENCE), real.astype(np.float32), told.astype(np.float32)

    def padded(self, rows: Sequence[Input], vectors: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401
        """What the module takes: vectors [rows, length, dimension], which places are real, which are of each sentence."""
        import torch

        tokens, kind, there, told = (torch.from_numpy(array).to(self.words.device) for array in self.arrays(rows))
        return self.words[tokens] + vectors[kind], there, told


class _Loaded:
    def __init__(self, cache: Path, backend: str, device: str) -> None:
        import torch
        from safetensors.torch import load_file

        self.encoding = Encoding.bundled(cache)
        weights = {name: tensor.float() for name, tensor in load_file(WEIGHTS).items()}
        self.parts = weights["parts"]

        def module() -> Any:  # noqa: ANN401
            encoder = bundled_encoder(cache)
            changed(encoder, weights)
            return joint(encoder, weights).eval()

        if backend == "openvino":
            from index.openvino_backend import compiled_module

            example = (torch.zeros(2, 5, self.encoding.words.shape[1]), torch.ones(2, 5), torch.ones(2, 3, 5))
            digest = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()
            self.run = self._on_openvino(compiled_module(module, example, f"reader {FORM} {digest}", cache))
        else:
            self.run = self._on_torch(module().to(device), device)

    def log_odds(self, question: str, pieces: Sequence[Piece]) -> Scores:
        rows = [self.encoding.row(question, piece.title, [piece.sentence]) for piece in pieces]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at][0]))
        found = np.zeros(len(rows), np.float32)
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            found[batch] = self.run([rows[at] for at in batch])[:, 0]
        return found

    def together(self, question: str, title: str, sentences: Sequence[str]) -> Scores:
        found: Scores = self.run([self.encoding.row(question, title, sentences)])[0]
        return found

    def _on_openvino(self, compiled: Callable[..., Scores]) -> Callable[[Sequence[Input]], Scores]:
        words, vectors = self.encoding.words.numpy(), self.parts.numpy()

        def run(rows: Sequence[Input]) -> Scores:
            ids, parts, real, own = self.encoding.arrays(rows)
            # Not in torch, whose threads would spin for a while after the sum, on the cores that OpenVINO wants.
            return compiled(words[ids] + vectors[parts], real, own)

        return run

    def _on_torch(self, module: Any, device: str) -> Callable[[Sequence[Input]], Scores]:  # noqa: ANN401
        import torch

        def run(rows: Sequence[Input]) -> Scores:
            with torch.no_grad():
                inputs = self.encoding.padded(rows, self.parts)
                odds: Scores = module(*(one.to(device) for one in inputs)).float().cpu().numpy()
            return odds

        return run


def bundled_encoder(cache: Path) -> Any:  # noqa: ANN401 - a transformers model
    """The bundled encoder as it is, in single precision."""
    import torch
    from transformers import AutoModel
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    return AutoModel.from_pretrained(bundled_model(cache / "models"), dtype=torch.float32)


def changed(encoder: Any, weights: Any) -> None:  # noqa: ANN401 - torch modules and tensors
    """Add the low-rank changes to an encoder's weights, in place."""
    for number, layer in enumerate(encoder.encoder.layer):
        for name in LAYERS:
            low, high = weights[f"{number}.{name}.a"], weights[f"{number}.{name}.b"]
            layer.get_submodule(name).weight.data += high @ low


def joint(encoder: Any, weights: Any) -> Any:  # noqa: ANN401
    """The module that is run: vectors of tokens, what is real and what is of each sentence in, log odds [rows, sentences] out."""
    import torch

    from index.openvino_backend import MASKED

    class Joint(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder
            self.out = torch.nn.Linear(weights["out.weight"].shape[1], 1)
            self.out.weight.data, self.out.bias.data = weights["out.weight"], weights["out.bias"]
            self.drop = torch.nn.Dropout(0.1)

        def forward(self, vectors: torch.Tensor, real: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
            additive = (1.0 - real[:, None, None, :]) * MASKED
            hidden = self.encoder(inputs_embeds=vectors, attention_mask=additive).last_hidden_state
            mean = own @ hidden / own.sum(2, keepdim=True).clamp(min=1)
            text = hidden[:, :1].expand(-1, own.shape[1], -1)
            odds: torch.Tensor = self.out(self.drop(torch.cat([text, mean], 2)))[..., 0]
            return odds

    return Joint()
