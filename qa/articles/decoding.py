"""Decodes the bytes of a file: by its mark, as UTF-8, by its declaration, by what its bytes show.

The order is: byte order mark, strict UTF-8, UTF-16 that shows by its zero bytes, the
charset that the file declares, an old encoding of East Asia or Russia that shows beyond doubt
(`legacy_encodings`), cp1252. Statistical guessers were tried and refused: they read Western
European text as Cyrillic or Japanese. Bytes that are no text are refused.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from qa.articles.legacy_encodings import legacy_encoding
from qa.errors import ArticleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding|^@charset)\s{0,20}=?\s{0,20}["']?([\w.:-]{2,40})""",
    re.I,
)
_SAMPLE = 65_536  # bytes looked at to tell binary from text
_CONTROL_SHARE = 0.02  # text of any alphabet has next to no control characters
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\x0c|\x85|\u2028|\u2029")


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Turn the bytes of a file into text.

    declared: the charset that a header outside of the bytes names, if any.

    Raises ArticleError if the bytes are no text or break the encoding that they claim.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if b"\x00" not in data[:_SAMPLE]:
        try:
            return _text_only(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    else:
        wide = _wide_encoding(data[:_SAMPLE])
        if wide is None:
            raise ArticleError("This is a binary file, not text. Save it as text or remove it.")
        return _strict(data, wide)
    if declared is None and (found := _DECLARED.search(data[:4096])):
        declared = found[1].decode("ascii")
    if declared:
        try:
            return _text_only(data.decode(codecs.lookup(declared).name))
        except (LookupError, UnicodeError, ValueError):
            pass
    return _text_only(data.decode(legacy_encoding(data) or "cp1252", "replace"))


def tidy(text: str) -> str:
    """Make text uniform without touching what it says.

    Line ends become newlines, other control and invisible characters go, accents are
    composed (NFC). Lone surrogates, which no database can store, become "?".
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = text.encode("utf-8", "replace").decode("utf-8") if not _encodable(text) else text
    return unicodedata.normalize("NFC", text)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _text_only(data.decode(encoding))
    except UnicodeDecodeError:
        raise ArticleError(
            f"The file claims to be {encoding.upper()} and is not. Save it as UTF-8."
        ) from None


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Western text is zero."""
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _text_only(text: str) -> str:
    sample = text[:_SAMPLE]
    if len(_UNPRINTABLE.findall(sample)) > _CONTROL_SHARE * max(len(sample), 50):
        raise ArticleError("This is a binary file, not text. Save it as text or remove it.")
    return text
