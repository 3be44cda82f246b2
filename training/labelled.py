"""What the stages of training hand each other: a question with its context, then an example."""

from __future__ import annotations

from dataclasses import dataclass, replace

UNKNOWN = -1  # a label that an example does not have; the loss passes over it


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the passage it belongs to.

    answers: acceptable strings, empty where the passage holds none.
    span: (start, end) of the best occurrence in the context, None where there is none.
    evidence: stretches of the context that hold the reason, None where nobody marked them.
    """

    source: str
    group: str
    question: str
    context: str
    answers: tuple[str, ...]
    span: tuple[int, int] | None
    evidence: tuple[tuple[int, int], ...] | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """One window that the model reads: a question or a claim, and a passage.

    span: the answer's place in `passage`; None with answerable 0 means "no answer".
    answerable, relevant, support: 0 or 1, or UNKNOWN.
    evidence: stretches of `passage` that count as evidence, None where unknown.
    pair: number of a true and a false claim that are told apart in one batch; 0 for none.
    """

    source: str
    question: str
    passage: str
    answerable: int = UNKNOWN
    relevant: int = UNKNOWN
    support: int = UNKNOWN
    span: tuple[int, int] | None = None
    evidence: tuple[tuple[int, int], ...] | None = None
    pair: int = 0

    def titled(self, title: str) -> Example:
        """The same window with the title in front of the passage, as an index may show it."""
        head = title.rstrip(".") + ". "
        shift = len(head)
        return replace(
            self,
            passage=head + self.passage,
            span=None if self.span is None else (self.span[0] + shift, self.span[1] + shift),
            evidence=None
            if self.evidence is None
            else tuple((start + shift, end + shift) for start, end in self.evidence),
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A claim made from a sentence, and whether it holds.

    sentence: what stands in the passage in place of the one that the claim was made from.
    """

    kind: str
    sentence: str
    claim: str
    true: bool
