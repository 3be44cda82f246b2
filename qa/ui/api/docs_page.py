"""The OpenAPI document -> the page /api/docs: plain HTML that asks nothing of a network.

    {"paths": {"/api/v1/ask": {"post": …}}} -> a section for each route, with fields and curl

Pure functions. Members of members are told below them, as `history[].question`, and the document
itself is linked.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from qa.ui.html.render import render

Schema = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a member: its name, its type in words, whether it must be there."""

    name: str
    kind: str
    required: bool
    told: str


@dataclass(frozen=True, slots=True)
class Route:
    """One route as the page shows it."""

    method: str
    path: str
    told: str
    takes: list[Field]
    gives: str
    members: list[Field]
    curl: str


def docs_html(document: Schema, *, address: str) -> str:
    """The whole page. address: where the server was asked, for the examples."""
    groups: dict[str, list[Route]] = {}
    for path, methods in _object(document["paths"]).items():
        for method, operation in _object(methods).items():
            told = _object(operation)
            tags = told.get("tags")
            group = str(tags[0]) if isinstance(tags, list) and tags else ""
            groups.setdefault(group, []).append(_route(document, path, method, told, address))
    info = _object(document["info"])
    return render(
        "api",
        "page",
        title=info["title"],
        version=info["version"],
        about=info["description"],
        groups=groups.items(),
    )


def _route(document: Schema, path: str, method: str, operation: Schema, address: str) -> Route:
    body = _body(operation)
    schema = _resolved(document, body)
    takes = [_parameter(document, each) for each in _list(operation.get("parameters"))]
    takes += _members(document, schema)
    reply = _reply(operation)
    return Route(
        method=method.upper(),
        path=path,
        told=str(operation.get("description") or operation.get("summary", "")),
        takes=takes,
        gives=_name(reply),
        members=_members(document, _resolved(document, reply)),
        curl=_curl(method, address + path, schema),
    )


def _curl(method: str, url: str, schema: Schema) -> str:
    url = url.replace("{article_id}", "ID").replace("{model_id}", "articles")
    if method == "get":
        return f"curl {shlex.quote(url)}"
    examples = _list(schema.get("examples"))
    if not examples:
        return f"curl -X {method.upper()} {shlex.quote(url)}"
    written = shlex.quote(json.dumps(examples[0]))
    return f"curl {shlex.quote(url)} -H 'Content-Type: application/json' -d {written}"


def _parameter(document: Schema, given: object) -> Field:
    parameter = _object(given)
    schema = _object(parameter.get("schema"))
    return Field(
        str(parameter["name"]),
        _kind(document, schema),
        bool(parameter.get("required")),
        str(parameter.get("description") or schema.get("description", "")),
    )


def _members(document: Schema, schema: Schema, *, within: str = "") -> list[Field]:
    """The members of an object, what must be there first, each with its own members below it."""
    required = _list(schema.get("required"))
    fields = []
    members = _object(schema.get("properties")).items()
    for name, given in sorted(members, key=lambda member: member[0] not in required):
        each, path = _object(given), within + name
        told = _told(document, each)
        fields.append(Field(path, _kind(document, each), name in required, told))
        for inner, mark in _inner(document, each):
            fields += _members(document, inner, within=f"{path}{mark}.")
    return fields


def _inner(document: Schema, schema: Schema) -> list[tuple[Schema, str]]:
    """The objects that a value may be or hold, each with "[]" if it is one of a list."""
    if "$ref" in schema:
        resolved = _resolved(document, schema)
        return [(resolved, "")] if "properties" in resolved else []
    if schema.get("type") == "array":
        return [(each, f"[]{mark}") for each, mark in _inner(document, _items(schema))]
    choices = map(_object, _list(schema.get("anyOf")))
    return [found for each in choices for found in _inner(document, each)]


def _items(schema: Schema) -> Schema:
    return _object(schema.get("items") or next(iter(_list(schema.get("prefixItems"))), None))


def _told(document: Schema, given: object) -> str:
    schema = _object(given)
    told = str(schema.get("description", ""))
    if not told and "$ref" in schema:
        told = str(_resolved(document, schema).get("description", ""))
    return " ".join(told.split())


def _kind(document: Schema, schema: Schema) -> str:
    """A schema's type in words: "list of string", "integer, 1 to 100", "list of object"."""
    if "$ref" in schema:
        return _kind(document, _resolved(document, schema))
    if choices := [_object(each) for each in _list(schema.get("anyOf"))]:
        kinds = [_kind(document, each) for each in choices if each.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if fixed := _list(schema.get("enum", [schema[each] for each in ("const",) if each in schema])):
        return " | ".join(map(str, fixed))
    kind = str(schema.get("type", "any"))
    if kind == "array":
        return f"list of {_kind(document, _items(schema))}"
    low, high = schema.get("minimum"), schema.get("maximum")
    if isinstance(low, int | float) and isinstance(high, int | float):
        return f"{kind}, {low:,.0f} to {high:,.0f}"
    return kind


def _body(operation: Schema) -> Schema:
    return _json_of(_object(operation.get("requestBody")))


def _reply(operation: Schema) -> Schema:
    for status, given in _object(operation.get("responses")).items():
        if status.startswith("2"):
            return _json_of(_object(given))
    return {}


def _json_of(given: Schema) -> Schema:
    content = _object(_object(given.get("content")).get("application/json"))
    return _object(content.get("schema"))


def _resolved(document: Schema, schema: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    return _object(_object(_object(document["components"])["schemas"])[_name(schema)])


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1]


def _object(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
