"""Near-duplicate articles: MinHash signatures of their bodies, and groups of articles that agree in most of their text.

This looks at wording alone: it knows neither headline nor date nor what a text says. A text republished with one figure changed
is a near-duplicate; two reports of one event in different words are not.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from corpus.article import Article
from corpus.fold import FOLD_VERSION, fold

WIDTH = 256
"""Hash values in a signature; an estimate's standard error is at most 1 / (2 * sqrt(WIDTH)) = 0.03."""

SIGNATURE_VERSION = f"1.{FOLD_VERSION}"
"""Signatures of different versions cannot be compared: sign every article again when it changes."""

THRESHOLD = 0.6
"""Estimated Jaccard similarity from which two articles are near-duplicates.

A body with half its length added, or a third of it cut, or a fifth of it rewritten lies at 0.67. Follow-ups that take half of
an earlier article as their background lie at 0.33, different reports of one event below 0.15.
"""

MIN_SHINGLES = 80
"""Articles with fewer are near-duplicates only of their equals: short notices share their pattern, not their news."""

Signature = npt.NDArray[np.uint32]
Signatures = npt.NDArray[np.uint32]

_SHINGLE = 3  # tokens
_SEED = 1
_NO_SHINGLE = np.uint32(2**32 - 1)  # what the MinHash of nothing is full of
_SCHEME = "affine32"
# 51 bands of 5: a pair at THRESHOLD becomes a candidate with probability 0.98, one at 0.65 with 0.998, one at 0.25 with 0.05.
_BANDS = (51, 5)
_BLOCK = 4096  # shingles that are permuted at once, which takes 4 MB
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_TOKEN = re.compile(f"[{_HAN}]|[^\\W_{_HAN}]+")
# FNV-1a's 64-bit prime.
_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio (Knuth's multiplicative hashing)


def signature(article: Article) -> Signature:
    """The MinHash of an article's body, the same on every machine: uint32 [WIDTH].

    A shingle is three tokens of the folded text; a token is a Chinese character or a word or number of another script. Script,
    width, case, spaces and punctuation therefore make no difference. Fewer than MIN_SHINGLES different ones: a hash of the folded
    text, punctuation included, takes the place of the MinHash. No token at all: the empty MinHash, which `groups` leaves out.
    """
    folded = fold(article.text)
    tokens = _TOKEN.findall(folded)
    if not tokens:
        return np.asarray(_empty().digest(), np.uint32)
    shingles = _shingles(tokens)
    if len(shingles) < MIN_SHINGLES:
        digest = hashlib.shake_256("".join(folded.split()).encode()).digest(WIDTH * 4)
        return np.frombuffer(digest, "<u4").astype(np.uint32)
    minhash = _empty().copy()
    for start in range(0, len(shingles), _BLOCK):
        minhash.update_batch(shingles[start : start + _BLOCK].tolist())
    return np.asarray(minhash.hashvalues, np.uint32)


def similarity(one: Signature, other: Signature) -> float:
    """Estimated Jaccard similarity of two articles' shingles, 0 to 1."""
    return float((one == other).mean())


def groups(ids: Sequence[str], signatures: Signatures) -> list[tuple[str, ...]]:
    """Groups of near-duplicates, two or more article ids each.

    Articles are taken in the order of their ids; each joins the group whose first article it resembles most, at THRESHOLD or above,
    or stands first itself. So every member resembles its group's first article: likeness is not handed on from member to
    member. Time grows with n, and with its square only where many articles resemble each other just too little.

    Args:
        ids: n different article ids, in any order.
        signatures: uint32 [n, WIDTH]; row i is the signature of `ids[i]`.

    Returns:
        Disjoint groups; ids in order inside a group, groups in order of their first ids.

    Raises:
        ValueError: The shape or type does not fit, or an id stands twice.
    """
    _check(ids, signatures)
    members: dict[int, list[int]] = {}
    for row, first in _firsts(sorted(range(len(ids)), key=ids.__getitem__), signatures):
        members.setdefault(first, []).append(row)
    return [tuple(ids[row] for row in rows) for rows in members.values() if len(rows) > 1]


def _firsts(order: Sequence[int], signatures: Signatures) -> Iterator[tuple[int, int]]:
    """Each row that could have a near-duplicate, with the row of its group's first article, which may be itself."""
    rank = {row: n for n, row in enumerate(order)}
    shared = _sharing_a_band(signatures) & ~(signatures == _NO_SHINGLE).all(axis=1)
    candidates = [row for row in order if shared[row]]
    buckets: dict[tuple[int, int], list[int]] = {}
    for row, keys in zip(candidates, _band_keys(signatures[candidates]).T.tolist(), strict=True):
        places = list(enumerate(keys))
        near = sorted({first for place in places for first in buckets.get(place, ())}, key=rank.__getitem__)
        if near:
            alike = (signatures[near] == signatures[row]).mean(axis=1)
            best = int(alike.argmax())  # the earliest of equals
            if alike[best] >= THRESHOLD:
                yield row, near[best]
                continue
        for place in places:
            buckets.setdefault(place, []).append(row)
        yield row, row


def _band_keys(signatures: Signatures) -> npt.NDArray[np.uint64]:
    """A hash of each band of each signature: uint64 [bands, n]."""
    bands, width = _BANDS
    keys = np.zeros((bands, len(signatures)), np.uint64)
    for band in range(bands):
        for column in range(band * width, (band + 1) * width):
            keys[band] = (keys[band] ^ signatures[:, column]) * _PRIME
    return keys


def _sharing_a_band(signatures: Signatures) -> npt.NDArray[np.bool_]:
    """Which rows agree with another one in a whole band: the others are nobody's near-duplicates."""
    shared = np.zeros(len(signatures), np.bool_)
    for keys in _band_keys(signatures):
        ordered = np.sort(keys)
        shared |= np.isin(keys, ordered[1:][ordered[1:] == ordered[:-1]])
    return shared


def _shingles(tokens: Sequence[str]) -> npt.NDArray[np.uint32]:
    """The different shingles of one or more tokens, hashed and sorted; one where there are fewer tokens than it takes."""
    # Not hash(): Python's differs from process to process.
    codes = np.array([crc32(token.encode()) for token in tokens], np.uint64)
    width = min(_SHINGLE, len(codes))
    count = len(codes) - width + 1
    hashed = np.zeros(count, np.uint64)
    for offset in range(width):
        hashed = (hashed ^ codes[offset : offset + count]) * _PRIME
    return np.unique((hashed * _MIX >> np.uint64(32)).astype(np.uint32))


@lru_cache(maxsize=1)
def _empty() -> Any:  # noqa: ANN401 - datasketch has no types
    from datasketch import MinHash

    return MinHash(num_perm=WIDTH, seed=_SEED, scheme=_SCHEME, hashfunc=int)


def _check(ids: Sequence[str], signatures: Signatures) -> None:
    if signatures.shape != (len(ids), WIDTH) or signatures.dtype != np.uint32:
        raise ValueError(
            f"signatures are {signatures.dtype} {list(signatures.shape)}, expected uint32 [{len(ids)}, {WIDTH}]: "
            "make them with `signature`, one row for each id"
        )
    if len(set(ids)) != len(ids):
        twice = next(one for n, one in enumerate(ids) if one in ids[:n])
        raise ValueError(f"the article id {twice!r} stands twice, expected each once: leave the other row out")
