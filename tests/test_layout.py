"""The tests mirror the code: each module of qa has a test module of its name, or a reason here."""

from __future__ import annotations

from pathlib import Path

import pytest

import qa

PACKAGE = Path(qa.__file__).parent
TESTS = Path(__file__).parent

WITHOUT_CODE = "it holds declarations only; what uses them is tested"
# Where a module is tested instead, and why not under its own name.
ELSEWHERE = {
    "answering/reader/base.py": WITHOUT_CODE,
    "answering/stages.py": WITHOUT_CODE,
    "articles/cleaning/boilerplate_terms.py": WITHOUT_CODE,
    "index/search_index.py": WITHOUT_CODE,
    "ui/state.py": WITHOUT_CODE,
    "ui/components/page.py": "it puts the panels together; tests/browser opens the whole page",
    "ui/components/polling.py": "ui/components/test_header: its timer starts and rests there",
}


def _modules() -> list[str]:
    return [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "__init__.py"
    ]


def _test_of(module: str) -> Path:
    path = TESTS / module
    return path.with_name(f"test_{path.name}")


def test_each_module_has_its_test_module_or_a_reason() -> None:
    without = [module for module in _modules() if not _test_of(module).is_file()]
    assert sorted(set(without) - set(ELSEWHERE)) == []


def test_the_reasons_are_of_modules_that_are_there_and_have_no_test_of_their_own() -> None:
    assert sorted(set(ELSEWHERE) - set(_modules())) == []
    assert [module for module in ELSEWHERE if _test_of(module).is_file()] == []


@pytest.mark.parametrize("module", [name for name, why in ELSEWHERE.items() if ": " in why])
def test_the_tests_that_are_named_instead_are_there(module: str) -> None:
    for name in ELSEWHERE[module].partition(": ")[0].split(", "):
        assert (TESTS / f"{name}.py").is_file(), name


def test_tests_of_the_package_import_no_benchmarks() -> None:
    others = {TESTS / "benchmarks", TESTS / "training"}
    importing = [
        path.relative_to(TESTS).as_posix()
        for path in sorted(TESTS.rglob("*.py"))
        if not others & set(path.parents)
        and any(
            line.startswith(("from benchmarks", "import benchmarks"))
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    ]
    assert importing == []


def test_nothing_in_the_browser_waits_for_a_fixed_time() -> None:
    """But where time is what is measured: a page at rest, and the steps of a condition."""
    measured = {"steps.py", "test_idle.py", "chat_server.py"}
    waiting = [
        path.name
        for path in sorted((TESTS / "browser").glob("*.py"))
        if path.name not in measured and "wait_for_timeout" in path.read_text(encoding="utf-8")
    ]
    assert waiting == []
