"""Loaded by every Python process that has this folder on PYTHONPATH, children included.

Refuses to connect, send or look up a name beyond this machine, and writes each attempt to
the file named in OFFLINE_GUARD_LOG, so that an attempt whose error is swallowed still shows.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Callable


def _stays_here(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False  # any other name would have to be looked up
    return address.is_loopback or address.is_unspecified


def _refuse(what: str, host: object) -> None:
    with open(os.environ["OFFLINE_GUARD_LOG"], "a", encoding="utf-8") as log:
        log.write(f"{what} {host!r} by {sys.argv}\n")
    raise OSError(f"The offline guard refused {what} {host!r}.")


def _guarded_method(name: str) -> Callable[..., object]:
    original = getattr(socket.socket, name)

    def guarded(self: socket.socket, *arguments: object) -> object:
        address = arguments[-1]  # of sendto as well, whose flags come before it
        if isinstance(address, tuple) and not _stays_here(address[0]):
            _refuse(name, address[0])
        return original(self, *arguments)

    return guarded


def _guarded_lookup(name: str) -> Callable[..., object]:
    original = getattr(socket, name)

    def guarded(host: object, *arguments: object, **options: object) -> object:
        if not _stays_here(host):
            _refuse(name, host)
        return original(host, *arguments, **options)

    return guarded


for _name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, _name, _guarded_method(_name))
for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, _name, _guarded_lookup(_name))
