// Without this file every link and form works; it moves the focus, closes menus and toasts,
// shows the place that is worked on, and follows the plain address after a failed exchange.
"use strict";

function settle(root) {
  const errors = root.querySelector("[data-focus]");
  if (errors) errors.focus();
  for (const button of root.querySelectorAll("[data-dismiss]")) {
    button.hidden = false;
    button.addEventListener("click", () => button.closest(".toast").remove());
  }
}

document.addEventListener("DOMContentLoaded", () => settle(document));
document.addEventListener("htmx:load", (event) => settle(event.detail.elt));

// The place of the document that is being worked on comes into view in its own pane.
function showPlace() {
  const pane = document.querySelector(".bench > .source");
  const lit = pane && pane.querySelector("[data-lit]");
  if (!lit || window.location.hash) return;
  const offset = lit.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += offset - pane.clientHeight / 3;
}
document.addEventListener("DOMContentLoaded", showPlace);
document.addEventListener("htmx:oobAfterSwap", showPlace);

// A part that names the element to focus gets it once it is in its place; what it belongs to comes
// into view. Errors keep the focus that they took.
document.addEventListener("htmx:afterSettle", () => {
  const wanted = document.querySelector("[data-focus-after]");
  if (!wanted) { comeBack(); return; }
  const place = document.getElementById(wanted.getAttribute("data-focus-after")) || wanted;
  wanted.removeAttribute("data-focus-after");
  if (document.activeElement && document.activeElement.hasAttribute("data-focus")) return;
  wanted.focus({ preventScroll: true });
  const gesture = wanted.closest("details.gesture");
  if (gesture) { gesture.scrollIntoView({ block: "nearest" }); return; }
  const top = place.getBoundingClientRect().top;
  const bottom = wanted.getBoundingClientRect().bottom;
  if (top < 0 || bottom > window.innerHeight) place.scrollIntoView({ block: "start" });
});

// Where a gesture took its own button away, the focus comes back as near as it can.
let left = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.detail.requestConfig.triggeringEvent) return;
  const from = event.detail.elt;
  const ids = [];
  for (let element = from; element; element = element.parentElement) {
    if (element.id) ids.push(element.id);
  }
  const name = document.activeElement ? document.activeElement.getAttribute("name") : "";
  left = { address: from.matches("a") ? from.getAttribute("hx-get") : "", name, ids };
});
function comeBack() {
  const way = left;
  if (!way || (document.activeElement && document.activeElement !== document.body)) return;
  const near = () => {
    for (const id of way.ids) {
      const place = document.getElementById(id);
      const ways = [".doubts button", "[data-again]", "a[href], button"];
      if (place) return ways.map((way) => place.querySelector(way)).find(Boolean);
    }
    return null;
  };
  const same = (name, value) => document.querySelector(`[${name}="${CSS.escape(value)}"]:not([type=hidden])`);
  const found = (way.name && same("name", way.name)) || (way.address && same("hx-get", way.address)) || near();
  if (!found) return;
  left = null;
  found.focus({ preventScroll: true });
  const box = found.getBoundingClientRect();
  if (box.top < 0 || box.bottom > window.innerHeight) found.scrollIntoView({ block: "center" });
}

// What was said goes away with the next gesture, never by itself.
function hush() {
  for (const toast of document.querySelectorAll("#messages .toast")) toast.remove();
}
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.triggeringEvent) hush();
});

// A link shown once is copied with its button, where the browser lets a page do it.
for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  await navigator.clipboard.writeText(field.value);
  button.textContent = button.dataset.copied;
});

// A form is sent once: the second click of a slow minute does nothing, and the button says why.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "stays" in form.dataset) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (navigator.onLine === false) { event.preventDefault(); unanswered(); return; }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  if (!button.dataset.busy) return;
  button.dataset.idle = button.textContent;
  button.textContent = button.dataset.busy;
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) {
    button.removeAttribute("aria-busy");
    if (button.dataset.idle) button.textContent = button.dataset.idle;
  }
});

// Escape closes the form in hand, then what is open around it, unless text would be lost.
function fold(target) {
  const gesture = target.closest("details.gesture[open]");
  if (gesture) {
    gesture.open = false;
    gesture.querySelector("summary").focus();
    return;
  }
  const place = target.closest("tbody:has(.inplace), .heading.open, .node.cur");
  if (!place) return;
  const fields = [...place.querySelectorAll("textarea, input:not([type=hidden], [type=radio])")];
  if (fields.some((field) => field.value !== field.defaultValue)) return;
  const way = place.querySelector("[data-fold], [aria-expanded=true]");
  if (way) way.click();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  hush();
  fold(event.target);
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// «/» goes to the words to look for, unless something is being typed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.getElementById("chercher");
  const door = document.querySelector(".search-door");
  if (!field) return;
  event.preventDefault();
  if (field.offsetParent) { field.focus(); field.select(); } else if (door) door.click();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A failed exchange follows the plain address, where the page explains itself; a form stays as it
// is, with its text, and a sentence says so.
function lost(event) {
  const source = event.detail.elt;
  const address = source.getAttribute("href");
  if (address) window.location.assign(address);
  else if (source.matches("form")) unanswered();
}
function unanswered() {
  hush();
  const words = document.getElementById("lost").content.cloneNode(true);
  document.getElementById("messages").append(words);
  settle(document.getElementById("messages"));
}
document.addEventListener("htmx:responseError", lost);
document.addEventListener("htmx:sendError", lost);

// Who is signed in may open the product without connection (service_worker.js). What this browser
// remembers of who logs, for that page, goes away as soon as somebody else is here.
const worker = document.querySelector("meta[name=service-worker]");
if (worker) {
  if (localStorage.getItem("consigner") !== worker.dataset.who) localStorage.removeItem("consigner");
  navigator.serviceWorker?.register(worker.content, { updateViaCache: "none" }).catch(() => {});
}
