"""What stands around a chunk when it is embedded or searched by its words: its article's title."""

import unicodedata

from corpus.article import Article
from corpus.fold import fold, to_simplified

CONTEXT_VERSION = "1"


def contextual_text(article: Article, text: str) -> str:
    """The chunk's text under its article's title, unless it begins with it."""
    title = article.title.strip()
    if not title or fold(text[: len(title) + 20]).find(fold(title)) >= 0:
        return text
    return f"{title}\n{text}"


def embeddable(text: str) -> str:
    """One script for both legs, letter case kept: the model knows names by it."""
    return to_simplified(unicodedata.normalize("NFKC", text))
