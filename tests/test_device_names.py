"""Names of devices are told with any suffix and in any case; names that only begin so are none."""

from __future__ import annotations

import pytest

from qa.device_names import is_device


@pytest.mark.parametrize(
    "name", ["con", "CON.html", "Lpt1.tar.gz", "com¹", "nul .txt", "clock$", "aux"]
)
def test_a_device_is_told_whatever_its_suffix(name: str) -> None:
    assert is_device(name)


@pytest.mark.parametrize("name", ["console", "com10", "report.con", "lpt", "", ".con"])
def test_other_names_are_none(name: str) -> None:
    assert not is_device(name)
