"""The service's state and the index's figures -> the status line of the window.

Pure functions; they measure nothing themselves.
"""

from __future__ import annotations

from qa.records import BuildReport
from qa.ui.html.escaping import count, show
from qa.ui.state import ServiceState


def status_html(state: ServiceState, facts: str) -> str:
    """One line: what is indexed and what answers, or what is being done at the moment."""
    busy = state.building or state.phase == "starting"
    kind = "busy" if busy else ("failed" if state.error else "ready")
    text = state.message if busy or not facts else facts
    first, dot, rest = text.partition(" · ")
    shown = f'{show(first)}<span class="qa-wide">{show(dot + rest)}</span>' if dot else show(text)
    bar = _bar(state) if busy else ""
    return (
        f'<div class="qa-status qa-status-{kind}" role="status">'
        f'<span class="qa-dot"></span><span>{shown}</span>{bar}</div>'
    )


def _bar(state: ServiceState) -> str:
    if not state.total:
        return ""
    percent = round(100 * state.done / state.total)
    return (
        f'<span class="qa-bar" role="progressbar" aria-label="Progress" aria-valuemin="0" '
        f'aria-valuemax="100" aria-valuenow="{percent}"><span style="width:{percent}%"></span>'
        "</span>"
    )


def report_html(state: ServiceState) -> str:
    """How the last build of this process ended, with the files that failed and why."""
    if state.error:
        return _report("qa-report qa-report-bad", f"<p>{show(state.error)}</p>")
    report = state.report
    if report is None or state.building:
        return ""
    failures = "".join(
        f"<li><b>{show(failure.path)}</b> {show(failure.reason)}</li>"
        for failure in report.failures
    )
    listed = f"<ul>{failures}</ul>" if failures else ""
    kind = "qa-report qa-report-kept" if failures else "qa-report"
    return _report(kind, f"<p>{show(_summary(report))}</p>{listed}")


def _report(kind: str, inside: str) -> str:
    """The page's script puts a report away after a while, unless it tells of a failure."""
    return (
        f'<div class="{kind}"><div role="status">{inside}</div>'
        '<button class="qa-shut" type="button" aria-label="Close this report">✕</button></div>'
    )


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
        f"{report.seconds:.1f} s."
    )
