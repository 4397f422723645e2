// «Consigner» from anywhere, with one key; what is typed is kept, waits for the connection (drafts.js) and is
// sent once. Without this script the button leads to a plain form that does the same online.
"use strict";

(() => {
  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const panel = document.getElementById("consigner");
  const form = panel?.querySelector("form[data-log]") || document.querySelector("form[data-log]");
  if (!form) return;
  const isAway = "away" in form.dataset; // the page without connection: the server knows nobody there
  if (!isAway) localStorage.setItem("consigner", form.dataset.who);
  const who = localStorage.getItem("consigner") || "";
  if (isAway) document.querySelector(who ? "[data-log-somebody]" : "[data-log-nobody]").hidden = false;
  if (!who) return;
  const place = `consigner-${who}`;
  const words = form.querySelector("[name=text]");
  const found = form.querySelector("[data-log-lines]");
  const read = form.querySelector("[data-log-read]");
  const waiting = form.querySelector("[data-log-waiting]");
  const shelf = document.querySelector("[data-log-drafts]");
  if (!form.elements.key.value) form.elements.key.value = newKey(); // each sentence has its own
  const touched = new Map(); // fields of the suggestion that a person changed

  // ── drafts that wait, shown and sent ──────────────────────
  function say(text, isWrong = false) {
    waiting.hidden = !text;
    waiting.textContent = text;
    waiting.classList.toggle("wrong", isWrong);
  }
  async function count() {
    const all = await drafts.of(who);
    const waits = all.filter((draft) => !draft.refused).length;
    for (const badge of document.querySelectorAll("[data-log-count]")) {
      badge.hidden = !all.length;
      badge.textContent = all.length;
    }
    shelf.hidden = !all.length;
    form.querySelector("[data-log-asks]")?.toggleAttribute("hidden", all.length === waits);
    shelf.querySelector("ul").replaceChildren(...all.map(shown));
    say(waits ? form.dataset.waiting.replace("##", waits) : "");
    return all;
  }
  const told = (draft, name) => draft.fields.find(([field, value]) => field === name && value)?.[1] || "";
  const day = (on) => on && new Date(`${on}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  function shown(draft) {
    const item = shelf.querySelector("template").content.cloneNode(true);
    item.querySelector("[data-draft-text]").textContent = told(draft, "text") || told(draft, "url") || told(draft, "file").name || shelf.dataset.bare;
    item.querySelector("[data-draft-state]").textContent = [told(draft, "q"), day(told(draft, "on")), draft.refused?.join(" ") || shelf.dataset.waits].filter(Boolean).join(" · ");
    const [door, drop] = [item.querySelector("[data-draft-open]"), item.querySelector("[data-draft-drop]")];
    door.href = `${form.action}#${draft.key}`;
    door.addEventListener("click", (event) => {
      if (panel || (isAway && navigator.onLine)) return; // where its lines can be looked for
      event.preventDefault();
      takeUp(draft.key);
    });
    drop.addEventListener("click", async () => {
      if (!drop.dataset.asked) { drop.dataset.asked = "yes"; drop.textContent = drop.dataset.sure; return; }
      await drafts.drop(draft.key);
      await count();
      words.focus();
    });
    return item;
  }
  async function flush() {
    const { sent, stop } = await drafts.send(who, form);
    const left = await count();
    shelf.querySelector("[data-log-signin]").hidden = stop !== "closed";
    if (left.length && form.dataset[stop]) say(form.dataset[stop], true);
    else if (sent) say(left.length ? form.dataset.partly : form.dataset.sent);
  }

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.formMethod === "get") return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    try { await leave(); } finally { delete form.dataset.busy; event.submitter?.removeAttribute("aria-busy"); }
  });
  async function leave() {
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && (!(value instanceof File) || value.size));
    const draft = { key: form.elements.key.value, who, at: Date.now(), fields };
    let former;
    try {
      former = await drafts.get(draft.key);
      await drafts.keep(draft); // kept before it leaves, so that nothing is lost
    } catch {
      return isAway ? say(form.dataset.unkept, true) : form.submit(); // a browser that keeps nothing
    }
    await flush();
    const left = await drafts.get(draft.key);
    if (left?.refused && !isAway) {
      if (!former) { await drafts.drop(draft.key); await count(); } // the form still holds it, and says what is missing
      return say(left.refused.join(" "), true);
    }
    localStorage.removeItem(place);
    if (left || isAway) { clear(); if (left) navigator.storage?.persist?.(); return words.focus(); }
    if (panel) window.location.reload(); else window.location.assign(form.elements.retour.value || "/");
  }

  function clear() {
    const kept = ["csrfmiddlewaretoken", "retour"].map((name) => [form.elements[name], form.elements[name]?.value]);
    form.reset();
    for (const [field, value] of kept) if (field) field.value = value;
    form.elements.key.value = newKey();
    if (isAway) form.elements.on.value = today();
    found?.replaceChildren();
    touched.clear();
  }
  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  if (isAway) {
    const kept = JSON.parse(localStorage.getItem(place) || "null");
    if (kept && !words.value) { words.value = kept.text; form.elements.key.value = kept.key; }
    form.elements.on.value ||= today();
  }

  // A draft comes back into the form, under its own key; what was chosen in it stays chosen.
  async function takeUp(key) {
    const draft = await drafts.get(key);
    if (draft?.who !== who) return;
    clear();
    form.elements.key.value = key;
    for (const [name, value] of draft.fields) {
      const field = form.elements[name];
      if (name === "ligne") { if (found) choose({ pk: value, number: "", title: "" }); continue; }
      if (!field || ["key", "retour"].includes(name)) continue;
      if (field.type === "checkbox") field.checked = true;
      else if (value instanceof File) { const held = new DataTransfer(); held.items.add(value); field.files = held.files; }
      else field.value = value;
      if (read?.contains(field) && value && value !== "=") touched.set(name, field.type === "checkbox" ? true : value);
      if (value) field.closest("details")?.toggleAttribute("open", true);
    }
    words.focus();
    if (read && navigator.onLine) { htmx.trigger(form.elements.q, "search"); ask(); }
  }
  if (!panel && !isAway) document.addEventListener("DOMContentLoaded", () => takeUp(window.location.hash.slice(1) || "-"));

  // ── what is typed is kept, and read ───────────────────────
  const keep = () => localStorage.setItem(place, JSON.stringify({ text: words.value, key: form.elements.key.value }));
  let pause = 0;
  const ask = () => {
    clearTimeout(pause);
    pause = setTimeout(() => read && navigator.onLine && read.dispatchEvent(new CustomEvent("lire", { bubbles: true })), 400);
  };
  words.addEventListener("input", () => { keep(); ask(); });
  found?.addEventListener("change", ask);
  read?.addEventListener("input", (event) => {
    const field = event.target;
    touched.set(field.name, field.type === "checkbox" ? field.checked : field.value);
  });
  read?.addEventListener("htmx:afterSwap", () => {
    for (const [name, value] of touched) {
      const field = form.elements[name];
      if (field?.type === "checkbox") field.checked = value; else if (field) field.value = value;
    }
  });

  // A line named by its whole number is ticked, until the number changes.
  form.elements.q.addEventListener("input", () => {
    for (const box of found?.querySelectorAll("[data-named]") || []) box.checked = false;
  });
  found?.addEventListener("htmx:afterSwap", () => {
    const number = form.elements.q.value.trim().replace(/\.$/, "");
    const named = [...found.querySelectorAll("li")].filter((item) => number && item.querySelector(".num").textContent === number);
    const box = named.length === 1 && named[0].querySelector("input");
    if (box && !box.checked) { box.checked = true; box.dataset.named = "yes"; ask(); }
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  // ── opening ───────────────────────────────────────────────
  function line() {
    const here = document.activeElement?.closest(".task, tbody[data-line]") || document.querySelector("tbody[data-line]:has(.inplace)");
    if (!here) return null;
    const pk = here.dataset.line || here.id.slice(1);
    const name = here.querySelector("a.said, .act .words, .said");
    return { pk, number: here.querySelector(".num")?.textContent.trim() || "", title: name?.textContent.trim() || "" };
  }
  function choose({ pk, number, title }) {
    if (found.querySelector(`input[value="${pk}"]`)) return;
    const item = document.createElement("li");
    const label = Object.assign(document.createElement("label"), { className: "tick" });
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "ligne", value: pk, checked: true });
    const name = document.createElement("span");
    name.append(Object.assign(document.createElement("b"), { className: "num", textContent: number }), ` ${title}`);
    label.append(box, " ", name);
    item.append(label);
    let list = found.querySelector("ul");
    if (!list) { list = Object.assign(document.createElement("ul"), { className: "plain" }); found.append(list); }
    list.prepend(item);
  }
  function open() {
    const at = line();
    const kept = JSON.parse(localStorage.getItem(place) || "null");
    panel.showPopover();
    if (kept && !words.value) { words.value = kept.text; form.elements.key.value = kept.key; }
    if (at) choose(at);
    words.focus();
    if (navigator.onLine) { htmx.trigger(form.querySelector("[name=q]"), "search"); if (words.value || at) ask(); }
  }
  if (panel && "showPopover" in panel) {
    for (const door of document.querySelectorAll("[data-log-door]")) {
      door.addEventListener("click", (event) => { event.preventDefault(); open(); });
    }
    document.addEventListener("keydown", (event) => {
      if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, textarea, select, [contenteditable]") || panel.matches(":popover-open")) return;
      event.preventDefault();
      open();
    });
  }
  const look = () => count().then((all) => all.length && navigator.onLine && flush());
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.hidden || look()); // another tab may have sent them
  look().catch(() => {}); // a browser that keeps nothing has no draft

  // ── leaving ───────────────────────────────────────────────
  // Who closes the session takes along what was kept here; drafts leave first, and what could not
  // leave is erased once the person has said so, by the same button.
  async function close(event) {
    const door = event.target;
    if (!("leaving" in door.dataset) || navigator.onLine === false) return;
    event.preventDefault();
    await flush().catch(() => {});
    const left = await drafts.of(who).catch(() => []);
    if (left.length && !door.dataset.asked) {
      door.dataset.asked = "yes";
      const words = form.parentElement.querySelector("template[data-log-leaving]").content.cloneNode(true);
      document.getElementById("messages").replaceChildren(words);
      return;
    }
    for (const draft of left) await drafts.drop(draft.key);
    localStorage.removeItem(place);
    localStorage.removeItem("consigner");
    door.submit();
  }
  document.addEventListener("submit", close, true);
})();
