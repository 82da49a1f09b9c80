"""The MCP tools' results as JSON text, where gradio would send Python's notation (None, True, single quotes)."""

import json
from typing import Any

import gradio as gr
from mcp.types import TextContent


def answer_in_json(page: gr.Blocks) -> None:
    """Make the MCP server of a launched page send every result as JSON.

    Raises:
        RuntimeError: The page was launched without an MCP server.
    """
    server = page.mcp_server_obj
    if server is None:
        raise RuntimeError(f"The MCP server did not start: {page.mcp_error or 'launched without mcp_server=True'}")
    # The one method of gradio's server that turns results into text; it offers no other place to say how.
    server.postprocess_output_data = _contents  # type: ignore[method-assign, assignment]


def _contents(data: list[Any], root_url: str) -> list[TextContent]:
    return [TextContent(type="text", text=json.dumps(output, ensure_ascii=False)) for output in data]
