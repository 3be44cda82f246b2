"""Copies the objects of an object store into the corpus folder: those that are new or changed.

    QA_CORPUS_URL (s3://bucket/folder, any URL of fsspec) -> list -> fetch -> the corpus folder

Before the listing of the folder; owns fsspec. A list beside the copies remembers of each object by
what it was known (ETag, checksum, time, size), so that nothing is fetched twice. What that list
does not name people have put there, and it stays. It reads no article and writes to no store.
"""

from __future__ import annotations

import datetime
import filecmp
import hashlib
import json
import os
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from qa.articles.file_listing import is_left_out
from qa.articles.formats.registry import format_of
from qa.errors import CorpusError, SettingsError
from qa.records import FileFailure

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

# Hidden names, which no listing of the folder shows.
LIST_NAME, PARTS_NAME = ".objects.json", ".objects.part"
# What a store tells of an object's content, under the names that the stores give it.
_MARKS = ("ETag", "etag", "md5Hash", "md5", "content_md5", "checksum", "crc32c", "generation")
_TIMES = ("LastModified", "last_modified", "updated", "mtime", "modified", "created")
AT_ONCE = 16
# Between two writings of the list: what was fetched since is fetched again after a kill.
NOTED_EACH_S = 20.0
LONGEST_NAME = 255  # bytes


@dataclass(frozen=True, slots=True)
class _Object:
    """An object: its path in the store, size, what its content is known by ("": nothing), time."""

    path: str
    size: int
    mark: str
    mtime_ns: int


class ObjectStore:
    """The objects below a URL, and the folder of their copies."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self._folder = folder
        self._known: dict[str, tuple[str, int]] = _read_list(folder)
        self._noted = time.monotonic()

    def fetch(
        self,
        *,
        say: Callable[[int, int], None] = lambda done, total: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> tuple[FileFailure, ...]:
        """Bring the copies into step; what could not be fetched, which the next call tries again.

        say: called with how many are done, of how many that are new or changed.

        Raises CorpusError where the store cannot be listed or holds nothing, and SettingsError for
        a URL that no installed package understands. Then nothing has changed.
        """
        files, root = _opened(self._url)
        self._folder.mkdir(parents=True, exist_ok=True)
        objects, failures = self._listed(files, root)
        due = {name: each for name, each in objects.items() if self._is_due(name, each)}
        for name in [name for name in self._known if name not in objects]:
            self._remove(name)
        taken = {name for name in due if name not in self._known and self._path(name).exists()}
        failures += [FileFailure(name, _TAKEN) for name in sorted(taken)]
        due = {name: each for name, each in due.items() if name not in taken}
        # Noted before they are there, so that after a kill they are known to be no one else's.
        self._known |= {name: ("", each.mtime_ns) for name, each in due.items()}
        self._note()
        done = 0
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for some in _pages(due, AT_ONCE):
                if stop():
                    break
                reasons = threads.map(lambda pair: self._fetched(files, *pair), some)
                for (name, each), reason in zip(some, reasons, strict=True):
                    if reason:
                        failures.append(FileFailure(name, reason))
                    else:
                        self._known[name] = each.mark, each.mtime_ns
                say(min(done := done + AT_ONCE, len(due)), len(due))
                if time.monotonic() - self._noted > NOTED_EACH_S:
                    self._note()
        self._note()
        return tuple(failures)

    def _listed(
        self, files: AbstractFileSystem, root: str
    ) -> tuple[dict[str, _Object], list[FileFailure]]:
        """The objects by the names of their copies, and those that can have none."""
        try:
            files.invalidate_cache()
            found: Mapping[str, Mapping[str, object]] = files.find(root, detail=True)
        except Exception as error:  # each store has its own
            raise CorpusError(
                f"The objects of {_shown(self._url)} cannot be listed "
                f"({type(error).__name__}: {str(error)[:200]}). Check QA_CORPUS_URL and what it "
                "takes to get in. The index was left as it is."
            ) from None
        objects, failures = {}, []
        for path, told in found.items():
            name = path.removeprefix(root.rstrip("/")).removeprefix("/") or path.rsplit("/", 1)[-1]
            if name.endswith("/") or any(map(is_left_out, name.split("/"))):
                continue  # what stands for a folder, and what is hidden as in any folder
            if _is_name(name):
                objects[name] = _object(path, told)
            else:
                failures.append(FileFailure(name[:LONGEST_NAME], _NO_NAME))
        for name in [name for name in objects if _is_below(name, objects)]:
            failures.append(FileFailure(name, _NO_NAME))
            del objects[name]
        if not objects:
            raise CorpusError(
                f"There are no objects in {_shown(self._url)}. Put articles there, or correct "
                "QA_CORPUS_URL. The index was left as it is."
            )
        return objects, failures

    def _is_due(self, name: str, found: _Object) -> bool:
        mark, _ = self._known.get(name, ("", 0))
        return not found.mark or mark != found.mark or not self._path(name).is_file()

    def _fetched(self, files: AbstractFileSystem, name: str, found: _Object) -> str:
        """Copy an object; "" or why it was not.

        What no reader takes is not fetched: an empty file of its size, which takes no room, stands
        for it, so that the build tells why.
        """
        part, path = self._folder / PARTS_NAME / uuid.uuid4().hex, self._path(name)
        kind = format_of(name, b"")
        try:
            part.parent.mkdir(exist_ok=True)
            if kind is None or found.size > kind.max_bytes:
                with part.open("wb") as file:
                    file.truncate(found.size)
            else:
                files.get_file(found.path, str(part))
            if not part.is_file():  # a store that takes it for a folder makes one
                part.rmdir()
                return _NO_NAME
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.is_file() or not filecmp.cmp(part, path, shallow=False):
                part.replace(path)
        except Exception as error:  # each store has its own; the others are fetched
            why = f"{type(error).__name__}: {str(error)[:200]}"
            return f"The object could not be fetched ({why}). The next build tries again."
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return ""

    def _remove(self, name: str) -> None:
        """Remove the copy of an object that is gone, and folders that are empty then."""
        path = self._path(name)
        with suppress(OSError):
            path.unlink(missing_ok=True)
            del self._known[name]
            for folder in path.parents:
                if folder == self._folder:
                    break
                folder.rmdir()

    def _path(self, name: str) -> Path:
        return self._folder.joinpath(*name.split("/"))

    def _note(self) -> None:
        self._noted = time.monotonic()
        new = self._folder / f"{LIST_NAME}.{uuid.uuid4().hex}"
        new.write_text(json.dumps(self._known), encoding="utf-8")
        new.replace(self._folder / LIST_NAME)


def object_times(folder: Path) -> dict[str, tuple[int, int]]:
    """In place of their times what copies of objects are known by, by their names in the folder.

    The time of the object, and a number from its mark: the same on every machine.
    """
    return {
        name: (mtime_ns, int.from_bytes(hashlib.sha256(mark.encode()).digest()[:5], "big"))
        for name, (mark, mtime_ns) in _read_list(folder).items()
        if mark
    }


def _read_list(folder: Path) -> dict[str, tuple[str, int]]:
    """Each object's mark and time; {} where the list is missing or damaged: all are fetched."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        found = json.loads((folder / LIST_NAME).read_text(encoding="utf-8"))
        return {str(name): (str(mark), int(at)) for name, (mark, at) in found.items()}
    return {}


def _opened(url: str) -> tuple[AbstractFileSystem, str]:
    """The store of a URL and where in it."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
    except ImportError:
        raise SettingsError(
            "QA_CORPUS_URL needs the package fsspec: pip install '.[objects]'."
        ) from None
    try:
        files, root = url_to_fs(url)
    except ImportError as error:  # it names the package of the store
        raise SettingsError(f"QA_CORPUS_URL cannot be read: {error}.") from None
    except ValueError as error:
        raise SettingsError(f"QA_CORPUS_URL cannot be {_shown(url)}: {error}.") from None
    return files, str(root)


def _object(path: str, told: Mapping[str, object]) -> _Object:
    size = told.get("size")
    times = [told[name] for name in _TIMES if told.get(name)]
    marks = [told[name] for name in _MARKS if told.get(name)] or times
    mark = " ".join(map(str, (*marks, size))) if marks else ""
    return _Object(path, size if isinstance(size, int) else 0, mark, _ns(times[0]) if times else 0)


def _ns(at: object) -> int:
    """A time as stores tell it (seconds, a date or its text) in ns since 1970; 0: unknown."""
    with suppress(ValueError, OverflowError):
        if isinstance(at, str):
            at = datetime.datetime.fromisoformat(at)
        if isinstance(at, datetime.datetime):
            at = at.timestamp()
        if isinstance(at, int | float):
            return int(at * 1e9)
    return 0


def _is_name(name: str) -> bool:
    """Whether a file below the folder can have that name on every system."""
    return (
        "\0" not in name
        and not PureWindowsPath(name).drive
        and "\\" not in name
        and all(0 < len(os.fsencode(part)) <= LONGEST_NAME for part in name.split("/"))
    )


def _is_below(name: str, objects: Mapping[str, _Object]) -> bool:
    """Whether another object has the name that a folder of its copy would have."""
    parts = name.split("/")
    return any("/".join(parts[:length]) in objects for length in range(1, len(parts)))


def _pages(due: Mapping[str, _Object], size: int) -> Iterator[list[tuple[str, _Object]]]:
    left = iter(due.items())
    while some := list(islice(left, size)):
        yield some


def _shown(url: str) -> str:
    """The URL without what it takes to get in."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()


_NO_NAME = "No file can have this name. Rename the object."
_TAKEN = "A file that is no copy of an object has this name in the corpus folder. Rename one."
