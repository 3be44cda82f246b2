"""Parsers in a process of their own, under limits of time and memory."""
