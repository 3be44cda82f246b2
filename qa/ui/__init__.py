"""Answers to people: the chat window. The only owner of Gradio."""

from qa.ui.server import launch

__all__ = ["launch"]
