"""Stopping has the last word."""

from index.types import Filters
from ui.conversation import Conversation, Exchange, stop
from ui.runs import Runs


def asked(draft: str) -> Conversation:
    return (Exchange(turn=1, question="融了多少?", filters=Filters(), draft=draft),)


def test_nothing_is_shown_any_more_once_the_reader_has_stopped() -> None:
    runs = Runs()
    runs.begin("a", asked(""))
    assert runs.advance("a", asked("3.2"))
    assert runs.end("a", ()) == asked("3.2")
    assert not runs.advance("a", asked("3.2 亿元"))


def test_another_readers_question_runs_on() -> None:
    runs = Runs()
    runs.begin("a", asked(""))
    runs.begin("b", asked(""))
    runs.end("a", ())
    assert runs.advance("b", asked("3.2"))


def test_stopping_after_the_end_changes_nothing() -> None:
    runs = Runs()
    runs.begin("a", asked(""))
    ended = stop(asked("3.2 亿元"))
    assert runs.advance("a", ended)
    assert runs.end("a", ended) == ended
