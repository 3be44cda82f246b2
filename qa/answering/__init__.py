"""Questions to answers: understand, retrieve, read, choose, write, cite and verify."""

from qa.answering.assistant import Assistant, answer
from qa.answering.reader.base import Reader, Reading, Scored, Span

__all__ = ["Assistant", "Reader", "Reading", "Scored", "Span", "answer"]
