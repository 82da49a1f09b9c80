"""How every command ends."""

from collections.abc import Callable

import pytest

from cli import FellShortError, run
from settings import SettingsError


def _ended(main: Callable[[], int]) -> int:
    with pytest.raises(SystemExit) as ended:
        run(main)
    return int(ended.value.code or 0)


def _raising(error: BaseException) -> Callable[[], int]:
    def main() -> int:
        raise error

    return main


@pytest.fixture(autouse=True)
def _no_debugging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSISTANT_DEBUG", raising=False)
    monkeypatch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")
    monkeypatch.setenv("TOKENIZERS_PARALLELISM", "true")


@pytest.mark.parametrize("code", [0, 1, 2])
def test_a_command_ends_with_what_it_returns(code: int) -> None:
    assert _ended(lambda: code) == code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ValueError("the value"), 2),
        (SettingsError("the setting"), 2),
        (FileNotFoundError("the file"), 2),
        (FellShortError("the work"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_what_a_user_can_cause_ends_in_one_line(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _ended(_raising(error)) == code
    said = capsys.readouterr().err
    assert said == (f"error: {error}\n" if str(error) else "stopped\n")


def test_a_defect_says_how_to_see_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert _ended(_raising(ZeroDivisionError("by zero"))) == 1
    said = capsys.readouterr().err
    assert said == "error: ZeroDivisionError: by zero (ASSISTANT_DEBUG=1 shows where)\n"


def test_the_traceback_is_logged_on_request(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("ASSISTANT_DEBUG", "1")
    assert _ended(_raising(ValueError("the value"))) == 2
    assert caplog.records[0].exc_info is not None
