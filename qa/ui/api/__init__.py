"""Doors for programs: REST under /api/v1, the OpenAI-compatible /v1, and tools over MCP."""
