import datetime
from pathlib import Path

import pytest

from qa.articles import read_file
from qa.errors import ArticleError
from tests.articles import make
from tests.articles.helpers import paragraphs, read_one, source_file

BODY = [
    "The harbour was closed for nine days after the storm, and the ferries went to the next port.",
    "Fishermen said that the damage was the worst in forty years.",
]


def test_docx(tmp_path: Path) -> None:
    data = make.word(
        BODY,
        title="Storm closes the harbour",
        author="Ann Lee",
        rows=[["place", "boats"], ["north", "2"]],
    )
    article = read_one(tmp_path, "a.docx", data)
    assert (article.title, article.author) == ("Storm closes the harbour", "Ann Lee")
    assert paragraphs(article) == [*BODY, "| place | boats |\nnorth | 2"]


P = make.word_paragraph


def docx(tmp_path: Path, body: str, **parts: str) -> list[str]:
    return paragraphs(
        read_one(tmp_path, "a.docx", make.word_xml(P("Harbour", "Titel") + body, **parts))
    )


def test_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>The rent is </w:t></w:r>"
        "<w:del><w:r><w:delText>4,100</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>5,350</w:t></w:r></w:ins>"
        "<w:r><w:t xml:space='preserve'> crowns</w:t></w:r></w:p>"
        f"<w:ins>{P('A new paragraph.')}</w:ins>"
        "<w:moveFrom><w:r><w:t>Moved</w:t></w:r></w:moveFrom>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
        "<w:r><w:t xml:space='preserve'>One para</w:t></w:r></w:p>"
        f"{P('graph.')}<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r></w:p>"
    )
    assert docx(tmp_path, body) == [
        "The rent is 5,350 crowns",
        "A new paragraph.",
        "One paragraph.",
    ]


def test_content_controls_fields_and_links_are_read(tmp_path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{P('Sold for 210,000.')}</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>In</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:tab/><w:t>a</w:t></w:r></w:hyperlink><w:r><w:br/><w:instrText>PAGE</w:instrText></w:r>"
        "<w:fldSimple><w:r><w:t>link</w:t></w:r></w:fldSimple></w:p>"
    )
    assert docx(tmp_path, body) == ["Sold for 210,000.", "In a link"]


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    words = P("Open on Thursdays.") + P("Three pounds.")
    box = f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>"
    old = box.replace("wps:txbx>", "v:textbox>")
    body = (
        "<w:p><w:r><w:t>The mill</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t xml:space='preserve'> grinds.</w:t></w:r></w:p>"
        f"<w:p><w:r><w:pict>{old}</w:pict></w:r></w:p>"
    )
    once = ["Open on Thursdays.", "Three pounds."]
    assert docx(tmp_path, body) == ["The mill grinds.", *once, *once]


def test_notes_follow_their_paragraph(tmp_path: Path) -> None:
    note = "<w:r><w:{0}Reference w:id='2'/></w:r>"
    body = (
        "<w:p><w:r><w:t>The granary.</w:t></w:r>"
        f"{note.format('footnote')}{note.format('endnote')}</w:p>"
        f"{P('It stands.')}"
    )
    notes = (
        "<w:{0} w:type='separator' w:id='0'>" + P("----") + "</w:{0}>"
        "<w:{0} w:id='2'><w:p><w:r><w:{0}Ref/><w:t>A {0}.</w:t></w:r></w:p></w:{0}>"
    )
    read = docx(
        tmp_path, body, footnotes=notes.format("footnote"), endnotes=notes.format("endnote")
    )
    assert read == ["The granary.", "[1] A footnote.", "[2] A endnote.", "It stands."]


def test_lists_have_their_numbers(tmp_path: Path) -> None:
    levels = "".join(
        f"<w:lvl w:ilvl='{at}'><w:start w:val='{start}'/><w:numFmt w:val='{kind}'/>"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
        for at, start, kind, text in [
            (0, 1, "decimal", "%1."),
            (1, 2, "lowerLetter", "%1%2)"),
            (2, 1, "bullet", "*"),
        ]
    )
    numbering = (
        f"<w:abstractNum w:abstractNumId='7'>{levels}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num><w:num w:numId='2'>"
        "<w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/>"
        "</w:lvlOverride></w:num>"
    )

    def item(words: str, number: int, level: int) -> str:
        properties = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"
        return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"

    body = item("Open", 1, 0) + P("Press", "Step") + item("a key", 1, 1) + item("or two", 1, 1)
    body += item("dot", 1, 2) + item("Save", 1, 0) + item("none", 0, 0) + item("Again", 2, 0)
    assert docx(tmp_path, body, numbering=numbering) == [
        "1. Open", "2. Press", "2b) a key", "2c) or two", "dot", "3. Save", "none", "1. Again",
    ]  # fmt: skip


def test_tables_keep_equal_merged_late_and_nested_cells(tmp_path: Path) -> None:
    def cell(words: str, properties: str) -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{P(words)}</w:tc>"

    rows = [
        ["Month", "Alder", "Birch"],
        ["January", "40", "40"],
        [cell("Both", "<w:gridSpan w:val='2'/>"), cell("1", "<w:vMerge w:val='restart'/>")],
        ["March", "7", cell("", "<w:vMerge/>")],
    ]
    begun = "<w:trPr><w:gridBefore w:val='1'/></w:trPr>"
    late = f"<w:tr>{begun}<w:tc>{P('8')}</w:tc><w:tc>{P('9')}</w:tc></w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{P('gone')}</w:tc></w:tr>"
    table = make.word_table(rows).replace("</w:tbl>", f"{late}{gone}</w:tbl>")
    inner = make.word_table([["Lane", "Tuesday"], ["Street", "Friday"]])
    nested = make.word_table([["Works", f"<w:tc>{P('Where')}{inner}{P('Foreman')}</w:tc>"]])
    assert docx(tmp_path, table + P("Then.") + nested) == [
        "| Month | Alder | Birch |\nJanuary | 40 | 40\nBoth | | 1\nMarch | 7 |\n| 8 | 9",
        "Then.", "Works", "Where", "Lane | Tuesday\nStreet | Friday", "Foreman",
    ]  # fmt: skip


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    data = make.word_xml(P("Storm", "Titel") + P(BODY[0]), author="Ann Lee", strict=True)
    article = read_one(tmp_path, "a.docx", data)
    assert (article.title, article.author, article.text) == ("Storm", "Ann Lee", BODY[0])


def test_minutes_lose_no_line_over_their_first_sentence(tmp_path: Path) -> None:
    lines = ["Harbour council", "Meeting of 4 March 2025", "Present: Tove Aas", "1. Fees", "Log in"]
    data = make.word([*lines, BODY[0]])
    article = read_one(tmp_path, "a.docx", data)
    assert article.title == "Harbour council"
    assert paragraphs(article) == [*lines[1:], BODY[0]]


def test_a_document_of_one_sentence_is_read(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.docx", make.word(["Sign up now"])).text == "Sign up now"


def test_odt_tables_boxes_and_lists(tmp_path: Path) -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"

    twice = 'table:number-columns-repeated="2"'
    body = (
        "<text:list><text:list-item><text:p>Item</text:p></text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row>"
        + cell("Day")
        + cell("From")
        + cell("To")
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell("Monday")
        + cell("8", twice)
        + "</table:table-row></table:table>"
        "<text:p>The<draw:frame><draw:text-box><text:p>Box</text:p></draw:text-box>"
        "</draw:frame> end.</text:p>"
    )
    assert paragraphs(read_one(tmp_path, "a.odt", make.odt(body, title="Hours"))) == [
        "Item", "| Day | From | To |\nMonday | 8 | 8", "The end.", "Box",
    ]  # fmt: skip


def test_odt_lists_have_their_numbers(tmp_path: Path) -> None:
    def item(words: str, inner: str = "") -> str:
        return f"<text:list-item><text:p>{words}</text:p>{inner}</text:list-item>"

    levels = (
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"'
        ' text:display-levels="2" text:start-value="2"/>'
        '<text:list-level-style-bullet text:level="3"/>'
    )
    styles = f'<text:list-style style:name="L1">{levels}</text:list-style>'
    dots = f"<text:list>{item('Dot')}</text:list>"
    inner = f"<text:list>{item('Left', dots)}{item('Right')}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item("Open", inner)}{item("Close")}</text:list>'
        "<text:p>Rest.</text:p>"
        '<text:list text:style-name="L1" text:continue-numbering="true">'
        f"{item('Go on')}</text:list>"
        f'<text:list text:style-name="L1">{item("Anew")}</text:list>{dots}'
    )
    data = make.odt(body, title="Pumps", styles=styles)
    assert paragraphs(read_one(tmp_path, "a.odt", data)) == [
        "1. Open", "1.b) Left", "Dot", "1.c) Right", "2. Close", "Rest.", "3. Go on",
        "1. Anew", "Dot",
    ]  # fmt: skip


def test_slides_and_sheets_of_opendocument_are_places(tmp_path: Path) -> None:
    slides = "".join(
        f"<draw:page><draw:frame><draw:text-box><text:p>Slide words {n}</text:p></draw:text-box>"
        "</draw:frame></draw:page>"
        for n in (1, 2)
    )
    article = read_one(tmp_path, "a.odp", make.odt(slides, title="Deck", kind="presentation"))
    assert paragraphs(article) == ["Slide words 1", "Slide words 2"]
    assert [place.label for place in article.places] == ["Slide 1", "Slide 2"]
    empty = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{w}</text:p></table:table-cell>" for w in row)
        + "</table:table-row>"
        for row in (["Boat", "Price"], ["Ann", "7"])
    )
    sheet = f'<table:table table:name="May">{rows}{empty}</table:table>'
    article = read_one(tmp_path, "a.ods", make.odt(sheet, kind="spreadsheet"))
    assert article.text == "| Boat | Price |\nAnn | 7"
    assert [place.label for place in article.places] == ["May, row 1", "May, row 2"]


def test_odt(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>Deleted words</text:p></text:tracked-changes>"
        "<text:h>Damage</text:h>"
        f"<text:p>{BODY[0][:20]}<text:span>{BODY[0][20:]}</text:span></text:p>"
        "<text:p>Two<text:s/>boats<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>The Ann and the Bo.</text:p></text:note-body></text:note> sank."
        "<office:annotation><text:p>Check this!</text:p></office:annotation></text:p>"
    )
    article = read_one(
        tmp_path,
        "a.odt",
        make.odt(
            body, title="Storm closes the harbour", author="Ann Lee", date="2020-02-03T10:00:00"
        ),
    )
    assert article.title == "Storm closes the harbour"
    assert (article.author, article.date) == ("Ann Lee", datetime.date(2020, 2, 3))
    assert paragraphs(article) == ["Damage", BODY[0], "Two boats sank.", "[1] The Ann and the Bo."]


def test_rtf(tmp_path: Path) -> None:
    rtf = (
        r"{\rtf1\ansi\ansicpg1252{\info{\title Storm closes the harbour}{\author Ann Lee}"
        r"{\creatim\yr2020\mo2\dy3}}{\fonttbl{\f0 Arial;}}\f0 "
        + r"\par ".join(BODY).replace("forty", r"\'66orty \u8211 ?")
        + r"\par}"
    )
    article = read_one(tmp_path, "a.rtf", rtf)
    assert (article.title, article.author) == ("Storm closes the harbour", "Ann Lee")
    assert article.date == datetime.date(2020, 2, 3)
    assert paragraphs(article) == [BODY[0], BODY[1].replace("forty", "forty –")]


def test_epub_chapters_are_places(tmp_path: Path) -> None:
    data = make.epub(
        {
            "cover.xhtml": "<img src='x.png'/>",
            "one.xhtml": f"<h1>The storm</h1><p>{BODY[0]}</p>",
            "two.xhtml": f"<p>{BODY[1]}</p>",
        },
        metadata="<dc:title>Harbours</dc:title><dc:creator>Ann Lee</dc:creator>"
        "<dc:date>2020-02-03</dc:date><dc:language>en-GB</dc:language>",
    )
    article = read_one(tmp_path, "a.epub", data)
    assert (article.title, article.author) == ("Harbours", "Ann Lee")
    assert (article.date, article.language) == (datetime.date(2020, 2, 3), "en")
    assert paragraphs(article) == ["The storm", *BODY]
    assert [(place.start, place.label) for place in article.places] == [
        (0, "The storm"),
        (article.text.index(BODY[1]), "Chapter 2"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", make.zipped({"word/document.xml": "<w:document xmlns:w='w'/>"}), "no body"),
        ("a.docx", b"no zip at all", "damaged or not a Word file"),
        ("a.docx", make.zipped({"word/document.xml": "<x/>"}), "Word file is damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "password or in the old .doc format"),
        ("a.docx", make.word([]), "holds no text"),
        ("a.docx", make.zipped({"word/document.xml": b" " * 40_000_000}), "ZIP bomb"),
        ("a.odt", make.zipped({"content.xml": "<broken"}), "OpenDocument file is damaged"),
        ("a.odt", make.odt(""), "holds no text"),
        ("a.odt", make.zipped({"META-INF/manifest.xml": "<encryption-data/>"}), "password"),
        ("a.epub", make.zipped({"META-INF/rights.xml": "x"}), "DRM"),
        ("a.epub", make.zipped({"x": "x"}), "container.xml is missing"),
        ("a.epub", make.epub({"cover.xhtml": "<img/>"}), "holds no text"),
        ("a.rtf", r"{\rtf1}", "holds no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_file(source_file(tmp_path, name, data))


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(ArticleError, match="holds no text"):
        read_file(source_file(tmp_path, "a.odt", make.zipped({"content.xml": bomb})))


def test_placeholders_of_a_program_are_no_title_and_no_author(tmp_path: Path) -> None:
    data = make.epub(
        {"one.xhtml": "<h1>Minutes of the council</h1><p>The crane will be blue.</p>"},
        metadata="<dc:title>Unknown Title</dc:title><dc:creator>Unknown Author</dc:creator>",
    )
    article = read_one(tmp_path, "a.epub", data)
    assert (article.title, article.author) == ("Minutes of the council", None)
    assert article.text == "The crane will be blue."
