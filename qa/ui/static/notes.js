// --- notes: what is saved is named by its answer and sentences, or by a span of the article -----
const nameOf = (answer) => /\bqa-id-([0-9a-f]+)/.exec(answer?.className)?.[1] ?? "";
const points_of = (text) => [...text].length; // offsets count code points, the browser does not

function saved(button) {
  const label = button.textContent;
  button.textContent = _("Saved");
  say(_("Saved to the notes."), false);
  setTimeout(() => { button.textContent = label; }, 1800);
}
function noteAnswer(button) {
  tellNotes("save", { answer: nameOf(button.closest(".qa-answer")) });
  saved(button);
}

// The button that stands beside a selection.
const keeper = document.createElement("button");
keeper.id = "qa-note-selection";
keeper.type = "button";
keeper.textContent = _("Save to notes");
keeper.hidden = true;
element.closest(".gradio-container").append(keeper);
let choice = null; // what a click on it would save

function placeIn(node, offset) { // the code point of the article where a selection begins or ends
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!holder) return -1;
  const before = new Range();
  before.setStart(holder, 0);
  before.setEnd(node, offset);
  return Number(holder.dataset.at) + points_of(before.toString());
}
function chosenPassage(range) {
  const shown = element.querySelector("[data-article]")?.dataset.article;
  const body = element.querySelector(".qa-body");
  if (!shown || !body) return null;
  const clipped = range.cloneRange();
  if (!body.contains(clipped.endContainer)) clipped.setEnd(body, body.childNodes.length);
  if (!body.contains(clipped.startContainer)) clipped.setStart(body, 0);
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let start = -1;
  let end = -1;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (!clipped.intersectsNode(node)) continue;
    const from = node === clipped.startContainer ? clipped.startOffset : 0;
    const to = node === clipped.endContainer ? clipped.endOffset : node.length;
    if (from >= to) continue;
    if (start < 0) start = placeIn(node, from);
    end = placeIn(node, to);
  }
  if (start < 0 || end <= start) return null;
  return { span: `${shown}-${start}-${end}-0`, words: clipped.toString() };
}
function overlap(range, node) {
  const whole = new Range();
  whole.selectNodeContents(node);
  const common = range.cloneRange();
  if (common.compareBoundaryPoints(Range.START_TO_START, whole) < 0) common.setStart(node, 0);
  if (common.compareBoundaryPoints(Range.END_TO_END, whole) > 0) common.setEnd(node, node.childNodes.length);
  return common.toString().trim() !== "";
}
function chosenSentences(range) {
  const within = range.startContainer.parentElement?.closest(".qa-answer.qa-final");
  if (!within) return null;
  const touched = [...within.querySelectorAll(".qa-s")].filter((s) => overlap(range, s));
  const sentences = touched.map((s) => /\bqa-n(\d+)/.exec(s.className)[1]);
  return sentences.length ? { answer: nameOf(within), sentences } : null;
}
function offer() {
  const selection = getSelection();
  choice = null;
  if (selection.rangeCount && !selection.isCollapsed && selection.toString().trim()) {
    const range = selection.getRangeAt(0);
    const start = range.startContainer;
    choice = element.contains(start) ? chosenPassage(range) : chosenSentences(range);
  }
  if (!choice && keeper.textContent !== _("Saved")) keeper.hidden = true;
  if (!choice) return;
  keeper.hidden = false;
  const at = getSelection().getRangeAt(0).getBoundingClientRect();
  const size = keeper.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - 8);
  keeper.style.left = `${left}px`;
  keeper.style.top = `${Math.min(Math.max(8, at.bottom + 8), innerHeight - size.height - 8)}px`;
}
let offering = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(offering);
  offering = setTimeout(offer, 150);
});
document.addEventListener("scroll", () => { if (!keeper.hidden) offer(); }, true);
keeper.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
keeper.addEventListener("click", () => {
  if (choice) tellNotes("save", choice);
  saved(keeper);
  choice = null;
  setTimeout(() => { if (!choice) keeper.hidden = true; }, 900);
  getSelection().removeAllRanges();
});

// The list. What is done with it is told under one name, so that it is done in its order: each step
// reads what the one before has stored.
function tellNotes(act, said) {
  tellComment();
  tell("notes", { do: act, ...said });
}
function onNote(button, act, said) {
  button.focus(); // not every browser does
  tellNotes(act, { id: button.closest(".qa-one-note").dataset.id, ...said });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches(".qa-note-quote")) {
    tellNotes("save", { span: element.querySelector("[data-shown]").dataset.shown });
    saved(button);
  } else if (button.matches(".qa-note-up")) onNote(button, "move", { up: true });
  else if (button.matches(".qa-note-down")) onNote(button, "move", {});
  else if (button.matches(".qa-note-drop")) onNote(button, "drop", {});
  else if (button.matches(".qa-note-back")) tellNotes("put_back", { id: button.dataset.id });
  else if (button.matches(".qa-dossier")) tellNotes("export", { format: button.dataset.format });
});
const written = {}; // the comments that were typed on this page, by note
let commented = ""; // the note whose comment is not told yet
let commenting = 0;
function tellComment() {
  clearTimeout(commenting);
  if (commented) tell("notes", { do: "comment", id: commented, comment: written[commented] });
  commented = "";
}
document.addEventListener("input", (event) => {
  if (!event.target.matches?.(".qa-comment")) return;
  const { id } = event.target.closest(".qa-one-note").dataset;
  if (commented !== id) tellComment();
  commented = id;
  written[id] = event.target.value;
  clearTimeout(commenting);
  commenting = setTimeout(tellComment, 400);
});
document.addEventListener("change", (event) => { // the field is left, or the list is drawn anew
  if (event.target.matches?.(".qa-comment")) tellComment();
}, true);

// A list that is drawn anew has its rows in the elements of those that stood there before: a field
// would keep what was typed on another note, and the focus would stay with the place.
let focused = null; // what had the focus in the list, and on which note
document.addEventListener("focusin", ({ target }) => {
  const id = target.closest(".qa-one-note")?.dataset.id;
  focused = id ? { id, target, kind: [...target.classList].at(-1) } : null;
});
function refocus(start, end) {
  const note = document.querySelector(`.qa-one-note[data-id="${focused.id}"]`);
  const same = note?.querySelector(`.${focused.kind}:not([disabled])`)
    ?? note?.querySelector("button:not([disabled])") ?? document.querySelector(".qa-note-back");
  same?.focus();
  if (same?.matches(".qa-comment")) same.setSelectionRange(start, end);
}
new MutationObserver((changes) => {
  if (!changes.some(({ target }) => target.closest("#qa-notes"))) return;
  const at = document.activeElement;
  const { selectionStart, selectionEnd } = at;
  document.querySelectorAll(".qa-one-note").forEach((note) => {
    const field = note.querySelector(".qa-comment");
    const comment = written[note.dataset.id] ?? field.defaultValue;
    if (field.value !== comment) field.value = comment;
  });
  if (!focused || (at !== focused.target && at !== document.body)) return;
  const stays = focused.target.isConnected && !focused.target.disabled
    && focused.target.closest(".qa-one-note").dataset.id === focused.id;
  if (!stays) refocus(selectionStart, selectionEnd);
}).observe(element.closest(".gradio-container"), { childList: true, subtree: true, attributes: true,
  attributeFilter: ["data-id"] });
