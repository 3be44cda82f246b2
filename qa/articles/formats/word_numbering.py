"""The numbers of a DOCX document's lists, from its styles and its numbering.

Word stores no labels: each paragraph names a list and a level, by itself or by its style, and
the label follows from how many came before it. Lists that continue and restart are counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

from qa.articles.formats.open_xml import child, children, value, whole_number

_DEEPEST_STYLE = 12  # styles that a style is based on
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says: its name, what it is based on, and its numbering."""

    name: str
    based_on: str
    number: str
    level: str


def styles(root: etree._Element | None) -> dict[str, Style]:
    """The paragraph styles by their ids."""
    found = {}
    for item in [] if root is None else children(root, "style"):
        numbering = child(item, "pPr", "numPr")
        found[value(item, "styleId")] = Style(
            value(child(item, "name")),
            value(child(item, "basedOn")),
            value(child(numbering, "numId")),
            value(child(numbering, "ilvl")),
        )
    return found


@dataclass(slots=True)
class Numbering:
    """Counts the items of numbered lists and gives their labels ("2.1", "b)")."""

    levels: dict[str, dict[int, tuple[str, str, int]]]  # list -> level -> format, text, start
    lists: dict[str, str]  # numId -> abstract list
    counts: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str:
        """The label of the next item of a list, "" for a bullet and for none."""
        abstract = self.lists.get(number)
        levels = self.levels.get(abstract or "", {})
        if abstract is None or level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, [])
        if number not in self.begun:
            self.begun.add(number)
            for at, start in self.restarts.get(number, {}).items():
                if at < len(counts):
                    counts[at] = start - 1
                elif at == len(counts):
                    counts.append(start - 1)
        while len(counts) <= level:
            at = len(counts)
            start = levels.get(at, ("", "", 1))[2]
            counts.append(start - 1 if at == level else start)
        counts[level] += 1
        del counts[level + 1 :]
        kind, text, _ = levels[level]
        if kind in {"bullet", "none"}:
            return ""
        for at, count in enumerate(counts):
            text = text.replace(f"%{at + 1}", counted(count, levels.get(at, ("", "", 1))[0]))
        return text.strip()


def numbering(root: etree._Element | None) -> Numbering:
    """The lists of a document."""
    levels: dict[str, dict[int, tuple[str, str, int]]] = {}
    links: dict[str, str] = {}
    styled: dict[str, str] = {}
    lists: dict[str, str] = {}
    restarts: dict[str, dict[int, int]] = {}
    for item in [] if root is None else children(root, "abstractNum"):
        key = value(item, "abstractNumId")
        levels[key] = {whole_number(value(e, "ilvl"), 0): _level(e) for e in children(item, "lvl")}
        if linked := value(child(item, "numStyleLink")):
            links[key] = linked
        if linked := value(child(item, "styleLink")):
            styled[linked] = key
    for item in [] if root is None else children(root, "num"):
        key, abstract = value(item, "numId"), value(child(item, "abstractNumId"))
        lists[key] = styled.get(links.get(abstract, ""), abstract)
        for override in children(item, "lvlOverride"):
            start = value(child(override, "startOverride"))
            if start:
                at = whole_number(value(override, "ilvl"), 0)
                restarts.setdefault(key, {})[at] = whole_number(start, 1)
    return Numbering(levels, lists, restarts=restarts)


def _level(item: etree._Element) -> tuple[str, str, int]:
    return (
        value(child(item, "numFmt")) or "decimal",
        value(child(item, "lvlText")),
        whole_number(value(child(item, "start")), 1),
    )


def numbered(paragraph: etree._Element, known: dict[str, Style]) -> tuple[str, int]:
    """The list and level of a paragraph, by itself or by its style; "" for no list."""
    own = child(paragraph, "pPr", "numPr")
    number, level = value(child(own, "numId")), value(child(own, "ilvl"))
    style = known.get(value(child(paragraph, "pPr", "pStyle")))
    for _ in range(_DEEPEST_STYLE):
        if style is None or (number and level):
            break
        number, level = number or style.number, level or style.level
        style = known.get(style.based_on)
    return ("" if number == "0" else number), whole_number(level, 0)


def counted(count: int, kind: str) -> str:
    """A number as its list writes it: 3 -> "3", "c", "C", "iii", "III"."""
    if kind in {"lowerLetter", "upperLetter"} and 0 < count <= 26 * 9:
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif kind in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        text, left = "", count
        for worth, letters in _ROMAN:
            text += letters * (left // worth)
            left %= worth
    elif kind == "decimalZero":
        return f"{count:02d}"
    else:
        return "" if kind in {"bullet", "none"} else str(count)
    return text.upper() if kind.startswith("upper") else text
