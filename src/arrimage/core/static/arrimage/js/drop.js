// Without this file the native file field works; with it the field is a wide button that says the
// name it received, and the whole box takes a dropped file.
"use strict";

for (const box of document.querySelectorAll("[data-drop]")) {
  const field = box.querySelector("input[type=file]");
  const pick = box.querySelector("[data-drop-pick]");
  const name = box.querySelector("[data-drop-name]");
  const light = (on) => box.classList.toggle("over", on);
  const show = () => {
    if (!field.files.length) return;
    name.textContent = field.files[0].name;
    pick.querySelector("span").textContent = box.dataset.drop;
    box.classList.remove("wrong");
    const wrong = box.querySelector("[data-drop-wrong]");
    if (wrong) wrong.remove();
  };
  box.querySelector("[data-drop-words]").hidden = false;
  pick.hidden = false;
  field.classList.add("vh");
  field.addEventListener("change", show);
  for (const kind of ["dragenter", "dragover"]) {
    box.addEventListener(kind, (event) => { event.preventDefault(); light(true); });
  }
  box.addEventListener("dragleave", () => light(false));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    light(false);
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    show();
  });
  show();
}
