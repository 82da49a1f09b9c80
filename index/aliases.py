"""Names in several forms: mined from the collection (`澄海智能（Chenghai AI）`) and from a table in plain text.

The table has one thing a line, its names separated by " = ": `阿里巴巴 = 阿里 = Alibaba`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.fold import fold, fold_with_offsets

TABLE = Path(__file__).with_name("names.txt")
HAN_NAME = r"[\u4e00-\u9fff·]{2,10}"
LATIN_NAME = r"[A-Z][A-Za-z0-9.&-]*(?: [A-Z0-9][A-Za-z0-9.&-]*){0,3}"
# A name with another form of it behind, in brackets of either width.
HAN_FIRST = re.compile(
    rf"(?P<han>{HAN_NAME})\s?[（(]\s?(?:英文名|英文名为|英文名稱為|简称|簡稱|下称|下稱)?[:：]?\s?(?P<latin>{LATIN_NAME})\s?[）)，,]"
)
LATIN_FIRST = re.compile(
    rf"(?P<latin>{LATIN_NAME})\s?[（(]\s?(?:中文名|中文名为|中文名稱為|即)?[:：]?\s?(?P<han>{HAN_NAME})\s?[）)，,]"
)
KNOWN_AS = re.compile(
    rf"(?P<latin>{LATIN_NAME}),? (?:(?:also |better )?known in (?:Chinese|China) as|whose Chinese name is|in Chinese) (?P<han>{HAN_NAME})"
)
# What may stand before a name without being part of it; the shortest name that starts behind one of these is taken.
BEFORE = re.compile(
    r".*(?:主任|财务官|財務官|主席|负责人|負責人|厂商|廠商|芯片商|晶片商|公司|企业|企業|机构|機構|平台|创始人|創辦人|执行长|執行長|总裁|總裁|记者|記者|教授|基金|厂商|廠商|对手|對手|"
    r"的|和|与|與|及|由|是|给|給|在|了|为|為|向|对|對|从|從|被|叫|名|家|位|该|該|將|将|把|让|讓|并购|併購|收购|收購|投资|投資|发布|發布)"
)
# What a company's name ends with and news leave off when they speak of it again.
KIND_OF_COMPANY = re.compile(
    r"(?:科技|智能|智慧|半导体|半導體|数据|數據|能源|创投|創投|资本|資本|集团|集團|投资|投資|计算|計算|芯科|光联|光聯|云|雲)$"
)
SHORTEST = 2
PLAIN = 3  # characters; a shorter ending is too often a common word


class Aliases:
    """Which names mean the same thing."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        """Take groups of names of one thing each; groups that share a name become one."""
        self._group_of: dict[str, tuple[str, ...]] = {}
        self._written: dict[str, str] = {}
        for group in groups:
            self._add(group)
        # By first character the lengths of the names that begin with it, longest first: thousands of names are looked up
        # in every sentence, and a pattern of all of them would try each at every place.
        lengths: dict[str, set[int]] = {}
        for name in self._group_of:
            lengths.setdefault(name[0], set()).add(len(name))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def _add(self, group: Sequence[str]) -> None:
        names = {fold(n): n for n in group if len(fold(n)) >= SHORTEST}
        self._written = names | self._written
        merged = dict.fromkeys(names)
        for name in names:
            merged |= dict.fromkeys(self._group_of.get(name, ()))
        for name in merged:
            self._group_of[name] = tuple(merged)

    def named(self, text: str) -> list[str]:
        """The known names in a text, folded, without repetition; the longest at a place, a Latin one as a whole word."""
        return list(dict.fromkeys(self._names_in(fold(text))))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the known names of a text stand in it, the longest at a place."""
        folded, offsets = fold_with_offsets(text)
        places = [*offsets, len(text)]
        return [(places[start], places[end - 1] + 1) for start, end in self._spans_in(folded)]

    def _names_in(self, folded: str) -> Iterator[str]:
        return (folded[start:end] for start, end in self._spans_in(folded))

    def _spans_in(self, folded: str) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(folded):
            name = next((n for n in self._candidates(folded, at) if _stands_alone(folded, at, n)), "")
            if name:
                yield at, at + len(name)
            at += len(name) or 1

    def _candidates(self, folded: str, at: int) -> Iterator[str]:
        for length in self._lengths.get(folded[at], ()):
            if folded[at : at + length] in self._group_of:
                yield folded[at : at + length]

    def others(self, text: str) -> list[str]:
        """The other names of everything that a text names, folded, without repetition."""
        folded = fold(text)
        return list(
            dict.fromkeys(n for name in self._names_in(folded) for n in self._group_of[name] if n not in folded)
        )

    def things(self, text: str) -> set[str]:
        """What a text names, each thing by the first of its names."""
        return {self._group_of[name][0] for name in self._names_in(fold(text))}

    def written(self, name: str) -> str:
        """A folded name with its capitals, in the script of its table."""
        return self._written.get(name, name)

    def same(self, name: str) -> tuple[str, ...]:
        """All names of a thing, folded, this one among them."""
        folded = fold(name)
        return self._group_of.get(folded, (folded,))


def _stands_alone(folded: str, at: int, name: str) -> bool:
    """Whether a Latin name is no part of a longer word."""
    if not name.isascii():
        return True
    around = folded[max(0, at - 1) : at] + folded[at + len(name) : at + len(name) + 1]
    return not any(c.isascii() and c.isalnum() for c in around)


def known_names(mined: Iterable[Sequence[str]]) -> Aliases:
    """The names of the table and those mined from a collection."""
    return Aliases([*read_table(TABLE), *mined])


def mine(texts: Iterable[str]) -> list[list[str]]:
    """Pairs of a Chinese and a Latin name that articles give for one thing, and of a company's full and short name."""
    pairs: dict[tuple[str, str], None] = {}
    for text in texts:
        for pattern in (HAN_FIRST, LATIN_FIRST, KNOWN_AS):
            for match in pattern.finditer(text):
                han = _name_at_end(match["han"], text) if pattern is HAN_FIRST else match["han"]
                if len(han) >= SHORTEST:
                    pairs[(han, match["latin"].strip())] = None
                short = KIND_OF_COMPANY.sub("", han)
                if SHORTEST <= len(short) < len(han):
                    pairs[(han, short)] = None
    return [list(pair) for pair in pairs]


def _name_at_end(run: str, text: str) -> str:
    """The name that a run of Han characters ends with: where its article goes on using it, it grows common at its length."""
    if len(run) <= PLAIN:
        return run
    counts = {n: text.count(run[-n:]) for n in range(PLAIN, len(run) + 1)}
    jumps = {n: counts[n] / counts.get(n + 1, 1) for n in counts if counts[n] > 1}
    if jumps and max(jumps.values()) > 1:
        return run[-max(jumps, key=lambda n: (jumps[n], n)) :]
    return run if jumps else BEFORE.sub("", run)


def read_table(path: Path) -> list[tuple[str, ...]]:
    """The groups of a table file.

    Raises:
        ValueError: A line has fewer than two names; the message names file and line.
    """
    groups = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            names = tuple(n.strip() for n in line.split("=") if n.strip())
            if len(names) < 2:
                raise ValueError(f"{path}, line {number}: {line!r} has one name, expected `one = another`")
            groups.append(names)
    return groups
