// Without this file every doubt, correction and place of the document works by its link or button;
// it adds the letters of the list «Au clavier», whole rows to click, and the cut at the cursor.
"use strict";

const review = {
  items: () => [...document.querySelectorAll(".doubts > .item")].filter((item) => item.offsetParent),
  nodes: () => [...document.querySelectorAll(".tree .leaf")].filter((leaf) => leaf.offsetParent),
  scope: () => {
    const active = document.activeElement && document.activeElement.closest(".item, .node");
    return active || document.querySelector(".node.cur") || document.querySelector(".item.cur");
  },
};

function bring(element) {
  if (!element) return;
  element.focus({ preventScroll: true });
  const box = element.getBoundingClientRect();
  if (box.top < 80 || box.bottom > window.innerHeight - 140) element.scrollIntoView({ block: "center" });
}

// The next or previous one of a list, from where the focus is.
function step(list, by, way) {
  if (!list.length) return;
  const scope = review.scope();
  const here = scope ? list.findIndex((one) => one === scope || scope.contains(one)) : -1;
  const begins = here >= 0 && !list[here].contains(document.activeElement);
  const next = list[Math.min(Math.max(begins ? here : here + by, 0), list.length - 1)];
  for (const item of review.items()) item.classList.toggle("cur", item === next);
  bring(way(next));
  const where = next.querySelector("a.where");
  if (where) lightUp(where);
}

// The place of the document comes into view; the focus stays where it is.
function lightUp(where) {
  if (where.hasAttribute("hx-get")) { where.click(); return; }
  const place = document.getElementById(decodeURIComponent(where.hash.slice(1)));
  if (!place) return;
  for (const lit of document.querySelectorAll(".paper .lit")) lit.classList.remove("lit");
  place.classList.add("lit");
  const pane = place.closest(".source");
  pane.scrollTop += place.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
}

// A way to a place shows it without leaving the page; a part that is opened shows where it stood.
document.addEventListener("click", (event) => {
  const where = event.target.closest(".bench a.where:not([hx-get])");
  if (!where || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  lightUp(where);
});
function showLit() {
  const pane = document.querySelector(".bench > .source");
  const lit = pane && pane.querySelector("[data-lit]");
  if (!lit) return;
  pane.scrollTop += lit.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
}
document.addEventListener("htmx:oobAfterSwap", showLit);
document.addEventListener("DOMContentLoaded", () => {
  if (window.location.hash.startsWith("#n-")) showLit();
});

function press(key) {
  const scope = review.scope();
  const own = scope && [...scope.querySelectorAll(`[data-key="${key}"]`)].find((one) => one.closest(".item, .node") === scope);
  const anywhere = key === "u" ? document.querySelector('[data-key="u"]') : null;
  const button = own || anywhere;
  if (button) button.click();
  return Boolean(button);
}

const STEPS = {
  n: () => step(review.items(), 1, (item) => item.querySelector(".btn")),
  p: () => step(review.items(), -1, (item) => item.querySelector(".btn")),
  j: () => step(review.nodes(), 1, (leaf) => leaf.querySelector("[data-again], a")),
  k: () => step(review.nodes(), -1, (leaf) => leaf.querySelector("[data-again], a")),
  a: () => bring(document.querySelector(".accept .primary")),
  "?": () => document.getElementById("raccourcis").togglePopover(),
};
const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

// Alt and an arrow move the part at hand; a part that is not open is opened by the gesture itself.
function shove(way) {
  const scope = review.scope();
  if (!scope || !scope.matches(".node")) return false;
  if (press(way)) return true;
  const door = scope.querySelector("[data-again]");
  if (!door) return false;
  review.after = way;
  door.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  const typing = event.target.closest("input:not([type=hidden]), textarea, select");
  if (event.altKey && ARROWS[event.key] && !typing) {
    if (shove(ARROWS[event.key])) event.preventDefault();
    return;
  }
  if (event.altKey || typing) return;
  const from = event.target.closest("[data-from]");
  if (from && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    const all = [...document.querySelectorAll(".source [data-from]")];
    const next = all[all.indexOf(from) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); from.tabIndex = -1; next.tabIndex = 0; next.focus(); }
    return;
  }
  if (STEPS[event.key]) { event.preventDefault(); STEPS[event.key](); return; }
  if (["g", "e", "r", "s", "m", "o", "x", "u"].includes(event.key) && press(event.key)) event.preventDefault();
});

// What is said of the whole plan is corrected in a fold lower on the page: it opens in place.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-unfold]");
  const fold = link && document.getElementById(link.dataset.unfold);
  if (!fold) return;
  event.preventDefault();
  fold.open = true;
  bring(fold.querySelector("input:not([type=hidden])"));
});

// A whole row leads where its words lead.
document.addEventListener("click", (event) => {
  const row = event.target.closest(".paper tr, .paper p");
  if (!row || event.target.closest("a")) return;
  const link = row.querySelector("[data-from]");
  if (link && !window.getSelection().toString()) link.click();
});

// Once a doubt is answered, the next one takes the focus, and its place comes into view.
document.addEventListener("htmx:beforeRequest", (event) => {
  const item = event.detail.elt.matches("form") && event.detail.elt.closest(".item");
  if (!item) return;
  const all = review.items();
  const at = all.indexOf(item);
  review.next = [...all.slice(at + 1), ...all.slice(0, at).reverse()].map((one) => one.id);
});
function goOn() {
  const ids = review.next || [];
  review.next = null;
  const next = ids.map((id) => document.getElementById(id)).find((one) => one && one.offsetParent);
  if (!next || document.querySelector("[data-focus]")) return;
  for (const item of review.items()) item.classList.toggle("cur", item === next);
  bring(next.querySelector(".btn"));
  const where = next.querySelector("a.where");
  if (where) lightUp(where);
}

function prepare() {
  setTimeout(goOn, 0);
  const all = document.querySelectorAll(".source [data-from]");
  const lit = document.querySelector(".source .lit [data-from]") || all[0];
  if (lit) lit.tabIndex = 0;
  for (const button of document.querySelectorAll("[data-cut-at]")) button.hidden = false;
  const editor = document.querySelector("[data-focus-field]");
  if (editor) {
    const name = editor.dataset.focusField;
    delete editor.dataset.focusField;
    const field = editor.querySelector(`textarea[name="${name}"], input[name="${name}"]:not([type=hidden]), select[name="${name}"]`);
    if (field) setTimeout(() => bring(field), 0);
  }
  if (review.after) {
    const way = review.after;
    review.after = null;
    press(way);
  }
}
document.addEventListener("DOMContentLoaded", prepare);
document.addEventListener("htmx:afterSettle", prepare);

// The cut goes where the cursor stands in the wording, as long as the wording is the one read.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-cut-at]");
  if (!button) return;
  const field = document.getElementById(button.dataset.cutAt);
  const form = button.closest("form");
  if (!field || field.value !== field.defaultValue || !field.selectionStart) { bring(field); return; }
  const select = form.elements.start;
  const place = new Option("", String(field.selectionStart), true, true);
  select.add(place);
  form.requestSubmit();
});
