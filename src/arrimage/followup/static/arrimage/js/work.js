// Keys of «Mon travail»; without this script, every line still has its buttons and its links.
"use strict";

const typing = (event) => event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=hidden]), textarea, select, [contenteditable]");
const tasks = () => [...document.querySelectorAll("#travail .task")];
const current = () => document.activeElement?.closest(".task");
let place = 0; // where the focus was when a gesture took its line away

function go(step) {
  const all = tasks();
  const here = all.indexOf(current());
  const next = all[here < 0 ? Math.min(place, all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1)];
  if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  f: (task) => task?.querySelector(".btns button")?.click(),
  d: (task) => task?.querySelectorAll(".btns button, .btns a")[1]?.click(),
  p: (task) => task?.querySelector(".why summary")?.click(),
  o: (task) => task?.querySelector("a.said")?.click(),
  u: () => document.querySelector("#messages .toast form button")?.click(),
  "?": () => document.getElementById("raccourcis")?.togglePopover(),
};

document.addEventListener("keydown", (event) => {
  if (!KEYS[event.key] || typing(event)) return;
  event.preventDefault();
  KEYS[event.key](current());
});

// The line that follows takes the focus of the one that a gesture took away.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "travail") place = Math.max(tasks().indexOf(current()), 0);
});
document.addEventListener("htmx:afterSwap", () => {
  if (document.activeElement === document.body && tasks().length) tasks()[Math.min(place, tasks().length - 1)].focus();
});
// Another person, as soon as it is chosen.
document.addEventListener("change", (event) => {
  if (event.target.id === "qui") event.target.form.requestSubmit();
});
