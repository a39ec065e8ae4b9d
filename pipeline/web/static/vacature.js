"use strict";
// The composer in place: the text follows what is typed, what is typed is kept, and tasks move without loading again.
// Everything here can also be done without this file, with the buttons of the form.

const form = document.getElementById("opstelformulier");
const status = document.getElementById("stand");
const spoken = document.getElementById("taken-stand");
const PAUSE = 500;

let timer = 0;
let running = null; // what is being sent now
let changes = 0; // counts changes of the form
let kept = 0; // the change up to which all was kept
let shown = 0; // the change that the text shows
let clashed = false;
let leaving = false;

const unsaved = () => kept !== changes;
const tell = (text, wrong = false) => {
  status.classList.toggle("mis", wrong);
  if (status.textContent !== text) status.textContent = text;
};
const post = (address, options = {}) =>
  fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)), ...options });

const keep = async () => {
  const at = changes;
  const answer = await post(form.dataset.bewaar, { headers: { accept: "application/json" } });
  if (answer.status === 409) {
    clashed = true;
    const { melding } = await answer.json();
    tell(`Niet bewaard. ${melding} Druk op Bewaar om te kiezen.`, true);
    return "";
  }
  if (!answer.ok) throw new Error("not kept");
  const { versie, om } = await answer.json();
  form.elements.versie.value = versie;
  kept = at;
  return `Bewaard ${om}.`;
};

const preview = async () => {
  const at = changes;
  const answer = await post(form.dataset.voorbeeld);
  if (!answer.ok) throw new Error("no preview");
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (at !== changes) return; // typed on: a newer one follows
  swap("voorbeeld", made);
  if (signature(document) !== signature(made)) swap("keuze", made);
  shown = at;
};

// Put a part in place of the old one; focus, scroll and what was folded stay.
const swap = (id, made) => {
  const old = document.getElementById(id);
  const fresh = id === "voorbeeld" && !document.getElementById("leeg");
  const folded = [...old.querySelectorAll("details[id]")].map((one) => [one.id, one.open]);
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  const scroller = old.closest("section");
  const top = scroller ? scroller.scrollTop : 0;
  const before = new Set(sentences(old));
  old.replaceChildren(...document.adoptNode(made.getElementById(id)).childNodes);
  for (const [name, open] of folded) {
    const again = document.getElementById(name);
    if (again) again.open = open;
  }
  if (id === "voorbeeld") judge(fresh);
  if (scroller) scroller.scrollTop = top;
  if (id === "voorbeeld") reveal(old, before);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
};

// The first sentence that was not there before comes in sight, where the text stands beside the form.
const said = (one) =>
  [...one.childNodes].filter((part) => !part.matches?.(".herkomst, .kanttekening")).map((part) => part.textContent).join("");
const sentences = (where) => [...where.querySelectorAll(".vacaturetitel, .zin")].map(said);
const reveal = (where, before) => {
  const pane = document.getElementById("tekst");
  if (getComputedStyle(pane).position !== "sticky") return; // below the form: the page itself must not jump
  const fresh = [...where.querySelectorAll(".vacaturetitel, .zin")].find((one) => !before.has(said(one)));
  if (!fresh) return;
  const [here, around] = [fresh.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (here.top >= around.top && here.bottom <= Math.min(around.bottom, innerHeight)) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = pane.scrollTop + here.top - around.top - around.height / 3;
  pane.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
};

// While typing what lacks stays folded, so that the text is in sight; who presses Bewaar gets to see it.
// A mistake is told at once: in the list, which is never folded, and under its field.
const judge = (fold) => {
  const wrong = new Map();
  for (const one of document.querySelectorAll("#meldingen [data-veld]")) {
    const before = wrong.get(one.dataset.veld);
    const text = one.querySelector(".citaat").textContent;
    wrong.set(one.dataset.veld, before ? `${before} ${text}` : text);
  }
  for (const field of form.querySelectorAll("input[id], select, textarea")) {
    const told = document.getElementById(`fout-${field.id}`);
    if (!told) continue;
    const text = wrong.get(field.id) || "";
    if (text) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (told.textContent !== text) told.textContent = text;
  }
  const lacking = document.getElementById("leeg");
  if (lacking && fold) lacking.open = false;
};

const signature = (where) =>
  [...where.querySelectorAll(".keuzelijst")].map((list) => [...list.children].map((row) => row.dataset.rij)).join("|") +
  where.getElementById("programma").hidden;

const update = async () => {
  try {
    const saved = clashed ? "" : await keep();
    await preview();
    if (!clashed) tell(shown === changes ? `Tekst bijgewerkt. ${saved}` : saved);
  } catch {
    tell(
      unsaved()
        ? "Niet bewaard: de werkplek antwoordt niet. Is het programma gestopt?"
        : "Wel bewaard, maar de tekst is niet te maken. Laad de pagina opnieuw voor de uitleg.",
      true,
    );
    return;
  }
  if (unsaved() && !clashed) later(PAUSE);
};

// One at a time: while something is sent, the next waits.
const run = () => {
  clearTimeout(timer);
  timer = 0;
  running = (running || Promise.resolve()).then(update).finally(() => { running = null; });
  return running;
};
const later = (delay) => {
  clearTimeout(timer);
  timer = setTimeout(() => (running ? later(PAUSE) : run()), delay);
};
const changed = (delay = PAUSE) => {
  changes += 1;
  if (!clashed && !status.classList.contains("mis")) tell("");
  later(delay);
};

form.addEventListener("input", (event) => {
  if (event.target.name !== "taken.vertel") changed();
});

// The tick for wording that was looked at stands beside the text, outside the form that it belongs to.
document.getElementById("tekst").addEventListener("change", (event) => {
  if (event.target.name === "taal.bekeken") changed(0);
});

// A download is of what stands here, not of what was kept a moment ago.
document.getElementById("tekst").addEventListener("click", async (event) => {
  const link = event.target.closest("[data-bestand]");
  if (!link || clashed || !unsaved()) return;
  event.preventDefault();
  const address = link.href;
  while (unsaved() && !clashed) {
    await run();
    if (status.classList.contains("mis")) return;
  }
  location.assign(address);
});

// Who goes away loses nothing; where it could not be kept, the browser asks.
form.addEventListener("submit", (event) => {
  if (running) { // its answer brings the version that this form must carry
    event.preventDefault();
    running.then(() => form.requestSubmit(event.submitter));
    return;
  }
  if (clashed || event.submitter?.name !== "bewaar") {
    clearTimeout(timer);
    leaving = true;
    return;
  }
  event.preventDefault();
  changes += 1;
  run().then(() => {
    const lacking = document.getElementById("leeg");
    if (lacking) lacking.open = true;
  });
  if (event.submitter !== form.querySelector("button")) document.getElementById("tekst").scrollIntoView();
});
addEventListener("pagehide", () => {
  if (unsaved() && !clashed && !leaving) {
    post(form.dataset.bewaar, { headers: { accept: "application/json" }, keepalive: true }).catch(() => {});
  }
});
addEventListener("beforeunload", (event) => {
  const doubtful = clashed || running || status.classList.contains("mis");
  if (unsaved() && doubtful && !leaving) event.preventDefault();
});

// Tasks: arrows move a row, a tick moves it to the other list; focus stays where the hand is.
const told = () => form.querySelector(".verteld");
const others = () => form.querySelector(".over");
const shortened = (text) => (text.length > 60 ? `${text.slice(0, 60).replace(/\s+\S*$/, "")} …` : text);
const named = (row) => `“${shortened(row.querySelector("label").textContent)}”`;
const own = () => {
  document.getElementById("programma").hidden = false;
  document.getElementById("wie-koos").textContent = "Uw eigen keuze.";
  form.elements.voorstel.value = "";
  form.elements.verteld.value = ""; // the rows stand where they belong already
};
const flash = (row) => {
  for (const one of form.querySelectorAll(".verplaatst")) one.classList.remove("verplaatst");
  row.classList.add("verplaatst");
};

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=omhoog], button[name=omlaag]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("li");
  const up = button.name === "omhoog";
  const beside = up ? row.previousElementSibling : row.nextElementSibling;
  const total = row.parentElement.children.length;
  if (!beside) {
    spoken.textContent = `${named(row)} staat al ${up ? "bovenaan" : "onderaan"}.`;
    return;
  }
  if (up) beside.before(row); else beside.after(row);
  own();
  flash(row);
  button.focus();
  row.scrollIntoView({ block: "nearest" });
  spoken.textContent = `${named(row)} staat nu op plaats ${[...row.parentElement.children].indexOf(row) + 1} van ${total}.`;
  changed();
});

form.addEventListener("change", (event) => {
  if (event.target.name !== "taken.vertel") return;
  const row = event.target.closest("li");
  const from = row.parentElement;
  const neighbour = row.nextElementSibling || row.previousElementSibling;
  if (event.target.checked) {
    const same = [...told().children].filter((one) => one.dataset.gebied === row.dataset.gebied);
    if (same.length) same.at(-1).after(row); else told().append(row);
    const place = [...told().children].indexOf(row) + 1;
    spoken.textContent = `${named(row)} staat nu in de vacature, op plaats ${place} van ${told().children.length}.`;
  } else {
    const after = [...others().children].find((one) => Number(one.dataset.rij) > Number(row.dataset.rij));
    others().insertBefore(row, after || null);
    spoken.textContent = `${named(row)} staat niet meer in de vacature.`;
  }
  own();
  flash(row);
  (neighbour && neighbour.parentElement === from ? neighbour.querySelector("input") : event.target).focus();
  changed();
});

// Esc takes a source away without moving pointer or focus; it comes back at the next visit.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const one of document.querySelectorAll(".zin:hover, .zin:focus-within")) one.classList.add("dicht");
});
for (const kind of ["mouseout", "focusout"]) {
  document.addEventListener(kind, (event) => {
    const one = event.target.closest?.(".zin.dicht");
    if (one && !one.contains(event.relatedTarget)) one.classList.remove("dicht");
  });
}

judge(!document.querySelector("[role=alert]"));
document.getElementById("uitleg").textContent =
  "Wat het boek niet weet. Velden met * zijn nodig om te publiceren. Wat u invult, wordt vanzelf bewaard.";
