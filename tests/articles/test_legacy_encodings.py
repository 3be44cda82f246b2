"""Old encodings are told where they show, and Western text is never taken for one."""

from __future__ import annotations

import pytest

from qa.articles.decoding import decode
from qa.articles.legacy_encodings import legacy_encoding

JAPANESE = "港の連絡船は一年中運航しています。大人の片道切符は六百四十円です。"
CHINESE = "港口的渡船全年运行。成人单程票价为六元四角，儿童半价。"
TAIWAN = "港口的渡船全年運行。成人單程票價為六元四角，兒童半價。"
KOREAN = "항구의 연락선은 일년 내내 운항합니다. 어른 표는 육백사십 원입니다."
RUSSIAN = "Паром между портами ходит круглый год. Билет для взрослых стоит сто рублей."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "cp932"),
        ("名前,年齢,住所\n佐藤太郎,30,東京\n三木英子,25,大阪", "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (TAIWAN, "big5"),
        (KOREAN, "cp949"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
    ],
)
def test_an_old_encoding_is_told(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert legacy_encoding(data) == encoding
    assert decode(data) == text
    assert decode(f"A ferry.\n{text}\n".encode(encoding) * 900) == f"A ferry.\n{text}\n" * 900


@pytest.mark.parametrize(
    "text",
    [
        "Der Bürgermeister fährt über die Brücke nach Köln, wo ihn die Söhne grüßen.",
        "Où est passé le garçon ? « À l'école », répondit sa mère, déçue et énervée.",
        "Älä jää yöksi, hyvää yötä! Päätöö ääni näin, niin hää on.",
        "Größe: 40°, Preis: 30€ – „günstig“ … ½ Stück",
        "plain words",
        "æøå ÆØÅ",
    ],
)
def test_western_text_is_taken_for_none(text: str) -> None:
    assert legacy_encoding(text.encode("cp1252")) is None
    assert decode(text.encode("cp1252")) == text


def test_bytes_of_no_encoding_are_none() -> None:
    assert legacy_encoding(bytes(range(128, 256)) * 20) is None
    assert legacy_encoding(b"\xff\xfe\xfd" * 50) is None
