"""An assistant by the settings: the index opened, the models loaded."""

from pathlib import Path

from assistant.gguf import PREFIX, GgufModel
from assistant.llm import ChatModel, LangChainModel
from assistant.retrying import RetryingModel
from assistant.service import Assistant
from assistant.writing import WritingRules
from index.embedding import LazyEmbedder
from index.reader import Reader, reader_named
from index.reranking import Reranker, load_reranker
from index.search import Index
from index.store import current_name
from index.types import Embedder
from settings import Settings


def open_embedder(settings: Settings) -> Embedder:
    """The embedding model that the settings name; it is loaded when it is first needed."""
    return LazyEmbedder(settings.embedding_model, settings.embedding_backend, settings.device, settings.cache_dir)


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker that the settings name, loaded; None where they name none.

    Raises:
        RerankerError: It cannot run.
    """
    return load_reranker(settings.reranker, settings.device) if settings.reranker else None


def open_reader(settings: Settings) -> Reader | None:
    """The reader, loaded when it is first needed; None where the settings turn it off.

    Raises:
        EmbeddingError: The device or backend that the settings ask for is not there.
    """
    return reader_named(settings.reader, settings.embedding_backend, settings.device, settings.cache_dir)


def open_chat(settings: Settings) -> ChatModel | None:
    """The language model that the settings name, or None.

    Raises:
        LanguageModelError: It cannot be used at all; one that merely does not answer shows later.
    """
    name, timeout, most = settings.llm_model, settings.llm_timeout, settings.llm_max_tokens
    if not name:
        return None
    if name.startswith(PREFIX):
        return GgufModel(Path(name.removeprefix(PREFIX)).expanduser(), timeout, most, settings.llm_context)
    key = settings.llm_api_key.get_secret_value()
    return RetryingModel(LangChainModel(name, settings.llm_base_url, key, timeout, most), settings.llm_retries)


def writing_rules(settings: Settings) -> WritingRules:
    """What the settings say about answers that a language model writes."""
    prompt = settings.llm_context - settings.llm_max_tokens
    return WritingRules(settings.llm_sentences, prompt, settings.unsupported, settings.llm_refusal)


def open_index(settings: Settings, embedder: Embedder | None = None) -> Index:
    """The index that the settings name, for retrieval alone, with an embedder that is there already or one of its own.

    Raises:
        NoIndexError: Nothing has been built there.
        IndexFormatError: The index is damaged or was built with another model.
        EmbeddingError: The embedding model cannot run.
        RerankerError: The reranker cannot run.
    """
    current_name(settings.index_dir)  # a missing index is said before a model is loaded
    return index_in(settings.index_dir, settings, embedder or open_embedder(settings))


def index_in(index_dir: Path, settings: Settings, embedder: Embedder) -> Index:
    """The index in another folder, searched as the settings say; raises as `open_index`."""
    reranker, reader = open_reranker(settings), open_reader(settings)
    return Index.open(index_dir, embedder, reranker=reranker, reader=reader, names=settings.names_file)


def open_assistant(settings: Settings, embedder: Embedder | None = None) -> Assistant:
    """The assistant over the index that the settings name; the embedder as in `open_index`.

    Raises:
        LanguageModelError: The language model cannot be used at all.
        ValueError, OSError: The index cannot be opened; see `open_index`.
    """
    return assistant_over(open_index(settings, embedder), settings)


def assistant_over(index: Index, settings: Settings) -> Assistant:
    """The assistant over an index that is open; raises as `open_chat`."""
    return Assistant(index, open_chat(settings), writing=writing_rules(settings), reader=index.reader)
