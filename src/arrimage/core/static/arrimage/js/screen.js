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

// A part that names the element to focus gets it once it is in its place.
document.addEventListener("htmx:afterSettle", (event) => {
  const wanted = document.querySelector("[data-focus-after]");
  if (!wanted) return;
  wanted.removeAttribute("data-focus-after");
  wanted.focus({ preventScroll: true });
  const box = wanted.getBoundingClientRect();
  if (box.top < 0 || box.bottom > window.innerHeight) wanted.scrollIntoView({ block: "start" });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A failed exchange follows the plain address, where the page explains itself.
document.addEventListener("htmx:responseError", (event) => {
  const source = event.detail.elt;
  const address = source.getAttribute("href");
  if (address) window.location.assign(address);
  else window.location.reload();
});
