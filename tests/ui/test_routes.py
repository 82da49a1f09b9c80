"""What the process serves beside gradio's routes."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests.ui.fakes import HANT, FakeAssistant
from ui.routes import ContentPolicy, routes


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def client(assistant: FakeAssistant) -> TestClient:
    return TestClient(Starlette(routes=routes(assistant), middleware=[Middleware(ContentPolicy)]))


def test_health_names_the_generation_that_serves(client: TestClient, assistant: FakeAssistant) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "articles": 4, "generation": "g1"}
    assistant.generation = "g2"
    assert client.get("/healthz").json()["generation"] == "g2"


def test_without_an_index_health_is_503_with_the_reason(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.missing = True
    answered = client.get("/healthz")
    assert answered.status_code == 503
    assert answered.json() == {"status": "unavailable", "reason": "no generation in ./var/index"}


def test_an_article_is_served_with_the_sentence_marked(client: TestClient) -> None:
    quote = "分析師陳以恆認為,兩個數字的差別可能來自分期付款。"
    asked = {"id": HANT.id, "start": str(HANT.text.index(quote)), "quote": quote, "language": "en"}
    answered = client.get("/article", params=asked)
    assert answered.status_code == 200
    assert f"<mark>{quote}</mark>" in answered.text
    assert "Traditional Chinese" in answered.text


def test_an_unknown_article_is_404_and_its_id_is_escaped(client: TestClient) -> None:
    answered = client.get("/article", params={"id": "<script>", "language": "en"})
    assert answered.status_code == 404
    assert "The index holds no article &lt;script&gt;" in answered.text


def test_every_response_forbids_the_browser_to_load_from_elsewhere(client: TestClient) -> None:
    for path in ("/healthz", "/page/page.css", "/page/page.js"):
        assert client.get(path).headers["content-security-policy"].startswith("default-src 'self'")
