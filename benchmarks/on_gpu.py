"""What a GPU does: speed of the embedding model there and on the CPU, searches by faiss there and here, and whether both agree.

python benchmarks/on_gpu.py --articles corpus/articles [--vectors 1000000]
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from benchmarks.collection import articles, questions
from benchmarks.timing import QUERIES, WARM_UP, Row, percentiles, timed, unit_rows
from cli import OK, run
from corpus.article import Article
from index.build import build_articles
from index.dense import DenseIndex
from index.embedding import SentenceEmbedder, load_embedder
from index.on_card import faiss_has_gpu
from index.options import as_count
from index.search import Index
from settings import load_settings

PASSAGE = 300  # characters
NEIGHBOURS = 10


def main() -> int:
    """Parse the command line, measure, print JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--articles", type=Path, required=True, metavar="PATH", help="a folder, or a corpus.jsonl (.gz)"
    )
    parser.add_argument("--vectors", type=as_count, default=1_000_000, help="how many to search (default: %(default)s)")
    parser.add_argument("--passages", type=as_count, default=4096, help="how many to embed (default: %(default)s)")
    args = parser.parse_args()
    cache = load_settings().cache_dir
    card, cpu = (load_embedder("bundled", "torch", device, cache) for device in ("cuda", "cpu"))
    found = articles(args.articles, 10_000)
    print(json.dumps({"embedding": embedding(card, cpu, _passages(found, args.passages))}), flush=True)
    print(json.dumps({"whole search": whole(card, cpu, found)}), flush=True)
    if faiss_has_gpu():
        print(json.dumps({"search": search(args.vectors, card.dimension)}), flush=True)
    return OK


def _passages(found: Sequence[Article], count: int) -> list[str]:
    text = "".join(article.text for article in found)
    return [text[at * 97 % (len(text) - PASSAGE) :][:PASSAGE] for at in range(count)]


def embedding(card: SentenceEmbedder, cpu: SentenceEmbedder, passages: Sequence[str]) -> Row:
    """Passages a second, their token vectors too; cosine to what fp32 gives on the CPU."""
    card.embed_documents(passages[:256])
    vectors_alone, vectors = timed(card.embed_documents, passages)
    with_tokens, _ = timed(card.document_tokens, passages)
    sample = passages[:: max(1, len(passages) // 128)]
    on_cpu, expected = timed(cpu.embed_documents, sample)
    cosines = (expected * vectors[:: max(1, len(passages) // 128)]).sum(axis=1)
    asking = [timed(card.embed_queries, [text[:24]])[0] for text in passages[: QUERIES + WARM_UP]][WARM_UP:]
    return {
        "passages": len(passages),
        "GPU, bf16, passages/s": round(len(passages) / vectors_alone),
        "GPU, bf16, with token vectors, passages/s": round(len(passages) / with_tokens),
        "CPU, fp32, passages/s": round(len(sample) / on_cpu),
        "cosine to fp32, least": round(float(cosines.min()), 5),
        "cosine to fp32, mean": round(float(cosines.mean()), 5),
        **{f"GPU, one question, {key}": value for key, value in percentiles(asking).items()},
    }


def whole(card: SentenceEmbedder, cpu: SentenceEmbedder, found: Sequence[Article]) -> Row:
    """The articles built and asked on the GPU and on the CPU: seconds, and how many of ten passages are the same."""
    row: Row = {"articles": len(found)}
    hits: list[list[list[str]]] = []
    for name, embedder in (("GPU", card), ("CPU", cpu)):
        with tempfile.TemporaryDirectory() as folder:
            held = [replace(article) for article in found]
            row[f"{name}, build, s"], report = timed(build_articles, held, Path(folder), embedder)
            index = Index.open(Path(folder), embedder)
            asked = questions(found, QUERIES)
            hits.append([[hit.chunk.id for hit in index.search(text, NEIGHBOURS)] for text in asked])
            row["chunks"] = report.chunks
    same = [len(set(a) & set(b)) / max(1, len(a)) for a, b in zip(*hits, strict=True)]
    first = [a[0] == b[0] for a, b in zip(*hits, strict=True)]
    return {**row, "same among ten": round(float(np.mean(same)), 4), "same first": round(float(np.mean(first)), 4)}


def search(n: int, dimension: int) -> Row:
    """Ten neighbours among n random unit vectors, on the card and on the CPU, exactly."""
    random = np.random.default_rng(0)
    vectors = np.concatenate([unit_rows(random, min(10_000, n - at), dimension) for at in range(0, n, 10_000)])
    index, card = DenseIndex.of(vectors), DenseIndex.of(vectors)
    copying, _ = timed(card.move_to_card)
    asked = unit_rows(random, QUERIES, dimension)
    times: dict[str, list[float]] = {"GPU": [], "CPU": []}
    same, gap = 0, 0.0
    for query in asked:
        seconds, (scores, rows) = timed(card.search, query, NEIGHBOURS)
        times["GPU"].append(seconds)
        seconds, (expected_scores, expected) = timed(index.search, query, NEIGHBOURS)
        times["CPU"].append(seconds)
        same += rows.tolist() == expected.tolist()
        gap = max(gap, float(np.abs(scores - expected_scores).max()))
    told = {f"{name}, {key}": value for name, taken in times.items() for key, value in percentiles(taken).items()}
    return {
        "vectors": n,
        "copying to the GPU, s": round(copying, 2),
        **told,
        "same ten of": f"{same}/{QUERIES}",
        "gap": gap,
    }


if __name__ == "__main__":
    run(main)
