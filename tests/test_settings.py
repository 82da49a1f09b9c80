"""Settings: defaults, the environment, `.env`, and messages that name the setting."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _bare_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.upper().startswith("ASSISTANT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_the_bundled_model_no_reranker_and_no_language_model() -> None:
    settings = load_settings()
    assert (settings.embedding_model, settings.embedding_backend, settings.device) == ("bundled", "auto", "auto")
    assert (settings.corpus_dir, settings.index_dir) == (Path("corpus/articles"), Path(".index"))
    assert (settings.llm_model, settings.reranker) == ("", "")


def test_reading_the_settings_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_CACHE_DIR", str(tmp_path / "cache"))
    load_settings()
    assert list(tmp_path.iterdir()) == []


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("ASSISTANT_LLM_MODEL=from-file\nASSISTANT_DEVICE=cpu\nOTHER=1\n")
    monkeypatch.setenv("ASSISTANT_LLM_MODEL", "from-environment")
    settings = load_settings()
    assert (settings.llm_model, settings.device) == ("from-environment", "cpu")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("ASSISTANT_EMBEDDING_BACKEND", "onnx", "'openvino'"),
        ("ASSISTANT_DEVICE", "gpu", "'cuda'"),
        ("ASSISTANT_EMBEDDING_MODEL", "", "at least 1 character"),
        ("ASSISTANT_LLM_TIMEOUT", "0", "greater than 0"),
        ("ASSISTANT_LLM_TIMEOUT", "nan", "greater than 0"),
        ("ASSISTANT_LLM_MAX_TOKENS", "many", "integer"),
        ("ASSISTANT_LLM_RETRIES", "-1", "greater than or equal to 0"),
        ("ASSISTANT_LLM_SENTENCES", "0", "greater than 0"),
        ("ASSISTANT_UNSUPPORTED", "hide", "'drop'"),
        ("ASSISTANT_LLM_REFUSAL", "trust", "'believe'"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_expected(
    name: str, value: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        load_settings()
    said = str(raised.value)
    assert said.startswith(f"{name}={value!r}: ")
    assert expected in said
    assert "\n" not in said


def test_a_context_that_leaves_no_room_for_a_prompt_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_LLM_MODEL", "small")
    monkeypatch.setenv("ASSISTANT_LLM_CONTEXT", "1024")
    with pytest.raises(
        SettingsError, match=r"ASSISTANT_LLM_CONTEXT=1024 .*ASSISTANT_LLM_MAX_TOKENS=700: expected at least 1700"
    ):
        load_settings()


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DEVICE", "gpu")
    monkeypatch.setenv("ASSISTANT_LLM_TIMEOUT", "soon")
    with pytest.raises(SettingsError, match=r"ASSISTANT_DEVICE=.*; ASSISTANT_LLM_TIMEOUT="):
        load_settings()


def test_the_key_is_not_shown_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_LLM_API_KEY", "sesame")
    settings = load_settings()
    assert "sesame" not in f"{settings!r} {settings}"
    assert settings.llm_api_key.get_secret_value() == "sesame"


def test_settings_cannot_be_changed_afterwards() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.device = "cuda"
