"""The retriever: a question in, the best chunks out."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from corpus.article import Article, Chunk
from corpus.fold import fold
from index.aliases import read_table
from index.build import in_memory
from index.filters import allowed, passes
from index.fusion import FusionWeights
from index.generation import Generation
from index.on_card import ADVICE, faiss_has_gpu
from index.parts import EVERYTHING, Parts
from index.periods import Period, period_of
from index.ranking import POOL, Ranked, Ranker
from index.reader import Reader
from index.reranking import Reranker, reranked
from index.store import IndexFormatError, current_name, load_generation
from index.types import Embedder, Filters, Hit
from index.versions import standing

logger = logging.getLogger(__name__)

PER_ARTICLE = 4
VIEWS = 4  # of the collection as it was, kept for the next question
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Index:
    """The serving generation with an embedder; picks up a newly published generation by itself."""

    def __init__(
        self,
        generation: Generation,
        embedder: Embedder,
        index_dir: Path | None = None,
        *,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
        own_names: Sequence[Sequence[str]] = (),
        weights: FusionWeights = FusionWeights(),
        parts: Parts = EVERYTHING,
    ) -> None:
        self._generation, self.embedder, self.index_dir = generation, embedder, index_dir
        self.reranker, self.reader, self.own_names = reranker, reader, own_names
        self.weights, self.parts = weights, parts
        self._then: dict[tuple[str, frozenset[str]], Generation] = {}

    @classmethod
    def open(
        cls,
        index_dir: Path,
        embedder: Embedder,
        *,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
        names: Path | None = None,
    ) -> "Index":
        """The index in a folder.

        Args:
            index_dir: The folder.
            embedder: The model that it was built with.
            reranker: Reorders the first candidates, where there is one.
            reader: Reads the best of them beside the question, where there is one and no reranker.
            names: A table of names in several forms, see `index.aliases`, beside the product's own.

        Raises:
            NoIndexError: Nothing has been built there.
            IndexFormatError: It is damaged, or was built with another model than `embedder`.
            ValueError: A line of the table has fewer than two names.
        """
        own_names = read_table(names) if names else []
        generation = _load(index_dir, embedder, own_names)
        return cls(generation, embedder, index_dir, reranker=reranker, reader=reader, own_names=own_names)

    @classmethod
    def of(
        cls,
        articles: Iterable[Article],
        embedder: Embedder,
        *,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
    ) -> "Index":
        """An index in memory alone, over these articles; see `open`."""
        return cls(in_memory(articles, embedder), embedder, reranker=reranker, reader=reader)

    @property
    def generation(self) -> Generation:
        """The generation that serves now."""
        if self.index_dir is not None and current_name(self.index_dir) != self._generation.name:
            self._generation = _load(self.index_dir, self.embedder, self.own_names)
        return self._generation

    def snapshot(self, as_of: date | None = None) -> "Index":
        """This index over the generation that serves now, and over no later one: what several look-ups need to agree.

        Args:
            as_of: A day before today: the texts that stood then take the places of those that have replaced them since.
        """
        generation = self.generation
        if as_of is not None and as_of < date.today():
            generation = self._as_of(generation, as_of)
        return self._view(generation, self.parts)

    def _as_of(self, generation: Generation, day: date) -> Generation:
        key = (generation.name, frozenset(standing(generation.versions, day).values()))
        found = self._then.get(key)
        if found is None:
            found = generation.as_of(day)
            self._then = dict([*self._then.items(), (key, found)][-VIEWS:])
        return found

    def with_parts(self, parts: Parts) -> "Index":
        """This index with parts of the search turned off."""
        return self._view(self.generation, parts)

    def _view(self, generation: Generation, parts: Parts) -> "Index":
        return Index(
            generation,
            self.embedder,
            reranker=self.reranker,
            reader=self.reader,
            own_names=self.own_names,
            weights=self.weights,
            parts=parts,
        )

    def article(self, article_id: str) -> Article:
        """An article, or a superseded version of one, by its id.

        Raises:
            KeyError: There is none.
        """
        return self.generation.article(article_id)

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters = Filters(),
        *,
        per_article: int = PER_ARTICLE,
        when: Period | None = None,
        told: str = "",
    ) -> list[Hit]:
        """The k best chunks, best first; at most `per_article` of one article.

        What a near-duplicate of an article before it repeats is left out; the hit of that article names it.

        Args:
            query: A question that stands alone.
            k: How many.
            filters: Conditions on the articles.
            per_article: How many chunks of one article.
            when: The time that is asked about, where the question does not say.
            told: What was said before the question.
        """
        generation = self.generation
        ranked = self._rank(generation, query, max(POOL, 2 * k), filters, when, told)
        taken: Counter[str] = Counter()
        first: dict[tuple[str, ...], str] = {}
        hits: list[Hit] = []
        for row, score in zip(ranked.rows, ranked.scores, strict=True):
            if len(hits) == k:
                break
            chunk = generation.chunks[row]
            group = generation.duplicates.get(chunk.article_id, ())
            original = first.setdefault(group, chunk.article_id) if group else chunk.article_id
            if original != chunk.article_id and _repeats(chunk, generation.articles[original]):
                continue
            taken[chunk.article_id] += 1
            if taken[chunk.article_id] <= per_article:
                others = tuple(a for a in group if a != chunk.article_id and passes(generation.articles[a], filters))
                hits.append(Hit(chunk, float(score), others))
        return hits

    def search_articles(
        self, query: str, k: int = 100, filters: Filters = Filters(), *, when: Period | None = None, told: str = ""
    ) -> list[tuple[str, float]]:
        """The k best articles, each with the score of its best chunk, best first; near-duplicates one by one."""
        generation = self.generation
        ranked = self._rank(generation, query, max(POOL, 4 * k), filters, when, told)
        best: dict[str, float] = {}
        for row, score in zip(ranked.rows, ranked.scores, strict=True):
            best.setdefault(generation.chunks[row].article_id, float(score))
        return list(best.items())[:k]

    def _rank(
        self, generation: Generation, query: str, pool: int, filters: Filters, when: Period | None, told: str
    ) -> Ranked:
        # Where the user has filtered by date, that says which time counts.
        when = None if filters.after or filters.before else period_of(query) or when
        reader = None if self.reranker else self.reader
        ranker = Ranker(generation, self.embedder, self.weights, self.parts, reader)
        ranked = ranker.rank(query, pool, allowed(generation, filters), when, told)
        return reranked(generation, query, ranked, self.reranker) if self.reranker else ranked


def _repeats(chunk: Chunk, original: Article) -> bool:
    """Whether a near-duplicate's chunk says nothing new in figures: another number may be a correction."""
    return set(NUMBER.findall(fold(chunk.text))) <= set(NUMBER.findall(fold(original.text)))


def _load(index_dir: Path, embedder: Embedder, own_names: Sequence[Sequence[str]]) -> Generation:
    generation = load_generation(index_dir)
    built = generation.manifest["settings"]["model"]
    if built != embedder.fingerprint:
        raise IndexFormatError(
            f"the index in {index_dir} was built with the model {built}, the setting names {embedder.fingerprint}: "
            "run `python -m index build`"
        )
    generation = generation.with_names(own_names) if own_names else generation
    if embedder.device == "cuda":
        _move_to_card(generation)
    return generation


def _move_to_card(generation: Generation) -> None:
    """Search the vectors on the GPU from now on; where this build of faiss cannot, that is said."""
    if faiss_has_gpu():
        generation.dense.move_to_card()
    else:
        logger.warning(ADVICE)
