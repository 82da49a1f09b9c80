"""An assistant by the settings: the index opened, the models loaded."""

from assistant.llm import ChatModel, LangChainModel
from assistant.service import Assistant
from index.embedding import LazyEmbedder
from index.search import Index
from index.store import current_name
from index.types import Embedder
from settings import Settings


def open_embedder(settings: Settings) -> Embedder:
    """The embedding model that the settings name; it is loaded when it is first needed."""
    return LazyEmbedder(settings.embedding_model, settings.embedding_backend, settings.device, settings.cache_dir)


def open_chat(settings: Settings) -> ChatModel | None:
    """The language model that the settings name, or None.

    Raises:
        LanguageModelError: It cannot be used at all; one that merely does not answer shows later.
    """
    if not settings.llm_model:
        return None
    return LangChainModel(
        settings.llm_model,
        settings.llm_base_url,
        settings.llm_api_key.get_secret_value(),
        settings.llm_timeout,
        settings.llm_max_tokens,
    )


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the index that the settings name.

    Raises:
        NoIndexError: Nothing has been built there.
        IndexFormatError: The index is damaged or was built with another model.
        EmbeddingError: The embedding model cannot run.
        LanguageModelError: The language model cannot be used at all.
    """
    current_name(settings.index_dir)  # a missing index is said before a model is loaded
    return Assistant(Index.open(settings.index_dir, open_embedder(settings)), open_chat(settings))
