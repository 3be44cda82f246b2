// --- keys: a list of them, earlier questions, how much still fits into the box -----------------
const KEYS = [
  ["/", _("Write a question")], [_("Enter"), _("Ask it")], [_("Shift Enter"), _("A new line")],
  ["↑, ↓", _("Earlier and later questions, in an empty box")], ["j, k", _("Next and previous citation")],
  ["Esc", _("Close the source")], ["?", _("This list")],
];
const sheet = document.createElement("dialog");
sheet.id = "qa-keys";
sheet.setAttribute("aria-label", _("Keys"));
const heading = document.createElement("strong");
heading.textContent = _("Keys");
const listed = document.createElement("dl");
for (const [key, does] of KEYS) {
  const term = document.createElement("dt");
  term.textContent = key;
  const told = document.createElement("dd");
  told.textContent = does;
  listed.append(term, told);
}
const done = document.createElement("button");
done.type = "button";
done.textContent = _("Close");
done.addEventListener("click", () => sheet.close());
sheet.append(heading, listed, done);
element.closest(".gradio-container").append(sheet);
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable=true]");
  if (event.key === "?" && !typing && !event.ctrlKey && !event.metaKey && !sheet.open) {
    event.preventDefault();
    sheet.showModal();
  }
});

// Arrow up in an empty box brings the question before, arrow down the one after it.
let back = 0;
document.addEventListener("keydown", (event) => {
  if (event.target !== box() || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const before = [...document.querySelectorAll("#qa-chat .qa-question")].map((q) => q.textContent);
  const shown = before[before.length - back] ?? "";
  if (box().value !== shown) back = 0;
  if (box().value !== "" && !back) return; // something of one's own is being written
  const to = back + (event.key === "ArrowUp" ? 1 : -1);
  if (to < 0 || to > before.length) return;
  event.preventDefault();
  back = to;
  fill(before[before.length - to] ?? "");
});

// What is longer than can be read is not sent, and nothing of it is cut.
function tooLong() {
  const said = document.querySelector(".qa-counter");
  const most = Number(said?.dataset.most ?? Infinity);
  const length = box()?.value.length ?? 0;
  const over = length > most;
  const counted = { n: length.toLocaleString(speech), most: most.toLocaleString(speech) };
  const told = length < 0.8 * most ? ""
    : over ? _("{n} of {most} characters: too long to be asked, shorten it.", counted)
      : _("{n} of {most} characters", counted);
  if (said && said.textContent !== told) said.textContent = told;
  said?.classList.toggle("qa-over", over);
  document.querySelector("#qa-box .submit-button")?.toggleAttribute("disabled", over);
  return over;
}
document.addEventListener("input", (event) => { if (event.target === box()) tooLong(); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.target !== box() || !tooLong()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
document.addEventListener("click", (event) => {
  if (event.target.closest("#qa-box .submit-button") && tooLong()) event.stopImmediatePropagation();
}, true);

// Of a long question three lines are shown; a click or a key unfolds it, where there is more of it.
function fitQuestions() {
  document.querySelectorAll("#qa-chat .qa-long").forEach((long) => {
    if (!long.clientHeight) return; // another tab is looked at
    const unfolded = long.classList.contains("qa-unfolded");
    const folds = unfolded || long.scrollHeight > long.clientHeight + 1;
    for (const [name, value] of [["tabindex", 0], ["role", "button"], ["aria-expanded", unfolded]]) {
      if (folds) long.setAttribute(name, value);
      else long.removeAttribute(name);
    }
  });
}
window.addEventListener("resize", fitQuestions);
document.addEventListener("click", (event) => {
  event.target.closest("#qa-chat .qa-long")?.classList.toggle("qa-unfolded");
  fitQuestions();
});
document.addEventListener("keydown", (event) => {
  if (!["Enter", " "].includes(event.key) || !event.target.matches?.(".qa-long")) return;
  event.preventDefault();
  event.target.click();
});
