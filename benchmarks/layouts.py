"""The furniture of invented web sites, to dirty clean articles with.

Every layout is a site of its own kind with the lines that stand before, between and after
the paragraphs of its articles when a page is copied as text. The names are invented. The
cleaning was tuned with the layouts of TUNED only; HELD_OUT shows what it is worth elsewhere.
"""

# ruff: noqa: E501  the lines of pages are as long as they are

from __future__ import annotations

from dataclasses import dataclass

WHOLE = ".?!:…\"'”’)"  # what sentences end with


@dataclass(frozen=True, slots=True)
class Clean:
    """An article without furniture: its title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines of furniture by where they stand; `wrapped` pages are broken at 80 columns."""

    name: str
    before: tuple[str, ...]
    between: tuple[str, ...]
    after: tuple[str, ...]
    wrapped: bool = False


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().split("\n"))


FIRST = (
    Layout(
        "broadcaster",
        lines("""
            Skip to content
            Accessibility links
            Sign in
            Home
            News
            Sport
            Weather
            iPlayer
            Menu
            World | Africa | Asia | Australia | Europe | Latin America | Middle East
            3 hours ago
            Share
            Share page
            About sharing
        """),
        lines("""
            Image source, Getty Images
            Image caption,
            You may also be interested in:
            Why the river town has no mayor
            Media playback is unsupported on your device
            This video can not be played
        """),
        lines("""
            More on this story
            Five things to know about the vote
            Published 21 November
            Related Topics
            Top Stories
            Storm warnings issued for coast
            Features
            The island that time forgot
            Elsewhere on the site
            Most Read
            1 Man finds ring after 40 years
            2 Singer cancels tour
            Terms of Use
            Privacy Policy
            Cookies
            © 2021 Northland Broadcasting. The corporation is not responsible for the content of external sites. Read about our approach to external linking.
        """),
    ),
    Layout(
        "paywalled daily",
        lines("""
            SectionsSEARCH
            Skip to content Skip to site index
            Subscribe for $1/week
            Log in
            Today's Paper
            World|
            Advertisement
            Continue reading the main story
            Supported by
        """),
        lines("""
            Advertisement
            Continue reading the main story
            Thanks for reading The Courier. Subscribe to The Courier
            Sign Up for the Morning Briefing Every weekday, get the biggest stories in your inbox.
            Credit...Ann Lee for The Courier
            You have 2 free articles remaining.
        """),
        lines("""
            A version of this article appears in print on page A6 of the national edition with the headline: Blast. Order Reprints | Today's Paper | Subscribe
            Read 14 Comments
            Give this article
            More in World News
            Editors' Picks
            How to Make the Perfect Omelet
            The Last Typewriter Repairman in Town
            Site Information Navigation
            © 2021 The Courier Company
            Contact Us
            Work with us
            Your Ad Choices
            Terms of Service
            Subscriptions
            Get unlimited access to all of The Courier. Basic digital access starts at $1 a week. Cancel or pause anytime.
            View subscription options
        """),
    ),
    Layout(
        "tabloid",
        lines("""
            HOME NEWS SPORT SHOWBIZ LIFESTYLE VIDEO SHOPPING
            BREAKING NEWS
            e-mail
            65 shares
            284
            View comments
            Share this article
            Click here to resize this module
        """),
        lines("""
            SHARE THIS ARTICLE
            +5 View gallery
            Scroll down for video
            RELATED ARTICLES
            Previous 1 Next
            Mother of three wins jackpot TWICE
            EXCLUSIVE: Inside the star's new mansion
            Share this article Share 341 shares
            READ MORE: Train delays to last all week
        """),
        lines("""
            Sponsored Links by Outbrook
            Promoted Stories
            Doctors stunned by this one simple trick
            If you own a computer you must try this game
            Do you want to automatically post your comments to your timeline?
            Comments 284
            Share what you think
            The comments below have not been moderated.
            The views expressed in the contents above are those of our users and do not necessarily reflect the views of the paper.
            Follow us on Facebook
            Download our iPhone app
            Back to top
            Published by Harbour Newspapers Ltd
            Part of the Harbour Media Group
        """),
    ),
    Layout(
        "blog",
        lines("""
            Menu
            About
            Contact
            Archives
            Posted on by admin
            Leave a comment
        """),
        lines("""
            [image]
            Click to enlarge
            Like what you're reading? Buy me a coffee!
        """),
        lines("""
            Share this:
            Click to share on Twitter (Opens in new window)
            Click to share on Facebook (Opens in new window)
            Like this:
            Like Loading...
            Related
            Posted in Uncategorized
            Tagged disaster, rescue, world
            Leave a Reply
            Your email address will not be published. Required fields are marked *
            Comment
            Name *
            Email *
            Website
            Notify me of follow-up comments by email.
            This site uses Akismet to reduce spam. Learn how your comment data is processed.
            Post navigation
            ← Older post
            Newer post →
            Proudly powered by WordPress
        """),
        wrapped=True,
    ),
    Layout(
        "consent",
        lines("""
            We value your privacy
            We and our 842 partners store and/or access information on a device, such as cookies and process personal data.
            Accept all
            Manage options
            Reject all
            Hello! Please log in to continue
            Edition: International
            Search
        """),
        lines("""
            {{ad_slot_mid}}
            Loading ...
            Don't have an account? Create one for free.
        """),
        lines("""
            ${share.label}
            Was this article helpful? Yes No
            Report an error
            Recommended for you
            What the new tariffs mean for farmers
            The best walking boots of the year, tested
            Join the conversation
            Commenting is available to members only.
            Cookie settings
            Imprint
            Data protection
            All rights reserved. Reproduction in whole or part without written permission is prohibited.
        """),
    ),
)
