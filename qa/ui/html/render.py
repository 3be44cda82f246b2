"""Renders the page's Jinja templates; every value is escaped by `show`, not by Jinja's rules.

Owns jinja2 and markupsafe. Jinja's own escaping knows HTML alone, and the page is also read as
Markdown and as Handlebars, so each value goes through `escaping.show` on its way in. Lines of a
template are joined, because a line break in a chat message could end its HTML block. No value is
marked safe but what this module makes.
"""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from qa.ui.html.citation_address import CitedSpan, href
from qa.ui.html.escaping import safe_url, show
from qa.ui.interface_words import _

_NAME = re.compile(r"[\w-]*", re.ASCII)


class _OneLine(Extension):
    """Joins the lines of a template: nothing between tags, a space between words."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        joined = re.sub(r"(?<=[>}])\s*\n\s*|\s*\n\s*(?=[<{])", "", source.strip())
        return re.sub(r"\s*\n\s*", " ", joined)


def render(template: str, part: str, /, **values: object) -> Markup:
    """A part (a macro) of a template with the values that it names, as HTML."""
    macro = getattr(_templates().get_template(f"{template}.html").module, part)
    return Markup(macro(**values))


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("qa.ui.html"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        extensions=[_OneLine],
    )
    environment.filters |= {"href": _href, "name": _name, "address": _address}
    environment.globals["_"] = _own_words
    return environment


def _shown(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    return Markup("" if value is None else show(str(value)))


def _own_words(message: str, **values: object) -> Markup:
    """A message of the catalogue; its values are escaped like all others."""
    return escape(_(message)).format(**{name: _shown(value) for name, value in values.items()})


def _href(span: CitedSpan) -> Markup:
    """The fragment that opens a span; hex digits and numbers, so nothing in it is markup."""
    return Markup(href(span))


def _name(value: object) -> Markup:
    """A class or key that the code made, as it is."""
    if not _NAME.fullmatch(str(value)):
        raise ValueError("Only letters, digits, - and _ make a name.")
    return Markup(str(value))


def _address(url: str | None) -> Markup:
    """A plain web address, or nothing for any other."""
    return Markup(safe_url(url) or "")
