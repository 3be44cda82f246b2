"""Lists the corpus folder for a build; where it is the copy of an object store, fetches first.

    QA_CORPUS_URL -> fetch_objects -> corpus/ -> list_corpus -> compare

The first step of each build. Copies are known by what their objects are (ETag, time), so that
machines with copies of their own see the same files. It reads no article.
"""

from __future__ import annotations

from collections.abc import Callable

from qa.articles import FolderListing, list_folder
from qa.articles.object_store import LIST_NAME, ObjectStore, object_times
from qa.index.lock import one_at_a_time
from qa.index.progress import Progress
from qa.records import FileFailure
from qa.settings import Settings


def list_corpus(settings: Settings) -> FolderListing:
    """The files of the corpus folder. Raises CorpusError as `list_folder`."""
    listing = list_folder(settings.corpus)
    return listing.timed(object_times(settings.corpus)) if _url(settings) else listing


def fetch_objects(
    settings: Settings, say: Callable[[Progress], None], stop: Callable[[], bool]
) -> tuple[FileFailure, ...]:
    """Bring the folder into step with the object store, if it is the copy of one.

    What could not be fetched, which the next build tries again. Of several processes with one
    folder each waits for the others. Raises CorpusError and SettingsError as `ObjectStore.fetch`.
    """
    url = _url(settings)
    if url is None:
        return ()
    settings.corpus.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(settings.corpus / f"{LIST_NAME}.lock"):
        store = ObjectStore(url, settings.corpus)
        return store.fetch(say=lambda done, total: say(Progress("scan", done, total)), stop=stop)


def _url(settings: Settings) -> str | None:
    """Of the default collection; others are folders."""
    return None if settings.collection else settings.corpus_url or None
