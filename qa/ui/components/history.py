"""Keeps conversations after each answer; lists, searches, reopens, renames, deletes, exports them.

A conversation has an address, `/c/ID`, that leads back to it: to what is kept of it, or to the
answer that is still growing. Which items are kept, and where, is the shelf's matter.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import gradio as gr

from qa.collection_folders import DEFAULT
from qa.ui.components.chat_panel import ChatPanel, GenerationToken, address_html, busy, rested
from qa.ui.components.event_bus import STORED, PageEvent, last_text, listen, subscribe, text_of
from qa.ui.components.kept_items import KeptItems, file_html
from qa.ui.html.collections_html import address_of, leave_html
from qa.ui.html.history_html import Row, history_html, history_tools_html
from qa.ui.interface_words import _
from qa.ui.service.exchanges import Conversation, messages
from qa.ui.service.saved_conversations import (
    LONGEST_NAME,
    Saved,
    beyond,
    conversations_markdown,
    dump,
    having,
    load,
    of_conversation,
)
from qa.ui.service.shelf import BrowserShelf, Shelf

# Where earlier versions kept conversations in the browser, encrypted with this known secret.
EARLIER_KEY = "cited-articles"
LONGEST_SEARCH = 200


class History:
    """What keeps the conversations, and the list of them.

    Made outside of the tabs, because what stands in a tab is not loaded before the tab is
    looked at; the list is rendered where it belongs.
    """

    def __init__(self, chat: ChatPanel, shelf: Shelf) -> None:
        self.chat = chat
        self.kept = KeptItems("conversations", shelf)
        self._where = shelf.where
        self._of_browser = isinstance(shelf, BrowserShelf)
        self.earlier = gr.BrowserState([], storage_key=EARLIER_KEY, secret=EARLIER_KEY)
        self.gone: gr.State = gr.State(None)
        self.words = gr.State("")
        self.file = gr.HTML("", elem_classes="qa-stored", apply_default_css=False, render=False)
        self.tools = gr.HTML(history_tools_html(), apply_default_css=False, render=False)
        self.list = gr.HTML(
            self._shown([], ""), elem_id="qa-history", apply_default_css=False, render=False
        )

    def render_hidden(self) -> None:
        """Put what is not seen where the page is being built."""
        self.chat.address.render()  # type: ignore[no-untyped-call]
        self.kept.component.render()  # type: ignore[no-untyped-call]
        self.file.render()  # type: ignore[no-untyped-call]

    def render(self) -> None:
        """Put the search and the list into their tab."""
        self.tools.render()  # type: ignore[no-untyped-call]
        self.list.render()  # type: ignore[no-untyped-call]

    def bind_events(self, page: gr.Blocks, pane: gr.HTML, tabs: gr.Tabs) -> None:
        """Keep what is answered, and listen to the page. Called after `chat.bind_events`."""
        chat, kept = self.chat, self.kept.component
        listen(
            page.load,
            self._loaded,
            inputs=[kept, self.earlier],
            outputs=[kept, self.earlier, self.list],
            js=STORED,
        )
        whole = [chat.messages, chat.conversation, chat.opened, tabs, chat.follow, chat.box]
        reopened = subscribe(
            pane,
            "reopen",
            self._reopen,
            inputs=[kept, chat.token, chat.opened],
            outputs=[*whole, chat.address],
            in_line=True,
        )
        chat.show_after(reopened, chat.resume, [chat.opened, chat.token])
        listen(
            pane.fresh,
            self._fresh,
            inputs=[chat.token, chat.opened],
            outputs=[*whole, chat.address],
            in_line=True,
        )
        for answered in chat.answered:
            listen(
                answered.then,
                self._save,
                inputs=[chat.conversation, kept, chat.opened, self.words],
                outputs=[kept, self.list],
                latest=True,
                js=STORED,
            )
        self._bind_list(pane)

    def _bind_list(self, pane: gr.HTML) -> None:
        kept = self.kept.component
        asked, shown = [kept, self.words], [kept, self.list]
        subscribe(pane, "rename", self._rename, inputs=asked, outputs=shown)
        subscribe(pane, "forget", self._forget, inputs=asked, outputs=[*shown, self.gone])
        back = [*asked, self.gone]
        subscribe(pane, "remember", self._remember, inputs=back, outputs=[*shown, self.gone])
        subscribe(pane, "find_talk", self._find, inputs=[kept], outputs=[self.words, self.list])
        subscribe(pane, "export", self._export, inputs=[kept], outputs=[self.file])

    def _saved(self, sent: object) -> list[Saved]:
        return load(self.kept.read(sent))

    @property
    def _collection(self) -> str:
        return self.chat.service.settings.collection

    def _here(self, saved: list[Saved]) -> list[Saved]:
        """Those that asked the page's collection."""
        return [item for item in saved if item.collection == self._collection]

    def _shown(self, saved: list[Saved], words: str, gone: str = "") -> str:
        here = self._here(saved)
        rows = [
            Row(item.id, item.name, len(item.answers), item.when) for item in having(here, words)
        ]
        return history_html(rows, where=_(self._where), total=len(here), gone=gone)

    def _loaded(self, sent: object, earlier: object) -> tuple[object, object, str]:
        """The list; what an earlier version kept in this browser is taken over once."""
        saved = self._saved(sent)
        if not (self._of_browser and isinstance(earlier, list) and earlier):
            return gr.skip(), gr.skip(), self._shown(saved, "")
        known = {item.id for item in saved}
        taken = [item for item in load(earlier) if item.id not in known]
        both = sorted([*saved, *taken], key=lambda item: item.when, reverse=True)
        return self.kept.change(put=list(map(dump, taken))), [], self._shown(both, "")

    def _save(
        self, conversation: Conversation, sent: object, opened: str, words: str
    ) -> tuple[object, object]:
        # Under an id that was only opened, or was deleted while its answer grew, nothing has grown.
        grown = self.chat.running.get(opened) is not None
        if not grown or not any(exchange.answer for exchange in conversation):
            return gr.skip(), gr.skip()
        before = self._saved(sent)
        given = next((item.given for item in before if item.id == opened), "")
        latest = of_conversation(opened, conversation, given, collection=self._collection)
        saved = [latest, *(item for item in before if item.id != opened)]
        change = self.kept.change(put=[dump(latest)], gone=beyond(saved))
        return change, self._shown(saved, words)

    def _reopen(
        self, events: list[PageEvent], sent: object, token: GenerationToken, opened: str
    ) -> tuple[object, ...]:
        wanted = last_text(events, "id")
        growing = self.chat.running.get(wanted)
        found = next((item for item in self._saved(sent) if item.id == wanted), None)
        if growing is None and found is None:
            gr.Info(_("This conversation is not kept here."))
            # Nothing grows under no id, so that what follows shows nothing.
            return (*((gr.skip(),) * 6), address_html(opened))
        if growing is None and found is not None and found.collection != self._collection:
            there = f"c/{found.id}{address_of(found.collection or DEFAULT)}"
            return (*((gr.skip(),) * 6), address_html(opened) + leave_html(there))
        token.renew()
        if opened != wanted:
            self.chat.running.leave(opened)
        talk = growing.latest if growing else found.conversation if found else ()
        box = busy() if growing and not growing.over else rested()
        # Where a page that is opening goes on by itself, its person may be in another tab by now.
        tab = gr.skip() if last_text(events, "opening") else gr.update(selected="ask")
        return messages(talk), talk, wanted, tab, "", box, address_html(wanted)

    def _fresh(self, token: GenerationToken, opened: str) -> tuple[object, ...]:
        token.renew()
        self.chat.running.leave(opened)
        return [], (), "", gr.update(selected="ask"), "", rested(), address_html("")

    def _rename(self, events: list[PageEvent], sent: object, words: str) -> tuple[str, str]:
        names = {text_of(each, "id"): text_of(each, "name", LONGEST_NAME) for each in events}
        saved = [
            replace(item, given=" ".join(names[item.id].split())) if item.id in names else item
            for item in self._saved(sent)
        ]
        put = [dump(item) for item in saved if item.id in names]
        return self.kept.change(put=put), self._shown(saved, words)

    def _forget(
        self, events: list[PageEvent], sent: object, words: str
    ) -> tuple[str, str, Saved | None]:
        names = [text_of(each, "id") for each in events]
        for name in names:
            self.chat.running.drop(name)
        saved = self._saved(sent)
        gone = next((item for item in saved if item.id in names[-1:]), None)
        left = [item for item in saved if item.id not in names]
        shown = self._shown(left, words, gone.id if gone else "")
        return self.kept.change(gone=names), shown, gone

    def _remember(
        self, events: list[PageEvent], sent: object, words: str, gone: Saved | None
    ) -> tuple[object, object, None]:
        if gone is None or gone.id != last_text(events, "id"):
            return gr.skip(), gr.skip(), None
        saved = sorted([gone, *self._saved(sent)], key=lambda item: item.when, reverse=True)
        return self.kept.change(put=[dump(gone)]), self._shown(saved, words), None

    def _find(self, events: list[PageEvent], sent: object) -> tuple[str, str]:
        words = last_text(events, "words", LONGEST_SEARCH)
        return words, self._shown(self._saved(sent), words)

    def _export(self, events: list[PageEvent], sent: object) -> object:
        saved, kind = self._here(self._saved(sent)), last_text(events, "format")
        if not saved or kind not in ("md", "json"):
            return gr.skip()
        if kind == "json":
            text = json.dumps(list(map(dump, saved)), ensure_ascii=False, indent=1)
            return file_html("conversations.json", "application/json", text.encode())
        text = conversations_markdown(saved, datetime.date.today())
        return file_html("conversations.md", "text/markdown", text.encode())
