// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.
//
// Live updates. Rows never move under the pointer: what is new is counted in a bar, and a click shows it.
"use strict";
(() => {
  const lamp = document.querySelector("[data-live]");
  const bar = document.querySelector("[data-news]");
  if (lamp && window.EventSource) listen();
  if (bar) bar.addEventListener("click", () => location.reload());
  document.querySelectorAll("[data-since]").forEach(countUp);

  function listen() {
    const seen = new Set();
    let updatedAt = clock();
    let stream = null;

    const show = (isOn) => {
      lamp.classList.toggle("on", isOn);
      lamp.classList.toggle("off", !isOn);
      lamp.textContent = (isOn ? lamp.dataset.on : lamp.dataset.off).replace("{time}", updatedAt);
    };
    const take = (event) => {
      updatedAt = clock();
      show(true);
      let change = {};
      try { change = JSON.parse(event.data); } catch { return; }
      freshen(change.kind);
      if (!bar) return;
      if (!bar.dataset.news.split(" ").includes(change.kind)) return;
      seen.add(change.id);
      bar.textContent = bar.dataset.words.replace("{count}", seen.size);
      bar.hidden = false;
    };
    const open = () => {
      stream = new EventSource(lamp.dataset.live);
      stream.onopen = () => { updatedAt = clock(); show(true); };
      stream.onerror = () => {
        show(false);
        // The browser tries again by itself unless the server refused; then ask again after a while.
        if (stream.readyState === EventSource.CLOSED) setTimeout(open, 15000);
      };
      stream.addEventListener("change", take);
      stream.addEventListener("reset", () => { if (bar) { bar.textContent = bar.dataset.again; bar.hidden = false; } });
    };
    open();
    addEventListener("pagehide", () => stream.close());
    addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  }

  // Lamps and states show the truth at once: the parts that are marked are taken from a fresh copy of this page.
  // No field to type in is among them, so nothing is lost. At most once a second.
  let freshening = false;
  let missed = null;
  function freshen(kind) {
    const parts = [...document.querySelectorAll("[data-fresh]")];
    if (!parts.some((part) => part.dataset.fresh.split(" ").includes(kind))) return;
    if (freshening) { missed = kind; return; }
    freshening = true;
    missed = null;
    setTimeout(async () => {
      try {
        const answer = await fetch(location.href, { credentials: "same-origin" });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        document.title = page.title;
        for (const part of parts) replace(part, page.getElementById(part.id));
      } catch {
        // The lamp above says that the line is broken; the next change tries again.
      } finally {
        // What changed while the copy was on its way is looked at once more.
        setTimeout(() => { freshening = false; if (missed) freshen(missed); }, 600);
      }
    }, 250);
  }

  function replace(part, fresh) {
    if (!fresh || fresh.textContent === part.textContent) return;
    const held = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    part.className = fresh.className;
    part.replaceChildren(...fresh.childNodes);
    if (held) [...part.querySelectorAll("a")].find((link) => link.getAttribute("href") === held)?.focus();
  }

  function clock() {
    return new Date().toLocaleTimeString("zh-CN", { hour12: false });
  }

  // A payment whose outcome is unknown counts up in seconds; after a day the words of the server say enough.
  function countUp(element) {
    const from = Number(element.dataset.since);
    const tick = () => {
      const seconds = Math.floor((Date.now() - from) / 1000);
      if (seconds < 0 || seconds > 86400) return;
      const two = (number) => String(number).padStart(2, "0");
      element.textContent =
        `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
      setTimeout(tick, 1000);
    };
    tick();
  }
})();
