"""The HTML of what the articles disagree about: a table a disagreement. Every text passes through `escape`."""

from collections.abc import Mapping, Sequence
from html import escape

from assistant.types import Disagreement, Version
from ui.conversation import Exchange

_COLUMNS = ("version_value", "version_article", "version_date", "version_status")


def disagreement_tables(disagreements: Sequence[Disagreement], exchange: Exchange, said: Mapping[str, str]) -> str:
    """Return a table for each disagreement: every value with its article, date and status."""
    return "".join(_table(disagreement, exchange, said) for disagreement in disagreements)


def _table(disagreement: Disagreement, exchange: Exchange, said: Mapping[str, str]) -> str:
    keys = {source.key for source in exchange.sources}
    head = "".join(f'<th scope="col">{escape(said[column])}</th>' for column in _COLUMNS)
    rows = "".join(_row(version, exchange.turn, keys, said) for version in disagreement.versions)
    caption = escape(said["disagreement"].format(subject=disagreement.subject))
    return (
        f'<div class="na-disagreement"><table><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(version: Version, turn: int, keys: set[str], said: Mapping[str, str]) -> str:
    key, title = str(version.citation), escape(version.title)
    if key in keys:
        place = f'href="#na-source-{turn}-{key}" data-turn="{turn}" data-key="{key}"'
        title = f'<a class="na-near" {place}>{title}</a>'
    day = str(version.published or said["undated"])
    status = said["status_" + version.status.replace(" ", "_")]
    cells = (escape(version.value), title, escape(day), escape(status))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
