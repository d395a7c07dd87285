// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.
//
// What somebody half wrote is there again when they come back to the page. It stays in this tab alone, under their
// name and the case's number, and goes when it is sent, when they sign out, and when the tab closes.
"use strict";
(() => {
  const fields = [...document.querySelectorAll("[data-draft]")];
  const name = (field) => `draft ${field.dataset.draft}`;

  for (const field of fields) {
    const kept = sessionStorage.getItem(name(field));
    if (kept !== null && field.value === "") field.value = kept;
    field.addEventListener("input", () => {
      if (field.value === "") sessionStorage.removeItem(name(field));
      else sessionStorage.setItem(name(field), field.value.slice(0, 5000));
    });
  }
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[action='/signout']")) sessionStorage.clear();
    for (const field of fields) if (event.target.contains(field)) sessionStorage.removeItem(name(field));
  });
})();
