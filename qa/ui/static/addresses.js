// --- addresses: /c/ID is a conversation, #cite-… an article ------------------------------------
// The server leads /c/ID to ?c=ID, so that the page always starts at its own root.
const root = location.pathname.replace(/c\/[0-9a-f]{1,64}$/, "");
const collection = new URLSearchParams(location.search).get("collection");
const inside = collection === null ? "" : `?collection=${encodeURIComponent(collection)}`;
const asked_for = new URLSearchParams(location.search).get("c") ?? "";
const here = () => /\/c\/([0-9a-f]{1,64})$/.exec(location.pathname)?.[1] ?? "";
let moving = false; // Back and Forward say themselves where to
let known = asked_for;
if (asked_for) {
  history.replaceState(null, "", `${root}c/${encodeURIComponent(asked_for)}${inside}`);
  setTimeout(() => { chosen = false; tell("reopen", { id: asked_for, opening: "yes" }); }, 300);
}
new MutationObserver(() => {
  const shown = document.querySelector("[data-conversation]")?.dataset.conversation ?? "";
  if (shown === known) return;
  known = shown;
  if (!moving && shown !== here()) history.pushState(null, "", shown ? `${root}c/${shown}${inside}` : root + inside);
  moving = false;
}).observe(element.closest(".gradio-container"), { childList: true, subtree: true, attributes: true,
  attributeFilter: ["data-conversation"] });
window.addEventListener("popstate", () => {
  if (drawer) { shutDrawer(); return; }
  if (right().classList.contains("qa-open")) { shut(); return; }
  if (here() === known) return;
  moving = true;
  chosen = false;
  if (here()) tell("reopen", { id: here() });
  else trigger("fresh", {});
});
const cited = /^#cite-([0-9a-f-]+)$/.exec(location.hash)?.[1];
if (cited) setTimeout(() => { chosen = true; look(cited, []); }, 300);
for (const kind of ["click", "auxclick"]) { // another collection begins at its own root as well
  document.addEventListener(kind, (event) => {
    const link = event.target.closest('a[href^="?"]');
    if (link) link.href = `${root}${link.getAttribute("href")}`;
  }, true);
}
document.addEventListener("submit", (event) => { // the address of the page may be deeper by now
  if (event.target.getAttribute("action") === "logout") event.target.action = `${root}logout`;
}, true);

// --- a link to a question --------------------------------------------------------------
const linked = new URLSearchParams(location.search).get("q");
if (linked && linked.trim()) {
  history.replaceState(null, "", location.pathname + inside);
  setTimeout(() => tell("ask", { question: linked }), 300);
}
