"""The folder of articles followed by the window: QA_WATCH.

    a file is added, changed or deleted -> the desk brings the index up to date

Beside the desk, which builds; here is only said when. An index that another model or
version built is left to the person, who is told by the window what to do about it.
"""

from __future__ import annotations

import logging

from qa.errors import StoreError
from qa.ui.service.service import Desk

_log = logging.getLogger(__name__)


def follow_folder(desk: Desk) -> None:
    """Follow the corpus folder of a desk that was started, until its window closes."""
    desk.background.start(lambda: _follow(desk), name="follow")


def _follow(desk: Desk) -> None:
    from qa.index.watch import follow  # noqa: PLC0415 - loads the index's libraries

    def changed() -> None:
        if desk.index is not None or not _has_index(desk):
            desk.rebuild()

    stop = desk.background.stopping
    while not desk.wait(1.0):  # the first look of the desk itself comes first
        if stop.is_set():
            return
    try:
        follow(desk.settings.corpus, changed, stop=stop)
    except Exception:  # the system cannot follow so many folders, for instance
        _log.exception("the folder is no longer followed; the library's button still works")


def _has_index(desk: Desk) -> bool:
    """Whether something was built; also where the desk could not open it."""
    from qa.index.location import current_folder  # noqa: PLC0415 - loads the index's libraries

    try:
        return current_folder(desk.settings.indexes) is not None
    except StoreError:
        return True
