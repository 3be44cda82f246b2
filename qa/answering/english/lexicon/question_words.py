"""Question words, and the words that people put before a question or a follow-up."""

from __future__ import annotations

from qa.answering.english.lexicon import one_of

WHO = ("who", "whom", "whose")
WHAT = ("what", "which")
QUESTION_WORDS = (*WHO, *WHAT, "when", "where", "why", "how")
QUESTION_WORD = rf"\b{one_of(QUESTION_WORDS)}\b"
# "how old", "how far": they ask for an amount.
AMOUNT_AFTER_HOW = ("many", "much", "old", "far", "tall")
HOW_MANY = r"how (?:many|much)"
# A follow-up begins with them: "And the second one?"
OPENERS = ("and", "but", "so", "or", "also", "then", "well", "ok", "okay")
OPENED = r"^(?:and |but |so )?"
ADDRESSING = ("hi", "hello", "hey", "please", "thanks")
# What a request begins with, where no question word does.
REQUESTS = ("name", "list", "tell", "compare", "describe", "explain")
