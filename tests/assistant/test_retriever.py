"""The LangChain retriever: what a document holds, and that it works inside a chain."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompt_values import PromptValue
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from pydantic import ValidationError

from assistant.retriever import ArticleRetriever
from index.build import build
from index.search import Index
from index.types import Filters
from tests.assistant.fakes import ARTICLES, LOSS, MERGER
from tests.assistant.serving import misbehaving
from tests.fakes import FakeEmbedder, article
from tests.index.collection import COLLECTION, write

QUESTION = "青杉科技收购云雀半导体的总价是多少？"


@pytest.fixture
def index() -> Index:
    return Index.of(ARTICLES, FakeEmbedder())


def joined(documents: list[Document]) -> str:
    return "\n".join(document.page_content for document in documents)


def test_a_document_is_a_passage_with_what_is_known_of_its_article(index: Index) -> None:
    (hit,) = index.search(QUESTION, 1)

    (document,) = ArticleRetriever(index=index, k=1).invoke(QUESTION)

    assert document.page_content == MERGER.text[hit.chunk.start : hit.chunk.end]
    assert document.id == hit.chunk.id
    assert document.metadata == {
        "article_id": "merger",
        "chunk_id": hit.chunk.id,
        "start": hit.chunk.start,
        "end": hit.chunk.end,
        "title": "青杉科技收购云雀半导体",
        "source": None,
        "url": None,
        "published": "2024-09-04",
        "language": "zh-Hans",
        "score": hit.score,
    }


def test_an_article_without_a_date_has_none() -> None:
    undated = Index.of([article("undated", "青杉科技收购云雀半导体。", source="江湾财讯")], FakeEmbedder())
    (document,) = ArticleRetriever(index=undated).invoke(QUESTION)
    assert (document.metadata["published"], document.metadata["source"]) == (None, "江湾财讯")


def test_documents_are_the_hits_of_the_index_best_first(index: Index) -> None:
    documents = ArticleRetriever(index=index).invoke(QUESTION)
    assert [(d.id, d.metadata["score"]) for d in documents] == [(h.chunk.id, h.score) for h in index.search(QUESTION)]


def test_k_and_filters_hold(index: Index) -> None:
    assert len(ArticleRetriever(index=index, k=2).invoke(QUESTION)) == 2
    for filters in (Filters(language="en"), Filters(before=date(2024, 3, 1))):
        found = ArticleRetriever(index=index, filters=filters).invoke(QUESTION)
        assert {document.metadata["article_id"] for document in found} == {LOSS.id}


def test_a_k_below_one_is_refused(index: Index) -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        ArticleRetriever(index=index, k=0)


def test_async_and_batch_find_the_same(index: Index) -> None:
    retriever = ArticleRetriever(index=index)
    found = retriever.invoke(QUESTION)
    assert found
    assert asyncio.run(retriever.ainvoke(QUESTION)) == found
    assert retriever.batch([QUESTION, QUESTION]) == [found, found]


def test_a_chain_gives_the_model_the_passages_and_the_question(index: Index) -> None:
    sent: list[PromptValue] = []

    def noted(prompt: PromptValue) -> PromptValue:
        sent.append(prompt)
        return prompt

    retriever = ArticleRetriever(index=index, k=1)
    prompt = ChatPromptTemplate.from_template("{context}\n\n{question}")
    model = FakeListChatModel(responses=["3.2亿元", "3.2亿元"])
    steps = {"context": retriever | joined, "question": RunnablePassthrough()}
    chain = steps | prompt | RunnableLambda(noted) | model | StrOutputParser()

    assert chain.invoke(QUESTION) == "3.2亿元"
    assert asyncio.run(chain.ainvoke(QUESTION)) == "3.2亿元"

    (passage,) = index.search(QUESTION, 1)
    assert [p.to_messages()[0].content for p in sent] == [f"{passage.chunk.text}\n\n{QUESTION}"] * 2


def test_it_picks_up_the_next_generation(tmp_path: Path) -> None:
    corpus, embedder = write(tmp_path / "corpus"), FakeEmbedder()
    build(corpus, tmp_path / "index", embedder)
    retriever = ArticleRetriever(index=Index.open(tmp_path / "index", embedder))
    assert {d.metadata["article_id"] for d in retriever.invoke("云杉银行")} <= {n.split(".")[0] for n in COLLECTION}

    write(corpus, {"new.txt": "云杉银行换帅\n2024-12-30\n\n云杉银行任命新行长。"})
    build(corpus, tmp_path / "index", embedder)

    assert "new" in {d.metadata["article_id"] for d in retriever.invoke("云杉银行任命新行长")}


def test_nothing_is_traced_whatever_the_environment_says(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    import langsmith
    from langsmith.utils import tracing_is_enabled

    langsmith.configure(enabled=None)  # as in a process where nothing has switched it off yet
    with misbehaving("good") as tracer:
        for prefix in ("LANGSMITH", "LANGCHAIN"):
            monkeypatch.setenv(f"{prefix}_TRACING", "true")
            monkeypatch.setenv(f"{prefix}_TRACING_V2", "true")
            monkeypatch.setenv(f"{prefix}_ENDPOINT", tracer.url)
            monkeypatch.setenv(f"{prefix}_API_KEY", "lsv2_secret")
        assert tracing_is_enabled()
        assert ArticleRetriever(index=index).invoke(QUESTION)
        assert not tracing_is_enabled()
        assert tracer.requests == []
