// Sliders, numbers and locks. The control in use is never replaced: its row only gets a new drawing.

import { move as fetchMove, request, show as showAt } from "./address.js";
import { toast } from "./toast.js";

const APART_MS = 50;
const REST_MS = 500;

const SILENT = "The server did not answer. The numbers are those of the last weights, until it does.";

let base = null; // the address before the drag began: every step of a drag starts from there
let waiting = null;
let isBusy = false;
let resting = 0;
let announced = null;
let isBehind = false; // whether the numbers are not yet those of the address
const unsent = new Map(); // moves that nobody answered to

/** Whether somebody is moving a weight. */
export function isMoving() {
  return base !== null || isBusy;
}

function move(key, to) {
  if (base === null) base = location.search;
  waiting = { key, to };
  flush();
}

async function flush() {
  if (isBusy || !waiting) return;
  isBusy = true;
  const { key, to } = waiting;
  waiting = null;
  const query = new URLSearchParams(base === null ? location.search : base);
  query.set("moved", key);
  query.set("to", to);
  const started = performance.now();
  try {
    apply(await fetchMove(`?${query}`));
    unsent.delete(key);
  } catch {
    unsent.set(key, to);
    toast(SILENT);
  } finally {
    setTimeout(() => {
      isBusy = false;
      flush();
    }, Math.max(0, APART_MS - (performance.now() - started)));
  }
}

function draw(key, percent) {
  const fill = document.querySelector(`#b-${CSS.escape(key)} .fill`);
  if (fill) fill.setAttribute("width", `${percent}%`);
}

function set(key, exact, { isMoved = false } = {}) {
  const shown = String(Math.round(Number(exact) * 10) / 10);
  const range = document.getElementById(`r-${key}`);
  const number = document.getElementById(`n-${key}`);
  // A wide matrix moves hundreds of weights by nothing that anybody could see.
  if (!isMoved && number && number.value === shown) return;
  if (range && !(isMoved && range === document.activeElement)) range.value = exact;
  if (range) range.setAttribute("aria-valuetext", `${shown} percent`);
  if (number && number !== document.activeElement) number.value = number.defaultValue = shown;
  if (number && isMoved && number === document.activeElement && !number.hasAttribute("aria-invalid")) {
    number.value = shown;
    number.defaultValue = shown;
  }
  draw(key, exact);
}

function clearError(key) {
  const control = document.getElementById(`w-${key}`);
  if (!control || !control.querySelector(".error-text")) return;
  control.querySelector(".error-text").remove();
  control.querySelector("[data-number]").removeAttribute("aria-invalid");
}

function highlight() {
  const lead = Number(document.getElementById("matrix-head").dataset.lead);
  const shown = document.querySelector(".matrix > tbody > tr.crit");
  if (!shown || [...shown.querySelectorAll(":scope > td.sc")].findIndex((cell) => cell.classList.contains("lead")) === lead) return;
  for (const row of document.querySelectorAll(".matrix > tbody > tr")) {
    row.querySelectorAll(":scope > td.sc").forEach((cell, index) => cell.classList.toggle("lead", index === lead));
  }
}

function announce({ leader, sentences }) {
  clearTimeout(resting);
  resting = setTimeout(() => {
    const sentence = leader === (announced ? announced.leader : firstLeader) ? sentences.still : sentences.now;
    if (announced && announced.sentence === sentence) return;
    announced = { leader, sentence };
    document.getElementById("announce").textContent = sentence;
  }, REST_MS);
}

let firstLeader = document.getElementById("matrix-head").dataset.leader || null;

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-weight]")) return;
  const key = target.dataset.weight;
  clearError(key);
  draw(key, target.value);
  const number = document.querySelector(`[data-number="${CSS.escape(key)}"]`);
  if (number) number.value = String(Math.round(Number(target.value) * 10) / 10);
  move(key, target.value);
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-weight]")) endDrag();
  if (target.matches("[data-number]")) {
    clearError(target.dataset.number);
    move(target.dataset.number, target.value);
    endDrag();
  }
  if (target.matches("[data-lock]")) {
    const name = target.getAttribute("aria-label").replace("Lock weight of ", "");
    rested(() => lock(target.dataset.lock, target.checked));
    document.getElementById("announce").textContent = `${name} ${target.checked ? "locked" : "unlocked"}.`;
  }
});

// Enter in a number field has moved the weight already (change comes first): nothing is left to submit.
document.addEventListener("submit", (event) => {
  if (event.target.id === "weights") event.preventDefault();
});

/** Do something once no move is on its way, whose answer brings another address. */
function rested(act) {
  if (isBusy || waiting) setTimeout(rested, 20, act);
  else act();
}

function endDrag() {
  rested(() => { base = null; });
}

async function show(search) {
  try {
    await showAt(search);
    isBehind = false;
  } catch {
    isBehind = true;
    toast(SILENT);
  }
}

function lock(key, isOn) {
  const query = new URLSearchParams(location.search);
  const locks = new Set(query.getAll("lock"));
  if (isOn) locks.add(key);
  else locks.delete(key);
  query.delete("lock");
  for (const one of locks) query.append("lock", one);
  show(query.size ? `?${query}` : "");
}

function apply(changed) {
  for (const [key, percent] of Object.entries(changed.percents)) {
    if (key !== changed.moved) clearError(key);
    set(key, percent, { isMoved: key === changed.moved });
  }
  highlight();
  announce(changed);
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "l" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input[type=number], textarea, input[type=text]")) return;
  const lock = event.target.closest(".matrix tr.crit, .matrix tr.weighs")?.querySelector("[data-lock]");
  if (!lock) return;
  event.preventDefault();
  lock.click();
});

document.addEventListener("click", async (event) => {
  const reset = event.target.closest("#reset");
  if (!reset || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const before = location.search;
  unsent.clear();
  await show(new URL(reset.href).search);
  toast("Weights reset.", { name: "Undo", run: () => show(before) });
});

/** The address of a save with the moves that nobody answered to. */
export function withUnsent(href) {
  const address = new URL(href, location);
  for (const [key, to] of unsent) address.searchParams.set(`w.${key}`, to);
  return address.pathname + address.search;
}

/** They are saved. */
export const forgetUnsent = () => unsent.clear();

document.body.addEventListener("steelyard:live", async ({ detail }) => {
  if (detail && isBehind) request(location.search).then(() => { isBehind = false; }, () => {});
  if (!detail || !unsent.size) return;
  const query = new URLSearchParams(location.search);
  for (const [key, to] of unsent) query.set(`w.${key}`, to);
  const [[key, to]] = unsent;
  unsent.clear();
  base = `?${query}`;
  move(key, to);
  endDrag();
});
