"""ZIP containers, opened under limits: the wrapping of office files, books and archives.

Nothing is written to disk. A bomb is refused by what it really unpacks to and not by what
it says, names that lead out of the container are refused, and so is what is encrypted.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from qa.errors import ArticleError

MB = 1_000_000
_MOST_MEMBERS = 10_000
_MOST_BYTES = 200 * MB  # unpacked, over all members that are read
_MOST_RATIO = 300  # unpacked to packed; text packs to a tenth, a bomb to a thousandth


class Container:
    """An opened ZIP. `read` counts what was unpacked and stops at the limit."""

    def __init__(self, data: bytes, what: str) -> None:
        self._what = what
        self._left = _MOST_BYTES
        if _declared_members(data) > _MOST_MEMBERS:  # listing a million takes a minute
            raise ArticleError(f"This {what} holds more than {_MOST_MEMBERS:,} files. Split it.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
            raise ArticleError(
                f"This {what} is damaged or not a {what}. Save or download it again."
            ) from None
        members = self._zip.infolist()
        if len(members) > _MOST_MEMBERS:
            raise ArticleError(f"This {what} holds more than {_MOST_MEMBERS:,} files. Split it.")
        self._members = {member.filename: member for member in members if not member.is_dir()}

    @property
    def names(self) -> list[str]:
        """The names of the files in it, in its order."""
        return list(self._members)

    def read(self, name: str, *, max_bytes: int = 50 * MB) -> bytes:
        """Unpack one file. Raises ArticleError if it is missing, damaged, locked or a bomb."""
        member = self._members.get(name)
        if member is None:
            raise ArticleError(f"This {self._what} is damaged: {name} is missing in it.")
        if member.flag_bits & 1:
            raise ArticleError(f"This {self._what} is protected by a password. Remove it first.")
        limit = min(max_bytes, self._left, max(MB, _MOST_RATIO * member.compress_size))
        try:
            with self._zip.open(member) as stream:
                data = stream.read(limit + 1)
        except NotImplementedError:
            raise ArticleError(
                f"This {self._what} is packed in a way that is not read. Pack it again as ZIP."
            ) from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            RuntimeError,
            ValueError,
        ):
            raise ArticleError(
                f"This {self._what} is damaged. Save or download it again."
            ) from None
        if len(data) > limit:
            raise ArticleError(
                f"This {self._what} unpacks to more than {limit / MB:,.0f} MB, as a ZIP bomb "
                "does. Unpack it yourself and keep what you need."
            )
        self._left -= len(data)
        return data


def leads_out(name: str) -> bool:
    """Whether the name of a member points outside of its container."""
    path = PurePosixPath(name.replace("\\", "/"))
    drive = len(name) > 1 and name[1] == ":"
    return path.is_absolute() or ".." in path.parts or drive or not path.parts


def _declared_members(data: bytes) -> int:
    """How many files the end of an archive says it has; 0 where it says nothing.

    65,535 stands for that or more. What it says is not relied on: the listing is counted too.
    """
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    return int.from_bytes(data[end + 10 : end + 12], "little") if end >= 0 else 0
