"""No regular expression takes more than linear time: texts of articles and people are not trusted.

Every pattern of the package, those written in place included, is run over texts that are made
from it (`regex_pumps`). The text is doubled until it is long or the work is noticeable; a
pattern fails only where both is so: it takes longer than linear work ever does for so short a
text, and doubling the text more than doubles it. Processor time of the best of three runs, so
that a busy machine changes nothing.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import qa
from tests.regex_pumps import pumped

# Close together first, because exponential work never comes back from twice the length.
LENGTHS = (*range(12, 60, 4), 80, 110, 150, 250, 500, 1_000, 2_000, 4_000, 8_000)
NOTICEABLE_S = 0.04
EARLY, EARLY_S = 1_000, 0.0006  # quadratic work on so long a text takes longer than that
POWER = 1.5  # between linear work and quadratic
_FLAGS = {"I": re.I, "IGNORECASE": re.I, "MULTILINE": re.M, "DOTALL": re.S, "VERBOSE": re.X}


# Reads the package's own templates only.
OWN_TEXTS = {"qa.ui.html.render"}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(qa.__path__, "qa."):
        if found.name not in OWN_TEXTS:
            yield importlib.import_module(found.name)


def kept(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns in a module's global."""
    if isinstance(value, re.Pattern):
        yield value if isinstance(value.pattern, str) else as_text(value)
    elif isinstance(value, tuple | list | frozenset | set) and depth < 3:
        for item in value:
            yield from kept(item, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        for pair in value.items():
            yield from kept(pair, depth + 1)


def as_text(pattern: re.Pattern[bytes]) -> re.Pattern[str]:
    return re.compile(pattern.pattern.decode("latin-1"), pattern.flags | re.A)


def written_in_place(module: ModuleType) -> Iterator[tuple[int, re.Pattern[str]]]:
    """`re.sub("…", …)`: the line and the pattern; what is filled in at run time is a name."""
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if (
            isinstance(node, ast.Call)
            and isinstance(called, ast.Attribute)
            and isinstance(called.value, ast.Name)
            and called.value.id == "re"
            and called.attr != "escape"
        ):
            source = text_of(node.args[0], vars(module))
            if source:
                flags = sum(
                    {
                        value
                        for name, value in _FLAGS.items()
                        if f"re.{name}" in {ast.unparse(part) for part in ast.walk(node)}
                    }
                )
                yield node.lineno, re.compile(source, flags)


def text_of(node: ast.expr, names: dict[str, object]) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part, names) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return text_of(node.value, names) or "Aa"
    try:
        value = eval(compile(ast.Expression(node), "pattern", "eval"), dict(names))
    except (NameError, TypeError):
        return ""
    return value if isinstance(value, str) else ""


def patterns() -> dict[str, re.Pattern[str]]:
    """Each by where it stands, but for modules that refuse longer texts (MOST_CHARACTERS)."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for module in modules():
        if getattr(module, "MOST_CHARACTERS", LENGTHS[-1]) < 300:
            continue
        for name, value in vars(module).items():
            for number, pattern in enumerate(kept(value)):
                key = (pattern.pattern, pattern.flags)
                found.setdefault(key, (f"{module.__name__}.{name}[{number}]", pattern))
        for line, pattern in written_in_place(module):
            found.setdefault(
                (pattern.pattern, pattern.flags), (f"{module.__name__}:{line}", pattern)
            )
    return dict(found.values())


def work_s(pattern: re.Pattern[str], text: str) -> float:
    """The processor time of finding all matches and of matching the whole, best of three."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for _match in pattern.finditer(text):
            pass
        pattern.fullmatch(text)
        best = min(best, time.process_time() - began)
        if best < NOTICEABLE_S:
            break
    return best


def grows(pattern: re.Pattern[str], prefix: str, pump: str, suffix: str) -> bool:
    """Whether a longer text takes more than its share of a noticeable amount of work."""
    short, before = 1, 0.0
    for length in LENGTHS:
        now = work_s(pattern, prefix + pump * (length // len(pump) + 1) + suffix)
        if now > NOTICEABLE_S and (now / max(before, 1e-6)) > (length / short) ** POWER:
            return True
        if now > 10 * NOTICEABLE_S:
            return True
        if length >= EARLY and now < EARLY_S:
            return False
        short, before = length, now
    return False


def test_every_pattern_is_linear_over_texts_made_against_it() -> None:
    bad = []
    for name, pattern in patterns().items():
        worst = next((pump for pump in pumped(pattern) if grows(pattern, *pump)), None)
        if worst:
            bad.append(f"{name}: {worst[0]!r} + {worst[1]!r} * n + {worst[2]!r}")
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize(
    ("source", "is_worse"),
    [
        (r"\s+$", True),
        (r"(?<!\s)\s++$", False),
        (r"(a+)+b", True),
        (r"^\w+\s*\w*\s*:", True),
        (r"(?s)<!--.*?-->", True),
        (r"[A-Z]\w{0,60}+ said", False),
        (r"\bx\w*+", False),
    ],
)
def test_the_measure_tells_linear_from_worse(source: str, is_worse: bool) -> None:
    pattern = re.compile(source)
    assert any(grows(pattern, *pump) for pump in pumped(pattern)) is is_worse
