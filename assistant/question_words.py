"""The words of a question with their sorts: jieba's tags for Chinese, names and other words for English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import rjieba

from corpus.fold import fold

AND = re.compile(r"和|与|與|及|以及|、|and")
STOPS = frozenset(
    "是 有 为 為 在 到 从 從 由 被 把 将 將 对 對 向 给 給 了 吗 嗎 呢 谁 誰 什么 哪 哪些 哪里 哪家 哪个 多少 几 何时 分别 分別 各 各自 都 也 还 又 "
    "达到 达 涉及 完成 获得 举行 the a an of in on at to for from by with as about than into over under after before during since until "
    "not then did does do is are was were be been has have had will would can could should may might what which who whom whose when where "
    "why how much many according if that this these those i you he she it we they their his her its our your".split()
)
WITHIN = '《》“”"「」-·'  # marks that may stand within a thing
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(  # `Harbour Foods Ltd.` as one word, and with the `in 2018` behind it
    r"(?P<name>[A-Z0-9][\w&'’.-]*(?:(?: of| the| &)? [A-Z0-9][\w&'’.-]*)*(?:(?<=\w)|(?<=\.)(?= [a-z])))"
    r"(?P<when> in (?:[A-Z]\w+ )?(?:19|20)\d\d)?|[\w'’.-]*\w|\S"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question.

    Attributes:
        start: Its first character.
        end: Behind its last.
        text: It, in lower case; Chinese in Simplified script.
        tag: Its sort; `nr` for a name, `nt` for one with its year, `x` for a mark.
    """

    start: int
    end: int
    text: str
    tag: str

    @property
    def sort(self) -> str:
        """The sort alone; nouns, verbs and times are one, which jieba often takes for each other (导演)."""
        return "n" if self.tag[0] in "nvtj" else self.tag[0]

    @property
    def joins(self) -> bool:
        """Whether it is an `and`, or the comma of a Chinese list."""
        return AND.fullmatch(self.text) is not None

    @property
    def stops(self) -> bool:
        """Whether nothing that an `and` joins holds it."""
        mark = self.tag == "x" and self.text not in WITHIN
        return mark or self.joins or self.text in STOPS or self.tag in ("r", "y", "ul")


def words_of(text: str, names: Sequence[str] = (), *, years: bool = True) -> list[Word]:
    """The words of a question, spaces left out.

    Args:
        text: The question.
        names: Names in it, folded, that are one word each; of use for Chinese, whose words jieba has to guess.
        years: Whether the `in 2018` behind an English name belongs to it.
    """
    return list(_chinese(text, names) if HAN.search(text) else _english(text, years))


def _chinese(text: str, names: Sequence[str]) -> Iterator[Word]:
    folded = fold(text)
    folded = folded if len(folded) == len(text) else text
    spans = [m.span() for name in names if name for m in re.finditer(re.escape(name), folded)]
    held = {place: span for span in sorted(spans, key=lambda s: s[1] - s[0]) for place in range(*span)}
    at = said = 0
    for word, tag in rjieba.tag(folded):
        start, end = held.get(at, (at, at + len(word)))
        start = max(start, said)
        if folded[start:end].strip():
            yield Word(start, end, folded[start:end].lower(), "nr" if at in held else tag)
            said = end
        at += len(word)


def _english(text: str, years: bool) -> Iterator[Word]:
    for m in LATIN.finditer(text):
        dated = years and m["when"] is not None
        end = m.end("name") if m["when"] and not dated else m.end()
        plain = text[m.start() : end].lower()
        opening = m.start() == 0 and " " not in plain  # `Compare`, `Who`
        if m["name"] and plain not in STOPS and not opening:
            tag = "nt" if dated else "nr"
        else:
            tag = "n" if plain[0].isalnum() else "x"
        yield Word(m.start(), end, plain, tag)
        if end < m.end():
            yield from (Word(end + w.start, end + w.end, w.text, w.tag) for w in _english(text[end : m.end()], years))
