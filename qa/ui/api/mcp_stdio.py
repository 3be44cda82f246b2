"""The tools over standard input and output: `python -m qa.ui.api.mcp_stdio`.

For assistants that start their tools themselves, such as Claude Desktop. Folders and the rest come
from the settings (QA_CORPUS, QA_INDEXES …). Nothing but the protocol is printed; the index is
built first if there is none, while the client already sees the tools.
"""

from __future__ import annotations

import asyncio
import sys

from qa.errors import QaError
from qa.process import be_offline
from qa.settings import Settings


def main() -> None:
    """Serve one client until it leaves."""
    be_offline()
    try:
        from qa import __version__  # noqa: PLC0415
        from qa.ui.api.answering import Desk  # noqa: PLC0415 - after be_offline
        from qa.ui.api.mcp_tools import serve_stdio, tool_server  # noqa: PLC0415 - an extra
        from qa.ui.service.collection_services import CollectionServices  # noqa: PLC0415
        from qa.ui.service.service import Service  # noqa: PLC0415 - after be_offline

        settings = Settings()
        service = Service(settings.of(settings.collection))
        service.start()
        desk = Desk(CollectionServices(service), version=__version__)
        asyncio.run(serve_stdio(tool_server(desk, version=__version__)))
    except ImportError:
        sys.exit("The tools need the package mcp: pip install '.[mcp]'.")
    except QaError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
