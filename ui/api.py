"""The tools `search` and `ask`, served as an HTTP API and over MCP by the process that serves the page."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import gradio as gr

from assistant.question import accepted
from assistant.records import answer_record, history_of
from ui.failure import Failure, attempt
from ui.filters import day_from, filters_from
from ui.protocol import Assistant
from ui.serialize import hits_json
from ui.strings import strings

MAX_HITS = 100
Result = TypeVar("Result")


def tools(assistant: Assistant) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return the two functions that are served over HTTP and as MCP tools; their docstrings describe them there."""

    def search(
        query: str, k: int = 10, after: str = "", before: str = "", language: str = "", source: str = ""
    ) -> list[dict[str, Any]]:
        """Find passages of the news articles that fit a query in Chinese or English, best first.

        Args:
            query: What to look for, in Simplified Chinese, Traditional Chinese or English.
            k: How many passages to return, at most 100.
            after: Only articles published on this day or later, e.g. 2024-10-15. Empty for no limit.
            before: Only articles published on this day or earlier. Empty for no limit.
            language: Only articles in this language: zh-Hans, zh-Hant or en. Empty for any.
            source: Only articles of this publication. Empty for any.
        """

        def found() -> list[dict[str, Any]]:
            filters = filters_from(after, before, language, source)
            return hits_json(
                assistant.search(accepted(query), max(1, min(int(k), MAX_HITS)), filters), assistant.article
            )

        return _or_error(attempt(found))

    def ask(
        question: str,
        history: list[dict[str, str]] | None = None,
        after: str = "",
        before: str = "",
        language: str = "",
        source: str = "",
        date: str = "",
    ) -> dict[str, Any]:
        """Answer a question from the news articles, with a citation for every sentence, or say that they do not say.

        Args:
            question: The question, in Simplified Chinese, Traditional Chinese or English.
            history: The conversation before it, oldest first: objects with "role" (user or assistant) and "content".
            after: Only articles published on this day or later, e.g. 2024-10-15. Empty for no limit.
            before: Only articles published on this day or earlier. Empty for no limit.
            language: Only articles in this language: zh-Hans, zh-Hant or en. Empty for any.
            source: Only articles of this publication. Empty for any.
            date: The day as of which it is asked: articles corrected later answer as they stood then. Empty for today.
        """

        def answered() -> dict[str, Any]:
            filters = filters_from(after, before, language, source)
            asked, started = day_from(date), time.monotonic()
            given = assistant.ask(accepted(question), history=history_of(history or []), asked=asked, filters=filters)
            record = answer_record(given, "", time.monotonic() - started)
            return {name: value for name, value in record.items() if name != "id"}

        return _or_error(attempt(answered))

    return search, ask


def _or_error(result: Result | Failure) -> Result:
    if isinstance(result, Failure):
        raise gr.Error(f"{strings('en')[result.key]} {result.detail}".strip(), print_exception=False)
    return result
