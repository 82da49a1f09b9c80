"""YAML that strangers wrote: loaded safely, and every way in which it can be wrong told in one line."""

import yaml

_DEEPEST = 20  # levels; libyaml's constructor crashes the process at some ten thousand


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Leaves dates as they are written: one that does not exist would otherwise lose all the rest of the text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def load_yaml(text: str) -> object:
    """The value of a YAML text of plain types.

    Raises:
        ValueError: It is not valid, or nested more deeply than any metadata are; the message says where.
    """
    try:
        _check_depth(text)
        return yaml.load(text, _Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, OverflowError) as error:
        # The library lets errors of its own making through: IndexError for `!!int ''`, AttributeError for `!!timestamp x`.
        raise ValueError(" ".join(str(error).split()) or type(error).__name__) from error


def _check_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise ValueError(f"more than {_DEEPEST} levels inside one another in line {line}")
