"""A follow-up made to stand alone: by the language model where there is one and code finds no fault with it, else by rule."""

import re
from collections.abc import Sequence

from assistant.budget import fitting, shortened
from assistant.citations import spoken, without_markers
from assistant.conversation import rewrite
from assistant.llm import ChatModel, LanguageModelError
from assistant.mentions import mentions
from assistant.prompts import fill
from assistant.quantities import quantities
from assistant.question import INTERROGATIVE
from assistant.types import Turn
from corpus.fold import fold, to_simplified
from corpus.language import detect_language

TURN = 200  # tokens of one turn
HISTORY = 1200  # tokens of all of them
LABEL = re.compile(r"^\s*(?:rewritten question|question|改写后的?问题|改寫後的?問題|问题|問題)\s*[:：]\s*", re.I)
ASKS = re.compile(
    rf"[?？]|{INTERROGATIVE.pattern}|[吗呢]|是否|是不是|有没有|能否|多[高长远大久]|"
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b",
    re.I,
)
FENCE = re.compile(r"<\s*/?\s*conversation\s*>", re.I)


def standing_alone(question: str, history: Sequence[Turn], chat: ChatModel | None = None) -> str:
    """The question as it can be searched for; itself where it stands alone already."""
    by_rule = rewrite(question, history)
    if not history or chat is None:
        return by_rule
    newest = (f"{turn.role}: {shortened(without_markers(turn.text), TURN)}" for turn in reversed(history))
    told = "\n".join(reversed(fitting(newest, HISTORY)))
    prompt = fill(f"rewrite.{detect_language(question)}", history=FENCE.sub("‹conversation›", told), question=question)
    try:
        reply = "".join(chat.stream(prompt))
    except LanguageModelError:
        return by_rule  # the failure is told by the answer, which asks the model again
    reply = LABEL.sub("", spoken(reply).strip()).strip("“”\"' ")
    return reply if is_usable(reply, question, told) else by_rule


def is_usable(reply: str, question: str, told: str) -> bool:
    """Whether a rewriting is one line in the question's language that asks too, keeps its names and figures and invents none."""
    if not reply or "\n" in reply or len(reply) > 4 * len(question) + 200:
        return False
    if (detect_language(reply) == "en") != (detect_language(question) == "en"):
        return False
    if ASKS.search(to_simplified(question)) and not ASKS.search(to_simplified(reply)):  # a small model answers instead
        return False
    known, now, said = fold(f"{told}\n{question}"), fold(reply), {q.value for q in quantities(f"{told}\n{question}")}
    invented = (
        any(fold(m.name) not in known for m in mentions(reply)) or not {q.value for q in quantities(reply)} <= said
    )
    kept = all(fold(m.name) in now for m in mentions(question))
    return kept and not invented and {q.value for q in quantities(question)} <= {q.value for q in quantities(reply)}
