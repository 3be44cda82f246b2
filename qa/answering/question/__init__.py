"""From what was asked to what to look for: question type, parts, time filter, follow-ups."""
