"""How every command starts and ends: exit codes, quiet libraries, errors as one line."""

import logging
import os
import sys
from collections.abc import Callable

OK, FELL_SHORT, WRONG_USAGE = 0, 1, 2

log = logging.getLogger(__name__)


class FellShortError(RuntimeError):
    """The work could not be done as asked, through no fault of the usage; the message says what to do."""


def run(main: Callable[[], int]) -> None:
    """Run a command and leave the process with its exit code.

    An error that a user can cause ends in one line on stderr: 2 for wrong usage, settings or missing files, 1 where the
    work fell short. With ASSISTANT_DEBUG set, the traceback is logged too.

    Args:
        main: The command; returns the exit code.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    sys.exit(_guarded(main))


def _guarded(main: Callable[[], int]) -> int:
    try:
        return main()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except FellShortError as error:
        return _report(error, FELL_SHORT)
    except (ValueError, OSError) as error:
        return _report(error, WRONG_USAGE)
    except Exception as error:  # noqa: BLE001 - the one place where a defect becomes a message and a log line
        print(f"error: {type(error).__name__}: {error} (ASSISTANT_DEBUG=1 shows where)", file=sys.stderr)
        _traceback(error)
        return FELL_SHORT


def _report(error: Exception, code: int) -> int:
    print(f"error: {error}", file=sys.stderr)
    _traceback(error)
    return code


def _traceback(error: Exception) -> None:
    if os.environ.get("ASSISTANT_DEBUG"):
        log.error("where it happened", exc_info=error)
