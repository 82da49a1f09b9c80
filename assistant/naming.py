"""Whether the names of a sentence stand in its sources: quoted words, people, companies, products with their versions.

A name counts in any form that is known (index/names.txt and what a collection's articles tell). Between two languages a name
of which no form in the sources' language is known cannot be looked for, and is not.
"""

import re
from collections.abc import Iterator, Sequence

import rjieba

from assistant.number_patterns import HAN_PRODUCT
from assistant.quantities import quantities
from corpus.fold import fold
from corpus.language import detect_language
from index.aliases import Aliases
from index.dictionary import lower_case_words
from index.readings import SURNAMES

QUOTED = re.compile(r"“([^”]+)”|「([^」]+)」|『([^』]+)』|《([^》]+)》|\"([^\"\n]+)\"")
_PART = r"[A-Z][A-Za-z0-9\u00c0-\u024f&+-]*(?:\.[A-Za-z0-9&+-]+)*(?:['’]s)?"
LATIN_RUN = re.compile(rf"(?<![A-Za-z0-9]){_PART}(?: (?:{_PART}|[0-9]+(?:\.[0-9]+)*[A-Za-z]?)(?![A-Za-z0-9]))*")
OPENS = re.compile(
    r"(?:^|[.!?:;•*。！？：；]\s*[\"“‘(*]*|\n\s*)$"
)  # what stands before the first word of a sentence or item
WORD = re.compile(r"[a-z0-9\u00c0-\u024f]+(?:[.&+'’-][a-z0-9\u00c0-\u024f]+)*")
COMPANY = re.compile(r"([\u4e00-\u9fff]{2})(?:科技|智能|半导体|资本|创投|集团|证券|精密|控股)")
# Before a company's kind, but no part of a name.
PLAIN = frozenset(
    "人工 国内 国外 海外 本地 风险 产业 私募 商业 投资 中央 外资 中资 合资 这家 该家 公司 清洁 新型 大型 训练 用户 企业 客户".split()
)
SAYS = "称说表示认为指出透露"
ORDINARY = frozenset(
    "a an the this that these those it its he she they his her their we our you your i in on at by for from of to with as and or but "
    "if when while where who what which how why not no yes all some any most many few both each after before since until about "
    "over under nearly around only also because according however meanwhile instead under during despite although though so then "
    "mr mrs ms dr ceo cto cfo coo ai us uk eu".split()
)
DEMONYM = re.compile(r"(?:ian|ese|ish|an|i|s|'s)$")
ALIKE = 4  # letters that Norwegian shares with Norway


def missing_names(sentence: str, sources: Sequence[str], names: Aliases, contexts: Sequence[str] = ()) -> list[str]:
    """The names of a sentence that its sources do not hold in any known form.

    Args:
        sentence: A sentence of an answer.
        sources: The sentences that it rests on.
        names: Which names mean the same.
        contexts: What stands around the sources, such as titles: a name that is not quoted may stand there, as news write
            `the company` for what the title names.
    """
    text = "\n".join(sources)
    around = "\n".join([text, *contexts])
    found = [*_quoted(sentence, text), *_known(sentence, around, names)]
    bare = _without_quantities(sentence)
    found += _latin(bare, around, names)
    if detect_language(text) != "en":
        found += _chinese(bare, fold(around), names)
    return list({fold(name): name for name in found}.values())


def _quoted(sentence: str, text: str) -> Iterator[str]:
    """Quoted words that are not in the text to the letter, scripts aside; translated ones need not be."""
    english, folded = detect_language(text) == "en", fold(text)
    for match in QUOTED.finditer(sentence):
        words = next(filter(None, match.groups()), "")
        if (detect_language(words) == "en") == english and fold(words).strip(" ,.，。") not in folded:
            yield words


def _known(sentence: str, around: str, names: Aliases) -> Iterator[str]:
    """Names with several forms of which none in the language of the sources is there."""
    there, english = names.things(around), detect_language(around) == "en"
    folded = fold(around)
    for name in names.named(sentence):
        forms = names.same(name)
        if forms[0] in there or any(form in folded for form in forms):
            continue
        if any(form.isascii() == english for form in forms):
            yield name


def _latin(sentence: str, around: str, names: Aliases) -> Iterator[str]:
    """Names in Latin letters that no run of words in the sources agrees with."""
    english = detect_language(sentence) == "en"
    if english and detect_language(around) != "en":
        return  # transliterated, which only the table of names knows
    words = [_bare(w) for w in WORD.findall(fold(around))]
    runs = [run for match in LATIN_RUN.finditer(around) if (run := _run(match.group()))]
    for match in LATIN_RUN.finditer(sentence):
        run = _run(match.group())
        opens = english and OPENS.search(sentence[: match.start()].rstrip(" "))
        if not run or (opens and len(run) == 1 and run[0].isalpha()) or names.things(match.group()):
            continue
        if not _run_stands(run, words, runs) and not _ordinary(run):
            yield " ".join(run)


def _ordinary(run: list[str]) -> bool:
    """Whether these are common words with capitals, as in a title."""
    return all(word in lower_case_words() or (word[-1] == "s" and word[:-1] in lower_case_words()) for word in run)


def _run(name: str) -> list[str]:
    """The words of a name, folded, without possessives and without articles and titles before them."""
    run = [_bare(w).rstrip(".") for w in fold(name).split(" ")]
    while run and run[0] in ORDINARY:
        run = run[1:]
    return run


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word)


def _run_stands(run: list[str], words: list[str], runs: list[list[str]]) -> bool:
    """Whether a name stands there whole, by its last word or as a shorter form of itself; a version must always be there."""
    if _holds(words, run):
        return True
    if any(c.isdigit() for word in run for c in word):
        return False
    if len(run) == 1:
        return _alike(run[0], words)
    initials = "".join(word[0] for word in run if word not in ORDINARY)
    return run[-1] in words or initials in words or any(_holds(run, shorter) for shorter in runs)


def _holds(words: list[str], part: list[str]) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))


def _alike(word: str, words: list[str]) -> bool:
    """Whether an abbreviation, a plural or a word made of a place's name is there: SCA, Norwegian."""
    if len(word) < ALIKE:
        return any("".join(w[0] for w in words[i : i + len(word)]) == word for i in range(len(words)))
    stem = DEMONYM.sub("", word)[:ALIKE]
    return any(w.startswith(stem) for w in words) if len(stem) == ALIKE and stem != word else word in words


def _chinese(sentence: str, around: str, names: Aliases) -> Iterator[str]:
    """People's and companies' names in Han characters, and products with a version behind."""
    folded = fold(sentence)
    found = [folded[m.start() - len("海图") : m.end()] for m in HAN_PRODUCT.finditer(folded)]
    found += [m.group(1) for m in COMPANY.finditer(folded) if m.group(1) not in PLAIN]
    for word, tag in rjieba.tag(folded):
        person = word.rstrip(SAYS)
        if tag == "nr" and len(person) == len("顾令怀") and person[0] in SURNAMES:
            found.append(person)
    for name in found:
        if name not in around and not any(form in around for form in names.same(name)):
            yield name


def _without_quantities(sentence: str) -> str:
    characters = list(sentence)
    for q in quantities(sentence):
        characters[q.start : q.end] = "，" * (q.end - q.start)
    return "".join(characters)
