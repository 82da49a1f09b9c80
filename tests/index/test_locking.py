"""One build at a time, and a message that says who builds."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from index.locking import NOTE, BusyError, build_lock

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from index.locking import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_message_names_the_process_its_machine_and_since_when(tmp_path: Path) -> None:
    with build_lock(tmp_path):
        since = json.loads((tmp_path / NOTE).read_text("utf-8"))["since"]
        with pytest.raises(BusyError) as raised, build_lock(tmp_path):
            pass
    assert f"process {os.getpid()} on {socket.gethostname()}, since {since}, is building {tmp_path}" in str(
        raised.value
    )
    assert not (tmp_path / NOTE).exists()


@pytest.mark.parametrize("note", [None, "", "[]", "{}"])
def test_a_lock_without_a_note_that_can_be_read_is_still_a_lock(tmp_path: Path, note: str | None) -> None:
    with build_lock(tmp_path):
        (tmp_path / NOTE).unlink()
        if note is not None:
            (tmp_path / NOTE).write_text(note)
        with pytest.raises(BusyError, match="another process is building"), build_lock(tmp_path):
            pass


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=f"process {process.pid} on "), build_lock(tmp_path):
            pass
        process.send_signal(signal.SIGKILL)
    with build_lock(tmp_path):
        assert json.loads((tmp_path / NOTE).read_text("utf-8"))["pid"] == os.getpid()


def test_an_error_inside_frees_the_lock(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="inside"), build_lock(tmp_path):
        raise ValueError("inside")
    with build_lock(tmp_path):
        pass
