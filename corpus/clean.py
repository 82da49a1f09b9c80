"""Cleaning a scraped text: page furniture and injected noise go, everything else stays verbatim."""

from collections.abc import Sequence

from corpus.article import Removal
from corpus.cuts import Draft
from corpus.furniture import find_furniture
from corpus.noise import find_noise
from corpus.splices import find_splices

# Who injects tokens, spins a forum thread or leaves an ad on a line of its own also splices ads into sentences.
_POLLUTION = frozenset({"noise token", "forum chrome", "advertisement", "copy protection"})


def clean(text: str) -> tuple[str, tuple[Removal, ...]]:
    """Cuts page furniture and injected noise out of a text.

    Returns:
        The text without them and without white space at its ends, and what was cut out, in order.
    """
    cleaned, removed, _ = clean_pages(text, ())
    return cleaned, removed


def clean_pages(text: str, pages: Sequence[int]) -> tuple[str, tuple[Removal, ...], tuple[int, ...]]:
    """The same of a text with pages.

    Args:
        text: The text.
        pages: Offset in it at which each page begins.

    Returns:
        The cleaned text, what was cut out, and where each page begins in the cleaned text.
    """
    draft = Draft(text)
    draft.cut(find_noise(draft.text))
    draft.cut(find_furniture(draft.text))
    polluted = any(removal.reason in _POLLUTION for removal in draft.removed())
    draft.cut(find_splices(draft.text, polluted))
    cleaned = draft.text.strip()
    lead = len(draft.text) - len(draft.text.lstrip())
    starts = tuple(min(max(at - lead, 0), len(cleaned)) for at in draft.present(pages))
    return cleaned, draft.removed(), starts
