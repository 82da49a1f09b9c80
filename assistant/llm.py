"""The language model, where one is set: the one home of LangChain's chat models."""

import os
from collections.abc import Iterator
from typing import Any, Protocol

from assistant.client_errors import client_errors, is_transient, reason_of
from assistant.providers import install_line, named


class LanguageModelError(RuntimeError):
    """The language model failed; the message is a short reason for readers, see `assistant.notices.REASONS`.

    Attributes:
        transient: Whether another try may go through.
    """

    def __init__(self, reason: str, transient: bool = False) -> None:
        super().__init__(reason)
        self.transient = transient


class LanguageModelSettingError(LanguageModelError, ValueError):
    """The language model cannot be used as it is set; the message names the setting and what to do."""


class ChatModel(Protocol):
    """A prompt in, text out piece by piece."""

    @property
    def name(self) -> str:
        """What readers are told that it is called."""
        ...

    def stream(self, prompt: str) -> Iterator[str]:
        """The reply, in pieces.

        Raises:
            LanguageModelError: The model failed or did not answer in time.
        """
        ...


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
        model, provider = named(name, base_url)
        # A request that failed is repeated by assistant/retrying.py, alike for every provider.
        options: dict[str, Any] = {"temperature": 0, "timeout": timeout, "max_retries": 0, "max_tokens": max_tokens}
        if provider:
            options["model_provider"] = provider.model_provider
        if base_url:
            options[provider.address if provider else "base_url"] = base_url
        if api_key or (base_url and provider and provider.model_provider == "openai"):
            options["api_key"] = api_key or "none"
        unfit: tuple[type[Exception], ...] = (ValueError, *client_errors())
        try:
            self._model = init_chat_model(model, **options)
        except ImportError as error:
            how = install_line(provider.requirement, provider.extra) if provider else str(error)
            raise LanguageModelSettingError(f"ASSISTANT_LLM_MODEL={name!r} needs another package: {how}") from error
        except unfit as error:
            raise LanguageModelSettingError(f"ASSISTANT_LLM_MODEL={name!r} cannot be used: {error}") from error

    def stream(self, prompt: str) -> Iterator[str]:
        """The reply, in pieces; see `ChatModel`."""
        said = ended = False
        failures: tuple[type[Exception], ...] = (OSError, *client_errors())
        try:
            for chunk in self._model.stream(prompt):
                ended = ended or bool({"finish_reason", "stop_reason", "done"} & set(chunk.response_metadata))
                text = str(chunk.text)
                said = said or bool(text.strip())
                if text:
                    yield text
        except failures as error:
            raise LanguageModelError(reason_of(error, said), is_transient(error)) from error
        except UNREADABLE as error:
            raise LanguageModelError("its answer could not be read") from error
        if not said:
            raise LanguageModelError("its answer was empty")
        if not ended and type(self._model).__name__ in ("ChatOpenAI", "AzureChatOpenAI"):
            raise LanguageModelError("its answer broke off")
