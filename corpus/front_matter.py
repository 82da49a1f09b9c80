"""Metadata from the YAML front matter of a Markdown file."""

from collections.abc import Mapping

from corpus.fields import metadata_of
from corpus.metadata import Metadata


def from_front_matter(fields_: Mapping[str, object]) -> Metadata:
    """Reads the metadata of a YAML front matter, under the names that site generators use."""
    return metadata_of({str(key): value for key, value in fields_.items()}, "front matter")
