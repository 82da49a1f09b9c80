"""LangChain's models over real sockets: what streams, and what is said when a server or a setting is bad."""

import socket
import time
from collections.abc import Iterator

import pytest

from assistant.client_errors import is_transient, reason_of
from assistant.llm import LangChainModel, LanguageModelError, LanguageModelSettingError
from assistant.notices import REASONS
from assistant.retrying import RetryingModel
from tests.assistant.serving import misbehaving


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL", "AZURE_OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def model(url: str, timeout: float = 5) -> LangChainModel:
    return LangChainModel("small", url, "", timeout, 50)


def reason(url: str, timeout: float = 5) -> str:
    with pytest.raises(LanguageModelError) as caught:
        list(model(url, timeout).stream("hi"))
    return str(caught.value)


def test_a_reply_comes_in_pieces() -> None:
    with misbehaving("good") as server:
        assert list(model(server.url).stream("hi")) == ["The price [1", "] was 3."]
        assert server.requests[0][0] == "/v1/chat/completions"


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("401", "the key was refused (401)"), ("403", "the key was refused (403)"), ("404", "the server does not know it (404)"),
        ("429", "too many requests (429)"), ("500", "the server answered with an error (500)"),
        ("503", "the server answered with an error (503)"), ("page", "its answer could not be read"), ("empty", "its answer was empty"),
        ("drop", "its answer broke off"), ("end", "its answer broke off"), ("odd", "its answer was empty"),
    ],
)  # fmt: skip
def test_a_bad_server_is_told_by_a_short_reason(way: str, words: str) -> None:
    with misbehaving(way) as server:
        assert reason(server.url) == words


def test_garbage_is_told_by_a_known_reason() -> None:
    with misbehaving("garbage") as server:
        assert reason(server.url) in REASONS


@pytest.mark.parametrize("way", ["hang", "stall"])
def test_silence_ends_after_the_timeout(way: str) -> None:
    started = time.monotonic()
    with misbehaving(way) as server:
        assert reason(server.url, 0.3) == "no answer in time"
        assert time.monotonic() - started < 3
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("way", "transient"),
    [("429", True), ("500", True), ("503", True), ("401", False), ("400", False), ("hang", False), ("garbage", False)],
)
def test_only_what_may_pass_is_called_transient(way: str, transient: bool) -> None:
    with misbehaving(way) as server, pytest.raises(LanguageModelError) as caught:
        list(model(server.url, 0.3).stream("hi"))
    assert caught.value.transient is transient


def test_a_server_that_was_busy_is_asked_again() -> None:
    with misbehaving("429 500 good") as server:
        assert "".join(RetryingModel(model(server.url), 2, 0.01).stream("hi")) == "The price [1] was 3."
        assert len(server.requests) == 3


def test_a_stream_that_broke_off_is_not_asked_for_again() -> None:
    with misbehaving("drop good") as server:
        with pytest.raises(LanguageModelError, match="broke off"):
            list(RetryingModel(model(server.url), 2, 0.01).stream("hi"))
        assert len(server.requests) == 1


def test_the_answer_of_botocore_is_told_by_its_status() -> None:
    error = OSError("a secret address")
    error.response = {"ResponseMetadata": {"HTTPStatusCode": 429}}  # type: ignore[attr-defined]
    assert (reason_of(error), is_transient(error)) == ("too many requests (429)", True)


def test_azure_speaks_to_its_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")
    with misbehaving("good") as server:
        azure = LangChainModel("azure_openai:mine", server.url.removesuffix("/v1"), "key", 5, 50)
        assert "".join(azure.stream("hi")) == "The price [1] was 3."
        assert server.requests[0][0].startswith("/openai/deployments/mine/chat/completions")


def test_what_was_said_before_a_break_is_given() -> None:
    with misbehaving("drop") as server:
        pieces: Iterator[str] = model(server.url).stream("hi")
        assert next(pieces) == "The price [1"
        with pytest.raises(LanguageModelError):
            next(pieces)


def test_a_server_that_is_gone_cannot_be_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert reason(f"http://127.0.0.1:{port}/v1") == "the server cannot be reached"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("anthropic:claude-x", "pip install langchain-anthropic=="),
        ("bedrock:vendor.model", "pip install langchain-aws=="),
        ("azure_openai:mine", "AZURE_OPENAI_API_KEY"),
        ("nowhere:model", "nowhere"),
        ("gpt-4o", "ASSISTANT_LLM_MODEL='gpt-4o' cannot be used"),
    ],
)
def test_a_model_that_cannot_be_used_is_a_wrong_setting(name: str, words: str) -> None:
    with pytest.raises(LanguageModelSettingError, match=words) as caught:
        LangChainModel(name, "", "", 5, 50)
    assert name in str(caught.value)
    assert isinstance(caught.value, ValueError)  # so that a command ends with 2


def test_nothing_is_traced_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    with misbehaving("good") as model_server, misbehaving("good") as tracer:
        for prefix in ("LANGSMITH", "LANGCHAIN"):
            monkeypatch.setenv(f"{prefix}_TRACING", "true")
            monkeypatch.setenv(f"{prefix}_TRACING_V2", "true")
            monkeypatch.setenv(f"{prefix}_ENDPOINT", tracer.url)
            monkeypatch.setenv(f"{prefix}_API_KEY", "lsv2_secret")
        list(model(model_server.url).stream("hi"))
        from langsmith.utils import tracing_is_enabled

        assert not tracing_is_enabled()
        assert tracer.requests == []
