"""Auxiliary verbs of English, a closed class, by what they are forms of."""

from __future__ import annotations

BE = ("is", "are", "am", "was", "were")
BE_FORMS = (*BE, "be", "been", "being")
HAVE = ("has", "have", "had")
DO = ("do", "does", "did")
# Of these, the ones that speak of what is to come or is asked for; "can" speaks of what is.
FUTURE_MODALS = ("will", "would", "shall", "should", "may", "might", "must")
MODALS = (*FUTURE_MODALS, "can", "could")
AUXILIARIES = (*BE, *HAVE, *DO, *MODALS)
# "Did the company build …": what follows the subject is a plain verb.
BEFORE_PLAIN_VERB = (*DO, *MODALS)
