"""Some two hundred files that no reader likes, made in a folder: damaged, lying, hostile.

Every one must end as an article or as an ArticleError of one sentence, within its time.
"""

from __future__ import annotations

import codecs
import json
import os
import random
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from tests.articles import make

SENTENCE = "The harbour was closed for nine days after the storm, and the ferries went elsewhere. "
BODY = [SENTENCE * 3, "Fishermen said that the damage was the worst in forty years."]
PAGE = f"<html><body><article><h1>Storm</h1><p>{SENTENCE * 4}</p></article></body></html>"
LETTER = f"From: Ann <a@b.org>\nSubject: Storm\nContent-Type: text/plain\n\n{SENTENCE}"


def good() -> dict[str, bytes]:
    """One sound file of every format, by suffix."""
    lines = make.column([SENTENCE[:45], SENTENCE[45:]] * 8, x=60, top=700)
    return {
        ".txt": "\n\n".join(["Storm closes the harbour", *BODY]).encode(),
        ".md": f"# Storm\n\n{BODY[0]}\n".encode(),
        ".html": PAGE.encode(),
        ".mhtml": f"Subject: s\nContent-Type: text/html\n\n{PAGE}".encode(),
        ".eml": LETTER.encode(),
        ".pdf": make.pdf([lines]),
        ".docx": make.word(BODY, title="Storm"),
        ".rtf": (r"{\rtf1\ansi " + BODY[0] + r"\par}").encode(),
        ".odt": make.odt(f"<text:p>{BODY[0]}</text:p>"),
        ".epub": make.epub({"one.xhtml": f"<p>{BODY[0]}</p>"}),
        ".csv": f'title,text\nStorm,"{BODY[0]}"\n'.encode(),
        ".jsonl": json.dumps({"title": "Storm", "text": BODY[0]}).encode(),
        ".zip": make.zipped({"a.txt": BODY[0]}),
    }


def contents() -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the bad files that are plain files."""
    yield from _damaged()
    yield from _lying()
    yield from _hostile_text()
    yield from _hostile_markup()
    yield from _hostile_containers()
    yield from _hostile_tables()


def _damaged() -> Iterator[tuple[str, bytes]]:
    """Every format empty, cut off, overwritten and filled with nothing."""
    chance = random.Random(7)
    for suffix, data in good().items():
        kind = suffix[1:]
        yield f"{kind}-empty{suffix}", b""
        yield f"{kind}-blank{suffix}", b" \n\t\r\n" * 50
        yield f"{kind}-nuls{suffix}", bytes(500)
        yield f"{kind}-noise{suffix}", chance.randbytes(5_000)
        for share in (0.05, 0.5, 0.95):
            yield f"{kind}-cut-{share}{suffix}", data[: int(len(data) * share)]
        middle = len(data) // 2
        yield f"{kind}-overwritten{suffix}", data[:middle] + bytes(64) + data[middle + 64 :]
        yield f"{kind}-header-only{suffix}", data[:20] + chance.randbytes(2_000)


def _lying() -> Iterator[tuple[str, bytes]]:
    """The contents of one format under the name of another."""
    sound = good()
    for suffix in (".txt", ".pdf", ".docx", ".html", ".csv", ".zip", ".eml"):
        for other in (".pdf", ".docx", ".html", ".jsonl", ".rtf", ".zip"):
            if suffix != other:
                yield f"{other[1:]}-named{suffix}", sound[other]
    yield "picture.jpg", b"\xff\xd8\xff\xe0" + bytes(200)
    yield "program.exe", b"MZ" + bytes(200)
    yield "no-suffix", b"\x7fELF" + bytes(200)


def _hostile_text() -> Iterator[tuple[str, bytes]]:
    yield "line-5mb.txt", ("word " * 1_000_000).encode()
    yield "word-5mb.txt", b"x" * 5_000_000
    yield "lines-2m.txt", b"a\n" * 2_000_000
    yield "too-large.txt", b"word " * 2_100_000
    yield "utf16-odd.txt", codecs.BOM_UTF16_LE + "Storm".encode("utf-16-le") + b"\x00"
    yield "utf32-broken.txt", codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff" * 9
    yield "surrogates.txt", ("Storm \ud800\udfff " + SENTENCE).encode("utf-8", "surrogatepass")
    yield "surrogates-16.txt", codecs.BOM_UTF16_LE + b"\x00\xd8a\x00" * 50
    yield "invalid-utf8.txt", b"Storm \xc3\x28\xa0\xa1 " + SENTENCE.encode()
    yield "bidi.txt", f"\u202e{SENTENCE}\u2066{SENTENCE}\u2069".encode()
    yield "zalgo.txt", ("a" + "\u0301" * 20_000 + " " + SENTENCE).encode()
    yield (
        "planes.txt",
        "".join(
            chr(code) for code in range(0xA0, 0x2FFFF, 37) if not 0xD800 <= code < 0xE000
        ).encode(),
    )
    yield "private-use.txt", ("\ue000\uf8ff\U0010fffd " * 400).encode()
    yield "dots.txt", b". " * 500_000
    yield "quotes.txt", b'"' * 300_000
    yield "abbreviations.txt", b"a.m. p.m. U.S. No. " * 50_000
    yield "dashes.txt", b"- " * 300_000
    yield "bars.txt", b"a | " * 200_000
    yield "braces.txt", b"{{" * 300_000
    yield "placeholders.txt", b"{{a}} " * 200_000
    yield "dates.txt", b"1 January 2020 " * 20_000
    yield "front-matter-open.md", b"---\ntitle: x\n" + b"a: b\n" * 50_000
    yield "front-matter-bomb.md", _yaml_bomb() + SENTENCE.encode()
    yield "front-matter-deep.md", b"---\ntitle: " + b"[" * 15_000 + b"\n---\n" + SENTENCE.encode()
    yield "front-matter-object.md", b"---\ntitle: !!python/object/apply:os.system [x]\n---\nText."
    yield "front-matter-only.md", b"---\ntitle: x\n---\n"
    yield "quotes-deep.md", b"> " * 50_000 + b"x"
    yield "lists-deep.md", b"".join(b" " * n + b"- x\n" for n in range(1_000))
    yield "brackets.md", b"[" * 100_000
    yield "links.md", b"[a](" * 50_000
    yield "emphasis.md", b"*a_" * 100_000
    yield "ticks.md", b"`" * 100_001 + b"x"
    yield "tables.md", b"|a" * 20_000 + b"\n" + b"|-" * 20_000
    yield "markup-large.md", b"word " * 700_000


def _yaml_bomb() -> bytes:
    """Each line holds the one before nine times: a billion laughs at the end."""
    lines = ["---", "a0: &a0 [lol]"]
    for number in range(1, 10):
        lines.append(f"a{number}: &a{number} [{','.join([f'*a{number - 1}'] * 9)}]")
    return "\n".join([*lines, "title: *a9", "---", ""]).encode()


def _hostile_markup() -> Iterator[tuple[str, bytes]]:
    for tag in ("div", "b", "table><tr><td", "ul><li", "blockquote", "font"):
        name = tag.split(">")[0]
        yield f"deep-{name}.html", f"<{tag}>".encode() * 100_000 + SENTENCE.encode()
    yield "unclosed.html", b"<p " * 300_000
    yield "attributes.html", b"<p " + b"a=b " * 200_000 + b">" + SENTENCE.encode()
    yield "attribute-1mb.html", b'<p title="' + b"x" * 1_000_000 + b'">' + SENTENCE.encode()
    yield "entities.html", b"&amp;" * 200_000
    yield "entity-bomb.html", _entity_bomb("html")
    yield "paragraphs.html", b"<p>a</p>" * 100_000
    yield "cells.html", b"<table>" + b"<tr><td>a</td></tr>" * 50_000
    yield "links.html", b'<a href="x">y</a> ' * 80_000
    yield "scripts.html", b"<script>" * 50_000 + SENTENCE.encode()
    yield "comments.html", b"<!--" * 200_000
    yield "json-ld-deep.html", _with_json_ld('{"@type":"Article","a":' + "[" * 50_000)
    yield "json-ld-wrong.html", _with_json_ld('[1,null,{"@type":[4],"author":[[["x"]]]}]')
    yield (
        "json-ld-numbers.html",
        _with_json_ld('{"@type":"Article","datePublished":20200101,"headline":{"a":1},"author":7}'),
    )
    yield "charset-lie.html", b'<meta charset="utf-16">' + PAGE.encode()
    yield "charset-none.html", b'<meta charset="no-such">' + PAGE.encode() + b"\xe9"
    yield "nul-tags.html", PAGE.replace("<p>", "<p\x00>").encode()
    yield "frames.html", b"<frameset><frame src=x></frameset>"
    yield "no-article.html", b"<ul>" + b"<li><a href=x>Home</a></li>" * 500 + b"</ul>"
    yield "too-large.html", b"<p>" + b"x" * 2_100_000


def _with_json_ld(data: str) -> bytes:
    script = f'<script type="application/ld+json">{data}</script>'
    return PAGE.replace("<body>", f"<head>{script}</head><body>").encode()


def _entity_bomb(root: str) -> bytes:
    entities = "".join(
        f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10)
    )
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "lol">{entities}]>'
        f"<{root}>&e9;</{root}>"
    ).encode()


def _hostile_containers() -> Iterator[tuple[str, bytes]]:
    bomb = b" " * 60_000_000
    deep = b"<a>" * 100_000
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    for suffix, inner in ((".docx", "word/document.xml"), (".odt", "content.xml")):
        yield f"bomb{suffix}", make.zipped({inner: bomb})
        yield f"entities{suffix}", make.zipped({inner: _entity_bomb("a")})
        yield f"deep{suffix}", make.zipped({inner: deep})
        yield f"outside{suffix}", make.zipped({inner: outside})
    book = {"META-INF/container.xml": _entity_bomb("container")}
    yield "entities.epub", make.zipped(book)
    yield "deep.epub", make.epub({"a.xhtml": "<div>" * 100_000})
    yield "bomb.epub", make.epub({"a.xhtml": " " * 60_000_000})
    yield "outside.epub", make.epub({"../../../etc/passwd": "x"})
    yield "missing.epub", make.zipped({"META-INF/container.xml": "<container/>"})
    yield "locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
    yield "bomb.zip", make.zipped({"a.txt": bomb})
    yield "bombs.zip", make.zipped({f"{n}.txt": b" " * 9_000_000 for n in range(60)})
    yield "nested.zip", make.zipped({"a.zip": make.zipped({"b.zip": make.zipped({"c": "x"})})})
    yield "itself.zip", make.zipped({"a.zip": make.zipped({"a.txt": SENTENCE})})
    yield "many.zip", make.zipped({f"{number}.txt": "x" for number in range(10_500)})
    yield "escape.zip", make.zipped({"../a.txt": SENTENCE, "/b.txt": SENTENCE, "c:\\d.txt": "x"})
    yield "names.zip", make.zipped({"new\nline.txt": SENTENCE, "\u202etxt.exe": SENTENCE})
    yield "locked.zip", _flagged(make.zipped({"a.txt": SENTENCE}))
    yield "lies-about-size.zip", _lying_zip()
    yield "duplicate-names.zip", _duplicates()
    yield "no-articles.zip", make.zipped({"a.jpg": "x", "b.exe": "y"})
    yield "locked.pdf", make.pdf([[(60, 700, 10, "x")]], locked=True)
    yield "scan.pdf", make.pdf([[], [], []])
    yield "loop.pdf", make.pdf([[(60, 700, 10, "x")]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    yield "pages.pdf", make.pdf([[]] * 3_001)
    yield (
        "glyphs.pdf",
        make.pdf([[(x, y, 4, "word") for x in range(0, 600, 12) for y in range(0, 790, 4)]]),
    )
    yield "same-place.pdf", make.pdf([[(60, 700, 10, "Storm")] * 3_000])
    yield "far-away.pdf", make.pdf([[(10.0**9, -(10.0**9), 10, SENTENCE)] * 30])


def _flagged(data: bytes) -> bytes:
    """A ZIP whose member claims to be encrypted."""
    data = data.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00")
    return data.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )


def _lying_zip() -> bytes:
    """A ZIP that says that its member has one byte."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", SENTENCE * 1_000)
        archive.infolist()[0].file_size = 1
    return out.getvalue()


def _duplicates() -> bytes:
    """A ZIP with two members of one name."""
    return make.zipped({"aa.txt": SENTENCE, "ab.txt": SENTENCE}).replace(b"ab.txt", b"aa.txt")


def _hostile_tables() -> Iterator[tuple[str, bytes]]:
    yield "deep.json", b"[" * 100_000
    yield "deep-objects.json", b'{"a":' * 100_000
    yield "number.json", b"9" * 10_000
    yield "huge-number.jsonl", b'{"text": ' + b"9" * 5_000 + b"}"
    yield "nan.json", b'{"text": NaN}'
    yield "null.json", b"null"
    yield "string.json", json.dumps(SENTENCE).encode()
    yield "numbers.jsonl", b"1\n2\n3\n"
    yield "surrogate.json", b'{"text": "\\ud800 ' + SENTENCE.encode() + b'"}'
    yield "text-is-object.json", b'{"text": {"a": 1}}'
    yield "lists.json", b'{"text": ["a", "b"], "title": ["x"], "date": {"y": 1}}'
    yield "all-broken.jsonl", b"{broken\n" * 20_000
    yield "no-text.csv", b"a,b\n1,2\n"
    yield "header-only.csv", b"title,text\n"
    yield "ragged.csv", f'title,text\nx\ny,"{SENTENCE}",z,w\n'.encode()
    yield "open-quote.csv", b'title,text\nx,"' + SENTENCE.encode() * 100
    yield "wide.csv", b",".join(b"c%d" % n for n in range(20_000)) + b"\n" + b"x," * 20_000
    yield "nul.csv", f"title,text\nx\x00,{SENTENCE}\n".encode()
    yield "rows.csv", b"text\n" + b"\n".join([b"x"] * 50_001)


def special(folder: Path) -> None:
    """Put what is no plain file into a folder: pipes, loops, names that are no text."""
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    (folder / "up").symlink_to(folder, target_is_directory=True)
    (folder / "folder.txt").mkdir()
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "new\nline.txt").write_text(SENTENCE)
    (folder / "right\u202etxt.exe").write_text(SENTENCE)
    (folder / ("n" * 250 + ".txt")).write_text(SENTENCE)
    locked = folder / "locked.txt"
    locked.write_text(SENTENCE)
    locked.chmod(0)
    with open(os.path.join(os.fsencode(folder), b"raw-\xff\xfe.txt"), "w") as stream:
        stream.write(SENTENCE)
