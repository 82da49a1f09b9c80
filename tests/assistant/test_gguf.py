"""A GGUF file in this process: clear errors before anything is loaded; what it says, and that it stops when left."""

import importlib.util
import threading
import time
from pathlib import Path

import pytest

from assistant.gguf import GgufModel
from assistant.llm import LanguageModelError, LanguageModelSettingError
from assistant.open import open_chat
from settings import Settings
from tests.assistant.serving import model_file


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LanguageModelSettingError, match=r"ASSISTANT_LLM_MODEL='gguf:.*nothing\.gguf'.*No such file"):
        GgufModel(tmp_path / "nothing.gguf", 5, 50, 2048)


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04"])
def test_a_file_of_another_kind_is_told_by_its_first_bytes(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "page.gguf").write_bytes(content)
    with pytest.raises(LanguageModelSettingError, match="not a GGUF file"):
        GgufModel(tmp_path / "page.gguf", 5, 50, 2048)


def test_a_missing_package_is_named_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(LanguageModelSettingError, match=r"pip install xllamacpp==.*'local'"):
        GgufModel(tmp_path / "m.gguf", 5, 50, 2048)


def test_the_setting_names_the_file_and_nothing_is_loaded_yet(tmp_path: Path) -> None:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"GGUF")
    chat = open_chat(Settings(llm_model=f"gguf:{path}"))
    assert isinstance(chat, GgufModel)
    assert (chat.name, chat.path) == ("tiny", path)
    with pytest.raises(LanguageModelSettingError):
        open_chat(Settings(llm_model=f"gguf:{tmp_path}"))


@pytest.mark.slow
def test_a_damaged_file_fails_for_readers_in_a_few_words(tmp_path: Path) -> None:
    (tmp_path / "half.gguf").write_bytes(model_file().read_bytes()[:100_000])
    with pytest.raises(LanguageModelError, match=r"^it could not run$"):
        list(GgufModel(tmp_path / "half.gguf", 30, 8, 512).stream("hi"))


@pytest.mark.slow
def test_a_file_answers_in_pieces_and_the_same_way_twice_and_stops_when_left() -> None:
    model = GgufModel(model_file(), 120, 12, 1024)
    first, second = ("".join(model.stream("Say hello.")) for _ in range(2))
    assert first == second != ""
    pieces = model.stream("Tell me a long story.")
    assert next(pieces)
    pieces.close()  # type: ignore[attr-defined] # a generator, as `yield` makes one
    assert "".join(model.stream("Say hello.")) == first

    with pytest.raises(LanguageModelError, match="too long"):
        list(model.stream("word " * 3000))
    deadline = time.monotonic() + 60
    while any(t.name == "gguf" for t in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(t.name == "gguf" for t in threading.enumerate())


@pytest.mark.slow
def test_silence_ends_after_the_time_out() -> None:
    with pytest.raises(LanguageModelError, match="no answer in time"):
        list(GgufModel(model_file(), 0.001, 8, 1024).stream("word " * 500))
