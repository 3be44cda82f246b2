"""The files in deploy/ are YAML, and what they set are settings of this program."""

from __future__ import annotations

from pathlib import Path

import yaml

from qa.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def test_the_program_of_the_compose_file_is_set_by_settings_that_there_are() -> None:
    made = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    named = set(made["services"]["window"]["environment"])
    assert {name.removeprefix(PREFIX).lower() for name in named} <= set(Settings.model_fields)
    for service in made["services"].values():
        used = [
            each.split(":")[0] for each in service["volumes"] if not each.startswith(("..", "/"))
        ]
        assert set(used) <= set(made["volumes"])
        assert ":" in service["image"]


def test_the_values_of_the_chart_are_those_of_the_plan() -> None:
    values = yaml.safe_load((DEPLOY / "milvus-values.yaml").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "operations-scale.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith("| 100,000,000 | HNSW")]
    assert values["queryNode"]["replicas"] == int(row.split(" | ")[4])
