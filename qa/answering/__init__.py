"""Questions to answers: understand, retrieve, read, choose, write, cite and verify."""

from qa.answering.assistant import Assistant
from qa.answering.reader.base import Reader, Reading, Scored, Span
from qa.answering.shortcut import answer

__all__ = ["Assistant", "Reader", "Reading", "Scored", "Span", "answer"]
