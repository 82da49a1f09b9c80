"""The retriever as LangChain takes it: the index behind `BaseRetriever`, for chains of the user's own."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from assistant.llm import keep_tracing_off
from corpus.article import Article
from index.search import Index
from index.types import Filters, Hit


class ArticleRetriever(BaseRetriever):
    """The k best passages for a question, as documents that a LangChain chain passes on.

    It runs as any runnable does: `invoke`, `ainvoke` (in a thread), `batch`, or as a step of a chain. Making one switches
    LangSmith's tracing off for the process, as the assistant's own language model does: the articles' text goes where the
    chain sends it and nowhere else. Callbacks that are handed to the chain itself work as ever.

    Attributes:
        index: Where to search; it picks up a newly published generation by itself.
        k: How many passages at most, from 1 on.
        filters: Conditions on the articles.
    """

    index: Index
    k: int = Field(default=10, ge=1)
    filters: Filters = Filters()

    def model_post_init(self, context: Any, /) -> None:  # noqa: ANN401, D102 - pydantic's own
        super().model_post_init(context)
        keep_tracing_off()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        index = self.index.snapshot()  # the articles must be those of the passages
        hits = index.search(query, self.k, self.filters)
        return [_document(hit, index.article(hit.chunk.article_id)) for hit in hits]


def _document(hit: Hit, article: Article) -> Document:
    chunk = hit.chunk
    metadata = {
        "article_id": article.id,
        "chunk_id": chunk.id,
        "start": chunk.start,
        "end": chunk.end,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "score": hit.score,
    }
    return Document(page_content=chunk.text, metadata=metadata, id=chunk.id)
