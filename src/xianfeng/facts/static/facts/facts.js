// Claims: the unit of the chosen kind, less and more; the list of what waits is worked by keys.
"use strict";

(() => {
  // ---- a claim
  const form = document.querySelector("[data-claim-form]");
  if (form) {
    const amount = form.elements.quantity;
    const measure = form.querySelector("[data-measured]");
    const field = form.querySelector("[data-amount]");
    const showMeasure = () => {
      const chosen = form.querySelector("input[name=kind]:checked");
      measure.textContent = chosen ? chosen.dataset.measure : "";
      field.hidden = Boolean(chosen) && !chosen.dataset.measure;
    };
    const change = (by) => {
      const value = Math.round(Number(amount.value.replace(",", ".")) * 100) / 100;
      if (Number.isFinite(value)) amount.value = String(Math.max(1, Math.round((value + by) * 100) / 100));
    };
    form.addEventListener("change", (event) => {
      if (event.target.name === "kind") showMeasure();
      if (event.target.name === "on" && event.target.value) form.querySelector("input[value=other]").checked = true;
      if (event.target.name === "day" && event.target.value !== "other") form.elements.on.value = "";
    });
    form.querySelectorAll("[data-by]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => change(Number(button.dataset.by)));
    });
    showMeasure();
  }

  // ---- what waits to be confirmed
  const list = document.querySelector("[data-claims]");
  if (!list) return;
  const waiting = () => [...list.querySelectorAll("[data-claim]")];
  const current = () => document.activeElement.closest("[data-claim]");
  const isTyping = (target) => Boolean(target.closest("input, textarea, select"));

  function step(by) {
    const rows = waiting();
    const at = rows.indexOf(current());
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    y: () => current()?.querySelector("[data-yes]")?.click(),
    n: () => current()?.querySelector("[data-no]")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current()) close(current());
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    const act = KEYS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });

  function close(row) {
    row.querySelector("[data-reject]").replaceChildren();
    row.focus();
  }

  list.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    close(event.target.closest("[data-claim]"));
  });

  // What was refused for want of a reason is shown as well; an answer of another page is that page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    const came = new URL(xhr.responseURL || location.href).pathname;
    if (came !== new URL(requestConfig.path, location.href).pathname) {
      event.detail.shouldSwap = false;
      location.reload();
    } else if (xhr.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const rows = waiting();
    const row = event.detail.elt.closest("[data-claim]");
    list.dataset.next = rows[rows.indexOf(row) + 1]?.id ?? "";
  });

  // Focus goes to the field that opened, or on to the next claim.
  document.addEventListener("htmx:afterSettle", (event) => {
    const field = event.target.querySelector("[name=reason]") ?? event.target.closest("form")?.elements.reason;
    if (field) field.focus();
    else if (event.target.matches("[data-decided]")) goOn();
  });

  function goOn() {
    const next = document.getElementById(list.dataset.next || "") ?? waiting()[0];
    (next ?? list.lastElementChild).focus();
  }

  // Nothing is lost silently: what could not be sent, or failed, is said where it was pressed.
  const say = (id) => (event) => {
    const note = document.getElementById(id).content.cloneNode(true).firstElementChild;
    document.querySelector("[data-not-sent]")?.remove();
    event.detail.elt.closest("[data-claim]")?.append(note);
    note.focus();
  };
  document.addEventListener("htmx:sendError", say("not-sent"));
  document.addEventListener("htmx:responseError", say("not-done"));
})();
