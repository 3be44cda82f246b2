"""A cell's value as the sheet shows it: dates, money, percents, thousands.

Understands the parts of a spreadsheet's number format that change what is read: decimals,
grouping, percent, literal text and currency, and the parts of dates and times. What it does
not know is shown plainly, never left out. Colours, conditions and fractions are not drawn.
"""

from __future__ import annotations

import datetime
import re

_TOKEN = re.compile(
    r'"[^"]{0,200}"|\[[^\]]{0,200}\]|\\.|_.|\*.|AM/PM|A/P|y+|m+|d+|h+|s+|0+\.?0*|[#?,.0]+|.', re.I
)
_LONGEST = 200  # characters of a format
_CURRENCY = re.compile(r"\[\$([^\]-]{0,40})(?:-[^\]]{0,40})?\]")
Value = (
    str
    | int
    | float
    | bool
    | datetime.datetime
    | datetime.date
    | datetime.time
    | datetime.timedelta
)


def shown(value: Value | None, number_format: str) -> str:
    """The words of a cell; number_format: as the file has it ("0.00%", "d mmmm yyyy")."""
    pattern = number_format.split(";", maxsplit=1)[0][:_LONGEST]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return _moment(value, pattern)
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    if isinstance(value, int | float):
        return _number(value, pattern)
    return str(value)


def _number(value: float, pattern: str) -> str:
    before, digits, after = _parted(pattern)
    if not digits:
        return _plain(value)
    percent = "%" in before + after
    places = len(re.sub(r"[^0#?]", "", digits.partition(".")[2]))
    value = value * 100 if percent else value
    grouped = "," in digits.partition(".")[0]
    text = f"{abs(value):,.{places}f}" if grouped else f"{abs(value):.{places}f}"
    if "0" not in digits.partition(".")[2] and "." in text:
        text = text.rstrip("0").rstrip(".")  # "#.##": decimals only where there are some
    width = digits.partition(".")[0].replace(",", "").count("0")
    whole, dot, rest = text.partition(".")
    text = whole.rjust(width, "0") + dot + rest
    sign = "-" if value < 0 and text.strip("0.,") else ""
    return f"{sign}{before}{text}{after}".strip()


def _parted(pattern: str) -> tuple[str, str, str]:
    """A format as the literal text before its digits, the digits, and the text after."""
    pattern = _CURRENCY.sub(r'"\1"', pattern)
    before = digits = after = ""
    for token in _TOKEN.findall(pattern):
        literal = _literal(token)
        if literal is None and token[0] in "0#?,." and not after.strip():
            digits += token
        elif literal is not None:
            before, after = (before + literal, after) if not digits else (before, after + literal)
        elif token.lower().startswith(("e", "/")) or token.lower() == "general":
            return "", "", ""
    return (
        ("", "", "") if "general" in pattern.lower() or "E+" in pattern else (before, digits, after)
    )


def _literal(token: str) -> str | None:
    """What a token stands for where it is no digit: text in quotes, signs, spaces."""
    if token.startswith('"'):
        return token.strip('"')
    if token.startswith("["):
        return ""
    if token.startswith("\\"):
        return token[1:]
    if token.startswith(("_", "*")) and len(token) > 1:
        return " " if token.startswith("_") else ""
    return token if token in "%$€£¥-+() :'" or ord(token[0]) > 127 else None


def _plain(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return f"{value:.10g}"


def _moment(value: datetime.datetime | datetime.date | datetime.time, pattern: str) -> str:
    """A date or time by its format; in ISO form where the format says nothing of dates."""
    tokens = [token for token in _TOKEN.findall(pattern) if token.strip()] and _TOKEN.findall(
        pattern
    )
    if not any(token[0].lower() in "ymdhs" for token in tokens):
        return _iso(value)
    clock12 = any(token.upper() in {"AM/PM", "A/P"} for token in tokens)
    words, hours_before = [], False
    for place, token in enumerate(tokens):
        kind = token[0].lower()
        if token.upper() in {"AM/PM", "A/P"}:
            words.append(_part(value, "%p"))
            continue
        literal = _literal(token)
        if kind not in "ymdhs" or literal is not None:
            words.append(token if literal is None and token in "/.,-" else literal or "")
            continue
        minutes = kind == "m" and len(token) < 3 and (hours_before or _seconds_next(tokens, place))
        words.append(_date_token(value, token.lower(), minutes=minutes, clock12=clock12))
        hours_before = kind == "h" or (hours_before and kind == "m" and not minutes)
    return " ".join("".join(words).split()) or _iso(value)


def _seconds_next(tokens: list[str], place: int) -> bool:
    following = [token for token in tokens[place + 1 :] if token[0].lower() in "ymdhs"]
    return bool(following) and following[0][0].lower() == "s"


def _date_token(
    value: datetime.datetime | datetime.date | datetime.time,
    token: str,
    *,
    minutes: bool,
    clock12: bool,
) -> str:
    size = min(len(token), 5)
    if minutes:
        code = "%M"
    else:
        code = {
            "y": "%y" if size < 3 else "%Y",
            "m": {1: "%m", 2: "%m", 3: "%b", 4: "%B", 5: "%b"}[size],
            "d": {1: "%d", 2: "%d", 3: "%a", 4: "%A", 5: "%A"}[size],
            "h": "%I" if clock12 else "%H",
            "s": "%S",
        }[token[0]]
    text = _part(value, code)
    single = len(token) == 1 and token != "y"
    return text.lstrip("0") or "0" if single and text.isdigit() else text


def _part(value: datetime.datetime | datetime.date | datetime.time, code: str) -> str:
    return value.strftime(code)


def _iso(value: datetime.datetime | datetime.date | datetime.time) -> str:
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    return value.isoformat()
