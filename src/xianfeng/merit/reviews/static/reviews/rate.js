// Rating one after another without leaving the page. What is half filled in stays on this device, in this tab;
// what could not be sent is kept, said, and sent once more by itself.
"use strict";

(() => {
  const place = document.querySelector("[data-rate]");
  if (!place || !window.FormData || !window.fetch) return;
  const AGAIN = 3000, WAIT = 20000, SOON = 350; // milliseconds
  const form = () => place.querySelector("form[data-card]");

  // ---- on this device alone
  const kept = {
    get: (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* full or refused */ } },
    drop: (key) => { try { sessionStorage.removeItem(key); } catch { /* refused */ } },
  };
  const draftOf = (card) => `xf-card-${card.dataset.card}`;
  const alikeOf = (card) => `xf-alike-${card.dataset.seat}`;

  function answers(card) {
    const found = {};
    for (const input of card.querySelectorAll("[name^=item]"))
      if (input.type !== "radio") found[input.name] = input.value.trim();
      else if (input.checked) found[input.name] = input.value;
    return found;
  }

  const items = (card) => new Set([...card.querySelectorAll("[name^=item]")].map((input) => input.name));
  const isWhole = (card) => [...items(card)].every((name) => answers(card)[name]);

  function restore(card) {
    for (const [name, value] of Object.entries(kept.get(draftOf(card)) ?? {})) {
      const inputs = [...card.querySelectorAll("[name^=item]")].filter((input) => input.name === name);
      for (const input of inputs)
        if (input.type === "radio") input.checked = input.value === value;
        else if (!input.value) input.value = value;
    }
  }

  // ---- a gentle word before the last one is sent, when all are alike; only what they have in common is kept
  function remember(card) {
    const seen = kept.get(alikeOf(card)) ?? { what: JSON.stringify(answers(card)), who: [] };
    if (seen.what !== JSON.stringify(answers(card))) kept.set(alikeOf(card), { what: "", who: [] });
    else kept.set(alikeOf(card), { what: seen.what, who: [...new Set([...seen.who, card.dataset.card])] });
  }

  function sayAlike(card) {
    const note = card.querySelector("[data-alike]");
    if (!note) return;
    const seen = kept.get(alikeOf(card));
    const who = new Set([...(seen?.who ?? []), card.dataset.card]);
    const all = seen?.what && isWhole(card) && seen.what === JSON.stringify(answers(card));
    note.hidden = !(all && who.size >= Number(card.dataset.most) && who.size > 2);
    const words = note.querySelector("[data-words]");
    words.textContent = words.dataset.words.replace("{n}", String(who.size));
  }

  // ---- sending
  let sending = false;

  function ask(card) {
    return fetch(card.action, {
      method: "POST", body: new FormData(card), headers: { "HX-Request": "true" }, redirect: "manual",
      cache: "no-store", signal: AbortSignal.timeout ? AbortSignal.timeout(WAIT) : undefined,
    });
  }

  async function send(card, isAgain = false) {
    try {
      const response = await ask(card);
      if (response.status !== 200 && response.status !== 422) throw Object.assign(new Error(), { response });
      take(card, response, await response.text());
    } catch (error) {
      if (error.response && error.response.status < 500) return void location.reload(); // closed, signed out
      say("retry", isAgain);
      if (isAgain) return void stop(card);
      setTimeout(() => send(card, true), AGAIN);
    }
  }

  function say(kind, isLast) {
    place.querySelector("[data-failed]")?.remove();
    const note = document.getElementById(isLast ? "failed" : "retrying").content.cloneNode(true).firstElementChild;
    form().querySelector(".xf-actionbar").before(note);
    if (isLast) note.focus();
  }

  function stop(card) {
    sending = false;
    delete card.dataset.sending;
    card.querySelectorAll("button").forEach((button) => button.removeAttribute("aria-disabled"));
  }

  function take(card, response, html) {
    sending = false;
    if (response.status === 200) {
      remember(card);
      kept.drop(draftOf(card));
    }
    const next = response.headers.get("X-Next");
    if (next && !html) return void location.assign(next);
    place.innerHTML = html; // our own page's part, from our own server
    if (next) history.pushState({}, "", next);
    begin();
    place.scrollIntoView();
    (document.getElementById("errors") ?? place.querySelector("h2"))?.focus({ preventScroll: response.status === 200 });
  }

  document.addEventListener("submit", (event) => {
    const card = event.target;
    if (!("card" in card.dataset)) return;
    event.preventDefault();
    event.stopPropagation();
    if (sending) return;
    sending = true;
    kept.set(draftOf(card), answers(card));
    card.dataset.sending = "";
    card.querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", "true"));
    send(card);
  }, true);

  // ---- while filling in
  function changed(event) {
    const card = form();
    kept.set(draftOf(card), answers(card));
    sayAlike(card);
    if (event?.type === "change" && event.target.type === "radio" && goesOn() && isWhole(card)
      && card.querySelector("[data-alike]")?.hidden !== false) setTimeout(() => sending || card.requestSubmit(), SOON);
  }

  const goesOn = () => Boolean(place.querySelector("[data-goes-on]")?.checked);

  function step(button) {
    const input = button.closest("[data-score]").querySelector("input");
    const most = Number(input.max);
    const now = Number(input.value);
    const value = button.dataset.to ? Number(button.dataset.to) : (input.value ? now + Number(button.dataset.by) : most);
    input.value = String(Math.min(most, Math.max(0, Math.round(value * 100) / 100)));
    changed();
  }

  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-by], [data-to]");
    if (button) step(button);
  });
  place.addEventListener("input", changed);
  place.addEventListener("change", (event) => {
    if (event.target.matches("[data-goes-on]")) kept.set("xf-goes-on", event.target.checked);
    else changed(event);
  });

  // A computer's keys: 1, 2, 3 … answer the first open item, the arrows go on as radios do.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !form()) return;
    if (event.target.closest("input:not([type=radio]), textarea, select")) return;
    if (!/^[1-9]$/.test(event.key)) return;
    const open = [...form().querySelectorAll("[data-graded]")];
    const group = event.target.closest("[data-graded]") ?? open.find((each) => !each.querySelector(":checked"));
    const radio = group?.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.click();
    const next = open[open.indexOf(group) + 1];
    (next?.querySelector(":checked, input") ?? form().querySelector("[data-cast]")).focus();
  });

  window.addEventListener("popstate", () => location.reload());

  function begin() {
    const card = form();
    if (!card) return;
    restore(card);
    place.querySelectorAll("[data-with-script]").forEach((part) => (part.hidden = false));
    const auto = place.querySelector("[data-goes-on]");
    if (auto) auto.checked = kept.get("xf-goes-on") === true;
    sayAlike(card);
  }
  begin();
})();
