"""Text in pictures, with the real engine where it is installed."""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from qa.articles import GuardedReader, read_file
from qa.articles.formats.draft import Origin
from qa.articles.formats.pdf.document import read_pdf
from qa.articles.formats.registry import recognition_s
from qa.errors import ArticleError
from tests.articles import make
from tests.articles.helpers import paragraphs, read_one, source_file

engine = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None, reason="the extra `ocr` is not installed"
)
LINES = [
    "The keepers of the lighthouse counted 1,412 ships in",
    "the spring, which is more than in any year since the",
    "light was built.",
]


def picture(lines: list[str], *, size: int = 26) -> Image.Image:
    image = Image.new("RGB", (900, 120 + 40 * len(lines)), "white")
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((60, 50 + 40 * row), line, fill="black", font=ImageFont.load_default(size))
    return image


def stored(image: Image.Image, kind: str, *others: Image.Image) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": others} if others else {}
    image.save(out, kind, **more)
    return out.getvalue()


@engine
def test_a_picture_of_text(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.webp", stored(picture(LINES), "WEBP"))
    assert paragraphs(article) == [" ".join(LINES)]
    assert article.place_at(0) == "p. 1"


@engine
def test_the_pages_of_a_scanned_pdf_are_places(tmp_path: Path) -> None:
    second = ["The tower will get a new lens in the autumn."]
    file = source_file(tmp_path, "a.pdf", stored(picture(LINES), "PDF", picture(second)))
    reader = GuardedReader()  # the process for readers, under its limit of memory
    try:
        (article,) = reader.read(file)
    finally:
        reader.close()
    assert paragraphs(article) == [" ".join(LINES), second[0]]
    assert [place.label for place in article.places] == ["p. 1", "p. 2"]


@engine
def test_a_picture_without_text_says_so(tmp_path: Path) -> None:
    blank = stored(Image.new("RGB", (300, 300), "white"), "PNG")
    with pytest.raises(ArticleError, match="No text was found"):
        read_file(source_file(tmp_path, "a.png", blank))


def test_a_text_page_is_not_recognised() -> None:
    data = make.pdf([make.column(LINES, x=60, top=700)])
    assert [draft.ocr for draft in read_pdf(data, Origin("a.pdf"))] == [False]


def test_a_damaged_picture_says_so(tmp_path: Path) -> None:
    for data in (b"\x89PNG\r\n\x1a\n" + bytes(50), stored(picture(LINES), "PNG")[:2000]):
        with pytest.raises(ArticleError, match=r"damaged|Install"):
            read_file(source_file(tmp_path, "a.png", data))


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.pdf", "PDF")])
def test_without_the_extra_the_reason_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(ArticleError, match=r"pip install 'cited-articles\[ocr\]'"):
        read_file(source_file(tmp_path, name, stored(picture(LINES), kind)))
    assert recognition_s(name) == 0


def test_a_picture_among_pages_of_text_is_not_lost_silently(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    origin = Origin("a.pdf")
    image = picture(LINES)
    content = make.drawn(60, 700, LINES[0])
    drawn = f"q 500 0 0 300 50 200 cm BI /W {image.width} /H {image.height} /CS /RGB /BPC 8 "
    drawn += "/F /AHx ID " + image.tobytes().hex() + "> EI Q\n"
    (draft,) = read_pdf(make.drawn_pdf([content, drawn]), origin)
    assert draft.text == LINES[0]
    assert [failure.path for failure in origin.failures] == ["a.pdf#p. 2"]
    assert "cited-articles[ocr]" in origin.failures[0].reason
