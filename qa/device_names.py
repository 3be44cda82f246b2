"""Tells names that Windows takes for devices, whatever their suffix: "con", "LPT1.txt".

On the ground floor, because names of files and of collections are checked alike. It refuses nothing
itself: whoever asks has the sentence and the remedy.
"""

from __future__ import annotations

import re

_DEVICES = re.compile(r"(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.I)


def is_device(name: str) -> bool:
    """Whether a file or folder of that name could not be made on Windows."""
    return bool(_DEVICES.fullmatch(name.split(".", 1)[0].strip()))
