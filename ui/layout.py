"""What stands where on the page: the components, without what happens when they are used."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from corpus.article import Language
from ui.render_sources import sources_panel
from ui.strings import DEFAULT, LANGUAGES, TITLE, strings

LANGUAGE_CHOICES = [("简体", "zh-Hans"), ("繁體", "zh-Hant"), ("English", "en")]
LOOK = 10.0  # seconds between two looks at whether the collection has changed
# The script makes the dialog modal and fetches the article into its body.
DIALOG = (
    '<dialog id="na-dialog" aria-labelledby="na-dialog-title"><form method="dialog">'
    '<button id="na-close" aria-label="×">×</button></form><div id="na-article"></div></dialog>'
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The components that events read or change."""

    interface: gr.Radio
    chosen: gr.BrowserState
    status: gr.HTML
    past: gr.HTML
    live: gr.HTML
    sources: gr.HTML
    starters: gr.Column
    starters_heading: gr.HTML
    starter_buttons: tuple[gr.Button, ...]
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    new: gr.Button
    filters: gr.Accordion
    after: gr.Textbox
    before: gr.Textbox
    article_language: gr.Dropdown
    publication: gr.Dropdown
    rephrased: gr.Textbox
    conversation: gr.State
    clock: gr.Timer
    generation: gr.State


def _html(value: str = "", elem_id: str | None = None) -> gr.HTML:
    # Gradio's default rules for HTML restyle every paragraph, quotation and button in it; page.css has its own.
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, padding=False)


def example_questions() -> list[str]:
    """Return the example questions in the order of ui/examples.json."""
    listed = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))
    return [example["question"] for example in listed]


def build_layout() -> Layout:
    """Create the components inside the current gr.Blocks, in the default language of the interface."""
    said = strings(DEFAULT)
    conversation = gr.State(())
    # The key only keeps gradio from inventing a new one at every start; a language is no secret.
    chosen = gr.BrowserState("", storage_key="news-answers-language", secret="news-answers")  # noqa: S106
    with gr.Row(elem_id="na-head"):
        _html(f'<h1 class="na-brand">{TITLE}</h1>')
        interface = gr.Radio(LANGUAGE_CHOICES, value=DEFAULT, show_label=False, container=False, elem_id="na-language")
    status = _html(elem_id="na-status")
    with gr.Row(elem_id="na-main"):
        with gr.Column(elem_id="na-chat"):
            past = _html(elem_id="na-past")
            live = _html(elem_id="na-live")
            with gr.Column(elem_id="na-examples") as starters:
                heading = _html(starters_heading(DEFAULT))
                buttons = tuple(gr.Button(text, elem_classes="na-example") for text in example_questions())
            with gr.Column(elem_id="na-composer"):
                with gr.Row(elem_id="na-ask"):
                    question = gr.Textbox(
                        show_label=False, label=said["question"], placeholder=said["placeholder"], container=False,
                        lines=1, max_lines=6, max_length=2000, autofocus=True, elem_id="na-question", scale=1,
                    )  # fmt: skip
                    send = gr.Button(said["send"], variant="primary", elem_id="na-send", scale=0, min_width=76)
                    stop = gr.Button(said["stop"], visible=False, elem_id="na-stop", scale=0, min_width=76)
                    new = gr.Button(said["new"], elem_id="na-new", scale=0, min_width=76)
                with gr.Accordion(said["filters"], open=False, elem_id="na-filters") as filters, gr.Row():
                    after = gr.Textbox(label=said["after"], elem_classes="na-date", min_width=130, max_lines=1)
                    before = gr.Textbox(label=said["before"], elem_classes="na-date", min_width=130, max_lines=1)
                    article_language = gr.Dropdown(
                        language_choices(DEFAULT), value="", label=said["article_language"], min_width=130
                    )
                    publication = gr.Dropdown(
                        publication_choices((), DEFAULT), value="", label=said["publication"], min_width=130,
                        allow_custom_value=True, elem_id="na-publication",
                    )  # fmt: skip
                # The page's script writes a rewritten question here once the reader has changed it.
                rephrased = gr.Textbox(container=False, show_label=False, max_length=2000, elem_id="na-rephrased")
        with gr.Column(elem_id="na-side"):
            sources = _html(sources_panel((), DEFAULT), elem_id="na-panel")
    _html(DIALOG)
    return Layout(
        interface=interface, chosen=chosen, status=status, past=past, live=live, sources=sources, starters=starters,
        starters_heading=heading, starter_buttons=buttons, question=question, send=send, stop=stop, new=new,
        filters=filters, after=after, before=before, article_language=article_language, publication=publication,
        rephrased=rephrased, conversation=conversation, clock=gr.Timer(LOOK), generation=gr.State(""),
    )  # fmt: skip


def starters_heading(language: Language) -> str:
    """Return what stands above the example questions."""
    return f'<p class="na-note" lang="{language}">{strings(language)["examples"]}</p>'


def language_choices(language: Language) -> list[tuple[str, str]]:
    """Return the choices of the language filter; "" means any."""
    said = strings(language)
    return [(said["any"], ""), *((said[code], code) for code in LANGUAGES)]


def publication_choices(names: Sequence[str], language: Language) -> list[tuple[str, str]]:
    """Return the choices of the filter by publication; "" means any."""
    return [(strings(language)["any"], ""), *((name, name) for name in names)]
