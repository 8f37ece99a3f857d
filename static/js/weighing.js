// Guided weights: keeps sliders and numbers together, moves rows of an order, and shows what judgements come to.

import { toast } from "./toast.js";

const form = document.getElementById("judge");
const REST_MS = 140;
const SAY_MS = 900;
let timer = 0;
let saying = 0;
let asked = 0;

/** The form as an address: what is empty is left out. */
function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  const text = query.toString();
  return text ? `${form.action.split("?")[0]}?${text}` : form.action.split("?")[0];
}

/** What the reader saw of the decision when the page was opened stays, so that saving notices others. */
function keepSeen(fresh) {
  const seen = document.querySelector("#outcome [data-keep]");
  if (seen) form.dataset.saw = form.dataset.saw || seen.value;
  const field = fresh.querySelector("[data-keep]");
  if (field && form.dataset.saw) field.value = form.dataset.saw;
}

async function refresh() {
  const turn = ++asked;
  const path = address();
  const old = document.getElementById("outcome");
  old.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(path, { headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("outcome");
    if (turn !== asked || !fresh) return;
    keepSeen(fresh);
    document.getElementById("outcome").replaceWith(fresh);
    history.replaceState(history.state, "", path);
    markWorst(fresh.dataset.worst);
    say(fresh);
  } catch {
    if (turn !== asked) return;
    old.removeAttribute("aria-busy");
    toast("The weights could not be computed just now.", { name: "Try again", run: refresh });
  }
}

function later() {
  document.getElementById("outcome").setAttribute("aria-busy", "true");
  clearTimeout(timer);
  timer = setTimeout(refresh, REST_MS);
}

/** What a screen reader hears once the judgements rest. */
function say(outcome) {
  clearTimeout(saying);
  saying = setTimeout(() => {
    const sentence = outcome.querySelector("#outcome-said");
    if (sentence) document.getElementById("announce").textContent = sentence.textContent;
  }, SAY_MS);
}

function markWorst(id) {
  for (const pair of form.querySelectorAll("[data-worst]")) delete pair.dataset.worst;
  const worst = id && document.getElementById(id);
  if (worst) worst.dataset.worst = "";
}

/** A slider and its number show the same; the beam follows. */
function together(row, value) {
  const range = row.querySelector(".range");
  const number = row.querySelector("input[type=number]");
  if (range && range !== document.activeElement) range.value = value || 0;
  if (range) range.setAttribute("aria-valuetext", value || "not answered");
  row.querySelector(".fill")?.setAttribute("width", `${Math.min(100, Math.max(0, Number(value) || 0))}%`);
  return number;
}

function onInput(event) {
  const field = event.target;
  if (field.matches(".range")) together(field.closest("li"), field.value).value = field.value;
  else if (field.matches("input[type=number]") && field.closest(".slide")) together(field.closest("li"), field.value);
  else if (field.matches("[data-reload]")) return;
  later();
}

// ---- Ordering -------------------------------------------------------------------------------

const order = document.getElementById("order");

/** First and last rows have nowhere to go; the first has nothing above it. */
function settleOrder() {
  const rows = [...order.children];
  rows.forEach((row, place) => {
    const [up, down] = row.querySelectorAll(".moves button");
    up.disabled = place === 0;
    down.disabled = place === rows.length - 1;
    const tie = row.querySelector("input[name=tie]");
    tie.disabled = place === 0;
    if (place === 0) tie.checked = false;
    row.classList.toggle("tied", tie.checked);
  });
}

function moveRow(row, by) {
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(row);
  else other.after(row);
  settleOrder();
  later();
  const name = row.querySelector("b").textContent;
  document.getElementById("announce").textContent = `${name} is number ${[...order.children].indexOf(row) + 1}.`;
}

function onMove(event) {
  const button = event.target.closest("button[name=move]");
  if (!button) return;
  event.preventDefault();
  const isUp = button.value.startsWith("up:");
  const row = button.closest("li");
  moveRow(row, isUp ? -1 : 1);
  if (button.disabled) row.querySelector(`.moves button${isUp ? ":last-child" : ":first-child"}`).focus();
  else button.focus();
}

/** Drag a row by its grip with mouse, pen or finger. */
function onGrip(event) {
  const grip = event.target.closest(".grip");
  if (!grip || event.button > 0) return;
  event.preventDefault();
  const row = grip.closest("li");
  const before = [...order.children];
  row.classList.add("dragged");
  // Moving a row in the document would end the capture of the pointer, so the document listens.
  const dragging = new AbortController();
  const move = (moved) => {
    const over = [...order.children].find((other) => {
      const box = other.getBoundingClientRect();
      return other !== row && moved.clientY > box.top && moved.clientY < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    if (moved.clientY < box.top + box.height / 2) over.before(row);
    else over.after(row);
  };
  const drop = () => {
    dragging.abort();
    row.classList.remove("dragged");
    if (before.some((one, place) => one !== order.children[place])) {
      settleOrder();
      later();
    }
  };
  document.addEventListener("pointermove", move, { signal: dragging.signal });
  document.addEventListener("pointerup", drop, { signal: dragging.signal });
  document.addEventListener("pointercancel", drop, { signal: dragging.signal });
}

document.querySelector(".weigh-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

if (form) {
  form.addEventListener("input", onInput);
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-reload]")) location.assign(`${address()}#${event.target.id}`);
    if (event.target.name === "tie") settleOrder();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    refresh();
  });
  document.addEventListener("submit", (event) => {
    const outcome = event.target.closest("#outcome[aria-busy]");
    if (outcome) event.preventDefault();
  });
  if (order) {
    order.addEventListener("click", onMove);
    order.addEventListener("pointerdown", onGrip);
  }
}
