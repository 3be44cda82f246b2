from pathlib import Path

from tests.articles import make
from tests.articles.helpers import paragraphs, read_one


def field(kind: str, y: float, more: str) -> str:
    return (
        f"<< /Type /Annot /Subtype /Widget /FT /{kind} /Rect [200 {y - 5} 400 {y + 15}] {more} >>"
    )


def test_values_stand_beside_their_labels(tmp_path: Path) -> None:
    labels = ["Name of the vessel", "Length in metres", "Insured", "Secret"]
    content = make.drawn(60, 740, "Application for a berth", size=18) + "".join(
        make.drawn(60, 700 - 40 * row, label) for row, label in enumerate(labels)
    )
    fields = [
        field("Tx", 700, "/T (vessel) /V (Sea Otter)"),
        field("Tx", 660, "/T (length) /V (12.5)"),
        field("Btn", 620, "/T (insured) /V /Yes /AS /Yes /AP << /N << /Yes null >> >>"),
        field("Tx", 580, "/T (secret) /V (not shown) /F 2"),
    ]
    form = " ".join(fields)
    data = make.drawn_pdf(
        [content], page=f"/Annots [{form}]", catalog=f"/AcroForm << /Fields [{form}] >>"
    )
    text = " ".join(" ".join(paragraphs(read_one(tmp_path, "a.pdf", data))).split())
    assert "Name of the vessel Sea Otter" in text.replace(" | ", " ")
    assert "Length in metres 12.5" in text.replace(" | ", " ")
    assert "not shown" not in text


def test_a_text_box_over_the_page_is_read(tmp_path: Path) -> None:
    box = (
        "<< /Type /Annot /Subtype /FreeText /Rect [60 640 400 660] "
        "/Contents (Paid on 3 May, Holm) /DA (/F1 10 Tf) >>"
    )
    content = make.drawn(60, 700, "The dues of the harbour are paid at the office on the quay.")
    article = read_one(tmp_path, "a.pdf", make.drawn_pdf([content], page=f"/Annots [{box}]"))
    assert paragraphs(article) == [
        "The dues of the harbour are paid at the office on the quay.",
        "Paid on 3 May, Holm",
    ]
