"""A page that is open notices that the collection has changed, and says when."""

from datetime import datetime
from typing import Any

import gradio as gr

from corpus.article import Language
from ui.failure import Failure, attempt
from ui.layout import Layout, publication_choices
from ui.protocol import Assistant
from ui.render import status_line
from ui.strings import as_language

NONE = "none"


def wire_changes(layout: Layout, assistant: Assistant) -> None:
    """Let the page's clock look at the collection."""
    layout.clock.tick(
        lambda interface, shown: changed(layout, assistant, as_language(interface), shown),
        [layout.interface, layout.generation],
        [layout.generation, layout.status, layout.publication],
        api_visibility="private",
        show_progress="hidden",
        queue=False,
    )


def generation_shown(assistant: Assistant) -> str:
    """Return the generation that a page shows when it is opened; a word of its own while there is no index."""
    status = attempt(assistant.status)
    return NONE if isinstance(status, Failure) else status.generation


def changed(layout: Layout, assistant: Assistant, language: Language, shown: str) -> dict[Any, Any] | Any:  # noqa: ANN401
    """Return what the page has to show anew: nothing where it shows the generation that serves, or is not open yet."""
    status = attempt(assistant.status)
    if isinstance(status, Failure) or status.generation == shown or not shown:
        return gr.skip()
    return {
        layout.generation: status.generation,
        layout.status: status_line(status, language, changed=datetime.now()),
        layout.publication: gr.Dropdown(publication_choices(status.sources, language)),
    }
