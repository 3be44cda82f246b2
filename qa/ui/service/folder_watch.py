"""Watches the corpus folder and rebuilds the index of a running window (QA_WATCH).

    a file is added, changed or deleted -> the service brings the index up to date

Beside the service, which builds; here is only said when. An index that another model or
version built is left to the person, who is told by the window what to do about it.
"""

from __future__ import annotations

import logging

from qa.errors import StoreError
from qa.ui.service.service import Service

_log = logging.getLogger(__name__)


def follow_folder(service: Service) -> None:
    """Follow the corpus folder of a service that was started, until its window closes."""
    service.background.start(lambda: _follow(service), name="follow")


def _follow(service: Service) -> None:
    from qa.index.watch import follow  # noqa: PLC0415 - loads the index's libraries

    def changed() -> None:
        if service.index is not None or not _has_index(service):
            service.rebuild()

    stop = service.background.stopping
    while not service.wait(1.0):  # the first look of the service itself comes first
        if stop.is_set():
            return
    try:
        follow(service.settings.corpus, changed, stop=stop)
    except Exception:  # the system cannot follow so many folders, for instance
        _log.exception("the folder is no longer followed; the library's button still works")


def _has_index(service: Service) -> bool:
    """Whether something was built; also where the service could not open it."""
    from qa.index.generations import generations  # noqa: PLC0415 - loads the index's libraries

    try:
        with generations(service.settings) as kept:
            return kept.current() is not None
    except StoreError:
        return True
