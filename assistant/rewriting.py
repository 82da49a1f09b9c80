"""A follow-up made to stand alone: by the language model where there is one, else by rule."""

from collections.abc import Sequence

from assistant.conversation import BUDGET, rewrite
from assistant.llm import ChatModel, LanguageModelError
from assistant.prompts import fill
from assistant.types import Turn

LONGEST_TOLD = 600  # characters of a turn that the model is told


def standing_alone(question: str, history: Sequence[Turn], chat: ChatModel | None = None) -> str:
    """The question as it can be searched for; itself where it stands alone already.

    A model's reply that cannot be one question (nothing, several lines, far longer than what was asked) is not taken.
    """
    by_rule = rewrite(question, history)
    if not history or chat is None:
        return by_rule
    told = "\n".join(f"{turn.role}: {turn.text[:LONGEST_TOLD]}" for turn in history[-BUDGET:])
    try:
        reply = "".join(chat.stream(fill("rewrite", history=told, question=question))).strip()
    except LanguageModelError:
        return by_rule  # the failure is told by the answer, which asks the model again
    usable = reply and "\n" not in reply and len(reply) < 4 * len(question) + 200
    return reply if usable else by_rule
