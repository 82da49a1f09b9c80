"""What answers, and over what."""

from collections import Counter

from assistant.llm import ChatModel
from assistant.types import Status
from index.search import Index


def status_of(index: Index, chat: ChatModel | None) -> Status:
    """The state of an assistant over an index, with the language model that writes, if any."""
    generation = index.generation
    days = [a.published for a in generation.articles.values() if a.published]
    sources = Counter(a.source for a in generation.articles.values() if a.source)
    languages: dict[str, int] = {}
    for article in generation.articles.values():
        languages[article.language] = languages.get(article.language, 0) + 1
    embedder = index.embedder
    return Status(
        articles=len(generation.articles),
        chunks=len(generation.chunks),
        generation=generation.name,
        languages=languages,
        earliest=min(days, default=None),
        latest=max(days, default=None),
        embedding_model=embedder.name,
        backend=embedder.backend,
        device=embedder.device,
        mode="llm" if chat else "extractive",
        llm_model=chat.name if chat else "",
        sources=tuple(name for name, _ in sources.most_common()),
    )
