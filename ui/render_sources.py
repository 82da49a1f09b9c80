"""The HTML of the sources beside an answer, and of a whole article. Every text passes through `escape`."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

from corpus.article import Article, Language
from corpus.byline import parse_byline
from corpus.fold import fold
from ui.conversation import Conversation, Exchange
from ui.sources import Source
from ui.strings import strings


def sources_panel(exchanges: Conversation, language: Language) -> str:
    """Return the sources of every exchange, the last one's visible; the page's script shows another turn's."""
    said = strings(language)
    if not exchanges:
        return _empty(said["sources"], said["sources_empty"])
    last = exchanges[-1].turn
    return "".join(_section(exchange, said, hidden=exchange.turn != last) for exchange in exchanges)


def _section(exchange: Exchange, said: Mapping[str, str], *, hidden: bool) -> str:
    cards = "".join(_card(exchange.turn, source, said) for source in exchange.sources)
    if not cards:
        cards = "" if exchange.running else f'<p class="na-note">{escape(said["sources_none"])}</p>'
    refused = exchange.answer is not None and exchange.answer.abstained
    heading = escape(said["nearest"] if refused else said["sources"])
    return (
        f'<section class="na-sources" data-turn="{exchange.turn}"{" hidden" if hidden else ""}>'
        f'<h2>{heading}</h2><p class="na-about">{escape(exchange.question)}</p>{cards}</section>'
    )


def _card(turn: int, source: Source, said: Mapping[str, str]) -> str:
    cited = source.key.isdigit()
    number = f'<a class="na-number" href="#" title="{escape(said["back"])}">{source.key}</a>' if cited else ""
    facts = [str(source.published or said["undated"])]
    facts += [source.publication] if source.publication else []
    facts += [said[source.language]] if source.language else []
    facts += [said["page"].format(number=source.page)] if source.page else []
    tag = f' lang="{source.language}"' if source.language else ""
    opener = ""
    if source.language:
        label = escape(said["open_article" if cited else "open_passage"])
        opener = f'<button type="button" class="na-open">{label}</button>'
    titles = "; ".join(source.also)
    also = f'<p class="na-facts">{escape(said["also"].format(titles=titles))}</p>' if titles else ""
    return (
        f'<article class="na-source" id="na-source-{turn}-{source.key}" data-turn="{turn}" data-key="{source.key}"'
        f' data-article="{escape(source.article_id)}" data-start="{source.start}">'
        f"<header>{number}<h3{tag}>{escape(source.title)}</h3></header>"
        f'<p class="na-facts">{" · ".join(map(escape, facts))}</p>'
        f"<blockquote{tag}>{escape(source.before)}<mark>{escape(source.quote)}</mark>{escape(source.after)}</blockquote>"
        f"{also}{opener}</article>"
    )


def whole_article(article: Article, quote: str, start: int, language: Language) -> str:
    """Return an article with one of its sentences marked.

    Args:
        article: The article as it is indexed now.
        quote: The sentence to mark, or "".
        start: Where it stood when it was cited. An article that was rebuilt since is searched for it.
        language: The language of the interface.
    """
    said = strings(language)
    if article.text[start : start + len(quote)] != quote:
        start = article.text.find(quote)
    facts = [str(article.published or said["undated"])]
    facts += [article.source] if article.source else []
    facts += [said["by_author"].format(author=article.author)] if article.author else []
    facts.append(said[article.language])
    line = " · ".join(map(escape, facts))
    if article.url and urlsplit(article.url).scheme in ("http", "https"):
        address = escape(article.url)
        line += f' · <a href="{address}" target="_blank" rel="noopener noreferrer">{escape(said["original"])}</a>'
    changed = f'<p class="na-warning">{escape(said["article_changed"])}</p>' if start < 0 else ""
    body = _paragraphs(article.text, start, start + len(quote) if start >= 0 else start, _head_end(article, start))
    return (
        f'<h2 lang="{article.language}">{escape(article.title)}</h2><p class="na-facts">{line}</p>{changed}'
        f'<div class="na-text" lang="{article.language}">{body}</div>'
    )


def article_problem(message: str) -> str:
    """Return what stands in an article's place when it cannot be shown."""
    return f'<p class="na-failure" role="alert">{escape(message)}</p>'


def _head_end(article: Article, marked: int) -> int:
    """Where the text begins behind its own headline and byline, which stand above it already.

    A line is passed over only when all it says is shown there; what is marked never is, wherever it stands.

    Args:
        article: The article.
        marked: The offset of its marked sentence, or -1.
    """
    said = {fold(words).lower() for words in (article.title, article.source or "", article.author or "") if words}
    offset = 0
    for line in article.text.split("\n"):
        words = fold(line.strip())
        byline = parse_byline(words)
        dated = byline is not None and (byline.published or article.published) == article.published is not None
        if (words and words.lower() not in said and not dated) or 0 <= marked < offset + len(line):
            return offset
        offset += len(line) + 1
    return 0


def _paragraphs(text: str, start: int, end: int, first_line: int) -> str:
    # A marked passage may run over several paragraphs: each gets its own mark element.
    html = []
    offset = first_line
    for line in text[first_line:].split("\n"):
        first, last = max(start - offset, 0), min(end - offset, len(line))
        if line.strip() and first < last:
            marked = f"<mark>{escape(line[first:last])}</mark>"
            html.append(f"<p>{escape(line[:first])}{marked}{escape(line[last:])}</p>")
        elif line.strip():
            html.append(f"<p>{escape(line)}</p>")
        offset += len(line) + 1
    return "".join(html)


def _empty(heading: str, words: str) -> str:
    return f'<section class="na-sources"><h2>{escape(heading)}</h2><p class="na-note">{escape(words)}</p></section>'
