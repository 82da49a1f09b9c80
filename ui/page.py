"""The page as one object that can be launched, and how it is launched: locally, offline, without telemetry."""

import os

# Read by gradio and huggingface_hub when they are imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr
from gradio.events import api
from starlette.middleware import Middleware

from ui.api import tools
from ui.events import wire
from ui.layout import build_layout
from ui.protocol import Assistant
from ui.routes import ContentPolicy, routes
from ui.strings import TITLE
from ui.tools_server import answer_in_json

HEAD = '<link rel="stylesheet" href="page/page.css"><script src="page/page.js" defer></script>'
# Plain strings: gradio would fetch a font that is given as one of its font objects.
FONTS = ("system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Consolas", "monospace")


def serve(assistant: Assistant, host: str, port: int) -> gr.Blocks:
    """Serve the page, the HTTP API and the MCP tools over an assistant, in threads of their own.

    Returns:
        The running page: `block_thread` waits for its end, `close` ends it.

    Raises:
        OSError: The address cannot be served on.
    """
    page = build_page(assistant)
    page.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        share=False,
        inbrowser=False,
        quiet=True,
        show_error=True,
        ssr_mode=False,
        mcp_server=True,
        run_history=False,
        enable_monitoring=False,
        pwa=False,
        footer_links=[],
        theme=gr.themes.Base(font=FONTS, font_mono=MONO, primary_hue="teal", neutral_hue="stone"),
        head=HEAD,
        app_kwargs={"routes": routes(assistant), "middleware": [Middleware(ContentPolicy)]},
    )
    answer_in_json(page)
    return page


def build_page(assistant: Assistant) -> gr.Blocks:
    """Return the page over an assistant, with `search` and `ask` as its only public endpoints."""
    page: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        # First, so that no event of the page takes their names.
        search, ask = tools(assistant)
        api(search, api_name="search")
        api(ask, api_name="ask")
        wire(page, build_layout(), assistant)
    return page
