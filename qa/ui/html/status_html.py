"""Renders the status line: the service's state and the index's figures.

Pure functions; they measure nothing themselves.
"""

from __future__ import annotations

from qa.records import BuildReport
from qa.ui.html.escaping import count
from qa.ui.html.render import render
from qa.ui.state import ServiceState


def status_html(state: ServiceState, facts: str) -> str:
    """One line: what is indexed and what answers, or what is being done at the moment."""
    busy = state.building or state.phase == "starting"
    kind = "busy" if busy else ("failed" if state.error else "ready")
    text = state.message if busy or not facts else facts
    first, dot, rest = text.partition(" · ")
    percent = round(100 * state.done / state.total) if busy and state.total else None
    return render("status", "status", kind=kind, first=first, rest=dot + rest, percent=percent)


def report_html(state: ServiceState) -> str:
    """How the last build of this process ended, with the files that failed and why."""
    if state.error:
        return render("status", "report", kind="bad", sentence=state.error, failures=())
    report = state.report
    if report is None or state.building:
        return ""
    kind = "kept" if report.failures else ""
    told = _summary(report)
    return render("status", "report", kind=kind, sentence=told, failures=report.failures)


def _summary(report: BuildReport) -> str:
    counted = (
        (report.added, "added"),
        (report.changed, "changed"),
        (report.renamed, "renamed"),
        (report.removed, "removed"),
        (report.skipped, "left out as copies"),
        (report.failed, "failed"),
    )
    said = [f"{number:,} {what}" for number, what in counted if number]
    happened = ", ".join(said) if said else "nothing had changed"
    return (
        f"The index is up to date: {happened}. {count(report.passages, 'passage')}, "
        f"{report.seconds:.1f} s. {report.note}"
    ).rstrip()
