"""Metadata from the YAML front matter of a Markdown file."""

from collections.abc import Mapping

from corpus.dates import as_date
from corpus.metadata import Metadata


def from_front_matter(fields_: Mapping[str, object]) -> Metadata:
    """Reads the metadata of a YAML front matter, under the names that site generators use."""
    values = {str(key).lower(): value for key, value in fields_.items()}

    def text_of(*names: str) -> str | None:
        value = next((values[name] for name in names if values.get(name)), None)
        if isinstance(value, list):
            value = ", ".join(str(part) for part in value)
        return str(value).strip() or None if value is not None else None

    published = next(
        (day for name in ("published", "date", "pubdate", "publish_date") if (day := as_date(values.get(name)))), None
    )
    return Metadata(
        title=text_of("title", "headline"),
        published=published,
        source=text_of("source", "publication", "publisher", "site", "sitename"),
        author=text_of("author", "authors", "byline"),
        url=text_of("url", "link", "canonical", "canonical_url", "source_url"),
    )
