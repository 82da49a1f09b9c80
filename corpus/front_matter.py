"""Metadata from the front matter of a Markdown file."""

from collections.abc import Mapping
from typing import Any

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from corpus.fields import metadata_of
from corpus.metadata import Metadata
from corpus.yaml_text import load_yaml


class _CheckedYAML(YAMLHandler):
    def load(self, fm: str, **_: object) -> Any:  # noqa: ANN401 - as the library has it
        return load_yaml(fm)


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The fields of a front matter (YAML, or what else the library knows), and the text behind it.

    Raises:
        ValueError: It is not valid; the message says where.
    """
    handler = _CheckedYAML()
    try:
        fields, body = frontmatter.parse(text, handler=handler if handler.detect(text.strip()) else None)
    except RecursionError as error:
        raise ValueError("too many levels inside one another") from error
    return {str(key): value for key, value in fields.items()}, body


def from_front_matter(fields_: Mapping[str, object]) -> Metadata:
    """Reads the metadata of a front matter, under the names that site generators use."""
    return metadata_of({str(key): value for key, value in fields_.items()}, "front matter")
