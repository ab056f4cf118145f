// A screen that loses the connection takes the names down: it cannot know whether the notice is still open.
"use strict";

(() => {
  const TRIES = 5;
  let failed = 0;

  document.addEventListener("htmx:afterRequest", (event) => {
    failed = event.detail.successful ? 0 : failed + 1;
    const shown = document.querySelector("[data-screen] .xf-board");
    if (failed < TRIES || !shown) return;
    const lost = document.getElementById("lost").content.querySelector("main").cloneNode(true);
    document.querySelector("[data-screen]").replaceChildren(lost);
  });
})();
