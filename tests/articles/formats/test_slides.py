"""PPTX: every shape of every slide, in order, with the slide as place."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.articles import read_file
from qa.errors import ArticleError
from tests.articles import make
from tests.articles.helpers import paragraphs, read_one, source_file

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{R}" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


def text(words: str) -> str:
    return f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p>"


def shape(words: str, kind: str = "") -> str:
    place = f"<p:ph type='{kind}'/>" if kind else ""
    paragraphs = "".join(map(text, words.split("\n")))
    kept = f"<p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr>"
    return f"<p:sp>{kept}<p:txBody>{paragraphs}</p:txBody></p:sp>"


def frame(inner: str) -> str:
    graphic = f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>"
    return f"<p:graphicFrame>{graphic}</p:graphicFrame>"


def relations(*items: tuple[str, str, str]) -> str:
    inner = "".join(f'<R Id="{i}" Type="{R}/{kind}" Target="{name}"/>' for i, kind, name in items)
    return f"<Relationships>{inner}</Relationships>"


def deck(slides: dict[str, str], **more: str) -> bytes:
    """A PPTX of the XML of the shapes of its slides; more: other parts."""
    ids = "<p:sldIdLst>" + "".join(
        f'<p:sldId id="{256 + n}" r:id="{key}"/>' for n, key in enumerate(slides)
    )
    ids += "</p:sldIdLst>"
    files = {
        "_rels/.rels": relations(("r", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {NAMES}>{ids}</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            *((key, "slide", f"slides/{key}.xml") for key in slides)
        ),
    }
    for key, shapes in slides.items():
        files[f"ppt/slides/{key}.xml"] = (
            f"<p:sld {NAMES}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        )
    return make.zipped(files | more)


def test_slides_come_in_the_order_of_the_presentation(tmp_path: Path) -> None:
    data = deck({"s9": shape("Words\nMore") + shape("Harbour", "ctrTitle"), "s1": shape("Last")})
    article = read_one(tmp_path, "a.pptx", data)
    assert article.title == "Harbour"
    assert paragraphs(article) == ["Words", "More", "Last"]
    assert [(p.start, p.label) for p in article.places] == [(0, "Slide 1"), (13, "Slide 2")]


def test_tables_groups_and_what_repeats(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return (
            "<a:tr>"
            + "".join(f"<a:tc><a:txBody>{text(c)}</a:txBody></a:tc>" for c in cells)
            + "</a:tr>"
        )

    table = f"<a:tbl><a:tblPr firstRow='1'/>{row('Boat', 'Day')}{row('Sail', '6.40')}</a:tbl>"
    shapes = shape("7", "sldNum") + shape("Foot", "ftr") + frame(table)
    shapes += f"<p:grpSp><p:grpSp>{shape('In a group')}</p:grpSp></p:grpSp>"
    assert paragraphs(read_one(tmp_path, "a.pptx", deck({"s": shapes}))) == [
        "| Boat | Day |\nSail | 6.40",
        "In a group",
    ]


def test_notes_and_charts_are_read(tmp_path: Path) -> None:
    def points(name: str, *words: str) -> str:
        inner = "".join(f"<c:pt idx='{n}'><c:v>{w}</c:v></c:pt>" for n, w in enumerate(words))
        return f"<c:{name}><c:cache>{inner}</c:cache></c:{name}>"

    series = points("tx", "Odde") + points("cat", "2023", "2024") + points("val", "41", "53")
    data = deck(
        {"s": frame("<c:chart r:id='c1'/>")},
        **{
            "ppt/slides/_rels/s.xml.rels": relations(
                ("c1", "chart", "../charts/c.xml"), ("n1", "notesSlide", "../notes/n.xml")
            ),
            "ppt/charts/c.xml": f"<c:chartSpace {NAMES}><c:title><c:rich>{text('A year')}</c:rich>"
            f"</c:title><c:ser>{series}</c:ser></c:chartSpace>",
            "ppt/notes/n.xml": f"<p:notes {NAMES}><p:cSld><p:spTree>{shape('picture', 'sldImg')}"
            f"{shape('Say thanks.', 'body')}</p:spTree></p:cSld></p:notes>",
        },
    )
    article = read_one(tmp_path, "a.pptx", data)
    assert (article.title, article.text) == (
        "A year",
        "| | Odde |\n2023 | 41\n2024 | 53\n\nSay thanks.",
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (deck({"s": shape("3", "sldNum")}), "holds no text"),
        (make.zipped({"x": "x"}), "contents are missing"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old .ppt format"),
        (b"PK no zip", "damaged or not a PowerPoint file"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_file(source_file(tmp_path, "a.pptx", data))
