"""The lexical terms of a text: jieba's search-mode words and character bigrams, of folded text."""

import re

import rjieba

from corpus.fold import fold

TERMS_VERSION = "2"
HAN_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
WORD = re.compile(r"[a-z0-9\u00c0-\u024f]+(?:[.'’-][a-z0-9]+)*")
# English words so frequent that they say nothing; in Chinese the bigrams of function words are few and frequent enough.
STOPWORDS = frozenset(
    "a an and are as at be been but by did do does for from had has have how in is it its of on or that the their "
    "there these this to was were what when where which who whom why will with would".split()
)


def terms(text: str) -> list[str]:
    """Terms in no particular order, with repetitions: a document's and a query's alike.

    Han text gives all bigrams and the words of more than two characters (a word of two is its own bigram and counts
    once); Latin words and numbers are taken whole, and a compound such as `gpt-4` also in parts.
    """
    folded = fold(text)
    found: list[str] = []
    for run in HAN_RUN.findall(folded):
        found.extend(w for w in rjieba.cut_for_search(run) if len(w) > 2)
        found.extend(run[i : i + 2] for i in range(len(run) - 1))
        if len(run) == 1:
            found.append(run)
    for word in WORD.findall(folded):
        if word in STOPWORDS:
            continue
        found.append(word)
        parts = re.split(r"[.'’-]", word)
        if len(parts) > 1 and not word.replace(".", "").isdigit():
            found.extend(p for p in parts if len(p) > 1)
    return found
