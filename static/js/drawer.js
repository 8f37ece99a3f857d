// What the drawer of a score can do: save it, find claims, propose, settle, undo, and move on by keyboard.

import { close, fill, isTyped, show } from "./evidence.js";
import { toast } from "./toast.js";

const drawer = document.getElementById("drawer");
const HEADERS = { "HX-Request": "true" };
const style = new URL("../css/drawer.css", import.meta.url).href;

/** Resolves once the drawer's own styles are there, so that nothing jumps. */
const styled = new Promise((resolve) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  link.addEventListener("load", resolve);
  link.addEventListener("error", resolve);
  document.head.append(link);
});
await styled;

// What was typed for a score and not saved yet stays, by the address of its form, until it is saved or discarded.
const drafts = new Map();
let shown = "";

const isTick = (field) => /radio|checkbox/.test(field.type);
const key = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);
const given = (field) => (isTick(field) ? field.checked : field.value);

function wasGiven(field) {
  if (isTick(field)) return field.defaultChecked;
  return field.options ? [...field.options].find((one) => one.defaultSelected)?.value : field.defaultValue;
}

/** The fields of the score's form, ticks at claims among them. */
const fields = (form) => [...form.elements].filter((field) => field.name && !/hidden|submit|button/.test(field.type));

function remember() {
  const form = drawer.querySelector("#score-form");
  if (!form) return;
  const typed = fields(form).filter((field) => given(field) !== wasGiven(field));
  if (typed.length) drafts.set(form.action, new Map(typed.map((field) => [key(field), given(field)])));
  else drafts.delete(form.action);
}

function recall() {
  const form = drawer.querySelector("#score-form");
  const before = shown;
  shown = form?.action || "";
  const typed = drafts.get(shown);
  if (!typed) return;
  for (const field of fields(form)) {
    if (typed.has(key(field))) field[isTick(field) ? "checked" : "value"] = typed.get(key(field));
  }
  if (shown !== before) toast("What you typed here is back. It is not saved yet.");
}

new MutationObserver(recall).observe(drawer, { childList: true });
recall();
drawer.addEventListener("input", remember);
drawer.addEventListener("click", ({ target }) => {
  if (target.closest("[data-step]")) setTimeout(remember);
  if (target.closest(".df [data-close]")) drafts.delete(shown);
}, true);
drawer.addEventListener("submit", ({ target }) => target.id === "score-form" && drafts.delete(target.action), true);

/** Put an answer in place of what the drawer holds; the eye and the focus stay where they can. */
async function put(html, focus) {
  const at = drawer.querySelector(".scroll")?.scrollTop || 0;
  drawer.innerHTML = html;
  const scroll = drawer.querySelector(".scroll");
  if (scroll) scroll.scrollTop = at;
  (drawer.querySelector("[role=alert] ~ .field input, [aria-invalid]") || drawer.querySelector(focus) || document.getElementById("evidence-h"))?.focus();
  drawer.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
  const talk = drawer.querySelector("[data-talk-cell]");
  if (talk) (await import("./talk.js")).showCell(talk);
}

async function send(form, submitter) {
  const data = new URLSearchParams(new FormData(form, submitter));
  const isSearch = form.method === "get";
  const address = form.getAttribute("action");
  const asked = isSearch ? fetch(`${address.split("?")[0]}?${data}`, { headers: HEADERS }) : fetch(address, { method: "POST", headers: HEADERS, body: data });
  const answer = await asked.catch(() => null);
  if (!answer || answer.redirected || ![200, 400, 409].includes(answer.status)) {
    return toast(answer ? "This could not be done: sign in again, or load the page anew." : "No connection: nothing was sent.");
  }
  await put(await answer.text(), isSearch ? "#c-q" : "#proposals article, #evidence-h");
  const refused = drawer.querySelector("[role=alert]")?.textContent.trim();
  if (!isSearch) toast(refused || drawer.querySelector("[data-said], [role=status]")?.textContent.trim() || "Done.");
}

/** What a new claim can name is looked for as one types; the rest of what is typed stays. */
async function find(field) {
  const data = new URLSearchParams(new FormData(field.form));
  data.set("find", field.dataset.find);
  const asked = field.value;
  const answer = await fetch(field.form.getAttribute("action"), { method: "POST", headers: HEADERS, body: data }).catch(() => null);
  if (!answer?.ok || field.value !== asked) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(`found-${field.dataset.find}`);
  document.getElementById(found.id)?.replaceChildren(...found.childNodes);
}

let waiting = 0;
drawer.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-find]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(find, 250, target);
});
drawer.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-find]")) event.preventDefault();
});

async function undo(form) {
  const answer = await fetch(form.getAttribute("action"), { method: "POST", headers: HEADERS, body: new URLSearchParams(new FormData(form)) }).catch(() => null);
  if (answer?.status !== 204) return form.submit(); // its page says what stands in the way
  toast("Undone.");
  const cell = document.querySelector(".matrix .cell.open");
  if (cell) await show(cell.getAttribute("href"));
}

async function saveScore(form, submitter) {
  const href = form.getAttribute("action");
  const { save } = await import("./save.js");
  const { outcome, html } = await save(href, Object.fromEntries(new FormData(form, submitter)));
  if (outcome === "conflict") return;
  if (html.includes('id="score-form"')) return fill(html, href);
  if (outcome !== "saved" && outcome !== "kept") return toast(outcome);
  close();
  if (outcome === "saved") toast("Score saved.");
}

drawer.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-in-drawer], [data-undo], #score-form")) return;
  event.preventDefault();
  if (form.matches("[data-undo]")) undo(form);
  else if (!form.matches("[data-in-drawer]")) saveScore(form, event.submitter);
  else send(form, event.submitter);
});

// Left and right lead to the criterion before and after, as long as nothing is typed.
drawer.addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, summary") || isTyped()) return;
  const link = drawer.querySelector(`[data-cell][aria-label^="${event.key === "ArrowLeft" ? "Previous" : "Next"}"]`);
  if (!link) return;
  event.preventDefault();
  show(link.getAttribute("href"));
});

// What others change in the open cell or propose for it is shown there too, unless somebody types in it.
async function renew(cell) {
  if (!cell || !drawer.open || isTyped() || !drawer.querySelector("#proposals, #score-form, .scorehero")) return;
  const answer = await fetch(cell.href, { headers: HEADERS }).catch(() => null);
  if (answer?.ok && drawer.open && !isTyped() && cell.matches(".open")) await put(await answer.text(), `#${document.activeElement?.id || "evidence-h"}`);
}

const openCell = () => document.querySelector(".matrix .cell.open");
document.body.addEventListener("steelyard:proposals", () => renew(openCell()));
document.body.addEventListener("steelyard:changed", ({ detail }) => detail.includes(openCell()?.id) && renew(openCell()));
