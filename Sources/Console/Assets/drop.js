// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.
//
// Files dropped on the import page, and how far an import has come. The form and the page work without this.
"use strict";
(() => {
  const form = document.querySelector("[data-drop]");
  const job = document.querySelector("[data-progress]");
  if (form) prepare(form);
  if (job) follow(job);

  function prepare(form) {
    const input = form.querySelector("input[type=file]");
    const zone = form.querySelector(".drop");
    const meter = form.querySelector("progress");
    const status = form.querySelector("[data-status]");
    let depth = 0;

    const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
    addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
    addEventListener("dragenter", (event) => {
      if (hasFiles(event) && ++depth > 0) zone.classList.add("over");
    });
    addEventListener("dragleave", (event) => {
      if (hasFiles(event) && --depth <= 0) zone.classList.remove("over");
    });
    addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      zone.classList.remove("over");
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
    form.addEventListener("submit", (event) => {
      if (input.files.length === 0) return;
      event.preventDefault();
      send(form, meter, status);
    });
  }

  function send(form, meter, status) {
    const request = new XMLHttpRequest();
    const button = form.querySelector("button");
    const words = status.dataset;
    const reset = (text) => {
      meter.hidden = true;
      button.disabled = false;
      status.textContent = text;
    };
    request.open("POST", form.action);
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      meter.max = event.total;
      meter.value = event.loaded;
      status.textContent = event.loaded < event.total
        ? words.sending.replace("{percent}", Math.floor((event.loaded / event.total) * 100))
        : words.reading;
    };
    request.onerror = () => reset(words.failed);
    request.onload = () => {
      if (request.status < 400) return location.assign(request.responseURL);
      // The server explains what is wrong with the file on a page of its own: show that page here.
      const page = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
      if (page) document.querySelector("main").replaceWith(page);
      else reset(words.failed);
    };
    meter.hidden = false;
    meter.removeAttribute("value");
    button.disabled = true;
    request.send(new FormData(form));
  }

  // The page of a running import tells how far it is; take that part of it until it is over.
  function follow(job) {
    const ask = async () => {
      try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const next = page.querySelector("[data-progress]");
        if (answer.ok && !next) return location.reload();
        if (next) job.innerHTML = next.innerHTML;
      } catch { /* The server restarts or the net is gone: ask again. */ }
      setTimeout(ask, 1000);
    };
    setTimeout(ask, 600);
  }
})();
