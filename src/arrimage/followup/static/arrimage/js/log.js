// «Consigner» from anywhere, with one key; what is typed is kept, waits for the connection and is
// sent once. Without this script the button leads to a plain form that does the same online.
"use strict";

(() => {
  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const panel = document.getElementById("consigner");
  const form = panel?.querySelector("form[data-log]") || document.querySelector("form[data-log]");
  if (!form) return;
  const who = form.dataset.who;
  const place = `consigner-${who}`;
  const words = form.querySelector("[name=text]");
  const found = form.querySelector("[data-log-lines]");
  const read = form.querySelector("[data-log-read]");
  const waiting = form.querySelector("[data-log-waiting]");
  if (!form.elements.key.value) form.elements.key.value = newKey(); // each sentence has its own
  const touched = new Map(); // fields of the suggestion that a person changed

  // ── drafts, in the browser ────────────────────────────────
  const base = () => new Promise((resolve, reject) => {
    const opening = indexedDB.open("arrimage", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("drafts", { keyPath: "key" });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  async function store(mode, act) {
    const opened = await base();
    return new Promise((resolve, reject) => {
      const asked = act(opened.transaction("drafts", mode).objectStore("drafts"));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }
  const drafts = async () => (await store("readonly", (s) => s.getAll())).filter((d) => d.who === who);

  function say(text, isWrong = false) {
    waiting.hidden = !text;
    waiting.textContent = text;
    waiting.classList.toggle("wrong", isWrong);
  }
  async function count() {
    const all = await drafts();
    for (const badge of document.querySelectorAll("[data-log-count]")) {
      badge.hidden = !all.length;
      badge.textContent = all.length;
    }
    if (all.length) say(form.dataset.waiting.replace("##", all.length));
    return all;
  }

  // ── sending: 204 is written, 422 is refused, anything else waits ──
  async function send(draft) {
    const body = new FormData();
    for (const [name, value] of draft.fields) body.append(name, value);
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
  }
  async function flush() {
    let sent = 0;
    for (const draft of await drafts()) {
      try {
        const answer = await send(draft);
        if (answer.status === 204) { await store("readwrite", (s) => s.delete(draft.key)); sent += 1; }
        else if (answer.status === 422) { const told = await answer.json(); say(told.errors.join(" "), true); return sent; }
      } catch { break; }
    }
    const left = await count();
    if (sent && !left.length) say(form.dataset.sent);
    return sent;
  }

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.formMethod === "get") return;
    event.preventDefault();
    const fields = [...new FormData(form)].filter(([name, value]) => !(value instanceof File) || value.size);
    const draft = { key: form.elements.key.value, who, fields };
    await store("readwrite", (s) => s.put(draft)); // kept before it leaves, so that nothing is lost
    try {
      const answer = await send(draft);
      if (answer.status === 422) {
        const told = await answer.json();
        await store("readwrite", (s) => s.delete(draft.key));
        return say(told.errors.join(" "), true);
      }
      if (answer.status !== 204) return say(form.dataset.kept, true);
      await store("readwrite", (s) => s.delete(draft.key));
      localStorage.removeItem(place);
      if (panel) window.location.reload(); else window.location.assign(form.elements.retour.value);
    } catch {
      localStorage.removeItem(place);
      clear();
      await count();
    }
  });

  function clear() {
    const { key, csrfmiddlewaretoken: token, retour: back } = form.elements;
    const kept = [token.value, back.value];
    form.reset();
    [token.value, back.value] = kept;
    key.value = newKey();
    found.replaceChildren();
    touched.clear();
  }

  // ── what is typed is kept, and read ───────────────────────
  const keep = () => localStorage.setItem(place, JSON.stringify({ text: words.value, key: form.elements.key.value }));
  let pause = 0;
  const ask = () => {
    clearTimeout(pause);
    pause = setTimeout(() => navigator.onLine && read.dispatchEvent(new CustomEvent("lire", { bubbles: true })), 400);
  };
  words.addEventListener("input", () => { keep(); ask(); });
  found.addEventListener("change", ask);
  read.addEventListener("input", (event) => {
    const field = event.target;
    touched.set(field.name, field.type === "checkbox" ? field.checked : field.value);
  });
  read.addEventListener("htmx:afterSwap", () => {
    for (const [name, value] of touched) {
      const field = form.elements[name];
      if (field?.type === "checkbox") field.checked = value; else if (field) field.value = value;
    }
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
  window.addEventListener("online", flush);
  count().then((all) => { if (all.length && navigator.onLine) flush(); });
})();
