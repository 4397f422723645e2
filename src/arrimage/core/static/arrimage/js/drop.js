// Without this file the native file field works; it lets people drop the file anywhere on the box.
"use strict";

for (const box of document.querySelectorAll("[data-drop]")) {
  const field = box.querySelector("input[type=file]");
  const words = box.querySelector("[data-drop-words]");
  if (words) words.hidden = false;
  const light = (on) => box.classList.toggle("over", on);
  for (const name of ["dragenter", "dragover"]) {
    box.addEventListener(name, (event) => { event.preventDefault(); light(true); });
  }
  box.addEventListener("dragleave", () => light(false));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    light(false);
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
  });
}
