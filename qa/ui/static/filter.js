// --- the filter: days that are picked, chips that are taken away, one article asked alone --------
let picking = 0;
const days = { "qa-day-first": "", "qa-day-last": "" }; // what was picked
document.addEventListener("change", (event) => {
  if (!event.target.matches?.("input.qa-day")) return;
  days[event.target.id] = event.target.value;
  clearTimeout(picking); // a day that is typed is several days on the way
  picking = setTimeout(() => {
    tell("days", { first: days["qa-day-first"], last: days["qa-day-last"] });
  }, 250);
});
// Gradio's tooltip of a box is its value: the id of an article, which tells nobody anything.
document.addEventListener("mouseover", (event) => {
  const field = event.target.closest?.("#qa-articles [title]");
  if (field) field.title = "";
});
// The server draws no field anew whose picked day it has never drawn.
function forgetDays(which = Object.keys(days)) {
  clearTimeout(picking);
  for (const id of which) {
    days[id] = "";
    const field = document.getElementById(id);
    if (field) field.value = "";
  }
}
function fitFilter() { // the fields are made anew when their limits are known
  document.querySelectorAll("input.qa-day:not([data-kept])").forEach((field) => {
    field.dataset.kept = "";
    if (field.value !== days[field.id]) field.value = days[field.id];
  });
  document.querySelectorAll("#qa-filter .block input:not([placeholder])").forEach((field) => {
    field.placeholder = _("All");
  });
}

// On a small screen an open filter leaves little of the answer: who asks is done with it.
function closeFilter() {
  if (!matchMedia("(max-width: 820px), (max-height: 520px)").matches) return;
  document.querySelector("#qa-filter > button.open")?.click();
}

// The conversation limited to one article: the filter is set, and the box is at hand.
function askOnly(article) {
  forgetDays();
  tell("only", { article });
  if (right().classList.contains("qa-open")) close();
  document.getElementById("qa-tab-ask-button")?.click();
  setTimeout(() => box()?.focus(), 60);
}

document.addEventListener("click", (event) => {
  const only = event.target.closest('a[href^="#only-"]');
  if (only) { event.preventDefault(); return askOnly(only.getAttribute("href").slice(6)); }
  const drop = event.target.closest(".qa-drop");
  if (drop) {
    const day = `qa-day-${drop.dataset.part}`;
    if (day in days) forgetDays([day]);
    return tell("drop", { part: drop.dataset.part });
  }
  if (event.target.closest(".qa-clear")) {
    forgetDays();
    trigger("widen", {});
  }
}, true);
