// Drafts of «Consigner» kept in this browser, each for the person who wrote it, until the server has written it
// once. Without this script nothing is kept here: the plain form is sent at once.
"use strict";

const drafts = (() => {
  const PATIENCE = 10000; // milliseconds: a network that hangs is no network
  const base = () => new Promise((resolve, reject) => {
    const opening = indexedDB.open("arrimage", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("drafts", { keyPath: "key" });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  async function store(mode, act) {
    const opened = await base();
    try {
      return await new Promise((resolve, reject) => {
        const going = opened.transaction("drafts", mode);
        const asked = act(going.objectStore("drafts"));
        going.oncomplete = () => resolve(asked.result);
        going.onerror = going.onabort = () => reject(going.error);
      });
    } finally {
      opened.close();
    }
  }
  const keep = (draft) => store("readwrite", (s) => s.put(draft));
  const drop = (key) => store("readwrite", (s) => s.delete(key));
  const get = (key) => store("readonly", (s) => s.get(key));
  const of = async (who) => (await store("readonly", (s) => s.getAll()))
    .filter((draft) => draft.who === who).sort((a, b) => (a.at || 0) - (b.at || 0));

  // Two tabs never send at the same moment; the key of a draft makes it count once anyway.
  const alone = (act) => (navigator.locks ? navigator.locks.request("consigner", act) : act());

  async function post(address, draft, token) {
    const body = new FormData();
    for (const [name, value] of draft.fields) body.append(name, value);
    body.set("qui", draft.who);
    body.set("csrfmiddlewaretoken", token);
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.status === 204) await drop(draft.key);
    else if (answer.status === 422) await keep({ ...draft, refused: (await answer.json()).errors });
    return answer.status;
  }

  // Send what waits. Tells how many were written, and what stopped it: "away" (no answer), "closed"
  // (nobody is signed in), "other" (somebody else is), "fault" (the server could not), or nothing.
  const send = (who, form) => alone(async () => {
    const told = { sent: 0, stop: "" };
    const ready = (await of(who)).filter((draft) => !draft.refused);
    try {
      const here = ready.length ? await fetch(form.dataset.sender, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) }) : null;
      if (!here) return told;
      if (here.type === "opaqueredirect") return { ...told, stop: "closed" };
      if (!here.ok) return { ...told, stop: "fault" };
      const me = await here.json();
      if (me.who !== who) return { ...told, stop: "other" };
      for (const draft of ready) {
        const status = await post(form.action, draft, me.token);
        if (status === 204) told.sent += 1;
        else if (status !== 422) return { ...told, stop: "fault" };
      }
    } catch {
      told.stop = "away";
    }
    return told;
  });

  return { keep, drop, get, of, send };
})();
