"""Bad files of every kind end as an article or as one sentence, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from qa.articles import GuardedReader, find_files, read_file, split
from qa.errors import ArticleError
from qa.records import Article
from tests.articles import bad_inputs
from tests.articles.helpers import peak_bytes, source_file, words

CONTENTS = dict(bad_inputs.contents())


def check(articles: Sequence[Article]) -> None:
    """What holds for every article, however odd its file."""
    assert articles
    for article in articles:
        assert article.text.strip()
        assert article.title.strip()
        article.text.encode("utf-8")
        starts = [place.start for place in article.places]
        assert starts == sorted(starts)
        passages = split(article, count_tokens=words, max_tokens=160)
        assert passages
        for passage in passages:
            assert article.text[passage.start : passage.end] == passage.text


def test_there_are_enough_of_them() -> None:
    assert len(CONTENTS) >= 150


@pytest.fixture(scope="module")
def reader() -> Iterator[GuardedReader]:
    """One process for all of them, so that what one leaves behind the next would meet."""
    guarded = GuardedReader(apart=lambda _: True)
    yield guarded
    guarded.close()


# The reader's own limit of a minute ends as a sentence, which is not what these are there for.
@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", CONTENTS)
def test_a_bad_file_is_an_article_or_a_sentence(
    reader: GuardedReader, tmp_path: Path, name: str
) -> None:
    file = source_file(tmp_path, name, CONTENTS[name])
    try:
        articles = reader.read(file)
    except ArticleError as error:
        reason = str(error)
        assert reason.endswith(".")
        assert len(reason) < 600
        assert str(tmp_path) not in reason
        assert "process" not in reason  # none is so bad that it ends the reader
    else:
        check(articles)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell")
def test_their_memory_is_bounded(reader: GuardedReader, tmp_path: Path) -> None:
    """What the process that has read all of them held at most; here at least the worst."""
    for name in ("paragraphs.html", "line-5mb.txt", "emphasis.md"):
        with suppress(ArticleError):
            reader.read(source_file(tmp_path, name, CONTENTS[name]))
    assert peak_bytes(reader) < 500_000_000


def test_what_is_no_plain_file(tmp_path: Path) -> None:
    bad_inputs.special(tmp_path)
    states = {}
    for file in find_files(tmp_path):
        try:
            check(read_file(file))
            states[file.relative] = "read"
        except ArticleError as error:
            states[file.relative] = str(error)
    pipe = "This is a pipe, socket or device and not a file. Remove it."
    # An administrator may read everything.
    assert states.pop("locked.txt") in {
        "read",
        "There is no permission to read the file. Check its permissions.",
    }
    assert states.pop("right\u202etxt.exe").startswith("Files of type .exe are not read")
    assert states == {
        "pipe.txt": pipe,
        "device.txt": pipe,
        "loop": "The link leads in a circle. Remove it.",
        "dangling.txt": "The file is gone, or it is a link that leads nowhere.",
        "new\nline.txt": "read",
        "raw-\\xff\\xfe.txt": "read",
        "n" * 250 + ".txt": "read",
    }


def test_a_file_that_changes_or_goes_while_it_is_listed(tmp_path: Path) -> None:
    file = source_file(tmp_path, "a.txt", bad_inputs.SENTENCE)
    file.path.write_text(bad_inputs.SENTENCE * 2)
    assert len(read_file(file)[0].text) > file.size
    file.path.unlink()
    with pytest.raises(ArticleError, match="The file is gone"):
        read_file(file)
