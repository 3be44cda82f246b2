"""Questions about rows of tables, as the product reads them: "Single: Adult 6.40, Child 3.20."

    names and numbers of passages -> a table, its rows as sentences -> questions with a span, twins

A reader trained on prose takes the wrong column or the wrong row. Every table gives a question
about a cell, one about which row holds a value, and a twin that no row answers.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from training.labelled import Example

_WORDED = (
    ("price", "{n}.{d}0"), ("fee", "{n} euros"), ("length", "{n} metres"), ("weight", "{n} kg"),
    ("population", "{n},{k}"), ("votes", "{n},{k}"), ("seats", "{n}"), ("share", "{n}.{d} %"),
    ("turnover", "{n}.{d} million"), ("goals", "{n}"), ("points", "{n}"), ("year", "19{t}"),
    ("opening year", "20{t}"), ("deaths", "{n}"), ("cases", "{n},{k}"), ("capacity", "{n}00"),
    ("departure", "{h}:{t}"), ("arrival", "{h}:{t}"), ("rate", "{n}.{d} per cent"),
    ("budget", "${n} million"), ("distance", "{n} km"), ("area", "{n} hectares"),
    ("staff", "{n}"), ("age", "{t}"), ("rank", "{d}"), ("time", "{n}.{t} seconds"),
    ("attendance", "{n},{k}"), ("height", "{n} m"), ("deposit", "{n} pounds"),
    ("phone", "0{n} {k}"),
)  # fmt: skip
_NAMED = ("director", "chair", "owner", "winner", "contact", "speaker", "captain", "author")
_KEYS = ("Name", "Station", "Place", "Team", "Item", "Company", "Project", "Country", "Party")


def _value(form: str, chance: random.Random) -> str:
    return form.format(
        n=chance.randint(2, 980), d=chance.randint(1, 9), k=chance.randint(100, 999),
        t=chance.randint(10, 99), h=chance.randint(6, 22),
    )  # fmt: skip


def _asks(head: str, row: str, value: str, chance: random.Random) -> str:
    """A question for the cell; a person's head is asked by "who"."""
    if head in _NAMED:
        return chance.choice((f"Who is the {head} of {row}?", f"Who was {head} for {row}?"))
    asks = [
        f"What is the {head} of {row}?", f"What {head} does {row} have?",
        f"What was {row}'s {head}?", f"What is the {head} for {row}?", f"{row}: what {head}?",
    ]  # fmt: skip
    if head in ("seats", "votes", "goals", "points", "deaths", "cases", "staff"):
        asks += [f"How many {head} did {row} have?", f"How many {head} are there for {row}?"] * 2
    if head in ("departure", "arrival"):
        asks.append(f"When is the {head} at {row}?")
    return chance.choice(asks)


def _table(names: Sequence[str], chance: random.Random) -> tuple[list[str], list[list[str]]]:
    """(heads, rows); the first column names the rows."""
    count, width = chance.randint(3, 7), chance.randint(2, 4)
    keys = chance.sample(list(names), count + 1)
    forms = dict(_WORDED)
    heads = chance.sample([*forms, *_NAMED], width)
    table = []
    for key in keys:
        cells = [_value(forms[h], chance) if h in forms else chance.choice(names) for h in heads]
        table.append([key, *cells])
    return heads, table


def made(names: Sequence[str], limit: int, chance: random.Random) -> list[Example]:
    """So many windows, three of each table."""
    found: list[Example] = []
    while len(found) < limit:
        heads, table = _table(names, chance)
        shaped = [h.capitalize() for h in heads] if chance.random() < 0.6 else heads
        left_out = table.pop()
        lines, places = [], {}
        length = 0
        for at, row in enumerate(table):
            line = f"{row[0]}: "
            for column, cell in enumerate(row[1:]):
                line += f"{shaped[column]} "
                places[at, column] = (length + len(line), length + len(line) + len(cell))
                line += cell + (", " if column < len(heads) - 1 else ".")
            lines.append(line)
            length += len(line) + 1
        text = "\n".join(lines)
        at, column = chance.randrange(len(table)), chance.randrange(len(heads))
        start = text.index(lines[at])
        whole = (start, start + len(lines[at]))
        span = places[at, column]
        asked = _asks(heads[column], table[at][0], table[at][column + 1], chance)
        found.append(Example("table", asked, text, 1, 1, span=span, evidence=(whole,)))
        missing = _asks(heads[column], left_out[0], "", chance)
        found.append(Example("table-", missing, text, 0, evidence=()))
        cell = table[at][column + 1]
        if [row[column + 1] for row in table].count(cell) == 1:
            which = f"Which {chance.choice(_KEYS).lower()} has the {heads[column]} {cell}?"
            name = (start, start + len(table[at][0]))
            found.append(Example("table", which, text, 1, 1, span=name, evidence=(whole,)))
    return found[:limit]
