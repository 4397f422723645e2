// Without this file the plan reads, filters and changes by its links and forms; with it lines are
// ticked with the space bar, moved by drag or with Alt and the arrows, and what others change
// comes in by itself.
"use strict";

const plan = document.querySelector("[data-plan]");
const body = () => document.getElementById("corps");
const here = () => window.location.pathname + window.location.search;
const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

// Ticked lines: a count that is said, the space bar on a line, all those that are shown.
function picks() { return [...document.querySelectorAll("input.pick")]; }
function count() {
  const lot = document.getElementById("lot");
  if (!lot) return;
  const ticked = new Set(picks().filter((box) => box.checked).map((box) => box.value)).size;
  const words = ticked === 0 ? lot.dataset.lotNone : ticked === 1 ? lot.dataset.lotOne
    : lot.dataset.lotMany.replace("#", ticked);
  lot.querySelector("[data-lot-count]").textContent = words;
  const all = lot.querySelector("[data-lot-all]");
  all.hidden = picks().length > 0 && picks().every((box) => box.checked);
}
document.addEventListener("change", (event) => {
  if (!event.target.matches("input.pick")) return;
  for (const box of picks()) if (box.value === event.target.value) box.checked = event.target.checked;
  count();
});
document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-lot-all]");
  if (!all) return;
  event.preventDefault();
  for (const box of picks()) box.checked = true;
  count();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches("a.act")) return;
  const box = event.target.closest("th").querySelector("input.pick");
  if (!box) return;
  event.preventDefault();
  box.click();
});

// Places: by Alt and the arrows on the line that has the focus, or by its handle.
function put(line, values) {
  const words = document.querySelector("#deplacer input[name=csrfmiddlewaretoken]");
  const address = plan.dataset.put.replace("0", line.dataset.line);
  wanted = `e${line.dataset.line}`;
  window.htmx.ajax("POST", address, {
    source: body(), target: "#corps", swap: "outerHTML",
    values: { ...values, csrfmiddlewaretoken: words.value },
  });
}
let wanted = "";
document.addEventListener("htmx:afterSettle", () => {
  if (!wanted) return;
  const line = document.getElementById(wanted);
  wanted = "";
  const link = line && line.querySelector("a.act");
  if (!link) return;
  link.focus({ preventScroll: true });
  const box = link.getBoundingClientRect();
  if (box.top < 80 || box.bottom > window.innerHeight) link.scrollIntoView({ block: "center" });
});
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const line = event.target.closest("tbody[data-line]");
  if (!line || !plan.dataset.put) return;
  event.preventDefault();
  put(line, { sens: event.key === "ArrowUp" ? "haut" : "bas" });
});
function nearest(line, isWanted) {
  for (let other = line.previousElementSibling; other; other = other.previousElementSibling) {
    if (other.matches("tbody[data-line]") && isWanted(other)) return other;
  }
  return null;
}
function dropped(line) {
  const isStep = (other) => other.dataset.depth !== "0";
  if (!isStep(line)) {
    const before = nearest(line, (other) => !isStep(other));
    put(line, { place: `${line.closest("table").dataset.under}:${before ? before.dataset.line : ""}` });
    return;
  }
  const above = nearest(line, (other) => !isStep(other));
  const before = nearest(line, () => true);
  const after = before && isStep(before) ? before.dataset.line : "";
  put(line, { place: `${above ? above.dataset.line : ""}:${after}` });
}
function grips() {
  if (!plan || !plan.dataset.put || !window.Sortable) return;
  for (const table of document.querySelectorAll("table.plan[data-under]")) {
    if (table.dataset.drags) continue;
    table.dataset.drags = "yes";
    for (const head of table.querySelectorAll("tbody[data-line] > tr > th[scope=row]")) {
      const grip = document.createElement("span");
      grip.className = "grip";
      grip.setAttribute("aria-hidden", "true");
      head.prepend(grip);
    }
    window.Sortable.create(table, {
      group: "lines", draggable: "tbody", handle: ".grip", animation: 120, ghostClass: "ghost",
      onEnd: (event) => {
        if (event.from !== event.to || event.oldIndex !== event.newIndex) dropped(event.item);
      },
    });
  }
}

// What others change: asked now and then while the page is seen, and when one comes back to it.
// A line that is open, and anything that is being typed, stays as it is.
const EVERY = 15000;
let since = plan ? plan.dataset.since : "";
let isAsking = false;
function isBusy() {
  const place = body();
  if (!place) return true;
  const isOpen = place.querySelector("tr.open, .heading.open, details.gesture[open], details.views[open]");
  const typed = document.activeElement && isTyping(document.activeElement) && place.contains(document.activeElement);
  return Boolean(isOpen || typed || document.getElementById("lot"));
}
async function ask() {
  if (!plan || !plan.dataset.news || isAsking || document.hidden) return;
  isAsking = true;
  try {
    const answer = await fetch(`${plan.dataset.news}?depuis=${since}`, { redirect: "manual" });
    if (answer.type === "opaqueredirect") { away(); return; }
    if (answer.status === 200) tell(await answer.text());
  } catch { /* the connection is away: the next question will tell */ } finally { isAsking = false; }
}
function away() {
  plan.dataset.news = "";
  const box = document.getElementById("nouvelles");
  box.replaceChildren(document.getElementById("away").content.cloneNode(true));
}
async function tell(words) {
  const box = document.getElementById("nouvelles");
  box.innerHTML = words;
  const news = box.firstElementChild;
  since = news.dataset.since;
  const changed = news.dataset.lines.split(" ").filter(Boolean);
  if (!isBusy()) await refresh();
  for (const key of changed) {
    for (const line of document.querySelectorAll(`[data-line="${key}"]`)) line.classList.add("fresh");
  }
}
async function refresh() {
  const link = document.activeElement && document.activeElement.closest("tbody[data-line]");
  if (link) wanted = link.id;
  await window.htmx.ajax("GET", here(), { source: body(), target: "#corps", swap: "outerHTML" });
}
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-refresh]")) return;
  event.preventDefault();
  refresh();
});
if (plan && plan.dataset.news) {
  window.setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("focus", ask);
}

// «?» shows what the keys do.
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || isTyping(event.target)) return;
  const list = document.getElementById("raccourcis");
  if (list && list.togglePopover) list.togglePopover();
});

function prepare() { count(); grips(); }
document.addEventListener("DOMContentLoaded", prepare);
document.addEventListener("htmx:afterSettle", prepare);
