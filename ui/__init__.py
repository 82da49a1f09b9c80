"""The web page: what is shown, in which words and the HTTP API and MCP tools beside it. It retrieves nothing."""
