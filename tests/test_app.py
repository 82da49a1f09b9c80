"""Starting the web app."""

import socket
import threading
import time
from pathlib import Path

import pytest

import app
from assistant.open import open_assistant
from index.build import build
from index.sharing import SharedEmbedder
from settings import Settings
from tests.fakes import FakeEmbedder
from tests.index.collection import write


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


def test_the_index_follows_the_articles_only_where_it_is_asked_for() -> None:
    assert not app._parser().parse_args([]).watch
    assert app._parser().parse_args(["--watch"]).watch


def test_an_article_dropped_into_the_folder_is_found_by_the_assistant_that_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(corpus_dir=write(tmp_path / "articles"), index_dir=tmp_path / "index", llm_model="")
    embedder = SharedEmbedder(FakeEmbedder())
    build(settings.corpus_dir, settings.index_dir, embedder)
    assistant = open_assistant(settings, embedder)
    stop = threading.Event()
    thread = threading.Thread(target=app._follow, args=(settings, embedder.patient(), stop))
    thread.start()
    try:
        write(settings.corpus_dir, {"new.txt": "新港物流扩建仓库\n2025-01-05\n\n新港物流宣布扩建仓库，耗资 3 亿元。"})
        deadline = time.monotonic() + 20
        while assistant.status().articles < 4:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert {h.chunk.article_id for h in assistant.search("新港物流扩建仓库", 1)} == {"new"}
    finally:
        stop.set()
        thread.join(20)
    assert "added: new.txt" in capsys.readouterr().out
