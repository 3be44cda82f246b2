"""`qa chat`: a conversation in the terminal, and what one can do in it besides asking.

    line -> /help, /new, /save FILE, /sources, /quit, or a question -> Assistant -> shown answer

It keeps the turns that the next question may refer to, and the answers until they are saved.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qa import terminal
from qa.errors import QuestionError
from qa.terminal import Console

if TYPE_CHECKING:
    from qa.records import Answer, Turn

TURNS_REMEMBERED = 6
HELP = (
    "/help     this list\n"
    "/new      start over: what was said before is forgotten\n"
    "/sources  the articles that this conversation has cited\n"
    "/save     write the conversation to conversation.md; /save FILE to another file\n"
    "/quit     end; Ctrl-D does the same"
)
Reply = Callable[[str, list["Turn"]], "Answer"]


@dataclass
class Chat:
    """One conversation. reply: answers a question after turns, and shows the answer."""

    reply: Reply
    console: Console
    errors: Console
    history: list[Turn] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def run(self) -> None:
        """Take lines until /quit or the end of the input."""
        while (line := _next_line()) is not None:
            if line.startswith("/"):
                if not self.command(line):
                    return
            elif line:
                self.ask(line)

    def command(self, line: str) -> bool:
        """Do what a command says; False if it ends the conversation."""
        name, _, rest = line.partition(" ")
        if name in ("/quit", "/exit"):
            return False
        if name == "/new":
            self.history, self.answers = [], []
        elif name == "/sources":
            self._show_sources()
        elif name == "/save":
            self._save(Path(rest.strip() or "conversation.md"))
        else:
            known = "" if name == "/help" else f"There is no {terminal.plain(name)}.\n"
            self.console.print(known + HELP, markup=False)
        return True

    def ask(self, question: str) -> None:
        """Answer a question; one that cannot be read is told and changes nothing."""
        try:
            answer = self.reply(question, self.history)
        except QuestionError as error:
            self.errors.print(f"{error}", style="yellow", markup=False)
            return
        self.answers.append(answer)
        self.history = [*self.history[1 - TURNS_REMEMBERED :], answer.as_turn()]

    def _show_sources(self) -> None:
        cited = [each for answer in self.answers for each in answer.citations]
        articles = {each.article.id: each.article for each in cited}
        if not articles:
            self.console.print("Nothing was cited yet.")
        for article in articles.values():
            facts = (article.title, article.source, article.date, article.path)
            line = " · ".join(dict.fromkeys(str(fact) for fact in facts if fact))
            self.console.print(terminal.plain(line), markup=False)

    def _save(self, path: Path) -> None:
        if not self.answers:
            self.console.print("There is nothing to save yet.")
            return
        if path.exists():
            self.errors.print(f"{path} is there already; name another file.", style="yellow")
            return
        try:
            path.write_text("\n".join(map(_markdown, self.answers)), encoding="utf-8")
        except OSError as error:
            self.errors.print(f"{path} cannot be written: {error.strerror}.", style="yellow")
            return
        self.console.print(f"written to {path}", markup=False)


def _next_line() -> str | None:
    try:
        return input("\n> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return None


def _markdown(answer: Answer) -> str:
    lines = [f"## {' '.join(answer.question.split())}", ""]
    if answer.direct:
        lines += [f"**{' '.join(answer.direct.split())}**", ""]
    lines += [answer.text, ""]
    for each in answer.citations:
        facts = (each.article.title, each.article.source, each.article.date, each.place)
        told = ", ".join(dict.fromkeys(str(fact) for fact in facts if fact))
        lines.append(f"[{each.marker}] {told}: “{' '.join(each.quote.split())}”  ")
    return "\n".join([*lines, ""])
