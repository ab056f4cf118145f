// Copying and printing one's receipts.
"use strict";

(() => {
  for (const button of document.querySelectorAll("[data-copy], [data-print]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = [...document.querySelectorAll("[data-receipt]")].map((each) => each.dataset.receipt).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      button.querySelector("[data-copied]").hidden = false;
    } catch {
      window.getSelection().selectAllChildren(document.querySelector("[data-receipts]"));
    }
  });
})();
