"""What happens on the page: asking, stopping, a new chat, another language."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from corpus.article import Language
from ui.changes import generation_shown, wire_changes
from ui.conversation import Conversation, converse, refuse, stop
from ui.failure import Failure, attempt
from ui.filters import filters_from
from ui.layout import Layout, language_choices, publication_choices, starters_heading
from ui.protocol import Assistant
from ui.render import conversation as conversation_html
from ui.render import status_line
from ui.render_sources import sources_panel
from ui.runs import Runs
from ui.strings import as_language, language_of_browser, strings

# Questions answered at the same time; the others wait in gradio's queue.
CONCURRENT = 4
# What was sent before the reader stopped is still on its way to the page; what stopping shows has to come after it.
UNDER_WAY = 0.4  # seconds
Updates = dict[Any, Any]


def wire(page: gr.Blocks, layout: Layout, assistant: Assistant) -> None:
    """Connect the components of the page to the assistant."""
    runs = Runs()
    asking = _wire_asking(layout, assistant, runs)
    shared: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

    def stopped(conversation: Conversation, interface: str, request: gr.Request) -> Updates:
        ended = runs.end(_session(request), conversation)
        time.sleep(UNDER_WAY)
        return _stopped(layout, ended, interface)

    def cleared(interface: str, request: gr.Request) -> Updates:
        runs.end(_session(request), ())
        time.sleep(UNDER_WAY)
        return _cleared(layout, interface)

    layout.stop.click(
        stopped,
        [layout.conversation, layout.interface],
        [layout.conversation, *_shown(layout)],
        cancels=asking,
        queue=False,
        **shared,
    )
    layout.new.click(
        cleared,
        [layout.interface],
        [layout.conversation, layout.question, layout.starters, *_shown(layout)],
        cancels=asking,
        queue=False,
        **shared,
    )
    said = [layout.chosen, *_worded(layout)]
    layout.interface.input(
        lambda interface, conversation: _in_language(layout, assistant, as_language(interface), conversation),
        [layout.interface, layout.conversation],
        said,
        **shared,
    )

    def opened(chosen: str, conversation: Conversation, request: gr.Request) -> Updates:
        language = as_language(chosen) if chosen else language_of_browser(request.headers.get("accept-language"))
        updates = _in_language(layout, assistant, language, conversation)
        return {**updates, layout.interface: language, layout.generation: generation_shown(assistant)}

    page.load(opened, [layout.chosen, layout.conversation], [layout.interface, layout.generation, *said], **shared)
    wire_changes(layout, assistant)


def _session(request: gr.Request) -> str:
    return str(request.session_hash)


def _wire_asking(layout: Layout, assistant: Assistant, runs: Runs) -> list[Any]:
    fields = [layout.after, layout.before, layout.article_language, layout.publication]
    rest = [layout.conversation, layout.interface, *fields]
    outputs = [layout.conversation, layout.question, layout.starters, layout.status, *_shown(layout)]
    shared: dict[str, Any] = {
        "api_visibility": "private",
        "show_progress": "hidden",
        "concurrency_limit": CONCURRENT,
        "concurrency_id": "ask",
        "trigger_mode": "once",
    }
    ask, ask_alone = (_asking(layout, assistant, runs, alone=alone) for alone in (False, True))
    typed = gr.on([layout.send.click, layout.question.submit], ask, [layout.question, *rest], outputs, **shared)
    rephrased = layout.rephrased.submit(ask_alone, [layout.rephrased, *rest], outputs, **shared)
    starters = (button.click(ask, [button, *rest], outputs, **shared) for button in layout.starter_buttons)
    return [typed, rephrased, *starters]


def _asking(layout: Layout, assistant: Assistant, runs: Runs, *, alone: bool) -> Callable[..., Iterator[Updates]]:
    def ask(
        question: str,
        conversation: Conversation,
        interface: str,
        after: str,
        before: str,
        language: str,
        publication: str | None,
        request: gr.Request,
    ) -> Iterator[Updates]:
        session, spoken, begun = _session(request), as_language(interface), False
        fields = (after, before, language, publication)
        for steps, updates in _asked(layout, assistant, question, conversation, spoken, fields, alone=alone):
            if steps is None:
                yield updates
                continue
            if len(steps) > len(conversation) and steps[-1].running and not begun:
                runs.begin(session, steps)
                begun = True
            if begun and not runs.advance(session, steps):
                return
            yield updates

    return ask


def _asked(
    layout: Layout,
    assistant: Assistant,
    question: str,
    before: Conversation,
    language: Language,
    fields: tuple[str, str, str, str | None],
    *,
    alone: bool,
) -> Iterator[tuple[Conversation | None, Updates]]:
    asked = question.strip()
    if not asked or (before and before[-1].running):
        yield None, {layout.question: "" if not asked else question}  # gradio takes an empty update for a missing one
        return
    filters = attempt(lambda: filters_from(*fields))
    steps: Iterator[Conversation]
    steps = (
        iter([refuse(asked, before, filters)])
        if isinstance(filters, Failure)
        else converse(assistant, asked, before, filters, alone=alone)
    )
    first: Updates = {layout.starters: gr.Column(visible=False), layout.past: conversation_html(before, language)}
    if not alone:  # what is being typed meanwhile stays
        first[layout.question] = ""
    for conversation in steps:
        running = conversation[-1].running
        updates: Updates = {
            **first,
            layout.conversation: conversation,
            layout.live: conversation_html(conversation[-1:], language),
        }
        if first or not running:
            updates |= _buttons(layout, running=running)
            updates[layout.sources] = sources_panel(conversation, language)
        if not running:
            updates[layout.status] = _status(assistant, language)
        yield conversation, updates
        first = {}


def _stopped(layout: Layout, conversation: Conversation, interface: str) -> Updates:
    stopped = stop(conversation)
    language = as_language(interface)
    return {layout.conversation: stopped, **_redrawn(layout, stopped, language), **_buttons(layout, running=False)}


def _cleared(layout: Layout, interface: str) -> Updates:
    return {
        layout.conversation: (),
        layout.question: "",
        layout.starters: gr.Column(visible=True),
        **_redrawn(layout, (), as_language(interface)),
        **_buttons(layout, running=False),
    }


def _in_language(layout: Layout, assistant: Assistant, language: Language, conversation: Conversation) -> Updates:
    said = strings(language)
    status = attempt(assistant.status)
    names = () if isinstance(status, Failure) else status.sources
    return {
        layout.chosen: language,
        layout.status: _status(assistant, language),
        layout.starters_heading: starters_heading(language),
        layout.question: gr.Textbox(placeholder=said["placeholder"], label=said["question"]),
        layout.send: gr.Button(said["send"]),
        layout.stop: gr.Button(said["stop"]),
        layout.new: gr.Button(said["new"]),
        layout.filters: gr.Accordion(label=said["filters"]),
        layout.after: gr.Textbox(label=said["after"]),
        layout.before: gr.Textbox(label=said["before"]),
        layout.article_language: gr.Dropdown(language_choices(language), label=said["article_language"]),
        layout.publication: gr.Dropdown(publication_choices(names, language), label=said["publication"]),
        **_redrawn(layout, conversation, language),
    }


def _redrawn(layout: Layout, conversation: Conversation, language: Language) -> Updates:
    return {
        layout.past: conversation_html(conversation[:-1], language),
        layout.live: conversation_html(conversation[-1:], language),
        layout.sources: sources_panel(conversation, language),
    }


def _buttons(layout: Layout, *, running: bool) -> Updates:
    return {layout.send: gr.Button(visible=not running), layout.stop: gr.Button(visible=running)}


def _status(assistant: Assistant, language: Language) -> str:
    status = attempt(assistant.status)
    return status_line(None if isinstance(status, Failure) else status, language)


def _shown(layout: Layout) -> list[Any]:
    return [layout.past, layout.live, layout.sources, layout.send, layout.stop]


def _worded(layout: Layout) -> list[Any]:
    return [
        layout.status, layout.starters_heading, layout.question, layout.new, layout.filters, layout.after,
        layout.before, layout.article_language, layout.publication, *_shown(layout),
    ]  # fmt: skip
