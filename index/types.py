"""What a build and a search take and give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.article import Article, Chunk, Language

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Source:
    """Something that an article can be read from.

    Attributes:
        article_id: The id of the article; of a file of several articles that is broken as a whole, what their ids begin with.
        path: What to call it in a report.
        sha256: Of its content: the same hash, the same article; empty where the content cannot be had.
        read: Gives the article, or raises `UnreadableArticleError` or `OSError`.
        record: Its number in a file of several articles, from 1; 0 for a file of its own.
    """

    article_id: str
    path: str
    sha256: str
    read: Callable[[], Article]
    record: int = 0

    @property
    def file(self) -> str:
        """The path without the number of the record."""
        return self.path.removesuffix(f"#{self.record}")


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on an article that hold before anything is ranked; None leaves a condition out.

    Attributes:
        after: Published on this day or later.
        before: Published on this day or earlier.
        source: The publication's name, compared after folding.
        language: The article's language and script.
    """

    after: date | None = None
    before: date | None = None
    source: str | None = None
    language: Language | None = None

    def __post_init__(self) -> None:
        """Refuse days that leave nothing between them; raises ValueError."""
        if self.after and self.before and self.after > self.before:
            raise ValueError(f"{self.after} is later than {self.before}: give the earlier date first")


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found.

    Attributes:
        chunk: The chunk.
        score: How well it fits: a higher score is always better.
        also: Ids of the articles that are near-duplicates of its article.
    """

    chunk: Chunk
    score: float
    also: tuple[str, ...] = ()


class Embedder(Protocol):
    """Turns texts into unit vectors; `index/embedding.py` has the real one.

    Attributes:
        name: What the user set, e.g. "bundled".
        backend: What runs it: "torch" or "openvino".
        device: Where: "cpu" or "cuda".
        dimension: Length of a vector.
        fingerprint: Changes whenever the same text could get another vector.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - described above

    @property
    def backend(self) -> str: ...  # noqa: D102

    @property
    def device(self) -> str: ...  # noqa: D102

    @property
    def dimension(self) -> int: ...  # noqa: D102

    @property
    def fingerprint(self) -> str: ...  # noqa: D102

    def embed_documents(self, texts: Sequence[str], progress: bool = False) -> Matrix:
        """Vectors of passages: float32 [len(texts), dimension], each row of length 1."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """Vectors of questions, comparable with those of passages by inner product."""
        ...

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """Vectors of passages as `embed_documents`, and of each the unit vectors of its tokens: float32 [tokens, dimension].

        The model's own special tokens and its prompt are left out.
        """
        ...

    def query_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """The same of questions."""
        ...

    def asked_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix], list[Matrix]]:
        """The same as `query_tokens`, and what each token counts, see `index.function_words`: float32 [tokens], not all zero."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text takes, without the model's special tokens."""
        ...
