"""Names that articles give in two forms: `澄海智能（Chenghai AI）`, and a company's short name beside its full one."""

import re
from collections.abc import Iterable

from index.aliases import SHORTEST

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
PLAIN = 3  # characters; a shorter ending is too often a common word


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
