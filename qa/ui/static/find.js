// --- finding words in the article that is open ------------------------------------------------
// The page is not changed: the browser paints ranges (CSS Custom Highlight API).
let hits = [];
let hit = -1;
function rangesOf(body, words) {
  const wanted = words.toLowerCase();
  const found = [];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && found.length < 999; node = walker.nextNode()) {
    const text = node.data.toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, Math.min(at + wanted.length, node.length));
      found.push(range);
    }
  }
  return found;
}
function findIn(field, by) {
  const body = element.querySelector(".qa-body");
  const said = element.querySelector(".qa-found");
  if (!body || !window.Highlight) return;
  const words = field.value.trim();
  if (field.dataset.words !== words) {
    field.dataset.words = words;
    hits = words ? rangesOf(body, words) : [];
    hit = -1;
  }
  hit = hits.length ? (hit + by + hits.length) % hits.length : -1;
  CSS.highlights.set("qa-find", new Highlight(...hits));
  CSS.highlights.set("qa-find-now", new Highlight(...(hits[hit] ? [hits[hit]] : [])));
  said.textContent = !words ? "" : hits.length ? _("{n} of {all}", { n: hit + 1, all: hits.length }) : _("not found");
  const at = hits[hit]?.getBoundingClientRect();
  if (at) right().scrollTop += at.top - right().getBoundingClientRect().top - right().clientHeight / 3;
}
document.addEventListener("input", (event) => {
  if (event.target.matches?.(".qa-find-words")) findIn(event.target, 1);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.(".qa-find-words")) return;
  event.preventDefault();
  findIn(event.target, event.shiftKey ? -1 : 1);
});
