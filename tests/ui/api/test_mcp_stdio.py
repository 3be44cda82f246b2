"""The tools over standard input and output, started by the client as an assistant does."""

from __future__ import annotations

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("mcp", reason="the package mcp is not installed")

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from qa.settings import Settings

ROOT = Path(__file__).parents[3]


def test_a_client_starts_the_tools_and_asks(built_settings: Settings) -> None:
    variables = {
        "QA_CORPUS": str(built_settings.corpus),
        "QA_INDEXES": str(built_settings.indexes),
        "PYTHONPATH": str(ROOT),
    }
    start = StdioServerParameters(
        command=sys.executable, args=["-m", "qa.ui.api.mcp_stdio"], env=dict(os.environ) | variables
    )

    async def session() -> object:
        async with stdio_client(start) as (read, write), ClientSession(read, write) as client:
            await client.initialize()
            asked = {"question": "How long is the line to Rajin?"}
            return (await client.call_tool("ask", asked)).structuredContent

    with ThreadPoolExecutor(1) as own:  # Playwright may hold a loop in this thread
        answer = own.submit(lambda: asyncio.run(session())).result()
    assert isinstance(answer, dict)
    assert (answer["status"], answer["direct"]) == ("answered", "54 kilometres long")
