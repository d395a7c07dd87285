// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.
//
// Keyboard and scanner. Every act here is also a link or a button on the page: without this file nothing is lost.
"use strict";
(() => {
  const BURST_GAP = 40; // ms between two keys; no hand is that fast, every scanner is faster
  const BURST_KEYS = 6; // fewer keys than this are a person
  const places = { c: "/counter", t: "/transactions", h: "/today", r: "/receipts", f: "/findings", k: "/cases", i: "/imports", p: "/printers", d: "/devices", s: "/account" };

  const search = document.querySelector("[data-search]");
  const sheet = document.getElementById("keys");
  const isOn = () => localStorage.getItem("keys") !== "off";

  const isTyping = (element) =>
    element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

  const rows = () => [...document.querySelectorAll("tbody a.open")];

  function move(by) {
    const links = rows();
    if (links.length === 0) return;
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(Math.max(at + by, 0), links.length - 1)];
    document.querySelectorAll("tr.at").forEach((row) => row.classList.remove("at"));
    next.closest("tr").classList.add("at");
    next.focus();
  }

  let awaitsPlace = false;
  function act(key) {
    if (awaitsPlace) {
      awaitsPlace = false;
      if (places[key]) location.assign(places[key]);
      return;
    }
    // No time limit: whoever needs long between two keys gets there too. Any other key or Escape calls it off.
    if (key === "g") awaitsPlace = true;
    else if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "u") history.back();
    else if (key === "?" && sheet) sheet.showModal();
    else {
      // A page names the few acts that one key does: a new case, taking it. Never one that moves money.
      const named = /^[a-z]$/.test(key) && document.querySelector(`[data-key="${key}"]`);
      if (named) named.click();
    }
  }

  // A scanner types like a person, only faster. Its code goes to the search box wherever the focus is, except
  // in a text area; a field it typed into by accident gets its text back.
  let burst = "";
  let last = 0;
  let spoiled = null;
  let pending = null; // keys that wait to be taken for a command, and their timer

  // Two keys that a busy page hands over together are a command of two keys; more of them are a scanner's.
  function wait(key) {
    const keys = pending ? [...pending.keys, key] : [key];
    forget();
    pending = { keys, timer: setTimeout(settle, BURST_GAP) };
  }

  // A page too busy to run the timer must not lose the key: the next one comes too late to be a scanner's.
  function settle() {
    if (!pending) return;
    const { keys } = pending;
    forget();
    keys.forEach(act);
  }

  function forget() {
    if (pending) clearTimeout(pending.timer);
    pending = null;
  }

  function isScan(event) {
    const isFast = event.timeStamp - last < BURST_GAP;
    last = event.timeStamp;
    if (event.key.length === 1) {
      if (!isFast) {
        settle();
        burst = "";
        const field = event.target;
        spoiled = isTyping(field) && "value" in field ? { field, text: field.value } : null;
      }
      burst += event.key;
      return false;
    }
    return event.key === "Enter" && isFast && burst.length >= BURST_KEYS;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isScan(event) && search && event.target !== search && event.target.tagName !== "TEXTAREA") {
      event.preventDefault();
      forget();
      if (spoiled) spoiled.field.value = spoiled.text;
      search.value = burst;
      search.form.requestSubmit();
      return;
    }
    if (event.key === "Escape") {
      awaitsPlace = false;
      if (event.target === search) search.blur();
    }
    if (isTyping(event.target) || !isOn() || event.key.length !== 1) return;
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
      return;
    }
    // Wait one gap, so that the first letter of a scanned code is not taken for a command.
    if (burst.length <= 2) wait(event.key);
    else forget();
  });

  const toggle = document.querySelector("[data-keys-toggle]");
  if (toggle) {
    toggle.checked = isOn();
    toggle.addEventListener("change", () => localStorage.setItem("keys", toggle.checked ? "on" : "off"));
  }
  document.querySelectorAll("[data-opens]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal());
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
