// Small helps on top of pages that work without them.
"use strict";

(() => {
  const WAIT = 5000; // how long the server may take to say that it is there

  // The summary of errors gets the focus, so that it is read first.
  document.getElementById("errors")?.focus();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || "download" in form.dataset) return; // after a download the page is still here
    if (form.hasAttribute("hx-post")) return; // sent by htmx, which stays on the page and sends once
    if ("large" in form.dataset) switchType(event, form);
    else if (form.dataset.confirm && !form.dataset.sent && !window.confirm(form.dataset.confirm)) event.preventDefault();
    else sendOnce(event, form);
  });

  // Large type without leaving the page: nothing typed is lost.
  function switchType(event, form) {
    event.preventDefault();
    const isLarge = document.documentElement.classList.toggle("xf-large");
    document.querySelectorAll("form[data-large] button")
      .forEach((button) => button.setAttribute("aria-pressed", String(isLarge)));
    document.dispatchEvent(new Event("xf:type"));
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => {});
  }

  // A second press does nothing. Before what was typed leaves the page, the server is asked whether it is there.
  function sendOnce(event, form) {
    if (form.dataset.sent === "go") return;
    const first = !form.dataset.sent;
    if (first) press(form, true);
    if (!first || "once" in form.elements && form.requestSubmit) event.preventDefault();
    if (!first || !event.defaultPrevented) return;
    const button = event.submitter;
    isThere().then((there) => {
      if (!there) return notSent(form);
      form.dataset.sent = "go";
      button?.removeAttribute("aria-disabled");
      form.requestSubmit(button);
      button?.setAttribute("aria-disabled", "true");
    });
  }

  async function isThere() {
    try {
      const address = document.documentElement.dataset.live;
      return (await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(WAIT) })).ok;
    } catch {
      return false;
    }
  }

  function notSent(form) {
    press(form, false);
    const note = document.getElementById("not-sent").content.cloneNode(true).firstElementChild;
    document.querySelector("[data-not-sent]")?.remove();
    form.querySelector(".xf-btnrow, button")?.before(note);
    note.focus();
  }

  function press(form, isSent) {
    if (isSent) form.dataset.sent = "1";
    else delete form.dataset.sent;
    form.querySelectorAll("button:not([type=button])").forEach((button) => {
      if (isSent) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    });
  }

  // Coming back to the page, the button works again.
  window.addEventListener("pageshow", () =>
    document.querySelectorAll("form[data-sent]").forEach((form) => press(form, false)));
})();
