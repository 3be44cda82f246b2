"""E-mail (.eml) and saved pages in MIME (.mhtml) -> one draft.

Both are MIME messages: of a letter the plain part is read, else its HTML; of a saved page
the page. Attachments and signatures are left out.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from qa.articles.date_parsing import parse_date
from qa.articles.decoding import decode, tidy
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.markup import html_blocks
from qa.articles.formats.plain_text import PARAGRAPH, draft_of_text
from qa.articles.formats.web_page import draft_of_page
from qa.articles.metadata import Metadata, person, web_address
from qa.errors import ArticleError

_SIGNATURE = re.compile(r"^-- ?$.*\Z", re.MULTILINE | re.DOTALL)
_QUOTE = re.compile(r"^(?:> ?)+", re.MULTILINE)
_MOST_PARTS = 500


def read_mail(data: bytes, origin: Origin) -> list[Draft]:
    """Read a letter. Raises ArticleError if it is none or holds no text."""
    message = _message(data)
    found = Metadata(
        title=_header(message, "subject"),
        date=parse_date(_header(message, "date")),
        author=person(_sender(_header(message, "from"))),
    )
    plain = _part(message, "text/plain")
    if plain.strip():
        text = _QUOTE.sub("", _SIGNATURE.sub("", plain))
    else:
        text = PARAGRAPH.join(html_blocks(_part(message, "text/html")))
    if not text.strip():
        raise ArticleError("The e-mail holds no text, only headers or attachments.")
    return [draft_of_text(text, found)]


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


def _sender(value: str) -> str:
    name, address = parseaddr(value)
    return name or address


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
