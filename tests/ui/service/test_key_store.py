"""Keys in the system's keyring: here a keyring of the library's own kind, in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import keyring
import pytest
from keyring.errors import NoKeyringError

from qa.ui.service import key_store
from qa.ui.service.key_store import NoKeyring, keep_key, known_key
from tests.ui.service.memory_keyring import InMemory

ADDRESS = "https://models.example/v1"


class Broken(InMemory):
    def get_password(self, service: str, username: str) -> str | None:
        raise NoKeyringError("secret details")

    set_password = get_password  # type: ignore[assignment]


class Locked(InMemory):
    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait(60)
        return None


@pytest.fixture
def before() -> Iterator[None]:
    kept = keyring.get_keyring()
    yield
    keyring.set_keyring(kept)


@pytest.mark.usefixtures("before")
def test_a_key_is_kept_by_its_address_and_an_empty_one_is_forgotten() -> None:
    memory = InMemory()
    keyring.set_keyring(memory)
    assert known_key(ADDRESS) == ""
    keep_key(ADDRESS, "sk-1")
    assert memory.kept == {("cited-articles", ADDRESS): "sk-1"}
    assert known_key(ADDRESS) == "sk-1"
    keep_key(ADDRESS, "")
    keep_key(ADDRESS, "")
    assert memory.kept == {}


@pytest.mark.usefixtures("before")
def test_a_system_without_a_keyring_is_told_in_one_sentence() -> None:
    keyring.set_keyring(Broken())
    for call in (lambda: known_key(ADDRESS), lambda: keep_key(ADDRESS, "sk-1")):
        with pytest.raises(NoKeyring, match="for this run only") as told:
            call()
        assert "secret" not in str(told.value)


@pytest.mark.usefixtures("before")
def test_a_keyring_that_does_not_answer_hangs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.set_keyring(Locked())
    bounded = key_store._bounded
    monkeypatch.setattr(key_store, "_bounded", lambda call: bounded(call, 0.05))
    with pytest.raises(NoKeyring, match="did not answer"):
        known_key(ADDRESS)
