"""Measures of a ranking against relevance judgements, computed by ir_measures.

success@k: a relevant document stands among the first k. recall@k: the share of the relevant documents there.
MRR@10: the reciprocal rank of the first relevant document among ten. nDCG@10: linear gain, as in trec_eval
(Järvelin and Kekäläinen 2002). gold_recall@10: recall of the documents of the query's best grade alone, at most ten of
them counted. A query without results scores zero; a query without a relevant document is not judged and has no row.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

Judgements = Mapping[str, Mapping[str, int]]
"""Query -> document -> grade; above 0 is relevant."""

Rankings = Mapping[str, Sequence[str]]
"""Query -> documents, best first, each at most once."""

MEASURES = {
    "success@1": Success @ 1,
    "success@5": Success @ 5,
    "success@10": Success @ 10,
    "recall@10": R @ 10,
    "recall@100": R @ 100,
    "MRR@10": RR @ 10,
    "nDCG@10": nDCG @ 10,
}


def measure(judgements: Judgements, rankings: Rankings) -> dict[str, dict[str, float]]:
    """Every measure for every judged query: query -> measure -> value between 0 and 1.

    Raises:
        ValueError: No query has a relevant document, or a ranking names a document twice.
    """
    positive = {query: {d: g for d, g in grades.items() if g > 0} for query, grades in judgements.items()}
    relevant = {query: grades for query, grades in positive.items() if grades}
    if not relevant:
        raise ValueError("no query has a document of a grade above 0: there is nothing to measure")
    for query, ranking in rankings.items():
        if len(set(ranking)) != len(ranking):
            raise ValueError(f"the ranking of query {query!r} names a document more than once")
    qrels = [ir_measures.Qrel(q, doc, grade) for q, grades in relevant.items() for doc, grade in grades.items()]
    # The rank itself as score: no tie can reorder what was ranked.
    run = [
        ir_measures.ScoredDoc(q, doc, -float(rank))
        for q in relevant
        for rank, doc in enumerate(rankings.get(q, ()), start=1)
    ]
    values: dict[str, dict[str, float]] = defaultdict(dict)
    names = {measured: name for name, measured in MEASURES.items()}
    for result in ir_measures.iter_calc(list(MEASURES.values()), qrels, run):
        values[result.query_id][names[result.measure]] = float(result.value)
    return {
        q: {name: values[q][name] for name in MEASURES} | {"gold_recall@10": gold_recall(grades, rankings.get(q, ()))}
        for q, grades in relevant.items()
    }


def gold_recall(grades: Mapping[str, int], ranking: Sequence[str], k: int = 10) -> float:
    """Share of the documents of the best grade among the first k, of at most k of them.

    ir_measures has no recall with a capped denominator: with more than k gold documents its recall cannot reach 1.
    """
    best = max(grades.values())
    gold = {doc for doc, grade in grades.items() if grade == best}
    return len(gold & set(ranking[:k])) / min(k, len(gold))
