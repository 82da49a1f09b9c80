"""The words of a question that an answer's surroundings must speak of, and how near a passage's words come to each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rjieba

from index.context import embeddable
from index.terms import STOPWORDS
from index.types import Embedder

# What is asked for stands in no answer. A verb before it belongs to it, or jieba makes a word of the two.
ASKING = re.compile(
    r"(?:是|为|叫做|叫|有|在|达到|达|占|了|到|约)?(?:多少|几(?=[个家位名年月天款岁条项次轮])|"
    r"哪(?:[一两]?[个些家位名年里儿种款天日月部])?|谁|什么(?:时候|时间|样|名字)?|何时|何人|何处|何地|为何|为什么|为啥|"
    r"怎么样?|怎样|如何|是否|吗|呢)"
)
AND_BEFORE, AND_BEHIND = re.compile(r"(?:[、和与及跟]|\band)\s*$"), re.compile(r"\s*(?:[、和与及跟]|and\b)")
MASK = "\ue000"
LATIN = re.compile(r"[a-z0-9.\-'’]+")
EMPTY_LATIN = STOPWORDS | frozenset(
    "how what which who whom whose when where why much many long far did does do can could would should will shall about "
    "according say says said there been being than then into over under after before".split()
)
EMPTY_HAN = frozenset(
    "的 了 是 在 有 和 与 及 或 对 对应 于 把 被 向 给 由 从 到 等 将 为 以 其 该 这 那 这个 那个 此 一共 总共 共 目前 现在 分别 "
    "具体 大概 大约 都 也 还 就 会 要 能 可以 请问 请 告诉 我 你 他 她 它 他们 我们 事件 方面 情况 属于 成为 进行 通过 根据 所 之 中 里 "
    "上 下 内 外 间 时 后 前 第 年 月 日 号 叫 叫做 名字 做 个 家 位 名 种 次 吧 啊 不 没 没有 最 更 多 大 一 名称 钱 人员 人士 多大 多久 "
    "一家 一个 内容 如下 相关".split()
)
EMPTY_TAGS = "ucpyoedrqfvm"  # of single characters: particles, conjunctions, prepositions, pronouns, measure words ...


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question that says something.

    Attributes:
        text: In Simplified script and lower case.
        shown: The same with letter case kept.
        part: Whether it is one of several things that are asked about: it stands beside an `and`.
        name: Whether it is a name, which an article may shorten or leave to the sentence before.
        tokens: The first and behind the last of the embedding model's tokens for it.
    """

    text: str
    shown: str
    part: bool
    name: bool
    tokens: tuple[int, int]


def words_asked(text: str, names: Sequence[str], embedder: Embedder) -> list[Word]:
    """The words of a question in their order, question words and empty ones left out; `names` are folded."""
    shown = embeddable(text)
    low = shown.lower()
    if len(low) != len(shown):
        low = shown
    masked, found = ASKING.sub(lambda m: MASK * len(m.group()), low), []
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        at = masked.find(name)
        if at >= 0:
            found.append((at, name, True))
            masked = masked[:at] + MASK * len(name) + masked[at + len(name) :]
    at = 0
    for word, tag in rjieba.tag(masked):
        at = masked.index(word, at)
        if MASK not in word and _says_something(word, tag):
            found.append((at, word, False))
        at += len(word)
    found.sort()
    cuts = [shown[:end] for start, word, _ in found for end in (start, start + len(word))]
    counts = embedder.count_tokens(cuts)
    return [
        Word(
            word,
            shown[start : start + len(word)],
            bool(AND_BEFORE.search(low[:start]) or AND_BEHIND.match(low, start + len(word))),
            name,
            (counts[2 * i], max(counts[2 * i + 1], counts[2 * i] + 1)),
        )
        for i, (start, word, name) in enumerate(found)
    ]


def _says_something(word: str, tag: str) -> bool:
    if not re.search(r"\w", word):
        return False
    if LATIN.fullmatch(word):
        return word not in EMPTY_LATIN and (len(word) > 1 or word.isdigit())
    return word not in EMPTY_HAN and not (len(word) == 1 and tag[0] in EMPTY_TAGS)


def nearness_of(words: Sequence[Word], tokens: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Of each word the mean over its tokens: tokens [..., tokens of the question] to [..., words]."""
    width = tokens.shape[-1]
    spans = [(min(first, max(0, width - 1)), min(last, width)) for first, last in (w.tokens for w in words)]
    if not spans or not width:
        return np.zeros((*tokens.shape[:-1], len(words)), np.float32)
    return np.stack([tokens[..., a : max(b, a + 1)].mean(axis=-1) for a, b in spans], axis=-1)
