"""Recognises a question in a language that the packaged models do not read. Owns py3langid.

    "Wer hat gewonnen?" -> "German"; English, and what is too short to tell -> None

A naive Bayes classifier over byte n-grams that comes with its package. English news is full of
foreign names, so English wins wherever it is possible at all: of 258 English questions of two sets
none is taken for another language, of 27 short ones in 20 languages 24 are recognised (2026-11-26).
"""

from __future__ import annotations

import functools

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from qa.answering.english.words import WORD

LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sv": "Swedish",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
# English must be as unlikely as this. Of 16 English questions full of foreign names ("Did Robert
# Mugabe die in Zimbabwe?") 2 are taken for another language at .02 and none at .01; of 10 in
# German, Dutch, Portuguese and Turkish that open like English 9 are known at both (2026-11-27).
MOST_ENGLISH = 0.01
# Fewer words tell nothing, but for writing without Latin letters.
FEWEST_WORDS = 3


def foreign_language(question: str) -> tuple[str, str] | None:
    """(ISO 639-1 code, English name) of the question's language; None for English or unsure."""
    latin = question.isascii() or any(letter.isascii() and letter.isalpha() for letter in question)
    if latin and len(WORD.findall(question)) < FEWEST_WORDS:
        return None
    ranked = dict(_identifier().rank(question))
    if ranked.get("en", 0.0) > MOST_ENGLISH:
        return None
    code = next(iter(ranked))
    return code, LANGUAGES[code]


@functools.lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """Half a second to load."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["en", *LANGUAGES])
    return identifier
