// --- the rail of collections: beside the conversation where there is room, else a drawer over it ---
const rail = () => document.getElementById("qa-collections");
const railOpener = () => document.querySelector(".qa-where");
const roomy = matchMedia("(min-width: 1280px)");
let drawer = false; // whether it lies over a page that has no room for it

// Beside the conversation it stands as it was left last; until then, where it has a choice to offer
// or the deletion that was just made can be undone there.
function isOut() {
  if (!roomy.matches) return drawer;
  const left = stored(localStorage, "qa-rail");
  return left ? left === "out" : rail().querySelectorAll("li").length > 1 || Boolean(stored(sessionStorage, "qa-undo"));
}
function stored(storage, name, value) {
  try { return value ? storage.setItem(name, value) : storage.getItem(name); } catch { return null; } // a private window
}
function fitRail() {
  const out = isOut();
  document.getElementById("qa-panes").classList.toggle("qa-railed", out);
  for (const id of ["qa-header", "qa-left", "qa-right"]) document.getElementById(id).inert = out && drawer;
  railOpener()?.setAttribute("aria-expanded", out);
}
roomy.addEventListener("change", () => { drawer = false; fitRail(); });

function toggleRail() {
  if (isOut()) return drawer ? closeDrawer() : stored(localStorage, "qa-rail", "in");
  if (roomy.matches) stored(localStorage, "qa-rail", "out");
  else {
    drawer = true;
    history.pushState({ rail: true }, "", location.href); // so that Back closes it
  }
  lookAtCollections();
}
function closeDrawer() {
  if (history.state?.rail) history.back();
  else shutDrawer();
}
function shutDrawer() {
  drawer = false;
  fitRail();
  railOpener()?.focus();
}

// --- collections: made, deleted, put back; another one is another page ----------------------------
const naming = document.createElement("input");
naming.maxLength = 60;
const openNew = sheetOf("qa-new", _("New collection"),
  _("It has articles and an index of its own."), naming, _("Create"), (name) => {
    tell("collections", { do: "create", name });
    return false;
  });
// The list is drawn anew when it comes out, and when a build has ended while it is out.
let counted = ""; // the status then
const atRest = () => document.querySelector("#qa-status-line .qa-status-ready")?.textContent ?? "";
function lookAtCollections() {
  counted = atRest();
  tell("collections", { do: "look" });
}
let insideRail = false; // where the person is, although what had the focus may be drawn anew
for (const kind of ["focusin", "pointerdown"]) {
  document.addEventListener(kind, ({ target }) => { insideRail = rail().contains(target); }, true);
}
const toCurrent = () => (rail().querySelector("[aria-current]") ?? rail().querySelector("a"))?.focus();
const redrawn = new MutationObserver(() => {
  fitRail();
  if (stored(sessionStorage, "qa-undo")) rail().querySelector("details")?.setAttribute("open", "");
  if (insideRail && document.activeElement === document.body) toCurrent();
});
for (const id of ["qa-collections", "qa-collection"]) {
  redrawn.observe(document.getElementById(id), { childList: true, subtree: true });
}
fitRail();
document.addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest(".qa-where")) {
    toggleRail();
    fitRail();
    if (drawer) toCurrent();
    return;
  }
  const link = target.closest("#qa-collections a");
  if (link && drawer && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    location.replace(link.href); // the drawer is no page that Back should come to
    return;
  }
  if (drawer && (!rail().contains(target) || target.closest(".qa-new, .qa-in")) && !target.closest("dialog")) closeDrawer();
  if (target.closest(".qa-new")) openNew();
  const gone = target.closest(".qa-discard");
  if (gone) {
    stored(sessionStorage, "qa-undo", "here");
    tell("collections", { do: "discard", name: gone.dataset.name });
  }
  const kept = target.closest(".qa-revive");
  if (kept) tell("collections", { do: "revive", name: kept.dataset.kept });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer || document.querySelector("dialog[open]")) return;
  event.stopPropagation();
  closeDrawer();
}, true);
function followCollections() {
  if (isOut() && atRest() && atRest() !== counted) lookAtCollections();
  const news = document.querySelector("#qa-added-line .qa-report:not([data-old])");
  if (news) document.querySelector("#qa-added-line .qa-sending")?.remove();
  const go = document.querySelector("[data-go]")?.dataset.go;
  if (go !== undefined) { location.assign(`${root}${go}`); return; }
  const wrong = document.querySelector("#qa-collections .qa-refused")?.textContent ?? "";
  const shown = document.querySelector("#qa-new .qa-wrong");
  if (document.getElementById("qa-new").open && shown.textContent !== wrong) shown.textContent = wrong;
}
