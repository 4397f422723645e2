// The page without connection exists only where scripts run; this asks again for the address that was wanted.
"use strict";

const again = document.querySelector("[data-again]");
const told = document.querySelector("[data-offline]");
const gone = [told.textContent, again.textContent];
function say(sentence, words, isBack) {
  told.textContent = sentence;
  again.textContent = words;
  again.classList.toggle("primary", isBack);
}
again.addEventListener("click", () => window.location.reload());
window.addEventListener("online", () => { say(told.dataset.back, again.dataset.back, true); });
window.addEventListener("offline", () => { say(...gone, false); });
