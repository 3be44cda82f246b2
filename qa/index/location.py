"""Finds the folder of the index in use by a pointer file, and switches it atomically.

    indexes/current            names the folder in use
    indexes/index-3f…/         one whole index: catalog, words, vectors

A full build makes its own folder and is switched to when it is complete, so the old
index answers until then and a build that is killed leaves it as it was. This module
moves folders; it does not look into them.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from qa.errors import StoreError

POINTER = "current"
PREFIX = "index-"
CATALOG_NAME = "catalog.sqlite3"
REPAIR_NAME = "repair"
LOCK_NAME = "build.lock"
OWNER_NAME = "build.owner"
FILES = (POINTER, LOCK_NAME, OWNER_NAME)


def current_folder(root: Path) -> Path | None:
    """The folder of the index in use, or None when nothing was ever built here.

    Raises StoreError when the pointer names a folder that is not there.
    """
    try:
        name = (root / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise StoreError(_folder_in_place(root / POINTER)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"The index folder {root} cannot be read ({error}). Make it readable, or have "
            "`qa check --repair` set right what can be."
        ) from None
    folder = root / name
    if not name.startswith(PREFIX) or not folder.is_dir():
        raise StoreError(
            f"The index in {root} is incomplete: {POINTER} names no folder that is there. "
            "Build it again with `qa build --full`."
        )
    return folder


def new_folder(root: Path) -> Path:
    """An empty folder for another index; not yet in use."""
    folder = root / f"{PREFIX}{secrets.token_hex(6)}"
    folder.mkdir(parents=True)
    return folder


def use_folder(root: Path, folder: Path) -> None:
    """Make a folder the index in use, in one step that cannot be half done."""
    draft = root / f"{POINTER}.{os.getpid()}"
    try:
        draft.write_text(folder.name + "\n", encoding="utf-8")
        draft.replace(root / POINTER)
    except OSError as error:
        draft.unlink(missing_ok=True)
        if (root / POINTER).is_dir():
            raise StoreError(_folder_in_place(root / POINTER)) from None
        raise StoreError(
            f"The index folder {root} cannot be written ({error.strerror or error}). Free some "
            "space or make it writable, and build again."
        ) from None


def check_layout(root: Path) -> None:
    """Raises StoreError when a folder stands where a file of the index has to be."""
    for name in FILES:
        if (root / name).is_dir():
            raise StoreError(_folder_in_place(root / name))


def clear_layout(root: Path) -> None:
    """Rename folders that stand where files have to be; nothing of them is deleted."""
    for name in FILES:
        if (root / name).is_dir():
            (root / name).rename(root / f"{name}.aside-{secrets.token_hex(3)}")


def other_folders(root: Path, kept: Path | None) -> list[Path]:
    """Folders of indexes that are not in use: replaced ones, and builds that were killed."""
    return sorted(path for path in root.glob(f"{PREFIX}*") if path.is_dir() and path != kept)


def _folder_in_place(path: Path) -> str:
    return (
        f"{path} is a folder, and a file of the index has to be there. Move it away and run "
        "`qa build`, or have `qa check --repair` do both."
    )


def delete_folder(folder: Path) -> None:
    """Remove a folder of an index; what another process still has open may stay a while."""
    shutil.rmtree(folder, ignore_errors=True)


def delete_strays(folder: Path, *kept: str) -> None:
    """Remove the stores of words and vectors of an index that others have replaced."""
    for store in folder.iterdir():
        if store.is_dir() and store.name not in kept:
            delete_folder(store)


def is_writable(folder: Path) -> bool:
    """Whether this process may write there; also False on a file system mounted read-only."""
    return os.access(folder, os.W_OK | os.X_OK)


def ask_for_repair(folder: Path) -> None:
    """Leave a note that words or vectors could not be read, for the next build."""
    try:
        (folder / REPAIR_NAME).touch()
    except OSError:
        return
