"""A language model out of a local GGUF file, run inside this process by llama.cpp (`xllamacpp`): no server, no network."""

import contextlib
import importlib.util
import os
import queue
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.llm import LanguageModelError, LanguageModelSettingError
from assistant.providers import LOCAL, install_line

PREFIX = "gguf:"
MAGIC = b"GGUF"
TEMPLATE = 256  # tokens that a chat template may add to prompt and reply


class GgufModel:
    """A model in one file; it is loaded when it is first asked, and then kept."""

    def __init__(self, path: Path, timeout: float, max_tokens: int, context: int) -> None:
        """Check that the file can be one; nothing is loaded yet.

        Args:
            path: The file, e.g. qwen2.5-1.5b-instruct-q4_k_m.gguf.
            timeout: Seconds of silence after which a request counts as failed.
            max_tokens: Upper bound of a reply.
            context: Tokens that a prompt and its reply take together.

        Raises:
            LanguageModelSettingError: The package is missing, or there is no such file, or it is no GGUF file.
        """
        setting = f"ASSISTANT_LLM_MODEL='{PREFIX}{path}'"
        try:
            with path.open("rb") as file:
                magic = file.read(len(MAGIC))
        except OSError as error:
            raise LanguageModelSettingError(
                f"{setting}: the file cannot be read ({error.strerror}); give the path of a GGUF file"
            ) from error
        if magic != MAGIC:
            raise LanguageModelSettingError(
                f"{setting}: not a GGUF file (it begins with {magic!r}, expected {MAGIC!r}); download the model again, "
                "whole, in GGUF format"
            )
        if importlib.util.find_spec("xllamacpp") is None:
            raise LanguageModelSettingError(f"{setting} needs another package: {install_line(LOCAL, 'local')}")
        self.path, self.timeout, self.max_tokens, self.context = path, timeout, max_tokens, context
        self._server: Any = None
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        """The file's name without its folder, which is nobody's business."""
        return self.path.stem

    def stream(self, prompt: str) -> Iterator[str]:
        """The reply, in pieces; see `ChatModel`. A reader who goes away stops the model at its next token."""
        server = self._loaded()
        events: queue.Queue[dict[str, Any] | None] = queue.Queue()
        left = threading.Event()

        def heard(event: dict[str, Any]) -> bool:
            events.put(event)
            return left.is_set()  # True ends the generation

        def generate() -> None:
            request = {"messages": [{"role": "user", "content": prompt}], "stream": True}
            with contextlib.suppress(RuntimeError):  # the reader learns of it by the missing finish
                server.handle_chat_completions(request | {"max_tokens": self.max_tokens, "temperature": 0}, heard)
            events.put(None)

        threading.Thread(target=generate, name="gguf", daemon=True).start()
        try:
            yield from self._pieces(events)
        finally:
            left.set()

    def _pieces(self, events: "queue.Queue[dict[str, Any] | None]") -> Iterator[str]:
        said = ended = False
        while not ended:
            try:
                event = events.get(timeout=self.timeout)
            except queue.Empty as error:
                raise LanguageModelError("no answer in time") from error
            if event is None:
                raise LanguageModelError("its answer broke off" if said else "its answer was empty")
            if "error" in event:
                too_long = event["error"].get("type") == "exceed_context_size_error"
                raise LanguageModelError("the prompt was too long for it" if too_long else "it could not run")
            choice = event["choices"][0]
            text = choice["delta"].get("content") or ""
            ended = choice["finish_reason"] is not None
            said = said or bool(text.strip())
            if text:
                yield text
        if not said:
            raise LanguageModelError("its answer was empty")

    def _loaded(self) -> Any:  # noqa: ANN401 - xllamacpp has no types
        with self._loading:
            if self._server is None:
                import xllamacpp

                params = xllamacpp.CommonParams()
                params.model.path = str(self.path)
                params.n_ctx, params.n_parallel = self.context + TEMPLATE, 1
                params.cpuparams.n_threads = params.cpuparams_batch.n_threads = _cores()
                params.warmup, params.ui, params.verbosity = False, False, 0
                # xllamacpp always listens on loopback as well: on a free port, and for nobody who lacks this key
                params.port, params.api_keys = 0, [secrets.token_urlsafe(32)]
                try:
                    self._server = xllamacpp.Server(params)
                except RuntimeError as error:
                    raise LanguageModelError("it could not run") from error
        return self._server


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
