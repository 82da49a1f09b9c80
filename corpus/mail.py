"""E-mails (.eml) and pages saved whole by a browser (.mhtml), parsed by the standard library's email package."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message

from corpus.article import Removal, UnreadableArticleError
from corpus.contents import Contents, refusing
from corpus.html import read_html
from corpus.joining import joined
from corpus.markup import lines_of
from corpus.metadata import Metadata
from corpus.plain import decoded

_HEADERS = re.compile(rb"\A\s*(?:From |[A-Za-z][A-Za-z0-9-]*[ \t]*:)")
# What mailing lists and newsletters have and letters have not.
_LIST = ("List-Id", "List-Unsubscribe", "List-Post")
# What the standard library raises over malformed headers and bodies.
_ERRORS = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)


def read_eml(data: bytes) -> Contents:
    """The body of an e-mail, its subject, day and sender; attachments count as left out.

    Raises:
        UnreadableArticleError: It is no e-mail, or has no text.
    """
    message = _message(data, ".eml")
    with refusing(*_ERRORS, message="the e-mail is damaged ({}): save it again as .eml"):
        lines = _body(message)
        left_out = tuple(_attachments(message))
        metadata = _metadata(message)
    if not any(line.strip() for line in lines):
        raise UnreadableArticleError("the e-mail has no text: save its attachments as files of their own")
    return Contents("\n".join(lines), published_as=metadata, removed=left_out)


def read_mhtml(data: bytes) -> Contents:
    """The article of a page saved as .mhtml; the day on which it was saved is none of publication.

    Raises:
        UnreadableArticleError: It is no MHTML, or its page holds no article.
    """
    message = _message(data, ".mhtml")
    page = next(
        (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    if page is None:
        raise UnreadableArticleError("the .mhtml holds no page: save the page again, as .mhtml or .html")
    with refusing(*_ERRORS, message="the .mhtml is damaged ({}): save the page again, as .mhtml or .html"):
        contents = read_html(_text(page))
        place = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    url = place if place.startswith(("http://", "https://")) else None
    found = contents.published_as.or_else(Metadata(url=url))
    return Contents(contents.text, published_as=found, removed=contents.removed)


def _message(data: bytes, kind: str) -> EmailMessage:
    if not _HEADERS.match(data[:1000].lstrip(b"\xef\xbb\xbf")):
        raise UnreadableArticleError(
            f"it is no {kind}, it begins without headers: save it again from the program that shows it"
        )
    with refusing(*_ERRORS, message="its headers are damaged ({}): save it again"):
        return email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf"), policy=email.policy.default)


def _body(message: EmailMessage) -> list[str]:
    """The lines of the fullest form of the body: HTML says what is a paragraph, plain text often does not."""
    html = message.get_body(("html",))
    if html is not None and (lines := lines_of(_text(html))):
        return lines
    plain = message.get_body(("plain",))
    if plain is None:
        return []
    text = _text(plain)
    return list(_flowed(text.split("\n"))) if _parameter(plain, "format") == "flowed" else text.split("\n")


def _flowed(lines: list[str]) -> Iterator[str]:
    """Paragraphs of `format=flowed` (RFC 3676): a line that ends in a space goes on in the next."""
    paragraph = ""
    for line in lines:
        line = line[1:] if line.startswith(" ") else line
        paragraph = joined(paragraph, line) if paragraph else line.rstrip()
        if not line.endswith(" ") or line == "-- ":
            yield paragraph
            paragraph = ""
    yield paragraph


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = _parameter(part, "charset")
    try:
        return content.decode(charset).replace("\r\n", "\n") if charset else decoded(content)
    except (LookupError, UnicodeDecodeError):
        return decoded(content)  # what it declares is not what it is


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name)
    return str(value[2] if isinstance(value, tuple) else value or "").strip().lower()


def _attachments(message: EmailMessage) -> Iterator[Removal]:
    bodies = [message.get_body(("html",)), message.get_body(("plain",))]
    for part in message.walk():
        if part.is_multipart() or any(part is body for body in bodies):
            continue
        yield Removal("attachment", f"{part.get_filename() or 'without a name'} ({part.get_content_type()})")


def _metadata(message: EmailMessage) -> Metadata:
    sender = message["From"]
    addresses = sender.addresses if sender is not None else ()
    address = addresses[0] if addresses else None
    name = " ".join((address.display_name or address.addr_spec).split()) or None if address is not None else None
    sent = getattr(message["Date"], "datetime", None)
    is_list = any(header in message for header in _LIST)
    return Metadata(
        title=_header(message, "Subject") or None,
        published=sent.date() if sent is not None else None,
        source=name if is_list else None,
        author=None if is_list else name,
    )


def _header(part: Message, name: str) -> str:
    return " ".join(str(part[name] or "").split())
