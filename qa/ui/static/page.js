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
  if (matchMedia("(max-width: 820px)").matches) right().classList.add("qa-open");
  show(spanOf(link), unique);
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
  document.querySelectorAll(".qa-here").forEach((a) => a.classList.remove("qa-here"));
  const id = list[now];
  if (id) {
    document.querySelectorAll(`a[href="#cite-${id}"]`).forEach((a) => a.classList.add("qa-here"));
  }
}

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
  if (link.title) { link.setAttribute("aria-label", link.title); link.removeAttribute("title"); }
  const text = link.getAttribute("aria-label");
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
