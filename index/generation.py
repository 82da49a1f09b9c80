"""One complete state of the collection, ready to be searched."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from corpus.article import Article
from index.aliases import Aliases, known_names
from index.approximate import ApproximateIndex
from index.approximation import Entry, dense_index
from index.collection import Articles, Chunks, Layout, Part
from index.dense import DenseIndex
from index.languages import LanguageLevels, language_sums
from index.late import Centres, TokenIndex
from index.lexical import LexicalLeg
from index.records import ArticleEntry
from index.sounds import Sounds
from index.versions import standing

HEARD = 256  # questions of which it is kept; an answer asks several times


class Generation:
    """One complete state of the collection; articles, chunks and vectors are read from disk as they are used.

    What only a search needs is made when it is first asked for.

    Attributes:
        name: Names the content: equal content and settings give equal names, but for a generation that took the place
            of an equal one, as after `--full`.
        manifest: What the manifest says of it.
        parts: The segments, and what is deleted in each.
        articles: By id, in the order of their ids.
        chunks: Row i of `dense`, `lexical` and `tokens` belongs to chunk i.
        duplicates: By id the group of near-duplicates that an article is in, itself among them.
        earlier: The segments of superseded versions, and what is deleted in each.
        versions: The superseded versions, by their own ids; no search finds them but one as of their time.
    """

    def __init__(
        self,
        name: str,
        manifest: Mapping[str, Any],
        parts: Sequence[Part],
        earlier: Sequence[Part] = (),
        own_names: Sequence[Sequence[str]] = (),
        approximate: tuple[Entry, ApproximateIndex] | None = None,
    ) -> None:
        """Take the segments.

        Args:
            name: The name.
            manifest: The manifest.
            parts: The segments.
            earlier: Those of superseded versions.
            own_names: Names for one thing each, beside the product's own and those of the articles.
            approximate: What finds the nearest of very many vectors, where there are so many.

        Raises:
            ValueError: The segments do not fit together.
        """
        self.name, self.manifest, self.parts, self._own_names = name, manifest, tuple(parts), own_names
        self.earlier, self.versions = tuple(earlier), Articles(Layout(earlier))
        self._approximate = approximate
        self._layout = Layout(parts)
        self.articles, self.chunks = Articles(self._layout), Chunks(self._layout)
        self.duplicates = group_of(manifest["duplicates"])
        self._dimension = int(manifest["settings"]["dimension"])

    def with_names(self, own_names: Sequence[Sequence[str]]) -> "Generation":
        """The same with these names for one thing each."""
        return Generation(self.name, self.manifest, self.parts, self.earlier, own_names, self._approximate)

    @cached_property
    def dense(self) -> DenseIndex:
        """The vectors."""
        return dense_index(self.parts, self._layout.rows, len(self.chunks), self._dimension, self._approximate)

    @cached_property
    def lexical(self) -> LexicalLeg:
        """The words."""
        postings = (part.segment.postings for part in self.parts)
        return LexicalLeg(list(zip(postings, self._layout.rows, strict=True)), self._layout.chunk_counts)

    @cached_property
    def tokens(self) -> TokenIndex:
        """What late interaction compares."""
        nothing = np.zeros((2, self._dimension), np.float32)
        centres = self.parts[0].segment.centres if self.parts else Centres(nothing, nothing)
        codes = [part.segment.tokens for part in self.parts]
        return TokenIndex(codes, self._layout.part_of, self._layout.row_in, centres)

    @cached_property
    def languages(self) -> LanguageLevels:
        """What the dense leg takes off each language's chunks."""
        in_english = [entry.language == "en" for entry in self.articles.entries()]
        sums = np.zeros((2, self._dimension), np.int64)
        for part, rows in zip(self.parts, self._layout.rows, strict=True):
            gone = np.flatnonzero(rows < 0)
            sums += part.segment.arrays["sums"]
            sums -= language_sums(part.segment.arrays["vectors"][gone], part.segment.english()[gone])
        return LanguageLevels.of(
            np.repeat(np.array(in_english, np.bool_), self.chunks.counts), sums, self.tokens.centres.documents
        )

    @cached_property
    def names(self) -> Aliases:
        """Which names mean the same thing."""
        mined = sorted({group for entry in self.articles.entries() for group in entry.names})
        return known_names([*self._own_names, *mined])

    @cached_property
    def heard(self) -> Callable[[str], tuple[tuple[str, str], ...]]:
        """The names of a text that articles of the other language tell by their sound alone, Han and Latin: see `index.sounds`."""
        sounds = Sounds(self.lexical.chunks, self.languages.english, lambda row: self.chunks[row].text, self.names)
        return lru_cache(HEARD)(sounds.heard)

    def hearing(self, text: str) -> "Generation":
        """The same, with what is heard in a text among its names."""
        pairs = self.heard(text)
        if not pairs:
            return self
        _ = self.dense, self.tokens  # made once for all views
        view = copy(self)
        view.__dict__["names"] = self.names.joined_by(pairs)
        return view

    def article(self, article_id: str) -> Article:
        """An article, or a superseded version of one, by its id.

        Raises:
            KeyError: There is none.
        """
        return self.articles[article_id] if article_id in self.articles else self.versions[article_id]

    def as_of(self, day: date) -> "Generation":
        """The collection with the texts that stood on a day in place of those that replaced them; this one where none did.

        It differs in nothing from a collection that had never been corrected: what is counted over all texts is counted over these.
        """
        stood = standing(self.versions, day)
        if not stood:
            return self
        chosen = set(stood.values())
        now = [_without(part, lambda entry: entry.id in stood) for part in self.parts]
        then = [_without(part, lambda entry: entry.id not in chosen) for part in self.earlier]
        groups = ([key for key in group if key not in stood] for group in self.manifest["duplicates"])
        manifest = {**self.manifest, "duplicates": [group for group in groups if len(group) > 1]}
        return Generation(f"{self.name} as of {day}", manifest, [*now, *then], self.earlier, self._own_names)


def _without(part: Part, left_out: Callable[[ArticleEntry], bool]) -> Part:
    return Part(part.segment, part.dead | {n for n, entry in enumerate(part.segment.entries) if left_out(entry)})


def group_of(groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The group of each article that is in one."""
    return {article: tuple(group) for group in groups for article in group}
