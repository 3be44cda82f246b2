import dataclasses
import datetime

from qa.articles.formats.draft import Draft, finished
from qa.articles.near_duplicates import newest_first, signature, story_keys, variants
from qa.records import Article

REPORT = (
    "The harbour of the town was closed for nine days after the storm of last week, officials "
    "said on Monday. Ferries went to the next port, an hour to the north of the island. Nobody "
    "was hurt, but two fishing boats sank at their moorings in the night. The council will meet "
    "on Thursday to decide on the repairs of the walls, which may cost four million."
)
OTHER = (
    "Fishermen have asked for help after a storm that they call the worst in forty years. Their "
    "boats lay broken on the beach of the island while the ferries stayed away for more than a "
    "week. The repairs could last until spring, the harbour master told reporters on Tuesday."
)


def article(text: str, day: int) -> Article:
    draft = Draft(text=text, title="Storm", date=datetime.date(2020, 2, day))
    return finished(draft, f"{day}.txt")


def test_a_report_and_its_update_are_one_story() -> None:
    first = article(REPORT, 1)
    update = article(REPORT.replace("two fishing boats", "three boats") + " It rained.", 3)
    reprint = article(REPORT.replace(", officials said on Monday", ""), 2)
    other = article(OTHER, 4)
    found = variants([first, update, reprint, other])
    assert found == {
        first.id: (update.id, reprint.id),
        update.id: (reprint.id, first.id),
        reprint.id: (update.id, first.id),
        other.id: (),
    }


def test_the_key_of_a_story_is_its_smallest_id() -> None:
    signatures = {"b": signature(REPORT), "a": signature(REPORT + " And more."), "c": b""}
    assert story_keys(signatures) == {"b": "a", "a": "a", "c": "c"}


def test_a_signature_is_the_same_every_time() -> None:
    assert signature(REPORT) == signature(REPORT.upper())
    assert len(signature(REPORT)) == 512
    assert signature("too short to tell") == b""


def test_articles_without_a_date_come_last() -> None:
    dated = article(REPORT, 1)
    undated = dataclasses.replace(article(OTHER, 1), date=None)
    assert newest_first([undated, dated]) == [dated, undated]
