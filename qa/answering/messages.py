"""The sentences of ours that an answer may say or carry as a note, in one place to change.

Everything else that an answer says are the articles' words or, checked, a chat model's. What the
collection and small talk are answered with lies with their forms (`collection`); what the window
says of itself lies with its parts (`ui`). They are English here, in Python, the terminal and at the
doors for programs; the window knows each again and shows it in its own language
(`ui.html.own_sentences`).
"""

from __future__ import annotations

# The whole answer.
NOT_FOUND = "The articles do not seem to answer this."
NOTHING_NEAR = "The articles hold nothing on this."
OTHER_TOLD = "Not told. The nearest article gives the {given}, not the {asked}."

# What was looked through for it; the last stands for "{articles}" where a filter left others out.
SEARCHED = "Searched {articles}."
SEARCHED_DAY = "Searched {articles}, dated {first}."
SEARCHED_DAYS = "Searched {articles}, dated {first} to {last}."
FILTERED = "{some} of {articles}, those that the filter leaves"

# "{language}" is a name in English; behind it comes what helps.
FOREIGN = (
    "This question seems to be in {language}. The packaged models read English: ask in English, or "
    "set a multilingual embedding model (QA_EMBEDDING_MODEL)."
)

# What decides a question of yes or no, and what stands before what an older article says.
YES, NO, DIFFER = "Yes.", "No.", "Reports differ."
EARLIER = "Earlier, {day}"
EARLIER_UNDATED = "Another report"

CONTEXT = "Context"  # the heading of sentences that lead to the answer

# The note of an index whose vectors are not all made.
BEHIND = (
    "The index is still being built: {vectors} of {passages} passages can be found by their "
    "meaning so far, all of them by their words."
)

# Notes below an answer from the articles' sentences.
LEFT_OPEN = "The articles do not seem to answer this part: {parts}"
UNLISTED = "More may belong to the list: {count} further sentences of the articles are not shown."
GATHERED = "One line from each article near to the question; whether each belongs was not checked."
SEARCHED_AS = "Searched for {words}."

# Notes below an answer that a chat model wrote, or was to write.
WRITING = "The reader's answer; the chat model is still writing."
ASKING = "The reader found no answer; the chat model is asked."
SILENT = "The model found no answer in the passages; this is what the articles say."
NOTHING_STANDS = "Nothing that the model wrote was supported; this is what the articles say."
SOME_DROPPED = "A sentence that the articles do not support was left out."
OFF_QUESTION = "What the model wrote does not answer the question."
BOTH_DOUBT = "Neither the reader nor the model is sure of an answer."
UNSUPPORTED = "[unsupported]"  # behind a sentence that is kept though nothing supports it
