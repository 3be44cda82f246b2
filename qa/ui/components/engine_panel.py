"""The engine in the settings: which chat model writes, found here or by address, tried and used.

Servers of this machine are looked for when the tab is opened, and never before. The choice is of
the whole window, so it is offered where only this machine or who logged in can come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import gradio as gr

from qa.errors import QaError
from qa.settings import Settings
from qa.ui.components.event_bus import Update, listen
from qa.ui.components.polling import Polling
from qa.ui.html.escaping import show
from qa.ui.interface_words import N_, _
from qa.ui.login import is_loopback
from qa.ui.service.engines import (
    Engine,
    Found,
    chat_model_of,
    checked_engine,
    find_local,
    key_gone,
    remember,
    trial,
)
from qa.ui.service.key_store import NoKeyring, keep_key, known_key
from qa.ui.service.service import Service

if TYPE_CHECKING:
    from qa.answering.generation.chat_model import ChatModel

READER = N_("The built-in reader")
OTHER = N_("Another server …")


def may_choose(settings: Settings) -> bool:
    """Whether people may change the engine: not where strangers can come without a login."""
    return bool(settings.auth or settings.token) or is_loopback(settings.host)


@dataclass
class EnginePanel:
    """The part of the tab. found: what was seen on this machine when it was opened last."""

    service: Service
    polling: Polling
    found: dict[str, Engine] = field(default_factory=dict)

    def build(self, tab: gr.Tab) -> None:
        """The components, and their events."""
        told = gr.HTML(self._told(), apply_default_css=False)
        if not may_choose(self.service.settings):
            return
        choice = gr.Dropdown(
            _choices([READER, OTHER]),
            value=self._chosen(),
            label=_("Who writes the answers"),
            elem_id="qa-engine",
            elem_classes="qa-choice",
        )
        with gr.Column(visible=False, elem_id="qa-engine-other") as other:
            address = gr.Textbox(
                label=_("Address"), placeholder="http://127.0.0.1:8000/v1", max_lines=1
            )
            model = gr.Textbox(
                label=_("Model"), placeholder=_("as the server calls it"), max_lines=1
            )
            key = gr.Textbox(label=_("Key, if it needs one"), type="password", max_lines=1)
            keep = gr.Checkbox(label=_("Keep the key in the system’s keyring"), value=False)
        with gr.Row(elem_id="qa-engine-acts"):
            test = gr.Button(
                _("Test"), size="sm", elem_id="qa-engine-test", elem_classes="qa-quiet"
            )
            use = gr.Button(_("Use"), size="sm", elem_id="qa-engine-use", elem_classes="qa-quiet")
        said = gr.HTML("", elem_id="qa-engine-said", apply_default_css=False)
        named = [choice, address, model, key]
        listen(tab.select, self._look, inputs=choice, outputs=[choice, said, told])
        listen(choice.input, _others, inputs=choice, outputs=[other, said])
        asking = listen(
            test.click, lambda: _said(_("Asking the model …")), inputs=None, outputs=said
        )
        listen(asking.then, self._test, inputs=named, outputs=said)
        used = [said, told, key, self.polling.timer]
        listen(use.click, self._use, inputs=[*named, keep], outputs=used)

    def _look(self, choice: str) -> tuple[object, str, str]:
        servers = find_local(but=self.service.settings.port)
        self.found = {engine.name: engine for server in servers for engine in _engines(server)}
        names = [READER, *self.found, OTHER]
        chosen = self._chosen()
        if chosen not in names:
            names.insert(1, chosen)
        return (
            gr.update(choices=_choices(names), value=choice if choice == OTHER else chosen),
            _said(_seen(servers)),
            self._told(),
        )

    def _test(self, choice: str, address: str, model: str, key: str) -> str:
        if choice == READER:
            return _said(_("The built-in reader needs no test: it is always there."))
        try:
            engine = self._engine(choice, address, model)
            return _said(trial(self._model(choice, engine, key)))
        except QaError as error:
            return _said(str(error))

    def _use(
        self, choice: str, address: str, model: str, key: str, keep: bool
    ) -> tuple[str, str, str, Update]:
        """Use what was chosen, and have the header tell it."""
        folder = self.service.settings.indexes
        notes = []
        try:
            if choice == READER:
                self.service.use(None)
                remember(folder, None)
            else:
                engine = self._engine(choice, address, model)
                if key or choice == OTHER:
                    engine = engine.model_copy(update={"keyed": bool(key or _kept(engine))})
                self.service.use(self._model(choice, engine, key), engine)
                remember(folder, engine)
                if keep and key:
                    try:
                        keep_key(engine.address, key)
                    except NoKeyring as error:
                        notes.append(str(error))
        except QaError as error:
            return _said(str(error)), self._told(), key, self.polling.started()
        name = self.service.writes or _("the built-in reader")
        done = _("From now on, {name} writes the answers.", name=name)
        said = _said(" ".join([done, *notes]))
        return said, self._told(), "", self.polling.started()

    def _engine(self, choice: str, address: str, model: str) -> Engine:
        if choice == OTHER:
            return checked_engine(address, model)
        used = self.service.engine
        if used is not None and choice == used.name:
            return used
        if choice not in self.found:
            raise QaError(_("This model is not there any more. Open the settings again."))
        return self.found[choice]

    def _model(self, choice: str, engine: Engine, key: str) -> ChatModel:
        """The model of an engine. Raises QaError where its key is needed once more."""
        if choice != OTHER and engine == self.service.engine and self.service.chat:
            return self.service.chat  # which has its key
        key = key or (_kept(engine) if choice == OTHER else "")
        if engine.keyed and not key:
            raise QaError(key_gone(engine))
        return chat_model_of(engine, key)

    def _chosen(self) -> str:
        return self.service.engine.name if self.service.engine else READER

    def _told(self) -> str:
        name = self.service.writes
        if name:
            said = _(
                "Answers are written by <b>{name}</b> from numbered passages, and every sentence "
                "is checked. The built-in reader’s answer comes first.",
                name=show(name),
            )
        else:
            said = _(
                "Answers are made by the <b>built-in reader</b> from the articles’ own sentences, "
                "on this machine. A chat model can write them instead, from the same passages and "
                "under the same checks; its server is sent the question and the passages."
            )
        engine = self.service.engine
        gone = _said(key_gone(engine)) if engine and not self.service.chat else ""
        return f'<h2 class="qa-set">{_("Engine")}</h2><p class="qa-told">{said}</p>{gone}'


def _engines(found: Found) -> list[Engine]:
    return [
        Engine(server=found.server, address=found.address, model=model) for model in found.models
    ]


def _seen(servers: list[Found]) -> str:
    if not servers:
        return _("No model server was found on this machine (Ollama, LM Studio, llama.cpp).")
    names = ", ".join(each.server for each in servers)
    return _("Found on this machine: {names}.", names=names)


def _choices(names: Sequence[str]) -> list[tuple[str, str | int | float]]:
    """As people read them, and as they are; models keep their names."""
    return [(_(name) if name in (READER, OTHER) else name, name) for name in names]


def _kept(engine: Engine) -> str:
    """The key that the keyring has for a server."""
    try:
        return known_key(engine.address)
    except NoKeyring:
        return ""


def _others(choice: str) -> tuple[object, str]:
    return gr.update(visible=choice == OTHER), ""


def _said(sentence: str) -> str:
    return f'<p class="qa-told" role="status">{show(sentence)}</p>'
