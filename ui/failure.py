"""The one place of the page where an error becomes a message and a log line."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

log = logging.getLogger(__name__)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, for a reader.

    Attributes:
        key: The string of ui/strings.json that says it.
        detail: What the error itself says, or "" when that would only repeat the string.
    """

    key: str
    detail: str = ""


def attempt(call: Callable[[], Result]) -> Result | Failure:
    """Return what `call` returns, or the failure that stands for what it raised.

    A missing index and a value that a user can correct keep their own words; anything else is a fault of the
    program, goes to the log with its traceback, and is named to the reader by its type.
    """
    try:
        return call()
    except FileNotFoundError as error:
        log.info("No index: %s", error)
        return Failure("no_index", str(error))
    except (ValueError, LookupError, OSError) as error:
        log.warning("A request failed: %s: %s", type(error).__name__, error)
        return Failure("failed", _words(error))
    except Exception as error:  # a question must never end in a stack trace on the page
        log.exception("A request failed unexpectedly")
        return Failure("failed", f"{type(error).__name__}: {_words(error)}")


def _words(error: Exception) -> str:
    # str() of a KeyError is the repr of its key, quotes and all.
    return str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
