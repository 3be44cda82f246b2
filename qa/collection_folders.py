"""Collections as folders: finds, makes and sets aside `collections/NAME/{corpus,indexes}`.

    collections/Press 2024/corpus/   articles        collections/.deleted/…   set aside
    collections/Press 2024/indexes/  what is built

The name of a collection is the name of its folder, so there is no register that could go out of
step, and a folder that was made or copied by hand is one. Names come from people and programs:
what could lead out of the folder, or stumbles on another system, is no name. On the ground floor,
because settings, terminal, endpoints and window take names. It opens no index.
"""

from __future__ import annotations

import secrets
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from qa.device_names import is_device
from qa.errors import CollectionError, CollectionMissing

# What the collection of QA_CORPUS and QA_INDEXES is called where a name is wanted.
DEFAULT = "articles"
CORPUS, INDEXES = "corpus", "indexes"
ASIDE = ".deleted"
LONGEST_NAME = 60
_SIGNS = " .,&'()+-_"


@dataclass(frozen=True, slots=True)
class SetAsideCollection:
    """A collection that was deleted: its name, and where it is until it is put back."""

    name: str
    kept: Path


def check_name(name: str) -> str:
    """The name as it is written in a folder (NFC, single spaces).

    Raises CollectionError if no folder of that name can be made everywhere.
    """
    written = " ".join(unicodedata.normalize("NFC", name).split())
    if len(written) > LONGEST_NAME:
        raise CollectionError(
            f"{_shown(name)} is too long for the name of a collection: {LONGEST_NAME} characters "
            "at most."
        )
    known = all(_is_of_words(each) or each in _SIGNS for each in written)
    if not (known and _is_of_words(written[:1]) and written[-1] not in ".,&-'"):
        raise CollectionError(
            f"{_shown(name)} cannot be the name of a collection. A name begins with a letter or "
            "digit and holds letters, digits, spaces and . , & ' ( ) + - _ only."
        )
    if is_device(written):
        raise CollectionError(f"Windows takes {written} for a device. Choose another name.")
    return written


def find_collections(root: Path) -> list[str]:
    """The names of the collections in a folder, in the order of the alphabet; [] without one."""
    try:
        folders = [entry.name for entry in root.iterdir() if entry.is_dir()]
    except OSError:
        return []
    return sorted((name for name in folders if _is_name(name)), key=_key)


def find(root: Path, name: str) -> str:
    """The collection that is meant, whatever its letters' case; "" for the default one.

    Raises CollectionMissing, naming those there are, if there is none.
    """
    if not name or _key(name) == DEFAULT:
        return ""
    wanted, names = _key(check_name(name)), find_collections(root)
    for each in names:
        if _key(each) == wanted:
            return each
    raise CollectionMissing(
        f"There is no collection {_shown(name)}. There are: {', '.join((DEFAULT, *names))}. "
        f'`qa add --collection "{_shown(name)}" FILE` makes it.'
    )


def create(root: Path, name: str) -> str:
    """Make an empty collection; its name. Raises CollectionError if it is there or cannot be."""
    written = check_name(name)
    if _key(written) in {DEFAULT, *map(_key, find_collections(root))}:
        raise CollectionError(f"There is a collection {written} already. Choose another name.")
    try:
        (root / written / CORPUS).mkdir(parents=True)
    except OSError as error:
        raise CollectionError(
            f"The collection {written} cannot be made in {root} ({error.strerror}). Make it "
            "writable, or set QA_COLLECTIONS to a folder that is."
        ) from None
    return written


def set_aside(root: Path, name: str) -> SetAsideCollection:
    """Delete a collection so that it can be put back. Raises CollectionError."""
    found = find(root, name)
    if not found:
        raise CollectionError(f"The collection {DEFAULT} cannot be deleted, only its articles.")
    kept = root / ASIDE / f"{found}~{secrets.token_hex(4)}"
    try:
        kept.parent.mkdir(exist_ok=True)
        shutil.move(root / found, kept)
    except OSError as error:
        raise CollectionError(f"{found} could not be deleted: {error.strerror}.") from None
    return SetAsideCollection(found, kept)


def deleted(root: Path) -> list[SetAsideCollection]:
    """The collections that can be put back, the last deleted first."""
    try:
        folders = [each for each in (root / ASIDE).iterdir() if each.is_dir()]
        newest = sorted(folders, key=lambda each: each.stat().st_ctime_ns, reverse=True)
    except OSError:
        return []
    named = [SetAsideCollection(each.name.rpartition("~")[0], each) for each in newest]
    return [each for each in named if _is_name(each.name)]


def put_back(root: Path, kept: str) -> str:
    """Undo a deletion; the collection's name.

    kept: the name of the folder it was set aside in, as `deleted` tells it.
    Raises CollectionError if it is gone, or another has its name by now.
    """
    for each in deleted(root):
        if each.kept.name == kept:
            break
    else:
        raise CollectionError("This collection is no longer kept.")
    if _key(each.name) in map(_key, find_collections(root)):
        raise CollectionError(
            f"{each.name} cannot be put back: another collection has its name. Delete that first."
        )
    try:
        shutil.move(each.kept, root / each.name)
    except OSError as error:
        raise CollectionError(f"{each.name} could not be put back: {error.strerror}.") from None
    return each.name


def _is_of_words(letter: str) -> bool:
    """Whether it is a letter, a digit or a mark over one, of any script; "" is not."""
    return bool(letter) and unicodedata.category(letter)[0] in "LMN"


def _is_name(name: str) -> bool:
    try:
        return check_name(name) == name and _key(name) != DEFAULT
    except CollectionError:
        return False


def _key(name: str) -> str:
    """What file systems that know no case, and people, take for the same name."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def _shown(name: str) -> str:
    kept = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(kept.split())[:LONGEST_NAME] or "An empty name"
