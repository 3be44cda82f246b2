"""Saves conversations in the browser's local storage after each answer; opens and deletes them.

The server keeps none of them. A conversation is named by its first question, and has an address,
`/c/ID`, that leads back to it in the same browser.
"""

from __future__ import annotations

import datetime
import secrets

import gradio as gr

from qa.ui.components.chat_panel import ChatPanel, GenerationToken, rested
from qa.ui.components.event_bus import PageEvent, last_text, listen, subscribe, text_of
from qa.ui.html.escaping import count, short_day, show
from qa.ui.service.exchanges import Conversation, messages
from qa.ui.service.saved_conversations import Saved, dump, load, with_latest

STORAGE_KEY = "cited-articles"


class History:
    """The browser's store, and the list of what is in it.

    Made outside of the tabs, because what stands in a tab is not loaded before the tab is
    looked at; the list is rendered where it belongs.
    """

    def __init__(self, chat: ChatPanel) -> None:
        # Gradio encrypts what it stores with a secret that is new at every start, which
        # would lose it; the store is the person's own browser, so a known one will do.
        self.kept = gr.BrowserState([], storage_key=STORAGE_KEY, secret=STORAGE_KEY)
        self.opened = gr.State("")
        self.chat = chat
        self.address = gr.HTML(
            address_html(""), elem_id="qa-address", apply_default_css=False, render=False
        )
        self.list = gr.HTML(
            _list_html([]), elem_id="qa-history", apply_default_css=False, render=False
        )

    def bind_events(self, page: gr.Blocks, pane: gr.HTML, tabs: gr.Tabs) -> None:
        """Save what is answered; list, reopen and forget it. Called after `chat.bind_events`."""
        chat = self.chat
        for answered in chat.answered:
            listen(
                answered.then,
                _save,
                inputs=[chat.conversation, self.kept, self.opened],
                outputs=[self.kept, self.opened, self.list, self.address],
                latest=True,
            )
        listen(page.load, _listed, inputs=self.kept, outputs=self.list)
        whole = [
            chat.messages,
            chat.conversation,
            self.opened,
            tabs,
            chat.follow,
            chat.box,
            self.address,
        ]
        subscribe(
            pane,
            "reopen",
            _reopen,
            inputs=[self.kept, chat.token],
            outputs=whole,
            cancels=chat.answering,
        )
        subscribe(pane, "forget", _forget, inputs=[self.kept], outputs=[self.kept, self.list])
        listen(pane.fresh, _fresh, inputs=chat.token, outputs=whole, cancels=chat.answering)


def address_html(name: str) -> str:
    """Which conversation is shown, for the page's script, which puts it into the address."""
    return f'<span class="qa-unshown" data-conversation="{show(name)}"></span>'


def _save(conversation: Conversation, kept: object, opened: str) -> tuple[object, ...]:
    if not any(exchange.answer for exchange in conversation):
        return (gr.skip(),) * 4
    name = opened or secrets.token_hex(8)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    saved = with_latest(load(kept), Saved(name, now, conversation))
    return dump(saved), name, _list_html(saved), address_html(name)


def _listed(kept: object) -> str:
    return _list_html(load(kept))


def _reopen(events: list[PageEvent], kept: object, token: GenerationToken) -> tuple[object, ...]:
    wanted = last_text(events, "id")
    found = next((item for item in load(kept) if item.id == wanted), None)
    if found is None:
        gr.Info("This conversation is not kept in this browser.")
        return (*((gr.skip(),) * 6), address_html(""))
    token.renew()
    shown = messages(found.conversation)
    return (
        shown,
        found.conversation,
        found.id,
        gr.Tabs(selected="ask"),
        "",
        rested(),
        address_html(found.id),
    )


def _forget(events: list[PageEvent], kept: object) -> tuple[list[dict[str, object]], str]:
    gone = {text_of(each, "id") for each in events}
    left = [item for item in load(kept) if item.id not in gone]
    return dump(left), _list_html(left)


def _fresh(token: GenerationToken) -> tuple[object, ...]:
    token.renew()
    return [], (), "", gr.Tabs(selected="ask"), "", rested(), address_html("")


def _day(when: str) -> str:
    try:
        return short_day(datetime.date.fromisoformat(when[:10]))
    except ValueError:  # what a browser keeps may have been written by anything
        return ""


def _list_html(saved: list[Saved]) -> str:
    if not saved:
        return (
            '<div class="qa-none">Conversations are kept here, in this browser and nowhere else.'
            "</div>"
        )
    items = "".join(
        f'<li><button class="qa-reopen" type="button" data-id="{show(item.id)}">'
        f'<span class="qa-title">{show(item.name)}</span><span class="qa-card-about">'
        f"{count(len(item.conversation), 'answer')} · {show(_day(item.when))}</span></button>"
        f'<button class="qa-forget qa-delete" type="button" data-id="{show(item.id)}" '
        f'aria-label="Delete this conversation" title="Delete this conversation">✕</button></li>'
        for item in saved
    )
    return (
        f'<ul class="qa-kept">{items}</ul><div class="qa-none">Kept in this browser and nowhere '
        "else.</div>"
    )
