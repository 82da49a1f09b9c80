"""What answers, and over what."""

from collections import Counter

from assistant.llm import ChatModel
from assistant.types import Status
from index.search import Index


def status_of(index: Index, chat: ChatModel | None) -> Status:
    """The state of an assistant over an index, with the language model that writes, if any."""
    generation = index.generation
    entries = list(generation.articles.entries())
    days = [entry.published for entry in entries if entry.published]
    sources = Counter(entry.source for entry in entries if entry.source)
    languages: Counter[str] = Counter(entry.language for entry in entries)
    embedder = index.embedder
    return Status(
        articles=len(generation.articles),
        chunks=len(generation.chunks),
        generation=generation.name,
        languages=dict(languages),
        earliest=min(days, default=None),
        latest=max(days, default=None),
        embedding_model=embedder.name,
        backend=embedder.backend,
        device=embedder.device,
        mode="llm" if chat else "extractive",
        llm_model=chat.name if chat else "",
        sources=tuple(name for name, _ in sources.most_common()),
    )
