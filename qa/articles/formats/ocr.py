"""Pictures of text -> runs of text, by the recognition models of the rapidocr package.

The package carries its models (PP-OCRv6 small: Latin, Chinese, Japanese), so nothing is
fetched. Compared on six rendered pages, words kept: .990, tesseract 5 .988 at a fifth of the
time; tesseract is a program of the system and not a package, so this one is the extra `ocr`.
Lines come with boxes and go through the same layout as those of a PDF. Owns rapidocr and
Pillow. It reads no handwriting and no page that lies on its side.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import io
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from qa.articles.formats.draft import RECOGNITION_S, Draft, Origin
from qa.articles.formats.pdf.columns import in_columns
from qa.articles.formats.pdf.text_runs import Run
from qa.errors import ArticleError

REMEDY = "Install text recognition: pip install 'cited-articles[ocr]'."
LONGEST_SIDE = 2_000  # pixels of a picture that is looked at; more is made smaller
_MOST_FRAMES = 500  # pages of a picture
_LEAST_SCORE = 0.5  # of a line, 0 to 1; below it is guessing
_SAME_SIZE = 0.3  # heights of lines that differ by less are one type size

Picture = NDArray[np.uint8]


def is_installed() -> bool:
    """Whether text can be recognised here."""
    return importlib.util.find_spec("rapidocr") is not None


class Recogniser:
    """Reads pictures of one file until its time is used up."""

    def __init__(self, *, read_s: float = RECOGNITION_S) -> None:
        self._end = time.process_time() + read_s

    @property
    def has_time(self) -> bool:
        """Whether another picture may be read."""
        return time.process_time() < self._end

    def runs(self, picture: Picture) -> list[Run]:
        """The lines of a picture (height, width, 3 colours) in reading order.

        Raises ArticleError if recognition is not installed.
        """
        if not is_installed():
            raise ArticleError(f"It is a picture of text. {REMEDY}")
        found = _engine()(np.ascontiguousarray(picture))
        if found.boxes is None or found.txts is None or found.scores is None:
            return []
        runs = [
            _run(box, text)
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
            if score >= _LEAST_SCORE and text.strip()
        ]
        return in_columns(_in_one_size(runs))


def read_picture(data: bytes, origin: Origin) -> list[Draft]:
    """Read a picture of text; each of its frames is a page.

    Raises ArticleError if it is damaged, holds no text or recognition is not installed.
    """
    from qa.articles.formats.pdf.document import draft_of_pages  # noqa: PLC0415
    from qa.articles.formats.pdf.page_layout import paragraphs_of_page  # noqa: PLC0415

    recogniser = Recogniser()
    pages = []
    for number, picture in enumerate(_frames(data), 1):
        if not recogniser.has_time:
            raise ArticleError(f"Recognising its text takes too long at page {number}. Split it.")
        pages.append(paragraphs_of_page(recogniser.runs(picture)))
    if not any(pages):
        raise ArticleError("No text was found in the picture. Remove it if there is none.")
    return [dataclasses.replace(draft_of_pages(pages), ocr=True)]


class _Found(Protocol):
    """What the engine gives: a box of four corners, a text and a score a line."""

    boxes: NDArray[np.float32] | None
    txts: Sequence[str] | None
    scores: Sequence[float] | None


@lru_cache(maxsize=1)
def _engine() -> Callable[[Picture], _Found]:
    from rapidocr import RapidOCR  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415

    # The lines of a page are seldom upside down, and telling so turns some that are not.
    engine = RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.max_side_len": LONGEST_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    return cast("Callable[[Picture], _Found]", engine)


def _run(box: NDArray[np.float32], text: str) -> Run:
    """A line with its place; its box is four corners in pixels from the top."""
    left, right = float(box[:, 0].min()), float(box[:, 0].max())
    top, bottom = float(box[:, 1].min()), float(box[:, 1].max())
    # The middle of a line says its height better than its lower end, which may be a "g".
    return Run(text.strip(), left, right, -(top + bottom) / 2, max(0.75 * (bottom - top), 1.0))


def _in_one_size(runs: list[Run]) -> list[Run]:
    """Boxes of one type size differ by the letters in them; they get the usual height."""
    if not runs:
        return runs
    usual = statistics.median(run.size for run in runs)
    return [
        dataclasses.replace(run, size=usual) if abs(run.size - usual) < _SAME_SIZE * usual else run
        for run in runs
    ]


def _frames(data: bytes) -> Iterator[Picture]:
    """The frames of a picture, upright as the camera says, in colours and not too large."""
    try:
        from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415
    except ImportError:
        raise ArticleError(f"It is a picture. {REMEDY}") from None
    try:
        with Image.open(io.BytesIO(data)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                if number > _MOST_FRAMES:
                    raise ArticleError(f"The picture has more than {_MOST_FRAMES} pages. Split it.")
                upright = ImageOps.exif_transpose(frame).convert("RGBA")
                paper = Image.new("RGBA", upright.size, "white")
                page = Image.alpha_composite(paper, upright).convert("RGB")
                page.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                yield np.asarray(page)[:, :, ::-1]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ArticleError("The picture is damaged or too large. Save it again as PNG.") from None
