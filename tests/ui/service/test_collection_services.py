"""One service for each collection: opened when wanted, current in a request, deleted, put back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.errors import CollectionError, CollectionMissing, QaError
from qa.ui.service.collection_services import CollectionServices, request_to
from qa.ui.service.service import Service
from tests.ui.two_collections import services_of_default, with_press


@pytest.fixture
def services(tmp_path: Path) -> Iterator[CollectionServices]:
    with services_of_default(tmp_path) as made:
        yield made


def test_each_collection_has_one_service_with_its_own_index(services: CollectionServices) -> None:
    assert services.of("") is services.of("articles") is services.of("Articles") is services.own
    press = with_press(services)
    assert services.of("press") is press
    assert press.queue is services.own.queue
    assert press.index is not None
    assert [row.path for row in press.index.articles()] == ["crane.txt"]
    with pytest.raises(CollectionMissing, match="articles, Press"):
        services.of("wire")


def test_a_collection_without_articles_is_told_by_its_name(services: CollectionServices) -> None:
    (services.own.settings.collections / "Empty" / "corpus").mkdir(parents=True)
    empty = services.of("Empty")
    assert empty.wait(120)
    assert empty.state.message.startswith("There are no articles in Empty yet.")


def test_in_a_request_the_service_is_that_of_its_collection(services: CollectionServices) -> None:
    press = with_press(services)
    assert services.current is services.own
    with request_to("Press"):
        assert services.current is press
        with request_to(""):
            assert services.current is services.own
        assert services.current is press
    assert services.current is services.own


def test_a_collection_that_is_gone_is_never_answered_from_another(
    services: CollectionServices,
) -> None:
    for name in ("wire", "../corpus"):
        with request_to(name):
            gone = services.current
            assert gone is not services.own
            assert gone.index is None
            assert gone.state.phase == "failed"
            assert not gone.rebuild()
            with pytest.raises(QaError, match="collection"):
                gone.assistant()


def test_a_deleted_collection_is_closed_and_comes_back(services: CollectionServices) -> None:
    press = with_press(services)
    assert services.set_aside("press") == "Press"
    assert press.background.stopping.is_set()
    with pytest.raises(CollectionMissing):
        services.of("Press")
    kept = next((services.settings.collections / ".deleted").iterdir()).name
    assert services.put_back(kept) == "Press"
    again = services.of("Press")
    assert again is not press
    assert again.wait(60)
    assert again.index is not None
    assert again.index.stats().articles == 1
    with pytest.raises(CollectionError, match="cannot be deleted"):
        services.set_aside("articles")


def test_what_a_deleted_collection_has_under_way_ends_before_its_folder_goes(
    services: CollectionServices,
) -> None:
    press = with_press(services)
    folder = services.settings.collections / "Press"
    seen: list[object] = []

    def build() -> None:  # makes its folder where it is missing, as a real one does
        press.background.stopping.wait(10)
        seen.append(folder.is_dir())
        with pytest.raises(CollectionError, match="is being deleted"):
            services.of("Press")
        (folder / "indexes").mkdir(parents=True, exist_ok=True)

    press.background.start(build, name="build")
    services.set_aside("press")
    assert seen == [True]
    assert not folder.exists()
    kept = next((services.settings.collections / ".deleted").iterdir()).name
    assert services.put_back(kept) == "Press"


def test_the_default_collection_stays_open_when_its_deletion_is_refused(
    services: CollectionServices,
) -> None:
    with pytest.raises(CollectionError, match="cannot be deleted"):
        services.set_aside("articles")
    assert not services.own.background.stopping.is_set()
    assert services.of("articles") is services.own


def test_whoever_follows_folders_is_told_of_each_further_one(services: CollectionServices) -> None:
    told: list[Service] = []
    following = CollectionServices(services.own, on_open=told.append)
    following.create("Press")
    press = following.of("Press")
    following.of("Press")
    assert told == [press]
    assert press.wait(60)
