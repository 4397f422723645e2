// Without this file a field of names takes words separated by commas; with it the list of known
// names goes on proposing after each comma.
"use strict";

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches || !field.matches("input[list]") || !field.list) return;
  const list = field.list;
  list.known = list.known || [...list.options].map((option) => option.value);
  const comma = field.value.lastIndexOf(",");
  const before = comma < 0 ? "" : `${field.value.slice(0, comma + 1)} `;
  if (list.dataset.before === before) return;
  list.dataset.before = before;
  for (const [rank, option] of [...list.options].entries()) {
    option.value = before + list.known[rank];
  }
});
