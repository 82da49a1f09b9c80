"""Starting the web app."""

import socket

import pytest

import app


def test_a_port_in_use_ends_with_2_and_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert app.main(["--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"127.0.0.1:{port}" in said
    assert "--port" in said
    assert "Traceback" not in said


def test_a_free_port_is_no_problem() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert app.address_problem("127.0.0.1", port) == ""


def test_a_host_that_is_not_this_machine_is_named() -> None:
    assert "203.0.113.7:7860" in app.address_problem("203.0.113.7", 7860)


@pytest.mark.parametrize("port", ["0", "65536", "web"])
def test_a_wrong_port_is_wrong_usage(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        app.main(["--port", port])
    assert ended.value.code == 2
    assert "expected a number from 1 to 65535" in capsys.readouterr().err


def test_a_wrong_setting_ends_with_2_and_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_DEVICE", "abacus")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert app.main(["--port", str(port)]) == 2
    assert "ASSISTANT_DEVICE" in capsys.readouterr().err


def test_the_app_serves_this_machine_alone_unless_told_otherwise() -> None:
    options = app._parser().parse_args([])
    assert (options.host, options.port) == ("127.0.0.1", 7860)
