"""The language model, where one is set: the one home of LangChain's chat models."""

from collections.abc import Iterator
from typing import Any, Protocol


class LanguageModelError(RuntimeError):
    """The language model cannot be used or failed; the message says why."""


class ChatModel(Protocol):
    """A prompt in, text out piece by piece."""

    name: str

    def stream(self, prompt: str) -> Iterator[str]:
        """The reply, in pieces.

        Raises:
            LanguageModelError: The model failed or did not answer in time.
        """
        ...


class LangChainModel:
    """Any chat model that LangChain's `init_chat_model` makes."""

    def __init__(self, name: str, base_url: str, api_key: str, timeout: float, max_tokens: int) -> None:
        """Prepare the client; nothing is sent yet.

        Args:
            name: The model; `provider:model` chooses a provider, otherwise the endpoint speaks OpenAI's protocol.
            base_url: The endpoint, e.g. http://127.0.0.1:11434/v1; empty for the provider's own.
            api_key: The key; local servers take any.
            timeout: Seconds until a request counts as failed.
            max_tokens: Upper bound of a reply.

        Raises:
            LanguageModelError: The provider's package is missing or the settings do not fit it.
        """
        from langchain.chat_models import init_chat_model

        self.name = name
        options: dict[str, Any] = {"temperature": 0, "timeout": timeout, "max_retries": 1, "max_tokens": max_tokens}
        if base_url:
            options |= {"model_provider": "openai", "base_url": base_url, "api_key": api_key or "none"}
        elif api_key:
            options["api_key"] = api_key
        if not base_url and ":" not in name:
            options["model_provider"] = "openai"
        try:
            self._model = init_chat_model(name, **options)
        except ImportError as error:
            raise LanguageModelError(f"ASSISTANT_LLM_MODEL={name!r} needs another package: {error}") from error
        except (ValueError, _client_error()) as error:
            raise LanguageModelError(f"ASSISTANT_LLM_MODEL={name!r} cannot be used: {error}") from error

    def stream(self, prompt: str) -> Iterator[str]:
        """The reply, in pieces; see `ChatModel`."""
        import httpx

        try:
            for chunk in self._model.stream(prompt):
                text = chunk.text
                if text:
                    yield str(text)
        except (_client_error(), httpx.HTTPError, OSError, ValueError) as error:
            raise LanguageModelError(f"{type(error).__name__}: {error}") from error


def _client_error() -> type[Exception]:
    from openai import OpenAIError

    return OpenAIError
