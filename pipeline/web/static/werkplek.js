"use strict";
// Comfort only: every page works without this file.

// The source view: a box and its text light up together, without loading the page again.
const view = document.querySelector("[data-bron]");
if (view) {
  const light = (number, scroll) => {
    for (const one of view.querySelectorAll("[data-item]")) {
      const on = one.dataset.item === number;
      one.classList.toggle("aan", on);
      const link = one.matches("li") ? one.querySelector("[data-licht]") : one;
      if (on) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      if (on && scroll) one.scrollIntoView({ block: "nearest" });
    }
  };
  view.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-licht], a[data-item]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const holder = link.closest("[data-item]");
    event.preventDefault();
    light(holder.dataset.item, true);
    history.replaceState(null, "", link.getAttribute("href"));
  });
  for (const one of view.querySelectorAll("li.aan, svg .aan")) one.scrollIntoView({ block: "nearest" });
}

// Progress of work.
const work = document.querySelector("[data-taak]");
if (work) {
  const bar = work.querySelector("progress");
  const step = work.querySelector("[data-stap]");
  const look = async () => {
    try {
      const answer = await fetch(work.dataset.taak, { headers: { accept: "application/json" } });
      if (!answer.ok) return location.reload();
      const now = await answer.json();
      if (now.klaar) return location.reload();
      const pages = now.totaal ? ` (${now.gedaan} van ${now.totaal})` : "";
      if (step.textContent !== now.stap + pages) step.textContent = now.stap + pages;
      if (now.totaal) { bar.max = now.totaal; bar.value = now.gedaan; } else { bar.removeAttribute("value"); }
      setTimeout(look, 400);
    } catch {
      step.textContent = "De werkplek antwoordt niet. Is het programma gestopt?";
    }
  };
  setTimeout(look, 300);
}

// Dropping files, and refusing what is too large before it is sent.
for (const area of document.querySelectorAll("[data-neer]")) {
  const input = area.querySelector("input[type=file]");
  const told = area.querySelector("[data-melding]");
  const most = Number(area.dataset.neer);
  const check = () => {
    let size = 0;
    for (const file of input.files) size += file.size;
    const large = size > most;
    told.textContent = large
      ? `Dit is samen groter dan ${Math.round(most / 1e6)} MB.`
      : [...input.files].map((file) => file.name).join(", ");
    input.setCustomValidity(large ? "Te groot" : "");
  };
  input.addEventListener("change", check);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    area.addEventListener(kind, (event) => {
      event.preventDefault();
      area.classList.toggle("boven", kind === "dragover");
      if (kind === "drop") { input.files = event.dataTransfer.files; check(); }
    });
  }
}

// The name that was filled in once is filled in again.
for (const input of document.querySelectorAll("input[data-onthoud]")) {
  const key = `naam-${input.dataset.onthoud}`;
  if (!input.value) input.value = sessionStorage.getItem(key) || "";
  input.addEventListener("change", () => sessionStorage.setItem(key, input.value));
}

// Differences: "the next one without a decision" counts from the change that one is at.
const onward = document.querySelector("a[data-volgende]");
if (onward) {
  const from = (target) => {
    const article = target && target.closest("article[data-volgende]");
    if (article && article.dataset.volgende) onward.href = article.dataset.volgende;
  };
  document.addEventListener("focusin", (event) => from(event.target));
  from(document.getElementById(decodeURIComponent(location.hash.slice(1))));
}
