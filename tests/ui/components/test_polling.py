"""The timer of the page runs while the service is busy, and when something has begun."""

from __future__ import annotations

import gradio as gr
import pytest

from qa.ui.components.polling import POLL_EVERY_S, Polling
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.ui.components.wiring import built


@pytest.fixture
def polling(service: Service) -> Polling:
    def build() -> Polling:
        with gr.Blocks():
            return Polling(CollectionServices(service))

    return built(build)


def test_it_asks_once_a_second(polling: Polling) -> None:
    assert (polling.timer.value, POLL_EVERY_S) == (1.0, 1.0)


def test_what_begins_starts_it(polling: Polling) -> None:
    assert polling.started()["active"] is True


def test_it_runs_as_long_as_there_is_work(polling: Polling, service: Service) -> None:
    service.background.close(60)
    assert polling.as_needed()["active"] is False
    service.rebuild()
    assert polling.as_needed()["active"] is True
    service.background.close(60)
