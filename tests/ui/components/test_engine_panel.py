"""The engine in the settings: offered, tried, used, and only where it may be changed."""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr
import pytest

from qa.settings import Settings
from qa.ui.components.engine_panel import OTHER, READER, EnginePanel, may_choose
from qa.ui.components.polling import Polling
from qa.ui.service.service import Service
from tests.ui.components import wiring
from tests.ui.service.model_server import ModelServer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    running = ModelServer()
    yield running
    running.stop()


def _labels(service: Service) -> set[str]:
    with gr.Blocks() as page, gr.Tabs(), gr.Tab("Settings") as tab:
        EnginePanel(service, Polling(service)).build(tab)
    return {str(getattr(each, "label", "")) for each in page.blocks.values()}


def _panel(service: Service) -> EnginePanel:
    def build() -> EnginePanel:
        with gr.Blocks():
            return EnginePanel(service, Polling(service))

    return wiring.built(build)


def test_who_is_a_stranger_may_not_choose(service: Service) -> None:
    assert may_choose(Settings())
    assert not may_choose(Settings(host="0.0.0.0", public=True))
    assert may_choose(Settings(host="0.0.0.0", auth="me:secret"))
    assert "Key, if it needs one" in wiring.built(lambda: _labels(service))
    open_to_all = Service(Settings(host="0.0.0.0", public=True))
    assert "Key, if it needs one" not in wiring.built(lambda: _labels(open_to_all))


def test_a_named_server_is_tried_and_used_and_left_again(
    service: Service, server: ModelServer
) -> None:
    panel = _panel(service)
    assert "“Paris.”" in panel._test(OTHER, server.address, "small", "sk-mine")
    assert server.keys == ["sk-mine"]
    said, told, key, timer = panel._use(OTHER, server.address, "small", "sk-mine", False)
    assert "From now on" in said
    assert f"127.0.0.1&#58;{server.server_port}&#58; small" in told
    assert key == ""
    assert timer["active"]  # the header tells it
    assert service.engine is not None
    assert "small" in service.facts()
    assert (service.settings.indexes / "engine.json").is_file()
    panel._use(READER, "", "", "", False)
    assert service.engine is None
    assert service.facts().endswith("the built-in reader")
    assert not (service.settings.indexes / "engine.json").exists()


def test_a_key_that_is_gone_is_said_and_the_server_is_not_asked_without_it(
    service: Service, server: ModelServer
) -> None:
    panel = _panel(service)
    panel._use(OTHER, server.address, "small", "sk-mine", False)
    used = service.engine
    assert used is not None
    assert used.keyed
    assert "“Paris.”" in panel._test(used.name, "", "", "")  # with the key of this run
    service.use(None, used)  # as the next start has it
    assert "is not known any more" in panel._told()
    assert "built-in reader" in panel._told()
    for said in (panel._test(used.name, "", "", ""), panel._use(used.name, "", "", "", False)[0]):
        assert "is not known any more" in said
    assert server.keys == ["sk-mine"]
    panel._use(OTHER, server.address, "small", "sk-new", False)
    assert "is not known any more" not in panel._told()


def test_what_cannot_be_used_changes_nothing(service: Service) -> None:
    panel = _panel(service)
    said, told, key, _ = panel._use(OTHER, "nowhere", "small", "sk-mine", True)
    assert "such as http" in said
    assert "built-in reader" in told
    assert key == "sk-mine"
    assert "not there any more" in panel._test("Ollama: gone", "", "", "")
