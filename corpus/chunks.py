"""An article cut into chunks: runs of whole sentences, sized in the model's tokens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.article import Article, Chunk
from corpus.sentences import clause_spans, sentence_spans

CountTokens = Callable[[Sequence[str]], list[int]]
_FULL_ENOUGH = 0.6  # share of max_tokens from which a chunk would rather end with its paragraph


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of one too long to fit."""

    start: int
    end: int
    tokens: int
    begins_paragraph: bool


def chunk_article(article: Article, count_tokens: CountTokens, max_tokens: int = 200, overlap: int = 1) -> list[Chunk]:
    """Cuts an article into chunks of at most `max_tokens` tokens.

    A chunk ends at a paragraph's end once it is 60 % full. A sentence too long alone is cut at clauses, then anywhere.

    Args:
        article: What to cut; an empty text gives no chunks.
        count_tokens: Token counts of many texts at once; called once with every sentence, and again only for parts of
            sentences that are too long.
        max_tokens: The largest sum of token counts of a chunk's sentences.
        overlap: Sentences of a chunk that the next one repeats, as far as they fit.

    Raises:
        ValueError: If `max_tokens` is less than 1 or `overlap` less than 0.
    """
    if max_tokens < 1 or overlap < 0:
        raise ValueError(f"max_tokens is {max_tokens} and overlap {overlap}: expected at least 1 and at least 0")
    pieces = _pieces(article.text, count_tokens, max_tokens)
    chunks: list[Chunk] = []
    first = done = 0
    while done < len(pieces):
        stop = _chunk_stop(pieces, first, done, max_tokens)
        start, end = pieces[first].start, pieces[stop - 1].end
        chunks.append(Chunk(f"{article.id}#{len(chunks)}", article.id, start, end, article.text[start:end]))
        done = stop
        first = _overlap_start(pieces, first, done, max_tokens, overlap)
    return chunks


def _pieces(text: str, count_tokens: CountTokens, max_tokens: int) -> list[_Piece]:
    spans = sentence_spans(text)
    if not spans:
        return []
    counts = count_tokens([text[start:end] for start, end in spans])
    pieces: list[_Piece] = []
    last = 0
    for (start, end), tokens in zip(spans, counts, strict=True):
        begins = "\n" in text[last:start]
        parts = (
            [(start, end, tokens)]
            if tokens <= max_tokens
            else _parts(text, start, end, tokens, count_tokens, max_tokens)
        )
        pieces.extend(_Piece(a, b, n, begins and a == start) for a, b, n in parts)
        last = end
    return pieces


def _parts(
    text: str, start: int, end: int, tokens: int, count_tokens: CountTokens, max_tokens: int
) -> list[tuple[int, int, int]]:
    """Cuts one over-long sentence: at clauses first, then by halves until every part fits or is one character."""
    letters = max(1, (end - start) * max_tokens // tokens)
    spans = clause_spans(text, start, end, limit=letters)
    parts: list[tuple[int, int, int]] = []
    while spans:
        counts = count_tokens([text[a:b] for a, b in spans])
        halves: list[tuple[int, int]] = []
        for (a, b), n in zip(spans, counts, strict=True):
            if n <= max_tokens or b - a == 1:
                parts.append((a, b, n))
            else:
                halves.extend(_halve(text, a, b))
        spans = halves
    return sorted(parts)


def _halve(text: str, start: int, end: int) -> list[tuple[int, int]]:
    middle = (start + end) // 2
    space = text.rfind(" ", start + 1, middle)
    if space > start + (end - start) // 4:
        middle = space
    halves = ((start, middle), (middle, end))
    return [_strip(text, a, b) for a, b in halves if text[a:b].strip()]


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _chunk_stop(pieces: list[_Piece], first: int, done: int, max_tokens: int) -> int:
    """Index behind the last piece of the chunk that begins with `first` and must hold `done`."""
    tokens = sum(piece.tokens for piece in pieces[first : done + 1])
    stop = done + 1
    while stop < len(pieces) and tokens + pieces[stop].tokens <= max_tokens:
        if pieces[stop].begins_paragraph and tokens >= _FULL_ENOUGH * max_tokens:
            break
        tokens += pieces[stop].tokens
        stop += 1
    return stop


def _overlap_start(pieces: list[_Piece], first: int, done: int, max_tokens: int, overlap: int) -> int:
    if done == len(pieces):
        return done
    start, tokens = done, pieces[done].tokens
    while start > max(first + 1, done - overlap) and tokens + pieces[start - 1].tokens <= max_tokens:
        start -= 1
        tokens += pieces[start].tokens
    return start
