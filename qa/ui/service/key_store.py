"""Keeps keys of chat servers in the system's keyring, by `keyring`, which this module owns.

One entry for each address. A keyring may ask its owner for a password or may not be there at all,
so every call is bounded and a failure is one sentence; a key never goes into a file or a log.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from qa.errors import QaError
from qa.ui.interface_words import N_, _

SERVICE = "cited-articles"
PATIENCE_S = 20.0  # a person may have to unlock it
_NONE = N_("This system has no keyring that can be used, so the key is kept for this run only.")
_LATE = N_("The system's keyring did not answer, so the key is kept for this run only.")


class NoKeyring(QaError):
    """The keyring cannot be used: `str` says why."""


def keep_key(address: str, key: str) -> None:
    """Keep a key; an empty one is forgotten. Raises NoKeyring."""
    import keyring  # noqa: PLC0415 - looks for the system's keyrings

    if key:
        _bounded(lambda: keyring.set_password(SERVICE, address, key))
    elif known_key(address):
        _bounded(lambda: keyring.delete_password(SERVICE, address))


def known_key(address: str) -> str:
    """The key that is kept for an address, "" for none. Raises NoKeyring."""
    import keyring  # noqa: PLC0415 - as above

    return _bounded(lambda: keyring.get_password(SERVICE, address)) or ""


def _bounded(call: Callable[[], str | None], patience_s: float = PATIENCE_S) -> str | None:
    """What a call gives within the time; in a thread of its own, because it cannot be ended."""
    given: list[str | None] = []
    failed = threading.Event()

    def run() -> None:
        try:
            given.append(call())
        except Exception:  # each system's keyring has errors of its own
            failed.set()

    asking = threading.Thread(target=run, daemon=True, name="keyring")
    asking.start()
    asking.join(patience_s)
    if not given:
        raise NoKeyring(_(_NONE) if failed.is_set() else _(_LATE))
    return given[0]
