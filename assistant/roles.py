"""People named behind what they are: the 许望舒 of `创始人许望舒说`."""

import re

import rjieba

from index.dictionary import is_word
from index.readings import SURNAMES, readings

# Before somebody's name, and no part of it.
ROLE = re.compile(
    r"创[始办]人|首席[\u4e00-\u9fff]{1,3}[官家]|董事长|总裁|总经理|总监|财务长|技术长|执行长|运营长|营运长|负责人|合伙人|分析师|记者|发言人|主席|教授|"
    r"研究员|律师|投资人|工程师|主管|经理"
)
BEHIND = frozenset("说称表认指在是的从和与对把将任为已也离来出还了向给")  # what follows a name of two characters
# Surnames of the dictionary that are words nearly always.
NO_SURNAME = frozenset("的是在和与及从对向把被将让由为也都还会能可要想说称表")


def people_with_roles(folded: str) -> list[tuple[int, int, int]]:
    """Where a folded text names people behind what they are: where the role begins, where the name does and where it ends."""
    found = []
    for role in ROLE.finditer(folded):
        start = role.end()
        name = re.match(r"[\u4e00-\u9fff]{2,3}", folded[start : start + 3])
        if name is None or name[0][0] in NO_SURNAME or name[0][1] in BEHIND:
            continue
        (first, tag), *rest = rjieba.tag(folded[start : start + 6])
        if name[0][0] not in SURNAMES and not (tag == "nr" and name[0][0] in readings().surnames):
            continue
        two = (
            len(name[0]) == 2
            or name[0][2] in BEHIND
            or (len(first) == 2 and bool(rest) and len(rest[0][0]) > 1 and is_word(rest[0][0]))
        )
        found.append((role.start(), start, start + (2 if two else 3)))
    return found
