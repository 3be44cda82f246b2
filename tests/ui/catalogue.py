"""What the interface says, found in its own source: for the catalogue, and for the test of it.

    python -m tests.ui.catalogue

adds what is new to each `qa/ui/locale/LANGUAGE.po`, without a translation, and takes out what is
no longer said.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from qa.answering.question.language import LANGUAGES as LANGUAGES_NAMED
from qa.ui.html import own_sentences
from qa.ui.interface_words import LANGUAGES, messages_of

UI = Path(__file__).parents[2] / "qa" / "ui"
TEMPLATES = UI / "html" / "templates"
# For programs, which are told the same wherever they run.
OF_PROGRAMS = {"api.html"}
_IN_SCRIPT = re.compile(r'\b_\("((?:[^"\\\n]|\\.)*)"')


def messages() -> set[str]:
    """All messages; one with a plural as both, parted by NUL."""
    of_answers = (*own_sentences.templates(), *LANGUAGES_NAMED.values())
    return {*_of_python(), *_of_templates(), *_of_scripts(), *of_answers}


def _of_python() -> Iterator[str]:
    for path in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if node.func.id in ("_", "N_", "said") and texts and isinstance(texts[0], str):
                yield texts[0]
            elif node.func.id == "count" and texts:
                yield plural_of(*map(str, texts[-2:] if len(node.args) == 3 else texts[-1:]))
        if path.name == "interface_words.py":
            yield from _months(path)


def _months(path: Path) -> Iterator[str]:
    from qa.ui.interface_words import MONTHS

    assert path.name == "interface_words.py"
    for month in MONTHS:
        yield month
        yield month[:3]


def plural_of(singular: str, plural: str | None = None) -> str:
    """The message of `interface_words.count` for these nouns."""
    return f"{{n}} {singular}\0{{n}} {plural or singular + 's'}"


def _of_templates() -> Iterator[str]:
    environment = Environment(autoescape=True)
    for path in sorted(TEMPLATES.glob("*.html")):
        tree = environment.parse(path.read_text("utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "_":
                first = call.args[0]
                assert isinstance(first, nodes.Const)
                yield str(first.value)


def _of_scripts() -> Iterator[str]:
    for path in sorted((UI / "static").glob("*.js")):
        yield from _IN_SCRIPT.findall(path.read_text("utf-8"))


def main() -> None:
    """Bring every catalogue up to date."""
    wanted = sorted(messages(), key=lambda message: (message.lower(), message))
    for language in LANGUAGES[1:]:
        path = UI / "locale" / f"{language}.po"
        text = path.read_text("utf-8") if path.exists() else ""
        known, head = messages_of(text), text.partition("\n\n")[0]
        entries = [_entry(message, known.get(message, "")) for message in wanted]
        path.write_text("\n\n".join([head, *entries]) + "\n", "utf-8")


def _entry(message: str, translated: str) -> str:
    names, texts = message.split("\0"), translated.split("\0")
    if len(names) == 1:
        return f"msgid {_quoted(message)}\nmsgstr {_quoted(translated)}"
    texts = [*texts, "", ""][:2]
    plural = f"msgid {_quoted(names[0])}\nmsgid_plural {_quoted(names[1])}"
    return plural + "".join(f"\nmsgstr[{n}] {_quoted(text)}" for n, text in enumerate(texts))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
