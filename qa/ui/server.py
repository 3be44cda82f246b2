"""Configures and runs the window's web server: address, headers, limits.

    settings -> service -> page -> http://127.0.0.1:7860

Everything the page needs is served from here; the content security policy forbids the
browser to ask anyone else.
"""

from __future__ import annotations

import inspect
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qa.articles.corpus_folder import MAX_UPLOAD_BYTES
from qa.errors import SettingsError
from qa.process import be_offline
from qa.settings import Settings
from qa.ui.assets import static
from qa.ui.content_policy import ContentPolicy, guard_page
from qa.ui.gradio_stubs import import_without_stubs
from qa.ui.login import Login, is_loopback
from qa.ui.page_language import Languages, TextsOf, when_asked, write_in_each_language
from qa.ui.request_guard import Endpoints, RequestGuard
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.engines import remembered
from qa.ui.service.folder_watch import follow_folder
from qa.ui.service.service import Service
from qa.ui.service.uploads import use_private_folder
from qa.ui.state import ServiceState

if TYPE_CHECKING:
    import gradio as gr
    from starlette.applications import Starlette
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from qa.ui.api.doors import Doors

# Everyone who stands in the line holds a thread; the page's quick listeners need some too.
MAX_THREADS = 120
SHORTEST_TOKEN = 16
STYLES = ("style.css", "parts.css", "notes.css", "collections.css")
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    # Other hosts are told nothing; without any the browser calls our own forms' origin "null".
    (b"referrer-policy", b"same-origin"),
)


class SecurityHeaders:
    """ASGI middleware that adds `HEADERS` to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def launch(
    settings: Settings | None = None, *, service: Service | None = None, block: bool = True
) -> str:
    """Open the window; return its address, or with `block` serve until interrupted.

    service: used in place of one made from the settings.
    Raises SettingsError if the address or the port cannot be used.
    """
    settings = settings or Settings()
    settings = settings.of(settings.collection)
    check_exposure(settings)
    be_offline()
    use_private_folder()
    import_without_stubs()
    from qa import __version__  # noqa: PLC0415 - the package imports this one
    from qa.ui.api.doors import Doors  # noqa: PLC0415 - loads the models' libraries
    from qa.ui.components.page import build_page  # noqa: PLC0415 - Gradio takes seconds to import

    service = service or _service(settings)
    services = CollectionServices(service, on_open=follow_folder if settings.watch else None)
    page = build_page(services)
    texts = when_asked(page, lambda: build_page(services))
    doors = Doors(services, version=__version__, tools=settings.mcp)
    address = serve(page, settings, doors=doors, texts=texts)
    print(f"The window is open at {address} (Ctrl+C closes it).", flush=True)
    service.start()
    if settings.watch:
        follow_folder(service)
    if block:
        page.block_thread()
    return address


def _service(settings: Settings) -> Service:
    """The service; where the settings name no chat model, with the one chosen at the window."""
    engine, chat = (None, None) if settings.chat_model else remembered(settings.indexes)
    return Service(settings, on_change=print_progress, chat=chat, engine=engine)


def check_exposure(settings: Settings) -> None:
    """Refuse to open the articles to a network by accident.

    Raises SettingsError if the address is not this machine's own and there is neither a
    password nor the word that it is meant; if the password is not user:password; if the token is
    so short that it could be guessed; and if conversations are to be kept for everyone.
    """
    if settings.token is not None and len(settings.token) < SHORTEST_TOKEN:
        raise SettingsError(f"QA_TOKEN must have {SHORTEST_TOKEN} characters or more.")
    if settings.auth is not None and not all(_user_and_password(settings)):
        raise SettingsError("QA_AUTH must be user:password, with neither of them empty.")
    if settings.keep and not (settings.auth or settings.token):
        raise SettingsError(
            "QA_KEEP keeps conversations and notes on the server for those who log in: set "
            "QA_AUTH=user:password too, or unset it to keep them in the browser."
        )
    if is_loopback(settings.host) or settings.auth or settings.token or settings.public:
        return
    raise SettingsError(
        f"On {settings.host} the window would be open to the network. Set QA_AUTH=user:password, "
        "QA_TOKEN for programs, or QA_PUBLIC=1 if everyone may read and change these articles."
    )


def _user_and_password(settings: Settings) -> tuple[str, str]:
    user, _, password = (settings.auth or "").partition(":")
    return user, password


def serve(page: gr.Blocks, settings: Settings, *, doors: Doors, texts: TextsOf) -> str:
    """Start the server in a thread and return the address it listens on."""
    import gradio as gr  # noqa: PLC0415 - takes seconds to import

    login = _login(settings)
    try:
        _, address, _ = page.launch(
            server_name=settings.host,
            server_port=settings.port or _free_port(settings.host),
            mcp_server=False,  # the tools are ours
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            inbrowser=False,
            run_history=False,
            footer_links=[],
            show_error=False,
            ssr_mode=False,
            pwa=False,
            enable_monitoring=False,
            max_file_size=MAX_UPLOAD_BYTES,
            max_threads=MAX_THREADS,
            blocked_paths=_blocked(settings),
            css="".join(map(static, STYLES)),
            theme=gr.themes.Base(
                font=["system-ui", "Segoe UI", "Helvetica Neue", "sans-serif"],
                font_mono=["ui-monospace", "monospace"],
            ),
            app_kwargs={"lifespan": _guarded(page, settings, login, doors, texts)},
        )
    except OSError as error:
        raise SettingsError(
            f"The window cannot listen on {settings.host}:{settings.port} "
            f"({error.strerror or 'the port is taken'}). Set QA_PORT to another port, or 0 "
            "for any free one."
        ) from None
    if login:
        login.starting = False
    return str(address)


def _login(settings: Settings) -> Login | None:
    if not (settings.auth or settings.token):
        return None
    return Login(_user_and_password(settings) if settings.auth else None, settings.token)


def _guarded(
    page: gr.Blocks,
    settings: Settings,
    login: Login | None,
    doors: Doors,
    texts: TextsOf,
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """A lifespan that puts the guard in front of everything before the first request comes.

    As one of the application's middlewares it would stand behind those that Gradio adds, and
    Gradio's answers any page on this machine itself.
    """
    public = {n: fn for n, fn in page.fns.items() if fn.api_visibility == "public"}
    code = guard_page(page)
    write_in_each_language()
    endpoints = Endpoints(
        {str(fn.api_name): _fields(fn.fn) for fn in public.values()},
        {number: str(fn.api_name) for number, fn in public.items()},
    )

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        assert app.middleware_stack is not None  # the lifespan itself came through it
        guard = RequestGuard(
            doors.before(app.middleware_stack),
            endpoints,
            bound=settings.host,
            names=settings.allowed_hosts,
            login=login,
        )
        app.middleware_stack = Languages(SecurityHeaders(ContentPolicy(guard, code)), texts)
        async with doors.open():
            yield

    return lifespan


def _fields(function: Callable[..., object] | None) -> dict[str, bool]:
    """What a function takes, and whether it has to be given."""
    taken = inspect.signature(function).parameters if function else {}
    return {name: each.default is inspect.Parameter.empty for name, each in taken.items()}


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _blocked(settings: Settings) -> list[str]:
    """Folders that no request may read as files: the articles are shown, not served."""
    folders = (settings.corpus, settings.indexes, settings.collections, ".")
    return [str(Path(folder).resolve()) for folder in folders]


def print_progress(state: ServiceState) -> None:
    """Tell the terminal what is being done, on one line where it is a terminal."""
    if not sys.stderr.isatty():
        if not state.done:
            print(state.message, file=sys.stderr, flush=True)
        return
    print(f"\r\x1b[K{state.message}", end="" if state.building else "\n", file=sys.stderr)
    sys.stderr.flush()
