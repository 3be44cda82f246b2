// --- what can be done with an answer ---------------------------------------------------
function questionOf(button) {
  let row = button.closest(".message-row");
  while (row && !row.querySelector(".qa-question")) row = row.previousElementSibling;
  return row ? row.querySelector(".qa-question").textContent : "";
}

function actOn(button) {
  const answer = button.closest(".qa-answer");
  const plain = () => answer.querySelector(".qa-as-text").textContent;
  if (button.classList.contains("qa-copy-text")) {
    copy(button, plain());
  } else if (button.classList.contains("qa-copy-footnotes")) {
    copy(button, plain(), answer.querySelector(".qa-as-footnotes").innerHTML);
  } else if (button.classList.contains("qa-again")) {
    ask(questionOf(button));
  } else if (button.classList.contains("qa-everywhere")) {
    if (answering()) return;
    forgetDays();
    tell("everywhere", { question: questionOf(button) });
  } else if (button.classList.contains("qa-link")) {
    const link = `${location.origin}${root}${inside || "?"}${inside && "&"}q=${encodeURIComponent(questionOf(button))}`;
    copy(button, link);
  } else if (button.classList.contains("qa-compare")) {
    if (!answering()) tell("compare", { answer: nameOf(answer) });
  } else if (button.classList.contains("qa-note")) {
    noteAnswer(button);
  } else if (button.classList.contains("qa-edit")) {
    fill(questionOf(button));
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
    button.textContent = _("Copied");
  } catch {
    button.textContent = _("Copying is not allowed here");
  }
  setTimeout(() => { button.textContent = label; }, 1800);
}

// Of the two thumbs the later one counts; it stays marked when the conversation is opened anew.
const votes = {};
function showVote(answer) {
  for (const [way, name] of [["up", ".qa-up"], ["down", ".qa-down"]]) {
    const thumb = answer.querySelector(name);
    const chosen = votes[nameOf(answer)] === way;
    thumb?.classList.toggle("qa-chosen", chosen);
    thumb?.setAttribute("aria-pressed", String(chosen));
  }
}
function vote(button, answer) {
  const id = nameOf(answer);
  const way = button.classList.contains("qa-up") ? "up" : "down";
  votes[id] = way;
  keepVotes();
  showVote(answer);
  tell("vote", { answer: id, vote: way, remark: "" });
  answer.querySelector(".qa-remark")?.remove();
  const form = document.createElement("form");
  form.className = "qa-remark";
  const input = document.createElement("input");
  input.setAttribute("aria-label", _("A remark on this answer, optional"));
  input.placeholder = _("A remark, if you like");
  input.maxLength = 2000;
  const send = document.createElement("button");
  send.textContent = _("Send");
  form.append(input, send);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) tell("vote", { answer: id, vote: way, remark: input.value });
    form.textContent = _("Thank you. It is kept in a file on this machine.");
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
  saveAs(new Blob([texts.join("\n")], { type: "text/markdown" }), "conversation.md");
}
