"""The content security policy: scripts run by nonce only, and no text is evaluated.

    Gradio's template -> its scripts with the response's nonce -> the page
    texts that Gradio's page makes functions of -> the same functions as code, in one script

Gradio writes scripts into its page and makes functions out of the texts that components and
listeners come with. The first get the nonce where the template is read, so that nothing that data
brings into the page can have it. The second are all known when the page is built: `known_code`
writes them down as code, and a script that runs before Gradio's hands them out. What is not among
them the browser refuses. Styles are not limited: Gradio and this page write them inline.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING

from jinja2.ext import Extension
from markupsafe import Markup

from qa.ui.assets import static

if TYPE_CHECKING:
    import gradio as gr
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The releases of Gradio whose page was read and tried for the texts that it evaluates.
READ_GRADIO = "6.31."
# What the page of those makes functions of, whatever is in it: the usual template of an HTML
# component ("${value}", and none for its style) by Handlebars, and what came of that.
_HANDLEBARS = ("container", "depth0", "helpers", "partials", "data")
_OF_HTML = ("value", "label", "visible")
# What a listener passes over becomes a property of a component that was not shown yet.
_OF_SKIPPED = (*_OF_HTML, "__type__")
_OF_TEMPLATES = (
    (*_HANDLEBARS, '  return "${value}";\n'),
    (*_HANDLEBARS, '  return "";\n'),
    (*_OF_HTML, "return `${value}`;"),
    (*_OF_HTML, "return ``;"),
    (*_OF_SKIPPED, "return `${value}`;"),
    (*_OF_SKIPPED, "return ``;"),
)
_ON_LOAD = ("element", "trigger", "props", "server", "upload", "watch")
_scripts: ContextVar[tuple[str, str]] = ContextVar("_scripts", default=("", ""))


def policy(nonce: str, *, evaluates: bool = False) -> str:
    """The header of one response. evaluates: the page makes functions out of texts."""
    evaluating = " 'unsafe-eval'" if evaluates else ""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'{evaluating}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class ContentPolicy:
    """ASGI middleware that gives every response its policy, and the page its nonce.

    code: what `known_code` gives; "" for a Gradio that was not read, whose page may evaluate.
    """

    def __init__(self, app: ASGIApp, code: str) -> None:
        self._app = app
        self._code = code

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the policy to what comes back."""
        nonce = secrets.token_urlsafe(16)
        named = (b"content-security-policy", policy(nonce, evaluates=not self._code).encode())

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), named]
            await send(message)

        token = _scripts.set((nonce, self._code))
        try:
            await self._app(scope, receive, send_with_policy)
        finally:
            _scripts.reset(token)


def guard_page(page: gr.Blocks) -> str:
    """Have Gradio's templates written with nonces; the code for `ContentPolicy` of this page."""
    import gradio as gr  # noqa: PLC0415 - takes seconds to import
    from gradio.routes import templates  # noqa: PLC0415

    templates.env.add_extension(_Nonces)
    templates.env.globals["policy_nonce"] = lambda: _scripts.get()[0]
    templates.env.globals["policy_code"] = lambda: Markup(_scripts.get()[1])
    if not gr.__version__.startswith(READ_GRADIO):
        return ""
    return known_code(page.get_config_file())


def known_code(config: Mapping[str, object]) -> str:
    """The script that holds every function that the page of this configuration makes of a text.

    Raises ValueError for a component with a template of its own: what Handlebars makes of it
    is not known here.
    """
    entries = {
        parts: f"function ({', '.join(parts[:-1])}) {{\n{parts[-1]}\n}}"
        for parts in [*_OF_TEMPLATES, *_on_load(config)]
    }
    for code in _listeners(config):
        body = f"return (\n{code}\n);"
        entries[body,] = f"async function () {{\n{body}\n}}"
    known = ",\n".join(f"[{json.dumps(parts)}, {made}]" for parts, made in entries.items())
    # Within texts and patterns "<\/" and "\x3c!--" are what they were; elsewhere none stands.
    written = static("known_code.js").replace("KNOWN", f"[\n{known}\n]")
    return written.replace("</", "<\\/").replace("<!--", "\\x3c!--")


def _on_load(config: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    for component in _listed(config, "components"):
        props = component.get("props")
        if component.get("type") != "html" or not isinstance(props, Mapping):
            continue
        if props.get("html_template") != "${value}" or props.get("css_template"):
            raise ValueError("An HTML component with a template of its own cannot be guarded.")
        if code := props.get("js_on_load"):
            yield (*_ON_LOAD, str(code))


def _listeners(config: Mapping[str, object]) -> Iterator[str]:
    for dependency in _listed(config, "dependencies"):
        if isinstance(code := dependency.get("js"), str):
            yield code


def _listed(config: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    listed = config.get(name)
    return (
        [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []
    )


class _Nonces(Extension):
    """Gives the scripts that a template itself has a nonce, and puts the known code before them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        nonced = '<script nonce="{{ policy_nonce() }}"'
        first, script, rest = source.partition("<script")
        signed = (script + rest).replace("<script", nonced)
        return f"{first}{nonced}>{{{{ policy_code() }}}}</script>{signed}" if script else source
