"""Renders the status line: the service's state and the index's figures.

Pure functions; they measure nothing themselves.
"""

from __future__ import annotations

from qa.records import BuildReport
from qa.ui.html.render import render
from qa.ui.interface_words import _, count, number, told
from qa.ui.state import ServiceState


def status_html(state: ServiceState, facts: str) -> str:
    """One line: what is indexed and what answers, or what is being done at the moment."""
    busy = state.building or state.phase == "starting"
    kind = "busy" if busy else ("failed" if state.error else "ready")
    text = told(state.message) if busy or not facts else facts
    first, dot, rest = text.partition(" · ")
    percent = round(100 * state.done / state.total) if busy and state.total else None
    return render("status", "status", kind=kind, first=first, rest=dot + rest, percent=percent)


def report_html(state: ServiceState) -> str:
    """How the last build of this process ended, with the files that failed and why."""
    if state.error:
        return render("status", "report", kind="bad", sentence=told(state.error), failures=())
    report = state.report
    if report is None or state.building:
        return ""
    kind = "bad" if report.failures else ""
    said = _summary(report)
    return render("status", "report", kind=kind, sentence=said, failures=report.failures)


def _summary(report: BuildReport) -> str:
    counted = (
        (report.added, _("added")),
        (report.changed, _("changed")),
        (report.renamed, _("renamed")),
        (report.removed, _("removed")),
        (report.skipped, _("left out as copies")),
        (report.failed, _("failed")),
    )
    said = [f"{number(many)} {what}" for many, what in counted if many]
    happened = _(
        "The index is up to date: {changes}. {passages}, {seconds} s.",
        changes=", ".join(said) if said else _("nothing had changed"),
        passages=count(report.passages, "passage"),
        seconds=number(float(report.seconds)),
    )
    return f"{happened} {report.note}".rstrip()
