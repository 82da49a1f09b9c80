"""A conversation from question to answer, failure or stop."""

from datetime import date

from assistant.types import Turn
from index.types import Filters
from tests.ui.fakes import HANS, FakeAssistant, answer, cite
from ui.conversation import Exchange, converse, history_of, stop

LED = "本轮融资额为 3.2 亿元,由云杉资本领投,老股东北岸创投跟投。"
GIVEN = answer([f"{LED}[1]"], cite(1, HANS, LED))


def test_drafts_come_before_the_answer_and_the_last_state_is_complete() -> None:
    states = list(converse(FakeAssistant(GIVEN, pause=0.06), "问?", ()))
    assert states[0][0].running
    assert any(state[0].draft for state in states[:-1])
    assert states[-1][0].answer == GIVEN
    assert [source.quote for source in states[-1][0].sources] == [LED]


def test_the_history_and_the_filters_reach_the_assistant() -> None:
    assistant = FakeAssistant(GIVEN, GIVEN)
    *_, first = converse(assistant, "一?", ())
    filters = Filters(after=date(2024, 10, 1))
    *_, second = converse(assistant, "二?", first, filters)
    assert [exchange.turn for exchange in second] == [1, 2]
    assert assistant.asked[1] == ("二?", (Turn("user", "一?"), Turn("assistant", GIVEN.text)), filters)


def test_a_question_of_its_own_is_asked_without_what_was_said_before() -> None:
    assistant = FakeAssistant(GIVEN, GIVEN, GIVEN)
    *_, first = converse(assistant, "一?", ())
    *_, second = converse(assistant, "二?", first, alone=True)
    *_, third = converse(assistant, "三?", second)
    assert assistant.asked[1][1] == ()
    assert second[1].alone
    assert [turn.text for turn in assistant.asked[2][1]] == ["一?", GIVEN.text, "二?", GIVEN.text]
    assert len(third) == 3


def test_an_error_becomes_a_failure_in_words() -> None:
    assistant = FakeAssistant(FileNotFoundError("no index in ./x"), ValueError("too long"), RuntimeError("boom"))
    failures = [list(converse(assistant, "问?", ()))[-1][0].failure for _ in range(3)]
    assert [(failure.key, failure.detail) for failure in failures if failure] == [
        ("no_index", "no index in ./x"),
        ("failed", "too long"),
        ("failed", "RuntimeError: boom"),
    ]


def test_stopping_marks_only_what_still_runs_and_keeps_what_was_read() -> None:
    done, running = Exchange(1, "一?", answer=GIVEN), Exchange(2, "二?", draft="读到这里")
    first, second = stop((done, running))
    assert first == done
    assert second.stopped
    assert [turn.text for turn in history_of((first, second))] == ["一?", GIVEN.text, "二?", "读到这里"]
