"""Words that deny what stands with them."""

from __future__ import annotations

NEGATIONS = (
    "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot",
)  # fmt: skip
# "Not only" denies nothing.
NEGATION = r"\b(?:not(?! (?:only|just|least)\b)|" + "|".join(NEGATIONS) + r")\b|n['’]t\b"
