"""The tools `search` and `ask`, called as functions, over HTTP and over MCP."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import anyio
import gradio as gr
import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client
from mcp.types import TextContent

from tests.ui.fakes import HANS, HANT, FakeAssistant, answer, cite
from tests.ui.serving import serving
from ui.api import tools

pytestmark = [
    # Gradio leaves event loops open, and its queue speaks to pandas in an older dialect.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.*(no_silent_downcasting|copy keyword).*"),
    pytest.mark.filterwarnings("ignore:Use `streamable_http_client` instead:DeprecationWarning"),
]
LED = "本轮融资额为 3.2 亿元,由云杉资本领投,老股东北岸创投跟投。"


def given() -> FakeAssistant:
    return FakeAssistant(answer([f"{LED}[1]"], cite(1, HANS, LED), standalone="问?"))


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture(scope="module")
def address(assistant: FakeAssistant) -> Iterator[str]:
    with serving(assistant) as url:
        yield url


def test_ask_returns_the_citation_with_its_exact_place() -> None:
    _, ask = tools(given())
    answered = ask("问?")
    assert answered["citations"] == [
        {
            "number": 1,
            "article_id": HANS.id,
            "title": HANS.title,
            "published": "2024-10-15",
            "start": HANS.text.index(LED),
            "end": HANS.text.index(LED) + len(LED),
            "quote": LED,
            "page": None,
        }
    ]
    assert (answered["mode"], answered["abstained"], answered["notices"]) == ("extractive", False, [])


def test_search_ranks_from_one_and_filters() -> None:
    search, _ = tools(given())
    (found,) = search("融資", language="zh-Hant")
    assert (found["rank"], found["article_id"], found["published"]) == (1, HANT.id, "2024-10-17")


def test_ask_takes_the_day_as_of_which_it_is_asked() -> None:
    assistant = FakeAssistant(answer([LED]), answer([LED]))
    _, ask = tools(assistant)
    ask("问?", date="2024-10-16")
    ask("问?")
    assert assistant.days == [date(2024, 10, 16), None]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"question": " "}, "empty"),
        ({"question": "问?", "after": "昨天"}, "is not a date"),
        ({"question": "问?", "date": "2024-13-01"}, "is not a date"),
        ({"question": "问?", "history": [{"role": "system", "content": "x"}]}, "a turn of 'history'"),
    ],
)
def test_a_wrong_argument_is_an_error_in_words(arguments: dict[str, Any], said: str) -> None:
    _, ask = tools(given())
    with pytest.raises(gr.Error, match=said):
        ask(**arguments)


def test_the_http_api_offers_search_and_ask_and_nothing_else(address: str, assistant: FakeAssistant) -> None:
    named = httpx.get(f"{address}/gradio_api/info", trust_env=False).json()["named_endpoints"]
    assert set(named) == {"/search", "/ask"}
    assistant.queue = given().queue
    called = httpx.post(f"{address}/gradio_api/call/v2/ask", json={"question": "问?"}, trust_env=False)
    event = called.json()["event_id"]
    stream = httpx.get(f"{address}/gradio_api/call/ask/{event}", trust_env=False).text
    (answered,) = json.loads(stream.split("event: complete\ndata: ")[1].splitlines()[0])
    assert answered["citations"][0]["quote"] == LED


def test_the_mcp_server_offers_the_same_two_tools(address: str, assistant: FakeAssistant) -> None:
    assistant.queue = given().queue

    async def called() -> tuple[set[str], dict[str, Any]]:
        async with (
            streamablehttp_client(f"{address}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            names = {tool.name for tool in (await session.list_tools()).tools}
            result = await session.call_tool("ask", {"question": "问?"})
            (content,) = result.content
            assert isinstance(content, TextContent)
            return names, json.loads(content.text)

    names, answered = anyio.run(called)
    assert names == {"search", "ask"}
    assert answered["citations"][0]["quote"] == LED
