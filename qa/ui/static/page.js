// The page's own behaviour. Runs once, when the source pane is loaded: `element` is the pane,
// `trigger` tells the server, `watch` is called when the server has changed the pane.
// It makes no element out of text: what it writes, it writes with textContent.

const right = () => document.getElementById("qa-right");
const spanOf = (link) => link.getAttribute("href").slice("#cite-".length);
let list = []; // the spans of the answer that is being read
let now = -1; // the place of the shown one in it
let opener = null; // what gets the focus back when the source closes

// --- citations -------------------------------------------------------------------------
function show(id, spans) {
  list = spans;
  now = spans.indexOf(id);
  trigger("cite", { id, all: spans });
}

function open(link) {
  const answer = link.closest(".qa-answer");
  const links = answer ? [...answer.querySelectorAll("a.qa-marker")] : [];
  const unique = [...new Set(links.map(spanOf))];
  opener = link;
  const aside = !answer && list.length ? list : null; // the map and the library change no list
  if (matchMedia("(max-width: 820px)").matches) right().classList.add("qa-open");
  if (aside) trigger("cite", { id: spanOf(link), all: [] });
  else show(spanOf(link), unique);
}

function step(by) {
  if (list.length < 2) return;
  show(list[(now + by + list.length) % list.length], list);
}

function close() {
  right().classList.remove("qa-open");
  if (opener && opener.isConnected) opener.focus();
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
let points = 0; // light a map as soon as it is drawn
new MutationObserver((changes) => {
  if (changes.some((change) => change.target.closest?.("#qa-chat"))) keepInSight();
  document.querySelectorAll("#qa-report-line .qa-report:not([data-seen])").forEach(putAway);
  // Its label says other words than the button shows; the shown ones name it well enough.
  document.querySelector("#qa-upload button[aria-label]")?.removeAttribute("aria-label");
  // The label of an answer repeats it as markup, which nobody wants read out.
  document.querySelectorAll("#qa-chat [data-testid=bot], #qa-chat [data-testid=user]").forEach((row) => {
    const name = row.dataset.testid === "bot" ? "Answer" : "Question";
    if (row.getAttribute("aria-label") !== name) row.setAttribute("aria-label", name);
  });
  const now = document.getElementsByClassName("qa-point").length;
  if (now !== points) { points = now; lightMap(); }
}).observe(element.closest(".gradio-container"), { childList: true, subtree: true });

// The newest question stays at the top while its answer grows under it; the end of the answer
// is not chased. A person who scrolls is left alone until the next question.
let newest = 0; // how many questions there are
let following = false;
function keepInSight() {
  const questions = document.querySelectorAll("#qa-chat .qa-question");
  if (questions.length !== newest) { newest = questions.length; following = newest > 0; }
  const last = questions[newest - 1];
  if (!following || !last) return;
  const scroller = last.closest(".bubble-wrap, .message-wrap, .panel-wrap");
  if (!scroller) return;
  const down = last.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  if (Math.abs(down) > 1) scroller.scrollTop += down;
}
for (const kind of ["wheel", "touchmove", "pointerdown"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.closest?.("#qa-chat")) following = false;
  }, { passive: true, capture: true });
}

function putAway(report) {
  report.dataset.seen = "";
  if (report.matches(".qa-report-bad, .qa-report-kept")) return; // failures stay until closed
  setTimeout(() => { report.hidden = true; }, 20000); // REPORT_FOR_S of header.py
}

// A page that was out of sight asks once how things are.
let woken = Date.now();
function wake() {
  if (document.visibilityState !== "visible" || Date.now() - woken < 5000) return;
  woken = Date.now();
  trigger("wake", {});
}
document.addEventListener("visibilitychange", wake);
window.addEventListener("focus", wake);

let picking = 0;
document.addEventListener("change", (event) => {
  if (!event.target.matches?.("input.qa-day")) return;
  clearTimeout(picking); // a day that is typed is several days on the way
  picking = setTimeout(() => {
    const day = (key) => document.getElementById(`qa-day-${key}`).value;
    trigger("days", { first: day("first"), last: day("last") });
  }, 250);
});

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

watch("value", () => {
  // The server opens the first citation of a fresh answer by itself: read the list from it.
  const bar = element.querySelector("[data-all]");
  if (bar) {
    list = bar.dataset.all.split(" ").filter(Boolean);
    now = list.indexOf(bar.dataset.now);
  }
  requestAnimationFrame(settle);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#cite-"]');
  if (link) { event.preventDefault(); hidePreview(); open(link); return; }
  if (event.target.closest(".qa-prev")) return step(-1);
  if (event.target.closest(".qa-next")) return step(1);
  if (event.target.closest(".qa-close")) return close();
  const forget = event.target.closest(".qa-forget");
  if (forget) return trigger("forget", { id: forget.dataset.id });
  const reopen = event.target.closest(".qa-reopen");
  if (reopen) return trigger("reopen", { id: reopen.dataset.id });
  if (event.target.closest(".qa-fresh")) { list = []; now = -1; return trigger("fresh", {}); }
  if (event.target.closest(".qa-clear")) {
    document.querySelectorAll("input.qa-day").forEach((day) => { day.value = ""; });
    return trigger("widen", {});
  }
  const shut = event.target.closest(".qa-shut");
  if (shut) { shut.closest(".qa-report").hidden = true; return; }
  if (event.target.closest(".qa-save")) return save();
  const gone = event.target.closest(".qa-delete");
  if (gone) return trigger("remove", { relative: gone.dataset.path });
  const act = event.target.closest(".qa-act");
  if (act) return actOn(act);
  const example = event.target.closest(".qa-example");
  if (example) trigger("ask", { question: example.textContent });
}, true);

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable=true]");
  if (event.key === "Escape") { hidePreview(); if (!typing) close(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") {
    const box = document.querySelector("#qa-box textarea");
    if (box) { event.preventDefault(); box.focus(); }
  }
});

// --- preview of a marker ---------------------------------------------------------------
const preview = document.createElement("div");
preview.id = "qa-preview";
preview.setAttribute("role", "tooltip");
preview.hidden = true;
element.closest(".gradio-container").append(preview); // where the page's styles reach

function showPreview(link) {
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
document.addEventListener("scroll", hidePreview, true);

// --- what can be done with an answer ---------------------------------------------------
const boxes = () => document.querySelector("#qa-box textarea");

function questionOf(button) {
  let row = button.closest(".message-row");
  while (row && !row.querySelector(".qa-question")) row = row.previousElementSibling;
  return row ? row.querySelector(".qa-question").textContent : "";
}

function actOn(button) {
  const answer = button.closest(".qa-answer");
  if (button.classList.contains("qa-copy-markdown")) {
    copy(button, answer.querySelector(".qa-as-markdown").textContent);
  } else if (button.classList.contains("qa-copy-footnotes")) {
    const notes = answer.querySelector(".qa-as-footnotes");
    copy(button, notes.innerText || notes.textContent, notes.innerHTML);
  } else if (button.classList.contains("qa-again")) {
    trigger("ask", { question: questionOf(button) });
  } else if (button.classList.contains("qa-link")) {
    const link = `${location.origin}${location.pathname}?q=${encodeURIComponent(questionOf(button))}`;
    copy(button, link);
  } else if (button.classList.contains("qa-edit")) {
    const box = boxes();
    box.value = questionOf(button);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  } else {
    vote(button, answer);
  }
}

async function copy(button, text, html) {
  const label = button.textContent;
  try {
    if (html && window.ClipboardItem) {
      await navigator.clipboard.write([new ClipboardItem({
        "text/plain": new Blob([text], { type: "text/plain" }),
        "text/html": new Blob([html], { type: "text/html" }),
      })]);
    } else {
      await navigator.clipboard.writeText(text);
    }
    button.textContent = "Copied";
  } catch {
    button.textContent = "Copying is not allowed here";
  }
  setTimeout(() => { button.textContent = label; }, 1800);
}

function vote(button, answer) {
  const rows = [...document.querySelectorAll("#qa-chat .bot-row")];
  const at = rows.indexOf(button.closest(".bot-row"));
  const way = button.classList.contains("qa-up") ? "up" : "down";
  const bar = button.parentElement;
  bar.querySelectorAll(".qa-up, .qa-down").forEach((b) => b.classList.toggle("qa-chosen", b === button));
  trigger("vote", { at: String(at), vote: way, remark: "" });
  answer.querySelector(".qa-remark")?.remove();
  const form = document.createElement("form");
  form.className = "qa-remark";
  const input = document.createElement("input");
  input.setAttribute("aria-label", "A remark on this answer, optional");
  input.placeholder = "A remark, if you like";
  input.maxLength = 2000;
  const send = document.createElement("button");
  send.textContent = "Send";
  form.append(input, send);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) trigger("vote", { at: String(at), vote: way, remark: input.value });
    form.textContent = "Thank you. It is kept in a file on this machine.";
  });
  button.closest(".qa-actions").after(form);
  input.focus();
}

// --- the conversation as a file --------------------------------------------------------
function save() {
  let used = 0;
  const texts = [...document.querySelectorAll("#qa-chat .qa-as-markdown")].map((node) => {
    const shift = used; // footnotes are numbered through the file
    return node.textContent.replace(/\[\^(\d+)\]/g, (_, n) => {
      used = Math.max(used, Number(n) + shift);
      return `[^${Number(n) + shift}]`;
    });
  });
  if (!texts.length) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([texts.join("\n")], { type: "text/markdown" }));
  link.download = "conversation.md";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

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

// --- a link to a question --------------------------------------------------------------
const linked = new URLSearchParams(location.search).get("q");
if (linked && linked.trim()) {
  history.replaceState(null, "", location.pathname);
  setTimeout(() => trigger("ask", { question: linked }), 300);
}
