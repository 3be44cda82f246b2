"""What was filled into the fields of a PDF form -> runs of text beside their labels.

pdfium's text page holds what is drawn on the page and not what stands in fields and in text
boxes that were put over it. A value is read where its field stands: after the text to the
left of it, or else after the text above it. Buttons and hidden fields are not read.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence

from pypdfium2 import raw  # type: ignore[import-untyped]

from qa.articles.formats.pdf.text_runs import Run

_TEXTS = frozenset(
    {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}
)
_CHOICES = frozenset({raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON})
_CHOSEN = "☒"
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_LONGEST_VALUE = 20_000  # bytes
_MOST_COMPARED = 2_000_000  # pairs of a field and a run; above it fields come last


def with_fields(
    runs: Sequence[Run], page: raw.FPDF_PAGE, form: raw.FPDF_FORMHANDLE | None
) -> list[Run]:
    """The runs of a page with what stands in its fields."""
    fields = list(_fields(page, form))
    placed = list(runs)
    if len(fields) * len(runs) > _MOST_COMPARED:
        return [*placed, *fields]
    for field in sorted(fields, key=lambda run: (-run.base, run.left)):
        placed.insert(_place(placed, field), field)
    return placed


def _place(runs: Sequence[Run], field: Run) -> int:
    """Behind which run a field is read."""
    beside, above = (float("-inf"), -1), (float("inf"), -1)
    for place, run in enumerate(runs):
        if run.turn:
            continue
        if abs(run.base - field.base) < 0.8 * field.size and run.left < field.left:
            beside = max(beside, (run.right, place))
        elif run.base > field.base and run.left < field.right and field.left < run.right:
            above = min(above, (run.base - field.base, place))
    if beside[1] >= 0:
        return beside[1] + 1
    return above[1] + 1 if above[1] >= 0 else len(runs)


def _fields(page: raw.FPDF_PAGE, form: raw.FPDF_FORMHANDLE | None) -> Iterator[Run]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            value = "" if raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN else _value(annotation, form)
            box = raw.FS_RECTF()
            if value and raw.FPDFAnnot_GetRect(annotation, box):
                yield _run(value, box)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _run(value: str, box: raw.FS_RECTF) -> Run:
    low, high = sorted((box.bottom, box.top))
    size = min(max(0.7 * (high - low), 4.0), 11.0)
    # Text stands in the middle of a low field and at the top of a high one.
    base = (low + high) / 2 - 0.35 * size if high - low < 2.2 * size else high - 1.2 * size
    return Run(value, min(box.left, box.right), max(box.left, box.right), base, size)


def _value(annotation: raw.FPDF_ANNOTATION, form: raw.FPDF_FORMHANDLE | None) -> str:
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        key = b"Contents"
        return _text(
            lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
        )
    if kind != raw.FPDF_ANNOT_WIDGET or form is None:
        return ""
    field = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if field in _CHOICES:
        return _CHOSEN if raw.FPDFAnnot_IsChecked(form, annotation) else ""
    if field not in _TEXTS:
        return ""
    return _text(
        lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size)
    )


def _text(read: Callable[[ctypes.Array[ctypes.c_ushort] | None, int], int]) -> str:
    """What a function of pdfium that fills a buffer with UTF-16 gives, as one line."""
    size = read(None, 0)
    if not 2 < size <= _LONGEST_VALUE:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    read(buffer, size)
    return " ".join(bytes(buffer)[: size - 2].decode("utf-16-le", "replace").split())
