// Without this file everything works but passkeys: the password and the codes stay.
"use strict";

async function ask(form) {
  let options = form.dataset.options ? JSON.parse(form.dataset.options) : null;
  if (!options) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error(String(answer.status));
    options = await answer.json();
  }
  if (options.request_options) return window.webauthnJSON.get(options.request_options);
  const creation = structuredClone(options.creation_options);
  const alone = form.querySelector("[name=passwordless]");
  const choice = creation.publicKey.authenticatorSelection;
  if (alone && choice) {
    choice.residentKey = alone.checked ? "required" : "discouraged";
    choice.requireResidentKey = alone.checked;
    if (alone.checked) choice.userVerification = "required";
  }
  return window.webauthnJSON.create(creation);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button");
  const said = form.querySelector("[data-passkey-said]");
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    said.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch {
      said.hidden = false;
      said.focus();
    }
  });
}
