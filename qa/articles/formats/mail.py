"""E-mail (.eml), mailboxes (.mbox) and saved pages in MIME (.mhtml) -> drafts.

All are MIME messages. Of a letter all texts are read in their order, of a text in several
forms the plain one unless it is a stub. Letters that are forwarded, quoted under a line that
names their author, or gathered in a digest are articles of their own (`mail_quotes`). Of a
saved page the page is read. Attached files are left out.
"""

from __future__ import annotations

import dataclasses
import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from qa.articles.date_parsing import parse_date
from qa.articles.decoding import decode, tidy
from qa.articles.formats.document_text import draft_of_document
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.mail_quotes import Letter, letters, sender
from qa.articles.formats.markup import html_blocks
from qa.articles.formats.web_page import draft_of_page
from qa.articles.metadata import Metadata, web_address
from qa.errors import ArticleError
from qa.records import FileFailure

_MOST_PARTS = 500
_DEEPEST = 10  # letters in letters
_MOST_LETTERS = 20_000  # of one mailbox
_STUB_SHARE = 1.5  # an HTML form with so many times the words of the plain one is the letter
_STUB_WORDS = 12
_LETTER_BEGINS = re.compile(
    rb"^From [^\r\n]{0,200}\d{4}[^\r\n]{0,20}\r?\n(?=[!-9;-~]{1,80}:)", re.M
)
_TEXTS = frozenset(["text/plain", "text/html"])


def read_mail(data: bytes, origin: Origin) -> list[Draft]:
    """Read a letter and those in it. Raises ArticleError if it is none or holds no text."""
    drafts = _drafts(_message(data), depth=0)
    if not drafts:
        raise ArticleError("The e-mail holds no text, only headers or attachments.")
    return _keyed(drafts)


def read_mbox(data: bytes, origin: Origin) -> list[Draft]:
    """Read a mailbox, its letters one after the other; one that has no text is noted."""
    marks = [match.span() for match in _LETTER_BEGINS.finditer(data)]
    if not marks:
        return read_mail(data, origin)
    if len(marks) > _MOST_LETTERS:
        raise ArticleError(
            f"The mailbox has {len(marks):,} letters, {_MOST_LETTERS:,} are read at most. Split it."
        )
    ends = [*(start for start, _ in marks[1:]), len(data)]
    drafts: list[Draft] = []
    for number, ((_, start), end) in enumerate(zip(marks, ends, strict=True), 1):
        letter = re.sub(rb"^>(>*From )", rb"\1", data[start:end], flags=re.M)
        try:
            found = _drafts(_message(letter), depth=0)
            if not found:
                raise ArticleError("The e-mail holds no text, only headers or attachments.")
        except ArticleError as error:
            origin.failures.append(FileFailure(f"{origin.name}#{number}", str(error)))
            continue
        for inner, draft in enumerate(found):
            key = f"{number}.{inner}" if inner else str(number)
            drafts.append(dataclasses.replace(draft, key=key))
    if not drafts:
        raise ArticleError(f"No letter of the mailbox holds text. {origin.failures[0].reason}")
    return drafts


def _keyed(drafts: list[Draft]) -> list[Draft]:
    """The letters of a file under numbers, the first of them under the file's own name."""
    first, *others = drafts
    return [first, *(dataclasses.replace(d, key=str(n)) for n, d in enumerate(others, 2))]


def _drafts(message: EmailMessage, *, depth: int) -> list[Draft]:
    """A letter, then those that it quotes or carries whole."""
    found = Metadata(
        title=_header(message, "subject"),
        date=parse_date(_header(message, "date")),
        author=sender(_header(message, "from")),
    )
    texts, carried = _parts(message)
    written = letters("\n\n".join(texts), found) if texts else []
    inner = [_drafts(each, depth=depth + 1) for each in carried] if depth < _DEEPEST else []
    if not written and len(inner) > 1:  # a digest: its own text is the list of what is in it
        titles = [drafts[0].title for drafts in inner if drafts and drafts[0].title]
        written = [Letter(tuple(titles), found)] if titles else []
    drafts = [
        draft_of_document([("", block) for block in letter.blocks], letter.found, head=False)
        for letter in written
    ]
    return drafts + [draft for group in inner for draft in group]


def _parts(message: EmailMessage) -> tuple[list[str], list[EmailMessage]]:
    """The texts of a letter in their order, and the letters that it carries whole."""
    texts: list[str] = []
    carried: list[EmailMessage] = []
    waiting: list[EmailMessage] = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            break
        part = waiting.pop(0)
        kind = part.get_content_type()
        inner = [each for each in part.iter_parts() if isinstance(each, EmailMessage)]
        if kind == "message/rfc822":
            carried += inner
        elif kind == "multipart/alternative":
            best = _best(inner)
            waiting[:0] = [best] if best is not None else []
        elif part.is_multipart():
            waiting[:0] = inner
        elif kind in _TEXTS and part.get_content_disposition() != "attachment":
            texts += filter(None, [_text(part)])
    return texts, carried


def _best(forms: list[EmailMessage]) -> EmailMessage | None:
    """Of the forms of a text the plain one, unless it is a stub beside one with far more words."""
    plain = next((form for form in forms if form.get_content_type() == "text/plain"), None)
    other = next((form for form in reversed(forms) if form is not plain), None)
    if plain is None or other is None:
        return plain or other
    words = len(re.sub(r"https?://\S{1,2000}", " ", _text(plain)).split())
    more = sum(len(text.split()) for text in _parts(other)[0])
    return other if more > _STUB_SHARE * words + _STUB_WORDS or not words else plain


def _text(part: EmailMessage) -> str:
    """The text of a part; what HTML quotes is marked as in plain letters."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    text = tidy(decode(payload, declared=part.get_content_charset()))
    if part.get_content_type() == "text/html":
        return "\n\n".join(html_blocks(text, quotes=True))
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?<=\S) \n(?=[^\s>])", " ", text)
    return text


def read_mhtml(data: bytes, origin: Origin) -> list[Draft]:
    """Read a page saved as MHTML. Raises ArticleError if it holds no article text."""
    message = _message(data)
    page = _part(message, "text/html")
    if not page.strip():
        raise ArticleError("The saved page holds no HTML. Save it again as a web page.")
    address = _header(message, "snapshot-content-location") or _header(message, "content-location")
    known = Metadata(url=web_address(address))
    return [draft_of_page(page, known, cleaning=origin.cleaning)]


def _message(data: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(data, policy=policy.default)
    except (MessageError, ValueError, LookupError, TypeError):
        raise ArticleError("The e-mail is damaged. Save it again.") from None
    if not message.keys():
        raise ArticleError("This is no e-mail: it has no headers. Save it as .txt if it is text.")
    return message


def _header(message: EmailMessage, name: str) -> str:
    """A header as one line; a malformed one says nothing."""
    try:
        return " ".join(tidy(str(message.get(name, ""))).split())
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def _part(message: EmailMessage, kind: str) -> str:
    """The text of the first part of a kind that is no attachment, "" where there is none."""
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() != kind or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            return tidy(decode(payload, declared=part.get_content_charset()))
    return ""
