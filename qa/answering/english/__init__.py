"""English by rule: words, facts, phrases and dates in comparable form. Imports no other room."""
