// --- adding articles: files and folders, dropped anywhere or chosen, addresses, pasted text --------
const limits = () => document.getElementById("qa-adding")?.dataset ?? {};
const BATCH_FILES = 40;
const BATCH_BYTES = 60e6;

function picker(id, folder) {
  const input = document.createElement("input");
  input.type = "file";
  input.id = id;
  input.multiple = true;
  input.hidden = true;
  input.webkitdirectory = folder;
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    send(files);
  });
  element.closest(".gradio-container").append(input);
  return input;
}
const oneByOne = picker("qa-files", false);
const wholeFolder = picker("qa-folder", true);

function told(sentence) {
  const line = document.querySelector("#qa-added-line .qa-sending") ?? document.createElement("p");
  line.className = "qa-sending";
  line.setAttribute("role", "status");
  line.textContent = sentence;
  document.querySelectorAll("#qa-added-line .qa-report").forEach((said) => {
    said.hidden = true;
    said.dataset.old = "";
  });
  document.querySelector("#qa-added-line .html-container, #qa-added-line")?.append(line);
}

// One line tells what came of it: the report of a build takes the place of what was promised before
// it, and stands beside what was refused; a report of a build before that is no news any more.
function tellOnce() {
  const report = document.querySelector("#qa-report-line .qa-report:not([hidden])");
  const added = document.querySelector("#qa-added-line .qa-report:not([data-old], [hidden])");
  if (!report || !added) return;
  if (!("seen" in report.dataset) && added.matches(".qa-report-kept")) {
    added.querySelector(".qa-happened").replaceWith(report.querySelector(".qa-happened").cloneNode(true));
    added.classList.toggle("qa-report-bad", report.matches(".qa-report-bad"));
    putAway(added);
    report.hidden = true;
  } else if (!("seen" in added.dataset)) {
    report.hidden = true;
  } else if (!added.matches(".qa-report-bad, .qa-report-kept")) {
    added.hidden = true;
  }
}

// What cannot be read is not sent; how many those were is told with the others.
async function send(files) {
  const { suffixes = "", most = "0" } = limits();
  const known = suffixes.split(" ");
  const seen = files.filter((file) => !file.name.startsWith("."));
  const fit = seen.filter((file) => file.size <= Number(most)
    && known.includes(/\.[^.]*$/.exec(file.name.toLowerCase())?.[0]));
  const out = seen.filter((file) => !fit.includes(file)).map((file) => file.name);
  let batch = [];
  let sent = 0;
  const go = async () => {
    const form = new FormData();
    batch.forEach((file) => form.append("files", file));
    sent += batch.length;
    batch = [];
    told(_("Sending {n} of {all} files …", { n: sent.toLocaleString(speech), all: fit.length.toLocaleString(speech) }));
    try {
      const answer = await fetch(`${root}gradio_api/upload`, { method: "POST", body: form });
      if (!answer.ok) throw new Error(answer.statusText);
      tell("uploaded", { paths: await answer.json(), out: sent === fit.length ? out : [] });
    } catch (error) {
      tell("uploaded", { paths: [], out: [], failed: String(error.message ?? error) });
    }
  };
  let bytes = 0;
  for (const file of fit) {
    if (batch.length === BATCH_FILES || (batch.length && bytes + file.size > BATCH_BYTES)) {
      await go();
      bytes = 0;
    }
    batch.push(file);
    bytes += file.size;
  }
  if (batch.length) await go();
  else if (!fit.length && out.length) tell("uploaded", { paths: [], out });
}

// The files of what was dropped, those of folders included.
async function filesOf(transfer) {
  const roots = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!roots.length) return [...transfer.files];
  const files = [];
  const read = (from) => new Promise((good, bad) => { from.readEntries(good, bad); });
  while (roots.length) {
    const entry = roots.shift();
    if (entry.name.startsWith(".")) continue;
    if (entry.isFile) files.push(await new Promise((good, bad) => { entry.file(good, bad); }));
    else {
      const reader = entry.createReader();
      for (let part = await read(reader); part.length; part = await read(reader)) roots.push(...part);
    }
  }
  return files;
}

const shade = document.createElement("div");
shade.id = "qa-drop";
shade.hidden = true;
shade.append(document.createElement("p"));
element.closest(".gradio-container").append(shade);
const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    shade.firstChild.textContent = _("Drop to add to {name}", { name: limits().collection ?? _("the articles") });
    shade.hidden = false;
  }, true);
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) shade.hidden = true;
}, true);
document.addEventListener("drop", async (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  event.stopPropagation();
  shade.hidden = true;
  send(await filesOf(event.dataTransfer));
}, true);

// A dialog with one field and two buttons; `act` gets what was written, and closes it by true.
function sheetOf(id, title, hint, field, does, act) {
  const made = document.createElement("dialog");
  made.id = id;
  made.className = "qa-sheet";
  const form = document.createElement("form");
  const name = document.createElement("label");
  const head = document.createElement("strong");
  const note = document.createElement("p");
  const wrong = document.createElement("p");
  const buttons = document.createElement("div");
  const go = document.createElement("button");
  const away = document.createElement("button");
  head.textContent = title;
  note.textContent = hint;
  wrong.className = "qa-wrong";
  wrong.setAttribute("role", "alert");
  go.textContent = does;
  away.type = "button";
  away.textContent = _("Cancel");
  away.addEventListener("click", () => made.close());
  made.setAttribute("aria-label", title);
  name.append(head, field);
  buttons.append(away, go);
  form.append(name, note, wrong, buttons);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    wrong.textContent = "";
    if (field.value.trim() && act(field.value)) made.close();
  });
  made.append(form);
  element.closest(".gradio-container").append(made);
  return () => { wrong.textContent = ""; field.value = ""; made.showModal(); field.focus(); };
}
const pasted = document.createElement("textarea");
pasted.rows = 8;
const openPaste = sheetOf("qa-paste", _("Paste addresses or text"),
  _("Addresses, one a line, are fetched from the network. Anything else becomes one article, with its first line as the title."),
  pasted, _("Add"), (text) => {
    told(/^\s*https?:/i.test(text) ? _("Fetching …") : _("Adding …"));
    tell("pasted", { text });
    return true;
  });
document.addEventListener("click", (event) => {
  if (event.target.closest(".qa-choose-files")) oneByOne.click();
  else if (event.target.closest(".qa-choose-folder")) wholeFolder.click();
  else if (event.target.closest(".qa-paste")) openPaste();
  else if (event.target.closest(".qa-try")) { told(_("Copying …")); tell("sample", {}); }
});
