"""What the process serves beside gradio's own routes: its health, whole articles, and the page's static files."""

from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.article import Article
from ui.failure import Failure, attempt
from ui.protocol import Assistant
from ui.render_sources import article_problem, whole_article
from ui.strings import as_language, strings

STATIC = Path(__file__).parent / "static"
# Whatever a dependency may come to link to, the browser loads nothing from outside this process. Gradio compiles
# its templates in the browser, hence unsafe-eval; texts are escaped before they get there.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
    )
)


class ContentPolicy:
    """Middleware that adds the content security policy to every response, streamed ones included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back with the headers added."""

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        await self.app(scope, receive, send_with_policy if scope["type"] == "http" else send)


def routes(assistant: Assistant) -> list[BaseRoute]:
    """Return the routes that stand before gradio's own: /healthz, /article and /page."""

    def healthz(_: Request) -> Response:
        status = attempt(assistant.status)
        if isinstance(status, Failure):
            reason = status.detail or strings("en")[status.key]
            return JSONResponse({"status": "unavailable", "reason": reason}, status_code=503)
        if not status.articles:
            return JSONResponse({"status": "unavailable", "reason": "The index holds no articles"}, status_code=503)
        return JSONResponse({"status": "ok", "articles": status.articles, "generation": status.generation})

    def article(request: Request) -> Response:
        asked = request.query_params
        language = as_language(asked.get("language"))
        said = strings(language)
        article_id, start = asked.get("id", ""), asked.get("start", "0")
        found = attempt(lambda: _article(assistant, article_id))
        if isinstance(found, Failure):
            return HTMLResponse(article_problem(f"{said['article_failed']} {found.detail}".strip()), status_code=503)
        if found is None:
            missing = said["article_missing"].format(article_id=article_id)
            return HTMLResponse(article_problem(missing), status_code=404)
        offset = int(start) if start.isdecimal() else 0
        return HTMLResponse(whole_article(found, asked.get("quote", ""), offset, language))

    return [Route("/healthz", healthz), Route("/article", article), Mount("/page", StaticFiles(directory=STATIC))]


def _article(assistant: Assistant, article_id: str) -> Article | None:
    try:
        return assistant.article(article_id)
    except KeyError:
        return None
