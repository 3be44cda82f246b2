"""Takes the fenced code blocks out of the Markdown pages, for the tests that run them.

    page -> Block(language, text, line)      console block -> Command(variables, words, output)

It runs nothing itself.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
)
_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)")
_PRINTED = re.compile(r"^print\(.*\)  # (.+)$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, and the line of the page that it begins on."""

    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True, slots=True)
class Command:
    """A command line: variables set before it, its words, and the output shown, "" if none."""

    block: Block
    variables: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    output: str

    def __str__(self) -> str:
        return f"{self.block}: {' '.join(self.words)}"


def blocks(*languages: str, page: str | None = None) -> list[Block]:
    """The blocks in these languages, of one page or of all, in order."""
    found = []
    for path in PAGES:
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        for match in _FENCE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(Block(name, line, match[1], match[2]))
    return [
        block
        for block in found
        if block.language in languages and (page is None or block.page == page)
    ]


def commands() -> list[Command]:
    """Every command line of console and sh blocks, taken apart at `&&` and pipes."""
    found: list[Command] = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            found += _parsed(block, line, output.strip())
    for block in blocks("sh"):
        for line in block.text.replace("\\\n", " ").splitlines():
            found += _parsed(block, line, "")
    return found


def inline_commands() -> list[Command]:
    """What `code` within a line of a page says to run: `qa …`, `python -m …` and the like."""
    found: list[Command] = []
    for path in PAGES:
        text = _FENCE.sub(lambda match: "\n" * match[0].count("\n"), path.read_text("utf-8"))
        for match in _INLINE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            block = Block(path.relative_to(ROOT).as_posix(), line, "", match[1])
            program = match[1].partition(" ")[0]
            if program in ("qa", "python") or program.startswith(".venv/bin/"):
                found += _parsed(block, match[1], "")
    return found


def _parsed(block: Block, line: str, output: str) -> list[Command]:
    if re.match(r"\w+=\$\(", line):
        return []  # a shell's own doing; the test of the page runs it whole
    lexer = shlex.shlex(line, posix=True, punctuation_chars="&|")
    lexer.whitespace_split = True
    found, words = [], list[str]()
    for word in [*lexer, "&&"]:
        if word not in {"&&", "|"}:
            words.append(word)
            continue
        variables = []
        while words and (match := _ASSIGNMENT.fullmatch(words[0])):
            variables.append((match[1], match[2]))
            words = words[1:]
        if words[:1] == [".venv/bin/qa"]:
            words[0] = "qa"
        if words or variables:
            found.append(Command(block, tuple(variables), tuple(words), output))
        words = []
    return found


def printed(text: str) -> list[str] | None:
    """What the `print` lines of a Python block say that they print; None where none says so.

    Each `print(…)  # this` is such a line, indented or not.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("print(")]
    said = [match[1] for line in lines if (match := _PRINTED.match(line))]
    return said or None
