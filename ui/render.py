"""The HTML of a conversation: questions, answers and their markers. Every text passes through `escape`."""

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape

from assistant.types import Answer, Status
from corpus.article import Language
from index.types import Filters
from ui.conversation import Conversation, Exchange
from ui.render_disagreements import disagreement_tables
from ui.sources import Source
from ui.strings import strings

_MARKER = re.compile(r"\[(\d{1,3})\]")


def conversation(exchanges: Conversation, language: Language) -> str:
    """Return the HTML of several exchanges, oldest first."""
    return "".join(_exchange(exchange, language) for exchange in exchanges)


def status_line(status: Status | None, language: Language, changed: datetime | None = None) -> str:
    """Return the line that says which mode answers and over what, and when that changed; None stands for a missing index."""
    said = strings(language)
    if status is None or not status.articles:
        return f'<p class="na-status" lang="{language}"><span class="na-warning">{escape(said["no_index"])}</span></p>'
    facts = said["facts"].format(articles=status.articles)
    if status.earliest and status.latest:
        facts += " · " + said["facts_span"].format(earliest=status.earliest, latest=status.latest)
    if changed:
        facts += " · " + said["facts_changed"].format(time=f"{changed:%H:%M}")
    mode = said[f"mode_{status.mode}"].format(model=status.llm_model)
    return (
        f'<p class="na-status" lang="{language}"><span class="na-mode na-{status.mode}">{escape(mode)}</span>'
        f'<span class="na-facts">{escape(facts)}</span></p>'
    )


def _exchange(exchange: Exchange, language: Language) -> str:
    said = strings(language)
    lines = [f'<p class="na-question">{_text(exchange.question)}</p>']
    conditions = _conditions(exchange.filters, said)
    if conditions:
        lines.append(f'<p class="na-conditions">{escape(conditions)}</p>')
    answer = exchange.answer
    if answer and answer.standalone_question.strip() not in ("", exchange.question.strip()):
        lines.append(_rewriting(answer.standalone_question, said))
    if answer:
        lines.append(_answer(exchange, answer, said))
    elif exchange.failure:
        detail = f"<br><small>{_text(exchange.failure.detail)}</small>" if exchange.failure.detail else ""
        lines.append(f'<div class="na-failure" role="alert">{escape(said[exchange.failure.key])}{detail}</div>')
    else:
        lines.append(_draft(exchange, said))
    busy = ' aria-busy="true"' if exchange.running else ""
    return f'<article class="na-exchange" data-turn="{exchange.turn}"{busy}>{"".join(lines)}</article>'


def _rewriting(standalone: str, said: Mapping[str, str]) -> str:
    """How the question was searched for, and a form to change that; the page's script opens and sends it."""
    text, label = escape(standalone.strip()), escape(said["rephrased"])
    return (
        f'<div class="na-understood"><p>{escape(said["understood"])}<span>{_text(standalone)}</span> '
        f'<button type="button" class="na-rephrase" aria-expanded="false">{escape(said["rephrase"])}</button></p>'
        f'<form class="na-rephrasing" hidden><textarea rows="2" maxlength="2000" aria-label="{label}">{text}</textarea>'
        f'<button type="submit">{escape(said["ask_again"])}</button></form></div>'
    )


def _draft(exchange: Exchange, said: Mapping[str, str]) -> str:
    # Sources exist only once the answer is checked, so the markers of a draft lead nowhere yet.
    body = "".join(f"<p>{_MARKER.sub(_pending, _text(line))}</p>" for line in exchange.draft.splitlines() if line)
    if exchange.stopped:
        return f'<div class="na-answer na-stopped">{body}<p class="na-note">{escape(said["stopped"])}</p></div>'
    if not body:
        return f'<p class="na-working">{escape(said["working"])}</p>'
    return f'<div class="na-answer na-draft">{body}</div>'


def _pending(marker: re.Match[str]) -> str:
    return f'<span class="na-marker">{marker.group(1)}</span>'


def _answer(exchange: Exchange, answer: Answer, said: Mapping[str, str]) -> str:
    notices = "".join(f"<li>{_text(notice)}</li>" for notice in answer.notices)
    foot = f'<ul class="na-notices">{notices}</ul>' if notices else ""
    if answer.abstained:
        listed = "".join(_nearest(exchange.turn, source) for source in exchange.sources)
        nearest = f"<p>{escape(said['nearest'])}</p><ul>{listed}</ul>" if listed else ""
        body = f'<p class="na-verdict">{escape(said["refused"])}</p><p>{_text(answer.text)}</p>'
        return f'<div class="na-refusal">{body}{foot}<div class="na-nearest">{nearest}</div></div>'
    lines = [_line(line, exchange, answer, said) for line in answer.text.splitlines() if line.strip()]
    if lines and _has_lead(answer):
        lines[0] = lines[0].replace("<p>", '<p class="na-lead">', 1)
    body = "".join(lines) + disagreement_tables(answer.disagreements, exchange, said)
    maker = f'<p class="na-maker">{escape(said[f"by_{answer.mode}"])}</p>'
    return f'<div class="na-answer na-{answer.mode}">{body}{foot}{maker}</div>'


def _has_lead(answer: Answer) -> bool:
    """Whether the first line was lifted out of a sentence; otherwise it is one itself."""
    first = answer.sentences[0].text if answer.sentences else ""
    return answer.mode == "extractive" and all(first != " ".join(c.quote.split()) for c in answer.citations)


def _line(line: str, exchange: Exchange, answer: Answer, said: Mapping[str, str]) -> str:
    doubted = next((s.text for s in answer.sentences if not s.supported and s.text and s.text in line), "")
    before, found, after = line.partition(doubted) if doubted else (line, "", "")
    html = _text(before)
    if found:
        title = escape(said["unsupported"])
        html += f'<span class="na-unsupported" title="{title}">{_text(found)}</span>{_text(after)}'
    numbers = {source.key: source for source in exchange.sources}

    def link(marker: re.Match[str]) -> str:
        source = numbers.get(marker.group(1))
        return _marker(exchange.turn, source, said) if source else marker.group(0)

    return f"<p>{_MARKER.sub(link, html)}</p>"


def _marker(turn: int, source: Source, said: Mapping[str, str]) -> str:
    label = f"{said['source_number'].format(number=source.key)}: {source.title}"
    return (
        f'<a class="na-marker" href="#na-source-{turn}-{source.key}" data-turn="{turn}" data-key="{source.key}"'
        f' aria-label="{escape(label)}" title="{escape(source.title)}">{source.key}</a>'
    )


def _nearest(turn: int, source: Source) -> str:
    published = f" <small>{source.published}</small>" if source.published else ""
    return (
        f'<li><a class="na-near" href="#na-source-{turn}-{source.key}" data-turn="{turn}" data-key="{source.key}">'
        f"{escape(source.title)}</a>{published}</li>"
    )


def _conditions(filters: Filters, said: Mapping[str, str]) -> str:
    parts = [f"{said['after']} {filters.after}"] if filters.after else []
    parts += [f"{said['before']} {filters.before}"] if filters.before else []
    parts += [said[filters.language]] if filters.language else []
    parts += [f"{said['publication']} {filters.source}"] if filters.source else []
    return " · ".join(parts)


def _text(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>")
