"""Questions with the passages they are asked over, answerable from these or not, out of the kinds of folders that have such.

A folder of rows has .jsonl files whose lines hold `query`, `positive` and `negative` passages: the negatives alone do not
answer; or `passages` with the `answerable` and the `unanswerable` questions about them. A folder in the BEIR layout has `unanswerable.jsonl` and `answers.jsonl`, which name each question's documents.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.language import detect_language
from eval.datasets import Query, queries_file, read_articles, read_queries
from eval.jsonl import DatasetError, packed_or_not, read_objects, text_field
from eval.sample import EVERY_QUESTION, Sample

GIVEN = 5  # passages a question of a folder of rows: as many as its authors give
POSITIVE = 3  # of them that answer, where some may


@dataclass(frozen=True, slots=True)
class RefusalCase:
    """A question over passages of its own.

    Attributes:
        passages: All that may be answered from.
        answerable: Whether they answer it.
        slices: The slices it counts in.
    """

    id: str
    question: str
    passages: tuple[Article, ...]
    answerable: bool
    slices: tuple[str, ...]


def read_cases(folder: Path, sample: Sample = EVERY_QUESTION, given: int = GIVEN) -> list[RefusalCase]:
    """The cases of a folder, the answerable ones and the others each narrowed to the sample.

    Args:
        folder: Of either kind.
        sample: Which of them.
        given: How many passages a question of a folder of rows gets at most.

    Raises:
        DatasetError: The folder is of neither kind, a line lacks what it must have, or nothing is left to ask.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder} is no folder: expected one with unanswerable.jsonl, or with rows of passages")
    beir = (folder / "unanswerable.jsonl").is_file() or (folder / "unanswerable.jsonl.gz").is_file()
    cases = list(_over_documents(folder) if beir else _over_rows(folder, given))
    kept = [case for answerable in (True, False) for case in _sampled(cases, answerable, sample)]
    for answerable, what in ((True, "answerable"), (False, "unanswerable")):
        if not any(case.answerable is answerable for case in kept):
            raise DatasetError(f"{folder} has no {what} question in the sample: both kinds are needed to measure")
    return kept


def _sampled(cases: Sequence[RefusalCase], answerable: bool, sample: Sample) -> list[RefusalCase]:
    by_id: dict[str, RefusalCase] = {}
    for case in cases:
        if case.answerable is answerable:
            if case.id in by_id:
                raise DatasetError(f"{case.id!r} is used twice: the ids of a set must be its own")
            by_id[case.id] = case
    return [by_id[one] for one in sample.of(by_id)]


def _over_rows(folder: Path, given: int) -> Iterator[RefusalCase]:
    paths = sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")])
    if not paths:
        raise DatasetError(f"{folder} has neither unanswerable.jsonl nor other .jsonl files: expected rows of passages")
    for path in paths:
        kind = path.name.split(".")[0]
        for number, (place, row) in enumerate(read_objects(path)):
            if "passages" in row:
                yield from _about(row, place, kind)
                continue
            question = text_field(row, "query", place)
            positive, negative = _texts(row, "positive", place), _texts(row, "negative", place)
            slices = (f"kind:{kind}", f"lang:{detect_language(question)}")
            name = f"{kind}-{row.get('id', number)}"
            if negative:
                yield RefusalCase(f"{name}-negative", question, _passages(negative[:given]), False, slices)
            if positive:
                first = positive[: min(given, max(POSITIVE, given - len(negative)))]
                mixed = [*first, *negative[: given - len(first)]]
                yield RefusalCase(f"{name}-positive", question, _passages(mixed), True, slices)


def _about(row: dict[str, Any], place: str, kind: str) -> Iterator[RefusalCase]:
    """The questions about the passages of one row."""
    passages = _passages(_texts(row, "passages", place))
    for name in ("answerable", "unanswerable"):
        for number, question in enumerate(_texts(row, name, place), 1):
            slices = (f"kind:{kind}", f"lang:{detect_language(question)}")
            case_id = f"{text_field(row, 'id', place)}-{name}-{number}"
            yield RefusalCase(case_id, question, passages, name == "answerable", slices)


def _texts(row: Mapping[str, Any], name: str, place: str) -> list[str]:
    """A field's passages; where each fact of an answer has passages of its own, one of each fact in turn."""
    found = row.get(name)
    if not isinstance(found, list):
        raise DatasetError(f"{place}: {name}: expected a list of passages, got {found!r}")
    groups = [one if isinstance(one, list) else [one] for one in found]
    longest = max((len(group) for group in groups), default=0)
    texts = [group[turn] for turn in range(longest) for group in groups if turn < len(group)]
    if not all(isinstance(text, str) for text in texts):
        raise DatasetError(f"{place}: {name}: expected texts, got {found!r}")
    return [text for text in texts if text.strip()]


def _passages(texts: Sequence[str]) -> tuple[Article, ...]:
    return tuple(Article(f"passage-{n:04d}", "", text, detect_language(text)) for n, text in enumerate(texts, 1))


def _over_documents(folder: Path) -> Iterator[RefusalCase]:
    articles = {article.id: article for article in read_articles(folder)}
    queries = {query.id: query for query in read_queries(queries_file(folder))}
    for place, row in read_objects(packed_or_not(folder, "answers.jsonl")):
        query = queries.get(text_field(row, "_id", place))
        if query is None:
            raise DatasetError(f"{place}: _id: {row['_id']!r} is no question of {queries_file(folder)}")
        yield RefusalCase(query.id, query.text, _named(row, articles, place), True, _slices(query))
    for place, row in read_objects(packed_or_not(folder, "unanswerable.jsonl")):
        query = Query(text_field(row, "_id", place), text_field(row, "text", place), lang=row.get("lang"))
        yield RefusalCase(query.id, query.text, _named(row, articles, place), False, _slices(query))


def _slices(query: Query) -> tuple[str, ...]:
    return replace(query, lang=query.lang or detect_language(query.text)).slices


def _named(row: Mapping[str, Any], articles: Mapping[str, Article], place: str) -> tuple[Article, ...]:
    """The documents that a row names in `docs` or `doc`."""
    names = row.get("docs") or [row.get("doc")]
    unknown = [name for name in names if name not in articles]
    if unknown:
        raise DatasetError(f"{place}: docs: {unknown!r} are no documents of the set")
    return tuple(articles[name] for name in names)
