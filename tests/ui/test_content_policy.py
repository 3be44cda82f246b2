"""The policy of each response, the nonces of the page's own scripts, and the code it may run."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.ui.content_policy import known_code, policy
from tests.window_process import start_window, stop_window

# Gradio's own, at import and at launch; none of them is about this project's code.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

HTML = {"html_template": "${value}", "css_template": "", "js_on_load": None}


def config(*, js: str | None = None, **props: object) -> dict[str, object]:
    return {
        "components": [{"type": "html", "props": HTML | props}, {"type": "textbox", "props": {}}],
        "dependencies": [{"js": js}, {"js": True}],
    }


def test_scripts_run_by_nonce_and_texts_are_not_evaluated() -> None:
    directives = dict(line.split(" ", 1) for line in policy("abc").split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self' 'nonce-abc'"
    assert directives["connect-src"] == "'self'"


def test_a_page_that_was_not_read_may_evaluate_and_still_run_no_inline_script() -> None:
    (scripts,) = (line for line in policy("abc", evaluates=True).split("; ") if "nonce" in line)
    assert scripts == "script-src 'self' 'nonce-abc' 'unsafe-eval'"


def test_what_components_and_listeners_come_with_stands_as_code_under_its_text() -> None:
    code = known_code(config(js="(x) => [x]", js_on_load="trigger('ready')"))
    assert (
        '[["element", "trigger", "props", "server", "upload", "watch", "trigger(\'ready\')"], '
        "function (element, trigger, props, server, upload, watch) {\ntrigger('ready')\n}]"
    ) in code
    assert (
        '[["return (\\n(x) => [x]\\n);"], async function () {\nreturn (\n(x) => [x]\n);\n}]' in code
    )


def test_a_component_that_was_passed_over_before_it_was_shown_is_known() -> None:
    code = known_code(config())
    assert '["value", "label", "visible", "__type__", "return `${value}`;"]' in code
    assert '["value", "label", "visible", "__type__", "return ``;"]' in code


@pytest.mark.parametrize("ends", ["</script>", "</SCRIPT ", "<!--<script>"])
def test_nothing_of_the_code_ends_the_script_that_holds_it(ends: str) -> None:
    code = known_code(config(js=f"() => '{ends}'"))
    assert "</" not in code
    assert "<!--" not in code


@pytest.mark.parametrize("props", [{"html_template": "<b>{{x}}</b>"}, {"css_template": "p {}"}])
def test_a_component_with_a_template_of_its_own_is_refused(props: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="template of its own"):
        known_code(config(**props))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    process, opened = start_window(tmp_path_factory.mktemp("policy"))
    yield opened.address
    stop_window(process)


def opened(address: str) -> tuple[str, str]:
    """The page, and the nonce of its policy."""
    with urllib.request.urlopen(address) as response:
        (nonce,) = re.findall(r"'nonce-([^']+)'", response.headers["content-security-policy"])
        return response.read().decode(), nonce


def test_every_script_of_the_page_has_the_nonce_of_its_response(address: str) -> None:
    page, nonce = opened(address)
    scripts = re.findall(r"<script\b([^>]*)>", page, re.IGNORECASE)
    assert len(scripts) >= 5
    assert [given for given in scripts if f'nonce="{nonce}"' not in given] == []
    assert opened(address)[1] != nonce


def test_what_data_brings_into_the_page_gets_no_nonce(address: str) -> None:
    """The address of the page is written into its configuration."""
    page, nonce = opened(f"{address}?q=<script>x</script>&__theme=<script>")
    templates = Path(__import__("gradio").__file__).parent / "templates/frontend/index.html"
    own = templates.read_text(encoding="utf-8").count("<script")
    assert page.count(f'nonce="{nonce}"') == own + 1  # the known code
