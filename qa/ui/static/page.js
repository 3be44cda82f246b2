// The page's own behaviour. Runs once, when the source pane is loaded: `element` is the pane,
// `trigger` tells the server, `watch` is called when the server has changed the pane.
// It makes no element out of text: what it writes, it writes with textContent.

// --- words: the English ones stand in these scripts, those of other languages come with the pane --
const spoken = element.querySelector("[data-words]")?.dataset ?? {};
const translated = JSON.parse(spoken.words ?? "{}");
const speech = spoken.language ?? "en";
document.documentElement.lang = speech;
const _ = (words, values = {}) => (translated[words] ?? words)
  .replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const right = () => document.getElementById("qa-right");
const box = () => document.querySelector("#qa-box textarea");
const spanOf = (link) => link.getAttribute("href").slice("#cite-".length);
const spansOf = (answer) => [
  ...new Set([...(answer?.querySelectorAll("a.qa-marker") ?? [])].map(spanOf)),
];

// --- telling the server ------------------------------------------------------------------
// What is said waits here until a request takes it along, because a request that comes while
// the one before is at work is put off until that has ended, and then made once.
const outbox = {};
const ONLY_THE_LAST = new Set(["cite", "days", "ask", "reopen", "only", "everywhere"]);
function tell(name, said) {
  outbox[name] ??= [];
  if (ONLY_THE_LAST.has(name)) outbox[name].length = 0;
  outbox[name].push(said);
  trigger(name, {});
}
window.qaEvents = (name, inputs) => [
  JSON.stringify((outbox[name] ?? []).splice(0)), ...inputs.slice(1),
];

// --- citations -------------------------------------------------------------------------
// All that the pane is to show is kept here, from the moment of the click; the server is told.
let list = []; // the spans of the answer that is being read
let now = -1; // the place of the shown one in it
let wanted = ""; // the span that the pane shows or is about to show
let chosen = false; // whether the person opened a source since the last question
let opener = null; // what gets the focus back when the source closes

function look(id, all) {
  wanted = id;
  tell("cite", { id, all });
}

function show(id, spans) {
  list = spans;
  now = spans.indexOf(id);
  light();
  look(id, spans);
}

function open(link) {
  const answer = link.closest(".qa-answer");
  opener = link;
  chosen = true;
  if (matchMedia("(max-width: 820px)").matches && !right().classList.contains("qa-open")) {
    right().classList.add("qa-open");
    history.pushState({ source: true }, "", location.href); // so that Back closes it
  }
  if (!answer && list.length) look(spanOf(link), []); // the map and the library change no list
  else show(spanOf(link), spansOf(answer));
}

function step(by) {
  if (list.length < 2) return;
  chosen = true;
  show(list[(now + by + list.length) % list.length], list);
}

function close() {
  if (right().classList.contains("qa-open") && history.state?.source) history.back();
  else shut();
}

function shut() {
  right().classList.remove("qa-open");
  const back = opener?.isConnected ? opener
    : document.querySelector(`#qa-left a[href="${opener?.getAttribute("href")}"]`);
  back?.focus();
}

// A finished answer opens its first source, unless the person reads another one by now; a
// conversation that was left takes its sources along.
let newest = ""; // the answer that was finished last
function openFirst() {
  const answers = document.querySelectorAll("#qa-chat .qa-final");
  const last = answers[answers.length - 1];
  const spans = spansOf(last);
  const name = last ? `${answers.length} ${spans.join(" ")}` : "";
  if (name === newest) return;
  newest = name;
  if (!last || (!chosen && !spans.length)) show("", []);
  else if (!chosen) show(spans[0], spans);
  else if (spans.includes(wanted)) show(wanted, spans);
}

function light() {
  lightMap();
  document.querySelectorAll(".qa-here").forEach((a) => a.classList.remove("qa-here"));
  const id = list[now];
  if (id) {
    document.querySelectorAll(`a[href="#cite-${id}"]`).forEach((a) => a.classList.add("qa-here"));
  }
}

function lightMap() {
  const spans = list.map((id) => id.split("-"));
  document.querySelectorAll("a.qa-point").forEach((point) => {
    const [article, start, end] = point.getAttribute("href").slice(6).split("-");
    const whole = end === "0";
    point.classList.toggle("qa-lit", spans.some((span) => span[0] === article
      && (whole || (Number(span[1]) < Number(end) && Number(start) < Number(span[2])))));
  });
}

// What follows a change of the page is done once for all that changed together.
let points = 0; // light a map as soon as it is drawn
let due = false;
let talked = false; // whether the conversation is among what changed
function keepUp() {
  due = false;
  if (talked) keepInSight();
  talked = false;
  openFirst();
  askNext();
  fitFollowUps();
  fitQuestions();
  followCollections();
  fitFilter();
  document.querySelectorAll("#qa-chat .qa-final").forEach(showVote);
  tellOnce();
  document.querySelectorAll(".qa-report:not([data-seen])").forEach(putAway);
  // The label of an answer repeats it as markup, which nobody wants read out.
  document.querySelectorAll("#qa-chat [data-testid=bot], #qa-chat [data-testid=user]").forEach((row) => {
    const name = row.dataset.testid === "bot" ? _("Answer") : _("Question");
    if (row.getAttribute("aria-label") !== name) row.setAttribute("aria-label", name);
  });
  const toasts = document.querySelector(".toast-wrap");
  if (toasts) roomOfToasts.observe(toasts);
  const drawn = document.getElementsByClassName("qa-point").length;
  if (drawn !== points) { points = drawn; lightMap(); }
}
new MutationObserver((changes) => {
  talked ||= changes.some((change) => change.target.closest?.("#qa-chat"));
  if (due) return;
  due = true;
  setTimeout(keepUp, 30);
}).observe(element.closest(".gradio-container"), { childList: true, subtree: true });

// The newest question stays at the top while its answer grows under it; the end of the answer
// is not chased. A person who scrolls is left alone until the next question.
let asked = 0; // how many questions there are
let following = false;
function keepInSight() {
  const questions = document.querySelectorAll("#qa-chat .qa-question");
  if (questions.length > asked) closeFilter();
  if (questions.length !== asked) {
    asked = questions.length;
    following = asked > 0;
    chosen = false;
  }
  const last = questions[asked - 1];
  if (!following || !last) return;
  const scroller = last.closest("#qa-chat .panel-wrap, #qa-chat .bubble-wrap");
  if (!scroller) return;
  const down = last.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  if (Math.abs(down) > 1) scroller.scrollTop += down;
}
for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.closest?.("#qa-chat")) following = false;
  }, { passive: true, capture: true });
}

// Follow-up questions are found a while after their answer; a conversation that has gone on
// or was left has no use for them.
function fitFollowUps() {
  const offered = document.querySelector(".qa-follow");
  const hidden = Number(offered?.dataset.after) !== asked;
  if (offered && offered.hidden !== hidden) offered.hidden = hidden;
}

function putAway(report) {
  report.dataset.seen = "";
  if (report.matches(".qa-report-bad")) return; // failures stay until closed
  const passing = report.matches(".qa-report-kept") ? report.querySelector(".qa-happened") : report;
  setTimeout(() => { passing.hidden = true; }, 20000); // REPORT_FOR_S of header.py
}

const roomOfToasts = new ResizeObserver(([toasts]) => {
  document.body.style.setProperty("--toasts", `${toasts.target.offsetHeight}px`);
});

// A page that was out of sight asks once how things are.
let woken = Date.now();
function wake() {
  if (document.visibilityState !== "visible" || Date.now() - woken < 5000) return;
  woken = Date.now();
  trigger("wake", {});
}
document.addEventListener("visibilitychange", wake);
window.addEventListener("focus", wake);

function settle() {
  const mark = element.querySelector("mark.qa-now");
  const scroller = right();
  if (!scroller) return;
  if (!mark) { scroller.scrollTop = 0; light(); return; }
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  scroller.scrollTo({
    top: scroller.scrollTop + top - scroller.clientHeight / 3,
    behavior: calm ? "auto" : "smooth",
  });
  light();
}

watch("value", () => requestAnimationFrame(() => {
  const shown = element.querySelector("[data-shown]")?.dataset.shown;
  // Two answers of the server can overtake each other: then the choice is told once more.
  if (shown !== wanted && !outbox.cite?.length) look(wanted, list.includes(wanted) ? list : []);
  else settle();
}));

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#cite-"]');
  if (link) { event.preventDefault(); hidePreview(); open(link); return; }
  if (event.target.closest(".qa-prev")) return step(-1);
  if (event.target.closest(".qa-next")) return step(1);
  if (event.target.closest(".qa-close")) return close();
  const forget = event.target.closest(".qa-forget");
  if (forget) return tell("forget", { id: forget.dataset.id });
  const reopen = event.target.closest(".qa-reopen");
  if (reopen) { chosen = false; return tell("reopen", { id: reopen.dataset.id }); }
  if (event.target.closest(".qa-fresh")) { chosen = false; return trigger("fresh", {}); }
  const shut = event.target.closest(".qa-shut");
  if (shut) { shut.closest(".qa-report").hidden = true; return; }
  if (event.target.closest(".qa-save")) return save();
  const gone = event.target.closest(".qa-delete");
  if (gone) {
    document.querySelectorAll(".qa-library tr").forEach((row) => {
      if (row.querySelector(".qa-delete")?.dataset.path === gone.dataset.path) row.hidden = true;
    });
    return tell("remove", { relative: gone.dataset.path });
  }
  const act = event.target.closest(".qa-act");
  if (act) return actOn(act);
  const example = event.target.closest(".qa-example:not([class*=' qa-'])");
  if (example) ask(example.textContent);
}, true);

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable=true]");
  if (event.key === "Escape") { hidePreview(); if (!typing) close(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/" && box()) { event.preventDefault(); box().focus(); }
});

// --- preview of a marker ---------------------------------------------------------------
const preview = document.createElement("div");
preview.id = "qa-preview";
preview.setAttribute("role", "tooltip");
preview.hidden = true;
element.closest(".gradio-container").append(preview); // where the page's styles reach

let previewed = null; // the marker whose preview is shown
function showPreview(link) {
  previewed = link;
  if (link.title) { // the browser's own tooltip would cover ours
    link.dataset.preview = link.title;
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", "qa-preview");
  }
  const text = link.dataset.preview;
  if (!text) return;
  preview.textContent = text;
  preview.hidden = false;
  const at = link.getBoundingClientRect();
  const size = preview.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left - 24), innerWidth - size.width - 8);
  const above = at.top - size.height - 8;
  preview.style.left = `${left}px`;
  preview.style.top = `${above > 8 ? above : at.bottom + 8}px`;
}

function hidePreview() { preview.hidden = true; }

for (const [kind, act] of [["mouseover", showPreview], ["focusin", showPreview]]) {
  document.addEventListener(kind, (event) => {
    const link = event.target.closest?.("a.qa-marker");
    if (link) act(link);
  });
}
for (const kind of ["mouseout", "focusout"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.closest?.("a.qa-marker")) hidePreview();
  });
}
// It stays while something else is scrolled, as the source is when it opens.
document.addEventListener("scroll", (event) => {
  if (event.target.contains(previewed)) hidePreview();
}, true);

// --- appearance ------------------------------------------------------------------------
window.qaAppear = (choice) => {
  try { localStorage.setItem("qa-appearance", choice); } catch { /* a private window */ }
  const dark = choice === "Dark"
    || (choice !== "Light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.body.classList.toggle("dark", dark);
};
try {
  const choice = localStorage.getItem("qa-appearance");
  if (choice) window.qaAppear(choice);
} catch { /* a private window */ }

// --- asking ------------------------------------------------------------------------------
// What is asked while an answer grows stays in the box, and is sent as soon as that has ended.
const answering = () => Boolean(document.querySelector("#qa-box .stop-button"));
let next = false; // whether what is in the box was asked already
function wait(yes) {
  next = yes;
  if (yes) document.getElementById("qa-box").dataset.next = _("Asked as soon as this answer is complete.");
  else delete document.getElementById("qa-box").dataset.next;
}

function fill(question) {
  box().value = question;
  box().dispatchEvent(new Event("input", { bubbles: true }));
  box().focus();
}

function ask(question) {
  if (!answering()) return tell("ask", { question });
  fill(question);
  wait(true);
}

function askNext() {
  if (!next || answering()) return;
  wait(false);
  document.querySelector("#qa-box .submit-button")?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (!event.target.closest("#qa-box textarea") || !answering()) return;
  event.preventDefault();
  event.stopPropagation();
  wait(box().value.trim() !== "");
}, true);
document.addEventListener("input", (event) => {
  if (event.isTrusted && event.target === box()) wait(false); // still being written
}, true);
