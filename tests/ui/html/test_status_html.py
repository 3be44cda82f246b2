from __future__ import annotations

import datetime
from dataclasses import replace

from qa.records import BuildReport, FileFailure
from qa.ui.html.escaping import facts_line
from qa.ui.html.status_html import report_html, status_html
from qa.ui.state import ServiceState

REPORT = BuildReport(
    added=2,
    changed=0,
    removed=1,
    unchanged=5,
    failed=1,
    passages=40,
    seconds=1.25,
    failures=(FileFailure("a<b>.txt", "The file is empty."),),
)


def test_the_facts_name_articles_passages_dates_and_engine() -> None:
    dates = [None, datetime.date(2017, 12, 1), datetime.date(2017, 2, 6)]
    assert facts_line(3, 1204, dates, "the built-in reader") == (
        "3 articles · 1,204 passages · 6 Feb 2017 – 1 Dec 2017 · answers by the built-in reader"
    )
    assert facts_line(1, 1, [], "x") == "1 article · 1 passage · answers by x"


def test_a_build_shows_its_progress() -> None:
    state = ServiceState(
        "ready", building=True, message="Reading articles (1 of 4).", done=1, total=4
    )
    shown = status_html(state, "3 articles")
    assert "qa-status-busy" in shown
    assert 'aria-valuenow="25"' in shown
    assert "3 articles" not in shown


def test_at_rest_the_facts_are_shown() -> None:
    shown = status_html(ServiceState("ready", message="Ready."), "3 articles")
    assert "qa-status-ready" in shown
    assert "3 articles" in shown
    assert "progressbar" not in shown


def test_a_failure_is_told() -> None:
    state = ServiceState("failed", message="No folder.", error="No folder.")
    assert "qa-status-failed" in status_html(state, "")
    assert "No folder." in report_html(state)


def test_the_report_tells_what_changed_and_which_files_failed() -> None:
    shown = report_html(ServiceState("ready", report=REPORT))
    assert "2 added, 1 removed, 1 failed. 40 passages, 1.2 s." in shown
    assert "<b>a&#60;b&#62;.txt</b> The file is empty." in shown
    assert "qa-report-bad" in shown


def test_the_report_tells_what_was_read_anew() -> None:
    report = replace(REPORT, note="4 of the files have not changed and are read anew.")
    shown = report_html(ServiceState("ready", report=report))
    assert "40 passages, 1.2 s. 4 of the files have not changed and are read anew." in shown


def test_a_build_without_changes_says_so() -> None:
    calm = BuildReport(
        added=0, changed=0, removed=0, unchanged=5, failed=0, passages=4, seconds=0.1
    )
    assert "nothing had changed" in report_html(ServiceState("ready", report=calm))
    assert report_html(ServiceState("ready")) == ""
