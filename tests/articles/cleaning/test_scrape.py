"""Which plain texts are copies of web pages: texts of many kinds are none."""

# ruff: noqa: E501  the texts are as long as they are

from __future__ import annotations

from pathlib import Path

import pytest

from tests.articles.helpers import read_one

# Texts that speak of menus, accounts, sharing and rights, and are no pages.
KINDS = {
    "manual": "Setting up the pump\n\n1. Press Menu.\n2. Select Settings.\n3. Sign in with 4711.\n"
    "4. Click Save.\n\nHome: shows the level\nShare: sends it by mail\n\nCopyright 2020 Pump Co.",
    "app help": "How to post a picture\n\nTap Share.\n\nChoose Facebook, Twitter or Email.\n\n"
    "Log in\n\nSettings\n\nNotifications\n\nPrivacy policy\n\nTap here to continue.",
    "minutes": "Minutes\n\nPresent: T. Aas, N. Ek\n\n1. Opening\n\n2. Membership\n\n3. Newsletter\n\n"
    "4. Website and contact\n\nThe next meeting is on Monday.",
    "letter": "Dear members,\n\nplease sign up for the course by 12 May.\n\nClick on your name in the "
    "list, or contact us.\n\nYour password is heron-42.\n\nFollow us on Facebook!",
    "licence": "Terms and Conditions\n\nCopyright (c) 2001 The Boat Company. All rights reserved.\n\n"
    "By using this software, you agree to our terms.\n\nContact: legal@example.org",
    "privacy": "Privacy policy\n\nWe use cookies to keep you signed in.\n\nYour account\n\n"
    "Our newsletter is sent to subscribers only.\n\nContact us\n\nCookies\n\nTerms of use",
    "course": "Using social media\n\nFacebook\n\nTwitter\n\nInstagram\n\nFor each of these, write down "
    "who reads it.\n\nSearch\n\nComments\n\nVideo",
    "readme": "pump-tools\n\nInstall\n\npip install pump-tools\n\nUsage\n\nContributing\n\nLicense\n\n"
    "Copyright 2021 Ann Lee\n\nSee also: pump-docs",
    "catalogue": "Radio 4\n\nPlay\n\nPause\n\nVolume\n\nSleep timer\n\nPodcast\n\nPrice: 49\n\nOrder",
    "poem": "Two boats\n\nin the rain\n\nno one speaks\n\nPolitics\n\nHome",
    "recipe": "Rye loaf\n\nPrint\n\nFlour 500 g\n\nWater 400 g\n\nMix.\n\nBake for an hour.\n\nShare with friends.",
    "programme": "Festival\n\nFriday\n\nMusic\n\nFood\n\nSaturday\n\nFilm\n\nSport\n\nTickets\n\nSponsors",
    "interview": "Q: Do you follow us on Twitter?\n\nA: No.\n\nQ: Read more?\n\nA: I read the paper.",
    "form": "Registration\n\nName:\n\nE-mail:\n\nPassword:\n\nI agree to the terms and conditions.\n\nSubmit",
    "changelog": "Version 1.2 of 3 May 2020\n\nAdd login page\n\nFix share button\n\nRemove cookie banner",
    "notice": "Please do not feed the birds.\n\nContact us: 555 0100\n\nThank you for your help.",
    "slides": "Our website\n\nHome\n\nNews\n\nShop\n\nContact\n\nNext steps\n\nMore visitors, more sales",
    "bibliography": "Further reading\n\nRelated work\n\nPhoto: A. Roe\n\nCopyright 1999\n\nPress, London",
    "test plan": "Open the page.\n\nClick Accept all.\n\nClick Log in.\n\nExpect: Welcome back!\n\nLog out",
    "table": "Section\tPages\nNews\t12\nSport\t4\nOpinion\t2\nPhoto: Reuters\nAdvertising\t9",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_of_another_kind_is_kept_whole(tmp_path: Path, kind: str) -> None:
    article = read_one(tmp_path, "a.txt", KINDS[kind])
    assert (article.cleaned, article.left_out) == (False, ())
    said = f"{article.title} {article.author} {article.source} {article.text}"
    assert [word for word in KINDS[kind].split() if word.strip("–*-:") not in said] == []
