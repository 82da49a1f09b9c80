"""Requests are repeated when that may help, with growing waits, and never once something has been said."""

import pytest

from assistant.llm import LanguageModelError
from assistant.retrying import RetryingModel
from tests.assistant.fakes import FakeChatModel

BUSY = LanguageModelError("too many requests (429)", transient=True)
REFUSED = LanguageModelError("the key was refused (401)")


def retrying(*replies: str | list[str | LanguageModelError] | LanguageModelError) -> tuple[RetryingModel, list[float]]:
    waits: list[float] = []
    return RetryingModel(FakeChatModel(*replies), retries=2, first_wait=1.0, sleep=waits.append), waits


def test_a_request_is_repeated_after_growing_waits() -> None:
    model, waits = retrying(BUSY, BUSY, ["ab", "c"])
    assert list(model.stream("hi")) == ["ab", "c"]
    assert waits == [1.0, 2.0]
    assert model.name == "fake-model"


def test_the_last_failure_is_passed_on() -> None:
    model, waits = retrying(BUSY, BUSY, BUSY, "never asked")
    with pytest.raises(LanguageModelError, match="too many requests"):
        list(model.stream("hi"))
    assert waits == [1.0, 2.0]


def test_a_failure_that_will_not_pass_is_not_repeated() -> None:
    model, waits = retrying(REFUSED, "never asked")
    with pytest.raises(LanguageModelError, match="key was refused"):
        list(model.stream("hi"))
    assert waits == []


def test_a_reply_that_has_begun_is_never_begun_again() -> None:
    model, waits = retrying(["The price", BUSY], "The price was 3.")
    pieces = model.stream("hi")
    assert next(pieces) == "The price"
    with pytest.raises(LanguageModelError):
        next(pieces)
    assert waits == []
