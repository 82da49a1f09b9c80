"""Is the evidence inside the passages? Gold evidence sentences looked for in the best passages of a question.

Text is compared folded, letters and digits alone. Passages of one article that touch or overlap count as one text, so a
sentence that the cut between two chunks runs through is found when both are there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.article import Article
from eval.datasets import Query
from eval.jsonl import DatasetError, packed_or_not, read_objects, text_field
from eval.matching import letters
from eval.progress import progress
from eval.retrieval import Retriever, standalone
from eval.slices import Row
from index.types import Hit

CHARACTERS = 1500
_FETCHED = 50


@dataclass(frozen=True, slots=True)
class Evidence:
    """A question's evidence sentences, each with the ids of the gold articles that hold it."""

    sentences: tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class References:
    """The evidence of a set: query -> evidence; `lost` counts sentences that none of their gold articles holds."""

    evidence: Mapping[str, Evidence]
    lost: int


def read_references(dataset: Path, articles: Mapping[str, Article]) -> References:
    """The `references` of answers.jsonl, in the articles that its `docs` name (in any where it names none).

    Raises:
        DatasetError: There is no answers.jsonl, or it holds no reference that stands in an article.
    """
    texts = {key: letters(article.text) for key, article in articles.items()}
    evidence: dict[str, Evidence] = {}
    lost = 0
    path = packed_or_not(dataset, "answers.jsonl")
    for place, row in read_objects(path):
        gold = [key for key in row.get("docs") or texts if key in texts]
        wanted = [letters(str(reference)) for reference in row.get("references") or ()]
        held = [(one, frozenset(key for key in gold if one in texts[key])) for one in wanted if one]
        lost += sum(not where for _, where in held)
        standing = tuple((one, where) for one, where in held if where)
        if standing:
            evidence[text_field(row, "_id", place)] = Evidence(standing)
    if not evidence:
        raise DatasetError(f"{path} holds no `references` that stand in their articles: there is nothing to look for")
    return References(evidence, lost)


def figures(ks: Sequence[int]) -> list[str]:
    """The names of the figures: `complete` is the share of questions with all evidence found, `evidence` of sentences."""
    return [f"{name}@{at}" for at in _cuts(ks) for name in ("complete", "evidence")]


def passage_rows(
    queries: Iterable[Query],
    references: References,
    articles: Mapping[str, Article],
    retriever: Retriever,
    ks: Sequence[int],
) -> list[Row]:
    """For every query with evidence: is all of it, and is each sentence of it, in the best passages?

    Raises:
        DatasetError: No query has evidence.
    """
    asked = [query for query in queries if query.id in references.evidence]
    if not asked:
        raise DatasetError("none of the queries that are asked has `references`: there is nothing to look for")
    found = []
    for query in progress(asked, "passages", "query"):
        hits = retriever.passages(standalone(query, retriever), max(*ks, _FETCHED), query.asked, query.history)
        cuts = {f"{k}": hits[:k] for k in ks} | {f"{CHARACTERS}ch": within(hits, CHARACTERS)}
        values: dict[str, tuple[float, ...]] = {}
        for at, taken in cuts.items():
            shown = shown_sentences(references.evidence[query.id], taken, articles)
            values |= {f"complete@{at}": (float(all(shown)),), f"evidence@{at}": tuple(map(float, shown))}
        found.append(Row(query.id, query.slices, values))
    return found


def shown_sentences(evidence: Evidence, hits: Sequence[Hit], articles: Mapping[str, Article]) -> list[bool]:
    """Of each evidence sentence, whether it stands in the passages of an article that is gold for it.

    A passage counts for the near-duplicates of its article too: they are left out because it is there.
    """
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    also: dict[str, set[str]] = defaultdict(set)
    for hit in hits:
        spans[hit.chunk.article_id].append((hit.chunk.start, hit.chunk.end))
        also[hit.chunk.article_id] |= {hit.chunk.article_id, *hit.also}
    runs = [(also[key], run) for key, its in spans.items() for run in _runs(articles[key].text, its)]
    return [any(one in run and where & meant for meant, run in runs) for one, where in evidence.sentences]


def within(hits: Sequence[Hit], characters: int) -> list[Hit]:
    """The passages, best first, up to a number of characters; the last one is cut there."""
    taken = []
    for hit in hits:
        if characters <= 0:
            break
        chunk = hit.chunk
        end = min(chunk.end, chunk.start + characters)
        taken.append(replace(hit, chunk=replace(chunk, end=end, text=chunk.text[: end - chunk.start])))
        characters -= end - chunk.start
    return taken


def _cuts(ks: Sequence[int]) -> list[str]:
    return [*(f"{k}" for k in ks), f"{CHARACTERS}ch"]


def _runs(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """The letters of the spans, those joined between which no letter stands."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or not letters(text[joined[-1][1] : start])):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return [letters(text[start:end]) for start, end in joined]
