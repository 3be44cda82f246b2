"""More invented sites that the cleaning was tuned on; see `layouts`."""

# ruff: noqa: E501  the lines of pages are as long as they are

from __future__ import annotations

from benchmarks.layouts import Layout, lines

SECOND = (
    Layout(
        "regional paper",
        lines("""
            Jump directly to the content
            E-EDITION
            OBITUARIES
            MARKETPLACE
            LOGOUT
            My Profile
            64° Partly Cloudy
            LOCAL NEWS
            ALERT TOP STORY
        """),
        lines("""
            People are also reading…
            County approves new water rates
            Prep football: Friday scoreboard
            Buy Now
            Want to see more like this?
            Get our local education coverage delivered directly to your inbox.
            Sign up!
            * I understand and agree that registration on or use of this site constitutes agreement to its user agreement and privacy policy.
            Get up-to-the-minute news sent straight to your device.
        """),
        lines("""
            0 Comments
            Tags
            Police
            Fire
            Be the first to know
            Get local news delivered to your inbox!
            Reporter covering city hall
            Author email
            Follow Jo Smith
            Related to this story
            Watch Now: Related Video
            Terms of Use
            © Copyright 2021 Valley Journal, 12 Main St. Springvale
            Powered by BLOX Content Management System
        """),
    ),
    Layout(
        "wire agency",
        lines("""
            Discover more from the agency
            Learn more about Refined
            World
            My News
            Text
            Small Text
            Medium Text
            Large Text
        """),
        lines("""
            [1/4] Rescue crews at the site. PHOTO/Stringer Acquire Licensing Rights
            Sign up here.
            The Daily Docket newsletter provides the latest legal news straight to your inbox. Sign up here.
            Advertisement · Scroll to continue
            Report This Ad
        """),
        lines("""
            Our Standards: The Trust Principles.
            Acquire Licensing Rights, opens new tab
            Suggested Topics:
            X
            Facebook
            Linkedin
            Email
            Link
            Read Next
            Markets category Oil slips as stockpiles rise
            Quotes delayed a minimum of 15 minutes. See here for a complete list of exchanges and delays.
            Site Index
            Browse
            Stay Informed
            Information you can trust
            Advertise With Us, opens new tab
            Do Not Sell My Personal Information
            © 2021 Agency. All rights reserved
        """),
    ),
    Layout(
        "magazine",
        lines("""
            Navigation
            Weekly edition
            The world in brief
            Search
            International | Disasters
            Your browser does not support the <audio> element.
            Listen to this story.
            Enjoy more audio and podcasts on iOS or Android.
        """),
        lines("""
            Illustration: Cy Dunn
            This article is free to read. Register to unlock more.
            For subscribers only: to see how we design each week's cover, sign up to our weekly newsletter
        """),
        lines("""
            This article appeared in the International section of the print edition under the headline "After the flood"
            International November 23rd 2021
            Share
            Reuse this content
            From the November 23rd 2021 edition
            Discover stories from this section and more in the list of contents
            Explore the edition
            More from International
            The business of second-hand clothing is booming
            And many leaders are pretending not to notice
            Get our daily newsletter
            Upgrade your inbox and get our Daily Dispatch and Editor's Picks.
            Subscribe
            Group subscriptions
            Help and contact us
            Keep updated
            Published since September 1843 to take part in "a severe contest".
            Registered in England and Wales. No. 236383
        """),
    ),
    Layout(
        "tech site",
        lines("""
            Toggle navigation
            Close menu
            Reviews
            Deals
            Filed Under:
            New, 12 comments
            Share this story
            Share this on Facebook
            Share this on Twitter
            Share All sharing options for: this story
        """),
        lines("""
            Photo by Bo Chen / The Byte
            If you buy something from a Byte link, we may earn a commission. See our ethics statement.
            Sign up for the newsletter Byte Deals
            Subscribe to get the best deals on approved products from the week.
            Just one more thing!
            Please check your email to find a confirmation email, and follow the steps to confirm your humanity.
            Oops. Something went wrong. Please enter a valid email and try again.
        """),
        lines("""
            Next Up In Science
            Most Popular
            The fold phone is back, and it costs less
            Give us your tips
            From our sponsor
            Advertiser Content From
            Contact
            Tip Us
            Community Guidelines
            Masthead
            A Voxly Media network
            Terms of Use Privacy Notice Cookie Policy Licensing FAQ Accessibility Platform Status
        """),
        wrapped=True,
    ),
    Layout(
        "public radio",
        lines("""
            Accessibility links
            Keyboard shortcuts for audio player
            Open Navigation Menu
            Newsletters
            Shop
            Hourly News
            Listen Live
            LISTEN & FOLLOW
            3-Minute Listen
            Download
            Embed
            Transcript
        """),
        lines("""
            Enlarge this image
            Rescuers at the scene. Di Moreau/AP hide caption
            toggle caption
            Sponsor Message
            Become a sponsor
        """),
        lines("""
            Facebook
            Flipboard
            Email
            Read & Listen
            Home
            Connect
            About
            Get Involved
            Support Public Radio
            Sponsor Us
            Play Live Radio
            Next Up:
            0:00
            Available On Air Stations
            On Air Now Playing
            A contemporary classical and folk mix streams all day on our second channel.
            Become a Member
            Donate
            Thank you to our sponsors. Learn how you can join them.
        """),
    ),
)
