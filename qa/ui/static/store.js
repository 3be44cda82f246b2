// --- what this browser keeps: conversations and notes, each kind as one object by id -----------
// Changes come one by one, so that two tabs of this browser do not overwrite each other.
const STORE = "cited-articles:";
function storedItems(kind) {
  try { return JSON.parse(localStorage.getItem(STORE + kind)) ?? {}; } catch { return {}; }
}
function takeChanges(told) {
  told.dataset.taken = "";
  const changes = JSON.parse(told.dataset.changes);
  if (!changes.put.length && !changes.gone.length) return;
  const kind = told.dataset.store;
  const items = storedItems(kind);
  for (const item of changes.put) items[item.id] = { ...items[item.id], ...item };
  for (const id of changes.gone) delete items[id];
  keepItems(kind, items);
  if (kind === "conversations") keepVotes();
}
function keepItems(kind, items) {
  try {
    localStorage.setItem(STORE + kind, JSON.stringify(items));
  } catch {
    say(_("This browser has no room left: the last change is not kept. Export and delete something."));
  }
}
// The thumbs that were pressed are this page's own matter: it keeps them with their conversation.
Object.assign(votes, ...Object.values(storedItems("conversations")).map((talk) => talk?.votes));
function keepVotes() {
  const items = storedItems("conversations");
  const names = [...document.querySelectorAll("#qa-chat .qa-final")].map(nameOf).filter((name) => votes[name]);
  if (!items[known] || !names.length) return;
  const pressed = Object.fromEntries(names.map((name) => [name, votes[name]]));
  items[known].votes = { ...items[known].votes, ...pressed };
  keepItems("conversations", items);
}

new MutationObserver(() => {
  document.querySelectorAll("[data-store]:not([data-taken])").forEach(takeChanges);
  document.querySelectorAll("[data-download]:not([data-taken])").forEach(download);
}).observe(element.closest(".gradio-container"), { childList: true, subtree: true, attributes: true,
  attributeFilter: ["data-number"] }); // what is told next comes in the element of the one before

// A file that the server made for the person.
function download(made) {
  made.dataset.taken = "";
  const bytes = Uint8Array.from(atob(made.dataset.download), (letter) => letter.charCodeAt(0));
  saveAs(new Blob([bytes], { type: made.dataset.type }), made.dataset.name);
}
function saveAs(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// One sentence at the top of the page, for a while; what a button shows already is only read out.
const saying = document.createElement("div");
saying.id = "qa-saying";
saying.setAttribute("role", "status");
element.closest(".gradio-container").append(saying);
let quiet = 0;
function say(sentence, shown = true) {
  saying.classList.toggle("qa-unseen", !shown);
  saying.textContent = sentence;
  clearTimeout(quiet);
  quiet = setTimeout(() => { saying.textContent = ""; }, 6000);
}

// --- the list of conversations -------------------------------------------------------------------
let finding = 0;
document.addEventListener("input", (event) => {
  if (!event.target.matches?.(".qa-talk-words")) return;
  const words = event.target.value;
  clearTimeout(finding);
  finding = setTimeout(() => tell("find_talk", { words }), 200);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches(".qa-talks")) tell("export", { format: button.dataset.format });
  if (button?.matches(".qa-talk-back")) tell("remember", { id: button.dataset.id });
  if (button?.matches(".qa-rename")) rename(button);
});
function rename(button) {
  const row = button.closest("li");
  const title = row.querySelector(".qa-reopen");
  const field = document.createElement("input");
  field.className = "qa-new-name";
  field.maxLength = 80; // LONGEST_NAME of saved_conversations.py
  field.value = row.querySelector(".qa-title").textContent;
  field.setAttribute("aria-label", _("New name; empty: the first question"));
  let over = false; // taking the field away is a blur as well
  const done = (name) => {
    if (over) return;
    over = true;
    field.replaceWith(title);
    if (name !== null) tell("rename", { id: button.dataset.id, name });
    button.focus();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") done(field.value);
    if (event.key === "Escape") { event.stopPropagation(); done(null); }
  });
  // Later, because a list that is drawn anew takes the field away, which is a blur as well.
  field.addEventListener("blur", () => setTimeout(() => { if (field.isConnected) done(field.value); }));
  title.replaceWith(field);
  field.select();
}
