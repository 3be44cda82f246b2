"""Takes articles in at the window: uploaded files, pasted addresses or text, the example.

    files | addresses | text | example -> corpus folder of the collection -> the service builds

What cannot be taken in is told with its reason, a sentence each; nothing is lost. Addresses
are fetched by this machine, so a window that others can reach fetches none of its own network.
"""

from __future__ import annotations

import ipaddress
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import qa
from qa.articles.corpus_folder import LONGEST_NAME, CorpusFolder, CorpusFolderError
from qa.errors import CollectionError, QaError
from qa.ui.interface_words import _, count, number, told
from qa.ui.service.progress_line import SECONDS_PER_ARTICLE, duration
from qa.ui.service.service import Service
from qa.ui.service.uploads import discard, is_upload

MOST_ADDRESSES = 20
MOST_TOLD = 5  # of what was refused; the rest is counted
LONGEST_PASTE = 2_000_000
# The articles that ship with the repository; an installed package comes without them.
EXAMPLE = Path(qa.__file__).parents[1] / "corpus"


@dataclass
class Added:
    """What came of it: names in the corpus, and a sentence for each that is not there."""

    names: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def promised(self) -> str:
        """One sentence for people, true until they are built: how many, when they can be asked."""
        if not self.names:
            return ""
        when = told(duration(SECONDS_PER_ARTICLE * len(self.names)))
        files = count(len(self.names), "file")
        return _("{files} added, to be asked in {time}.", files=files, time=when)

    def told_refused(self) -> str:
        """What was refused, and why."""
        said = self.refused[:MOST_TOLD]
        if more := len(self.refused) - MOST_TOLD:
            said += [_("{n} more could not be added.", n=number(more))] if more > 0 else []
        return " ".join(said)


def add_uploads(service: Service, paths: Iterable[str]) -> Added:
    """Files that the page has uploaded. Only what lies in the upload folder is taken."""
    added = Added()
    folder = _folder(service, added)
    for path in map(Path, paths):
        if not is_upload(path):
            added.refused.append(_("A file was not uploaded. Choose it again."))
            continue
        if folder is not None:
            _take(added, folder, path, path.name)
        discard(path)
    return _built(service, added)


def add_pasted(service: Service, text: str) -> Added:
    """Addresses, one a line, or else the text of an article, whose first line is its title."""
    from qa.articles.download import is_address  # noqa: PLC0415 - reads formats

    added, lines = Added(), [line.strip() for line in text.splitlines() if line.strip()]
    folder = _folder(service, added)
    if folder is None:
        return added
    if not lines:
        nothing = _("There is nothing to add. Paste addresses, one a line, or a text.")
        added.refused.append(nothing)
    elif len(text) > LONGEST_PASTE:
        too_long = _("The text is longer than 2 million characters. Add it as a file.")
        added.refused.append(too_long)
    elif all(map(is_address, lines)):
        _fetch(service, added, folder, lines)
    else:
        with tempfile.TemporaryDirectory() as place:
            path = Path(place, "text.txt")
            path.write_text(text, encoding="utf-8", errors="replace")
            _take(added, folder, path, f"{_title(lines[0])}.txt")
    return _built(service, added)


def add_example(service: Service) -> Added:
    """The articles that ship with the repository."""
    added = Added()
    folder = _folder(service, added)
    for path in sorted(EXAMPLE.glob("*")) if folder else ():
        if folder is not None and path.is_file():
            _take(added, folder, path, path.name)
    return _built(service, added)


def example_told(service: Service) -> str:
    """What the example is and how long it takes, in a few words; "" where there is none."""
    if not EXAMPLE.is_dir() or EXAMPLE.resolve() == service.settings.corpus.resolve():
        return ""
    articles = sum(each.is_file() for each in EXAMPLE.iterdir())
    return f"{count(articles, 'news article')}, {told(duration(SECONDS_PER_ARTICLE * articles))}"


def _folder(service: Service, added: Added) -> CorpusFolder | None:
    try:
        return corpus_folder(service)
    except CollectionError as error:
        added.refused.append(str(error))
        return None


def corpus_folder(service: Service) -> CorpusFolder:
    """The folder of a collection's articles. Raises CollectionError if it is gone."""
    if service.lost:
        raise CollectionError(service.lost)
    return CorpusFolder(service.settings.corpus, service.settings.indexes / "deleted")


def _fetch(service: Service, added: Added, folder: CorpusFolder, lines: Sequence[str]) -> None:
    from qa.articles.download import download, is_of_this_network  # noqa: PLC0415 - reads formats

    if len(lines) > MOST_ADDRESSES:
        few = _("Of {n} addresses the first {most} were read.", n=len(lines), most=MOST_ADDRESSES)
        added.refused.append(few)
    for line in lines[:MOST_ADDRESSES]:
        service.background.go_on()
        try:
            if not _is_private(service) and is_of_this_network(line):
                refused = _("{address} is an address of this machine or its network.", address=line)
                raise CorpusFolderError(refused)
            with tempfile.TemporaryDirectory() as place:
                path = download(line, Path(place))
                _take(added, folder, path, path.name)
        except (QaError, ValueError) as error:
            added.refused.append(str(error))


def _is_private(service: Service) -> bool:
    """Whether only people at this machine reach the window."""
    host = service.settings.host
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _take(added: Added, folder: CorpusFolder, path: Path, name: str) -> None:
    try:
        added.names.append(folder.add(path, name))
    except OSError as error:
        why = error.strerror or os.strerror(5)
        added.refused.append(_("{name} could not be added: {why}.", name=name, why=why))
    except QaError as error:
        added.refused.append(str(error))


def _title(line: str) -> str:
    """The first line of a text as the name of its file."""
    kept = "".join(letter if letter.isalnum() or letter in " -_'" else " " for letter in line)
    return " ".join(kept.split())[: LONGEST_NAME // 2].strip() or "Text"


def _built(service: Service, added: Added) -> Added:
    if added.names:
        service.rebuild()
    return added
