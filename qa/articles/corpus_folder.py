"""Files into and out of the corpus folder, as people add and delete them.

    upload -> checked name -> corpus/          corpus/x -> set aside -> corpus/x again

No path leaves the corpus folder, nothing is overwritten, and nothing is destroyed: what is
deleted is set aside beside the indexes until it is put back. It indexes nothing.
"""

from __future__ import annotations

import re
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qa.articles.formats.draft import MB
from qa.articles.formats.registry import BY_SUFFIX, unknown
from qa.device_names import is_device
from qa.errors import QaError

MAX_UPLOAD_BYTES = 100 * MB
SUFFIXES = tuple(sorted(suffix for suffix in BY_SUFFIX if suffix))
LONGEST_NAME = 120
# With the number of a taken name and its suffix still a name on every file system.
LONGEST_NAME_BYTES = 200
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


class CorpusFolderError(QaError):
    """A file cannot be put into the corpus, or taken out of it."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that was taken out: where it was, relative to the corpus, and where it is now."""

    relative: str
    kept: Path


@dataclass(frozen=True, slots=True)
class CorpusFolder:
    """The corpus folder, and the folder for what was taken out of it."""

    corpus: Path
    aside: Path

    def add(self, upload: Path, name: str) -> str:
        """Copy an uploaded file into the corpus; its name there.

        A name that is taken by other content gets a number: "x.txt" -> "x-2.txt".
        Raises CorpusFolderError for a type that is not read, an empty or too large file, and for
        content that is there already under that name.
        """
        clean = safe_name(name)
        if PurePosixPath(clean).suffix.lower() not in SUFFIXES:
            raise CorpusFolderError(f"{clean}: {unknown(clean)}")
        size = upload.stat().st_size
        if not size:
            raise CorpusFolderError(f"{clean}: The file is empty.")
        if size > MAX_UPLOAD_BYTES:
            limit = MAX_UPLOAD_BYTES // MB
            raise CorpusFolderError(f"{clean}: The file is larger than {limit} MB. Split it.")
        self.corpus.mkdir(parents=True, exist_ok=True)
        return self._copy(upload, PurePosixPath(clean))

    def _copy(self, upload: Path, name: PurePosixPath) -> str:
        data = upload.read_bytes()
        for number in range(1, 1000):
            candidate = name.name if number == 1 else f"{name.stem}-{number}{name.suffix}"
            path = self.corpus / candidate
            try:
                with path.open("xb") as file:
                    file.write(data)
                return candidate
            except FileExistsError:
                if path.is_file() and path.read_bytes() == data:
                    raise CorpusFolderError(
                        f"{candidate}: This file is in the corpus already."
                    ) from None
            except OSError as error:
                raise CorpusFolderError(f"{candidate}: {error.strerror}.") from None
        raise CorpusFolderError(f"{name}: Too many files have this name. Rename it.")

    def remove(self, relative: str) -> SetAside:
        """Take a file out of the corpus and keep it aside.

        Raises CorpusFolderError if there is no such file inside the corpus folder.
        """
        path = self._inside(relative)
        kept = self.aside / secrets.token_hex(8) / path.name
        try:
            kept.parent.mkdir(parents=True)
            shutil.move(path, kept)
        except OSError as error:
            raise CorpusFolderError(f"{relative} could not be deleted: {error.strerror}.") from None
        return SetAside(relative, kept)

    def put_back(self, gone: SetAside) -> None:
        """Undo `remove`. Raises CorpusFolderError if the place is taken or the file is gone."""
        path = self.corpus / gone.relative
        if path.exists() or not gone.kept.is_file():
            raise CorpusFolderError(
                f"{gone.relative} cannot be put back: another file took its place."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(gone.kept, path)

    def _inside(self, relative: str) -> Path:
        """The existing file of a relative path. Links and ways out of the folder are refused."""
        parts = PurePosixPath(relative).parts
        missing = CorpusFolderError(f"There is no file {relative} in the corpus.")
        if not parts or ".." in parts or PurePosixPath(relative).is_absolute() or "\0" in relative:
            raise missing
        path = self.corpus.joinpath(*parts)
        root = self.corpus.resolve()
        try:
            if path.is_symlink() or not path.is_file() or not path.resolve().is_relative_to(root):
                raise missing
        except OSError as error:  # a name that no file system takes
            raise CorpusFolderError(f"{relative[:80]}: {error.strerror}.") from None
        return path


def safe_name(name: str) -> str:
    """The last part of a name, without what file systems or people could stumble over."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = " ".join(_UNSAFE.sub("", last).split()).lstrip(".")
    stem, dot, suffix = clean.rpartition(".")
    if not dot or not stem.strip(". "):
        raise CorpusFolderError("The file has no usable name. Rename it.")
    if is_device(clean):
        raise CorpusFolderError(f"{clean}: Windows takes this name for a device. Rename the file.")
    kept = stem[:LONGEST_NAME].encode()[:LONGEST_NAME_BYTES].decode("utf-8", "ignore")
    return f"{kept.strip()}.{suffix[:12]}"
