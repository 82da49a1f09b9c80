"""The language model, where one is set: the one home of LangChain's chat models."""

import os
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Protocol


class LanguageModelError(RuntimeError):
    """The language model failed; the message is a short reason for readers, see `assistant.notices.REASONS`."""


class LanguageModelSettingError(LanguageModelError, ValueError):
    """The language model cannot be used as it is set; the message names the setting and what to do."""


class ChatModel(Protocol):
    """A prompt in, text out piece by piece."""

    name: str

    def stream(self, prompt: str) -> Iterator[str]:
        """The reply, in pieces.

        Raises:
            LanguageModelError: The model failed or did not answer in time.
        """
        ...


# Where the errors of providers' own clients live; LangChain hands them through as they are.
CLIENT_ERRORS = (
    ("langchain_core.exceptions", "LangChainException"),
    ("openai", "OpenAIError"),
    ("httpx", "HTTPError"),
    ("httpx2", "HTTPError"),
    ("anthropic", "AnthropicError"),
    ("ollama", "ResponseError"),
    ("groq", "GroqError"),
    ("google.api_core.exceptions", "GoogleAPIError"),
)
# What reading a reply of the wrong shape ends in, inside LangChain.
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError)


def keep_tracing_off() -> None:
    """Switch LangSmith's tracing off for good: questions and articles go to the model that was set and nowhere else."""
    import langsmith

    langsmith.configure(enabled=False)
    for old_tracer in ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER"):
        os.environ.pop(old_tracer, None)  # LangChain refuses to run where one of them is set


class LangChainModel:
    """Any chat model that LangChain's `init_chat_model` makes."""

    def __init__(self, name: str, base_url: str, api_key: str, timeout: float, max_tokens: int) -> None:
        """Prepare the client; nothing is sent yet, and LangSmith's tracing is switched off for good.

        Args:
            name: The model; `provider:model` chooses a provider, otherwise the endpoint speaks OpenAI's protocol.
            base_url: The endpoint, e.g. http://127.0.0.1:11434/v1; empty for the provider's own.
            api_key: The key; local servers take any.
            timeout: Seconds of silence after which a request counts as failed.
            max_tokens: Upper bound of a reply.

        Raises:
            LanguageModelSettingError: The provider's package is missing or the settings do not fit it.
        """
        from langchain.chat_models import init_chat_model

        keep_tracing_off()
        self.name = name
        options: dict[str, Any] = {"temperature": 0, "timeout": timeout, "max_retries": 0, "max_tokens": max_tokens}
        if base_url:
            options |= {"model_provider": "openai", "base_url": base_url, "api_key": api_key or "none"}
        elif api_key:
            options["api_key"] = api_key
        if not base_url and ":" not in name:
            options["model_provider"] = "openai"
        unfit: tuple[type[Exception], ...] = (ValueError, *_client_errors())
        try:
            self._model = init_chat_model(name, **options)
        except ImportError as error:
            raise LanguageModelSettingError(f"ASSISTANT_LLM_MODEL={name!r} needs another package: {error}") from error
        except unfit as error:
            raise LanguageModelSettingError(f"ASSISTANT_LLM_MODEL={name!r} cannot be used: {error}") from error

    def stream(self, prompt: str) -> Iterator[str]:
        """The reply, in pieces; see `ChatModel`."""
        said = ended = False
        failures: tuple[type[Exception], ...] = (OSError, *_client_errors())
        try:
            for chunk in self._model.stream(prompt):
                ended = ended or bool({"finish_reason", "stop_reason", "done"} & set(chunk.response_metadata))
                text = str(chunk.text)
                said = said or bool(text.strip())
                if text:
                    yield text
        except failures as error:
            raise LanguageModelError(reason_of(error, said)) from error
        except UNREADABLE as error:
            raise LanguageModelError("its answer could not be read") from error
        if not said:
            raise LanguageModelError("its answer was empty")
        if not ended and type(self._model).__name__ == "ChatOpenAI":
            raise LanguageModelError("its answer broke off")


def reason_of(error: Exception, said: bool = False) -> str:
    """Why a request failed, in a few words and without addresses, keys or stack text.

    Args:
        error: What the client raised.
        said: Whether part of the answer had come.
    """
    names = {kind.__name__ for kind in type(error).__mro__}
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        known = {401: "the key was refused", 403: "the key was refused", 404: "the server does not know it"}
        known |= {408: "no answer in time", 429: "too many requests"}
        return f"{known.get(status, 'the server answered with an error')} ({status})"
    if any("Timeout" in name for name in names):
        return "no answer in time"
    if names & {"APIConnectionError", "HTTPError", "ModelConnectionError", "OSError"}:
        return "its answer broke off" if said else "the server cannot be reached"
    return "its answer could not be read"


def _client_errors() -> tuple[type[Exception], ...]:
    """The errors of those clients that are installed."""
    found: list[type[Exception]] = []
    for module, name in CLIENT_ERRORS:
        try:
            found.append(getattr(import_module(module), name))
        except ImportError:
            continue  # a provider that is not installed raises nothing
    return tuple(found)
