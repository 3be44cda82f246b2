"""Files of every format, built in memory for the tests: no binary lies in the repository."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

Text = tuple[float, float, float, str]  # x, y, type size, words


def pdf(
    pages: Sequence[Sequence[Text]], *, info: Mapping[str, str] | None = None, locked: bool = False
) -> bytes:
    """A PDF of Helvetica text at given places; without text a page has a drawn square.

    "\\x01" and "\\x02" in a text are the ligatures of f with i and l.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
        b"<< /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >> >>"
    )
    for page in pages:
        drawn = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(words)}) Tj ET"
            for x, y, size, words in page
        ).encode("cp1252")
        drawn = drawn or b"0 0 100 100 re f"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    trailer = b"/Root 1 0 R"
    if info:
        objects.append(
            b"<< " + b" ".join(f"/{k} ({_escaped(v)})".encode() for k, v in info.items()) + b" >>"
        )
        trailer += b" /Info %d 0 R" % len(objects)
    if locked:  # keys that no password, and so not the empty one, fits
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
        )
        trailer += b" /Encrypt %d 0 R /ID [<00><00>]" % len(objects)
    return _file_of(objects, trailer)


def drawn_pdf(
    pages: Sequence[str],
    *,
    page: str = "",
    catalog: str = "",
    info: Mapping[str, str] | None = None,
) -> bytes:
    """A PDF of content streams, in Helvetica as F1 and Helvetica-Bold as F2.

    page, catalog: more entries of the dictionaries of each page and of the document.
    """
    kids = [6 + 2 * number for number in range(len(pages))]
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(pages):
        drawn = content.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> %s >>"
            % (5 + 2 * number, page.encode())
        )
    trailer = b"/Root 1 0 R"
    if info:
        objects.append(
            b"<< " + b" ".join(f"/{k} ({_escaped(v)})".encode() for k, v in info.items()) + b" >>"
        )
        trailer += b" /Info %d 0 R" % len(objects)
    return _file_of(objects, trailer)


def drawn(x: float, y: float, words: str, *, size: float = 10, font: str = "F1") -> str:
    """Words at a place, for `drawn_pdf`; the font has size 1 and is scaled by the matrix."""
    return f"BT /{font} 1 Tf {size} 0 0 {size} {x} {y} Tm ({_escaped(words)}) Tj ET\n"


def _file_of(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(
        b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, table)
    )
    return out.getvalue()


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def column(lines: Sequence[str], *, x: float, top: float, size: float = 10) -> list[Text]:
    """Lines of a column from the top down; an empty line is a paragraph's distance."""
    return [(x, top - 12 * row, size, line) for row, line in enumerate(lines) if line]


def zipped(members: Mapping[str, str | bytes], *, compress: bool = True) -> bytes:
    out = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=kind)
    return out.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Step"><w:name w:val="Step"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


def word_xml(
    body: str,
    *,
    title: str = "",
    author: str = "",
    strict: bool = False,
    **parts: str,
) -> bytes:
    """A DOCX of the XML of its body. parts: the inner XML of numbering, footnotes, endnotes."""
    roots = {"styles": _STYLES, **parts}
    names = (
        f'xmlns:w="{_STRICT_WORD if strict else _WORD}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
    )
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>'
        for name in roots
    )
    files = {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{_RELATIONS}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
        "word/document.xml": f"<w:document {names}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></c>",
    }
    files |= {f"word/{n}.xml": f"<w:{n} {names}>{xml}</w:{n}>" for n, xml in roots.items()}
    return zipped(files)


def word_paragraph(words: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """A table; a cell that is XML stands as it is."""
    cells = [
        [cell if cell.startswith("<") else f"<w:tc>{word_paragraph(cell)}</w:tc>" for cell in row]
        for row in rows
    ]
    return f"<w:tbl>{''.join(f'<w:tr>{chr(10).join(row)}</w:tr>' for row in cells)}</w:tbl>"


def word(
    paragraphs: Sequence[str],
    *,
    title: str = "",
    author: str = "",
    rows: Sequence[Sequence[str]] = (),
) -> bytes:
    body = word_paragraph(title, "Titel") if title else ""
    body += "".join(map(word_paragraph, paragraphs)) + (word_table(rows) if rows else "")
    return word_xml(body, author=author)


_ODT_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt(
    body: str,
    *,
    title: str = "",
    author: str = "",
    date: str = "",
    kind: str = "text",
    styles: str = "",
) -> bytes:
    """An OpenDocument file of the XML of its body; kind: text, presentation or spreadsheet."""
    content = (
        f"<office:document-content {_ODT_NAMES}>{styles}<office:body><office:{kind}>{body}"
        f"</office:{kind}></office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta {_ODT_NAMES}><office:meta><dc:title>{title}</dc:title>"
        f"<meta:initial-creator>{author}</meta:initial-creator>"
        f"<meta:creation-date>{date}</meta:creation-date></office:meta></office:document-meta>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": meta,
        }
    )


def epub(chapters: Mapping[str, str], *, metadata: str = "") -> bytes:
    """An EPUB of chapters: file name -> XHTML body, in reading order."""
    items = "".join(f'<item id="i{n}" href="{name}"/>' for n, name in enumerate(chapters))
    refs = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    pages = {
        f"OEBPS/{name}": f"<html><body>{body}</body></html>" for name, body in chapters.items()
    }
    return zipped({"META-INF/container.xml": container, "OEBPS/book.opf": package, **pages})
