"""Recomputes the CRC-32 at the end of tantivy's segment files and compares.

Beside the word index. A segment file is written once and ends in a footer: its CRC-32 as
JSON, the length of that, and a mark. tantivy looks at the mark when it opens a file and
never at the sum, so what was overwritten within a file gives wrong results or a panic
later. It needs no tantivy and changes nothing.

Source: tantivy 0.27, src/directory/footer.rs.
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

from qa.errors import StoreError

SEGMENT_SUFFIXES = frozenset({".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term", ".del"})
MARK = 1337
REMEDY = "Repair it with `qa build`."
# Of the length of the footer and of the mark, both little-endian.
TAIL = struct.Struct("<II")
LONGEST_FOOTER = 50_000
BLOCK_BYTES = 1 << 20


def check_segments(folder: Path) -> None:
    """Raises StoreError, with the remedy, where a segment file is not what was written."""
    try:
        damaged = damaged_segments(folder)
    except OSError as error:
        raise StoreError(f"The word index {folder} is missing ({error}). {REMEDY}") from None
    if damaged:
        said = f"{', '.join(damaged[:3])} fail their checksum"
        raise StoreError(f"The word index {folder} is damaged ({said}). {REMEDY}")


def damaged_segments(folder: Path) -> list[str]:
    """Names of the segment files of a word index whose content is not what was written."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix in SEGMENT_SUFFIXES and not _is_whole(path)
    )


def _is_whole(path: Path) -> bool:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            stream.seek(max(0, size - TAIL.size))
            length, mark = TAIL.unpack(stream.read(TAIL.size))
            body = size - TAIL.size - length
            if mark != MARK or length > LONGEST_FOOTER or body < 0:
                return False
            stream.seek(body)
            expected = int(json.loads(stream.read(length))["crc"])
            stream.seek(0)
            found, left = 0, body
            while left and (block := stream.read(min(BLOCK_BYTES, left))):
                found = zlib.crc32(block, found)
                left -= len(block)
    except FileNotFoundError:
        return True  # a merge took it away meanwhile
    except (OSError, struct.error, ValueError, KeyError, TypeError):
        return False
    return left == 0 and found == expected
