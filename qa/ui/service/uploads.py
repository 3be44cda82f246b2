"""Keeps uploads in a folder of this process alone, emptied soon after and at exit.

    browser -> Gradio writes here -> corpus folder; what remains is deleted

Gradio keeps uploads for good, in a folder that all its programs share. Uploads that were broken
off are nobody's, so they go once they are older than any upload takes.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path

VARIABLE = "GRADIO_TEMP_DIR"
PREFIX = "cited-articles-uploads-"
LONGEST_UPLOAD_S = 3600.0
LINGER_S = 120.0


def use_private_folder() -> Path:
    """Make the folder, readable by this user only, and have Gradio use it. Before its import.

    Folders that processes left which were killed go, too.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not _is_running(left.name.removeprefix(PREFIX).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    os.environ[VARIABLE] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def is_upload(path: Path) -> bool:
    """Whether it is a file in the folder of uploads: the page only says names."""
    folder = _folder()
    try:
        inside = folder is not None and path.resolve().is_relative_to(folder.resolve())
        return inside and path.is_file() and not path.is_symlink()
    except (OSError, ValueError):
        return False


def discard(upload: Path, *, after_s: float = LINGER_S) -> None:
    """Delete an upload that was taken in or refused, and what others left lying.

    after_s: the page names a file again with the next ones that are dropped while it is taken
    in, so it stays so long; Gradio fails on a name whose file is gone.
    """
    folder = _folder()
    if folder is None:
        return
    if upload.is_relative_to(folder):
        timer = threading.Timer(after_s, upload.unlink, kwargs={"missing_ok": True})
        timer.daemon = True
        timer.start()
    # A folder that is empty may be where the next upload is just being written.
    oldest = time.time() - LONGEST_UPLOAD_S
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
        try:
            if path.lstat().st_mtime >= oldest:
                continue
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()
        except OSError:  # in use, or not empty
            continue


def _is_running(number: str) -> bool:
    if os.name == "nt":  # where signal 0 is Ctrl+C
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError, OverflowError):  # another user's, or not named by us
        return True
    return True


def _folder() -> Path | None:
    name = os.environ.get(VARIABLE, "")
    return Path(name) if Path(name).name.startswith(PREFIX) else None
