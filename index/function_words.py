"""What each token of a question counts in late interaction: function words little, punctuation and question words nothing.

Every text holds something near to them, so they add the same to each candidate and, between two languages, mere noise.
"""

import re
from collections.abc import Sequence

import numpy as np

from index.terms import STOPWORDS
from index.types import Matrix

FUNCTION_WORD = 0.5  # against a name, a number or any other word
MARKERS = "\u2581\u0120#"  # how tokenizers write a word's beginning or its continuation
SIGNS = re.compile(r"[\W_]*")
QUESTION_WORDS = frozenset("what who whom whose which when where why how much many".split())
ASKING = "什么|甚么|怎么样|怎么|怎样|如何|为什么|为何|哪里|哪儿|哪些|哪个|哪一|哪位|哪|谁|几个|几|多少|多大|多久|何时|何|吗|呢|吧|请问"
JOINING = "的|了|是|在|有|和|与|及|之|这|那|个|被|把|从|对|于|以|而|也|都|就"
# One token may join several of them: 是什么, 有哪些.
CHINESE_QUESTION_WORDS = re.compile(f"(?:{ASKING})+")
CHINESE_FUNCTION_WORDS = re.compile(f"(?:{ASKING}|{JOINING})+")


def weight(token: str) -> float:
    """What a token of folded text, as a tokenizer writes it, counts: 0 to 1."""
    bare = token.strip(MARKERS).lower()
    if SIGNS.fullmatch(bare) or bare in QUESTION_WORDS or CHINESE_QUESTION_WORDS.fullmatch(bare):
        return 0.0
    return FUNCTION_WORD if bare in STOPWORDS or CHINESE_FUNCTION_WORDS.fullmatch(bare) else 1.0


def weights(tokens: Sequence[str]) -> Matrix:
    """What each token of a question counts, float32 [tokens]; all the same where none says anything."""
    found = np.array([weight(token) for token in tokens], np.float32)
    return found if found.any() else np.ones_like(found)
