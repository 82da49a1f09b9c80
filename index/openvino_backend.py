"""Runs the transformer of a sentence-transformers model on OpenVINO; tokenizing and pooling stay the library's own.

The library's own OpenVINO backend comes with optimum-intel, which requires torchvision (its registry build breaks a CPU
build of torch) and pins older companions; `openvino` alone converts the same torch module. docs/design.md has more.
"""

import hashlib
import logging
import shutil
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import torch
from filelock import FileLock

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EXPORT_VERSION = "1"
MASKED = -3e4  # large enough to silence a token in fp16, bf16 and fp32 alike


class _Traceable(torch.nn.Module):
    """Takes the padding mask as an additive [batch, 1, 1, length] tensor, which tracing can follow for any encoder."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        additive = (1.0 - attention_mask[:, None, None, :].to(torch.float32)) * MASKED
        output = self.model(input_ids=input_ids, attention_mask=additive)
        hidden: torch.Tensor = output.last_hidden_state
        return hidden


class OpenVinoTransformer(torch.nn.Module):
    """Stands where the torch transformer stood: token ids and mask in, `last_hidden_state` out."""

    def __init__(self, exported: Path, config: Any) -> None:  # noqa: ANN401 - transformers' own config object
        super().__init__()
        openvino = _openvino()
        self.config = config
        self.dtype = torch.float32
        self._compiled = openvino.Core().compile_model(exported, "CPU", {"PERFORMANCE_HINT": "LATENCY"})
        self._lock = threading.Lock()  # one inference request, shared by the threads of the web app

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, **_: object) -> dict[str, torch.Tensor]:
        """Hidden states, float32 [batch, length, hidden]."""
        with self._lock:
            hidden = self._compiled([input_ids.numpy(), attention_mask.numpy()])[0].copy()
        return {"last_hidden_state": torch.from_numpy(hidden)}


def run_on_openvino(model: "SentenceTransformer", fingerprint: str, cache: Path) -> None:
    """Replace the model's transformer by its OpenVINO form, exported on the first call and kept in `cache`.

    Raises:
        ValueError: The model's first module is not a transformer over token ids.
    """
    first: Any = model[0]
    torch_model = getattr(first, "model", None)
    if torch_model is None or "input_ids" not in first.preprocess(["a"]):
        raise ValueError(
            f"ASSISTANT_EMBEDDING_BACKEND=openvino cannot run a {type(first).__name__} module: use torch or auto"
        )
    first.model = OpenVinoTransformer(_exported(first, torch_model, fingerprint, cache), torch_model.config)


def _openvino() -> Any:  # noqa: ANN401 - openvino has no types
    """The library without its telemetry, which reports every conversion to its maker where that package is installed."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # None makes its import fail
    import openvino

    return openvino


def compiled_module(
    make: Callable[[], torch.nn.Module], example: tuple[torch.Tensor, ...], fingerprint: str, cache: Path
) -> Callable[..., npt.NDArray[np.float32]]:
    """Any torch module as OpenVINO runs it, exported on the first call and kept in `cache`; not for two threads at once.

    Args:
        make: Gives what to run, which has one output; called only where no exported form is kept.
        example: Inputs of its shapes.
        fingerprint: Changes whenever the module does.
        cache: Where the exported form is kept.
    """
    file = _kept(fingerprint, cache, lambda to: _convert(make(), example, to))
    compiled = _openvino().Core().compile_model(file, "CPU", {"PERFORMANCE_HINT": "LATENCY"})

    def run(*inputs: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        found: npt.NDArray[np.float32] = compiled(list(inputs))[0].copy()
        return found

    return run


def _exported(first: Any, torch_model: torch.nn.Module, fingerprint: str, cache: Path) -> Path:  # noqa: ANN401
    return _kept(fingerprint, cache, lambda to: _export(first, torch_model, to))


def _kept(fingerprint: str, cache: Path, export: Callable[[Path], None]) -> Path:
    """The exported file, made by the first process that asks for it."""
    name = hashlib.sha256(f"{EXPORT_VERSION}\n{fingerprint}".encode()).hexdigest()[:24]
    folder = cache / "openvino" / name
    file = folder / "model.xml"
    if file.is_file():
        return file
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if not file.is_file():
            part = folder.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            export(part / "model.xml")
            part.rename(folder)
    return file


def _export(first: Any, torch_model: torch.nn.Module, file: Path) -> None:  # noqa: ANN401
    features = first.preprocess(["an example of two texts", "文章"])
    example = {"input_ids": features["input_ids"], "attention_mask": features["attention_mask"]}
    _convert(_Traceable(torch_model.eval()), example, file)


def _convert(module: torch.nn.Module, example: Any, file: Path) -> None:  # noqa: ANN401
    openvino = _openvino()
    logging.getLogger("transformers").setLevel(logging.ERROR)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer's remarks on constants, checked by the agreement tests
        converted = openvino.convert_model(module, example_input=example)
    openvino.save_model(converted, file, compress_to_fp16=True)
