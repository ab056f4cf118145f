// The grid counts along; without this the count is that of the last answer.
"use strict";

(() => {
  const form = document.querySelector("form[data-grid]");
  const shown = form?.querySelector("[data-filled]");
  if (!shown) return;

  function count() {
    const filled = new Set();
    for (const input of form.querySelectorAll("[name^='m-']"))
      if (input.type === "radio" ? input.checked : input.value.trim()) filled.add(input.name);
    shown.textContent = String(filled.size);
  }

  // A second press on the chosen answer takes it back: a radio alone could not be emptied.
  let before = null;
  form.addEventListener("pointerdown", (event) => {
    const radio = event.target.closest("label")?.querySelector("input[type=radio]");
    before = radio?.checked ? radio : null;
  });
  form.addEventListener("click", (event) => {
    if (event.target === before) {
      before.checked = false;
      before = null;
      count();
    }
  });
  form.addEventListener("input", count);
  form.addEventListener("change", count);
  count();
})();
