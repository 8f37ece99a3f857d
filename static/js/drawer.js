// What the drawer of a score can do: save it, find claims, propose, settle, undo, and move on by keyboard.

import { ask, begin, close, fill, isAsking, isTyped, show } from "./evidence.js";
import { toast } from "./toast.js";

const LATER_MS = 100;
const drawer = document.getElementById("drawer");
const style = new URL("../css/drawer.css", import.meta.url).href;

/** Resolves once the drawer's own styles are there, so that nothing jumps. */
const styled = new Promise((resolve) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  link.addEventListener("load", resolve);
  link.addEventListener("error", resolve);
  document.head.append(link);
});
await styled;

// What was typed for a score and not saved yet stays, by the address of its form, until it is saved or discarded; and
// what its writer saw, so that saving it later overwrites nothing that came in between unasked.
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

/** What the form says that its writer saw. */
const seen = (form) => [...form.querySelectorAll("[name^=saw_]")];

function remember() {
  const form = drawer.querySelector("#score-form");
  if (!form) return;
  const typed = fields(form).filter((field) => given(field) !== wasGiven(field));
  const saw = drafts.get(form.action)?.saw || seen(form).map(({ name, value }) => [name, value]);
  if (typed.length) drafts.set(form.action, { saw: new Map(saw), typed: new Map(typed.map((field) => [key(field), given(field)])) });
  else drafts.delete(form.action);
}

function recall() {
  const form = drawer.querySelector("#score-form");
  const before = shown;
  shown = form?.action || "";
  const { typed, saw } = drafts.get(shown) || {};
  if (!typed) return;
  for (const field of fields(form)) {
    if (typed.has(key(field))) field[isTick(field) ? "checked" : "value"] = typed.get(key(field));
  }
  const isAsked = form.querySelector(".conflict-row"); // both values are before the writer: these are what was seen
  for (const field of seen(form)) {
    if (isAsked) saw.set(field.name, field.value);
    else if (saw.has(field.name)) field.value = saw.get(field.name);
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

/** How to find an element again in what takes its place. */
function again(element) {
  const near = element.closest("[id]");
  const index = [...near.querySelectorAll(element.localName)].indexOf(element);
  return () => near !== drawer && (index < 0 ? document.getElementById(near.id) : document.getElementById(near.id)?.querySelectorAll(element.localName)[index]);
}

/** Put an answer in place of what the drawer holds. The eye stays where it is, and so does what the team says; the focus
 * too, unless it was in here and what had it is gone. */
function put(page, focus) {
  const place = page.querySelector("[data-talk-cell]");
  const talk = place && drawer.querySelector(`[data-talk-cell="${place.dataset.talkCell}"]`);
  if (talk) place.replaceWith(talk);
  const at = drawer.querySelector(".scroll")?.scrollTop || 0;
  const { activeElement } = document;
  const isHere = drawer.contains(activeElement) || (focus && activeElement === document.body);
  const find = isHere ? focus || again(activeElement) : null;
  drawer.replaceChildren(...page.body.childNodes);
  const scroll = drawer.querySelector(".scroll");
  if (scroll) scroll.scrollTop = at;
  if (find) (find() || document.getElementById("evidence-h"))?.focus();
  if (place) import("./talk.js").then(({ showCell }) => showCell(talk || place));
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

/** What was ticked and typed beside a search stays, whether it is found again or not; so do words that were typed since. */
function carry(page, asked) {
  const [words, again] = [drawer.querySelector("#c-q"), page.getElementById("c-q")];
  if (words && again && words.value !== asked) again.value = words.value;
  for (const box of drawer.querySelectorAll("[name^='cite.']:checked")) {
    const same = page.getElementById(box.id);
    if (same) same.checked = true;
    else page.querySelector(".sources").prepend(box.closest(".source"));
  }
  const [why, fresh] = [drawer.querySelector("#c-why"), page.getElementById("c-why")];
  if (why && fresh) fresh.value = why.value;
  const add = drawer.querySelector("#c-new");
  if (add) page.getElementById("c-new")?.replaceWith(add);
}

const first = (...selectors) => () => selectors.map((one) => drawer.querySelector(one)).find(Boolean);

async function send(form, submitter) {
  const data = new URLSearchParams(new FormData(form, submitter));
  const isSearch = form.method === "get";
  const address = form.getAttribute("action");
  const { answer, html, isLate } = await (isSearch ? ask(`${address.split("?")[0]}?${data}`) : ask(address, { method: "POST", body: data }));
  if (!answer || answer.redirected || ![200, 400, 409].includes(answer.status)) {
    return toast(answer ? "This could not be done: sign in again, or load the page anew." : "No connection: nothing was sent.");
  }
  const page = parsed(html);
  const refused = page.querySelector("[role=alert]")?.textContent.trim();
  if (!refused && form.id === "score-form") drafts.delete(form.action);
  const said = page.querySelector("[data-said], [role=status]")?.textContent.trim() || "Done.";
  if (!isLate) {
    if (isSearch) carry(page, data.get("q"));
    put(page, isSearch ? null : first("[role=alert] ~ .field input, [aria-invalid]", "#proposals article, #evidence-h"));
    drawer.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
  }
  if (isSearch) return;
  const left = !isLate && drafts.has(drawer.querySelector("#score-form")?.action) ? " What you typed is still here, and not saved." : "";
  toast(refused || said + left);
}

/** What a new claim can name is looked for as one types; the rest of what is typed stays. */
async function find(field) {
  const data = new URLSearchParams(new FormData(field.form));
  data.set("find", field.dataset.find);
  const asked = field.value;
  const answer = await fetch(field.form.getAttribute("action"), { method: "POST", headers: { "HX-Request": "true" }, body: data }).catch(() => null);
  if (!answer?.ok || field.value !== asked) return;
  const found = parsed(await answer.text()).getElementById(`found-${field.dataset.find}`);
  if (found && field.value === asked) document.getElementById(found.id)?.replaceChildren(...found.childNodes);
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
  const { answer, isLate } = await ask(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer) return toast("No connection: nothing was undone.");
  if (answer.status !== 204) return form.submit(); // its page says what stands in the way
  toast("Undone.");
  const cell = openCell();
  if (cell && !isLate) await show(cell.getAttribute("href"));
}

async function saveScore(form, submitter) {
  const href = form.getAttribute("action");
  const values = Object.fromEntries(new FormData(form, submitter));
  const isLatest = begin();
  const { save } = await import("./save.js");
  const { outcome, html } = await save(href, values);
  const isSettled = ["saved", "kept", "conflict"].includes(outcome);
  if (isSettled) drafts.delete(form.action);
  if (!isSettled && !(html.includes('id="score-form"') && (await fill(html, href)))) toast(outcome);
  if (!isSettled || outcome === "conflict") return;
  if (isLatest()) close();
  if (outcome === "saved") toast("Score saved.");
}

const sent = new WeakSet(); // forms that wait for their answer, which only a search need not

drawer.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-in-drawer], [data-undo], #score-form")) return;
  event.preventDefault();
  if (sent.has(form)) return;
  if (form.method !== "get") sent.add(form);
  const act = form.matches("[data-undo]") ? undo : form.matches("[data-in-drawer]") ? send : saveScore;
  await act(form, event.submitter).finally(() => sent.delete(form));
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

const openCell = () => document.querySelector(".matrix .cell.open");

const mayRenew = () => drawer.open && openCell() && !isTyped() && drawer.querySelector("#proposals, #score-form, .scorehero") && !drawer.querySelector("[role=alert]:not([hidden])");

let later = 0;

// What others change in the open cell or propose for it is shown there too, unless somebody types in it or has not read
// yet why something was refused. What is asked for at this moment comes first.
async function renew() {
  clearTimeout(later);
  if (!mayRenew()) return;
  if (isAsking()) {
    later = setTimeout(renew, LATER_MS);
    return;
  }
  const { answer, html, isLate } = await ask(openCell().href);
  if (answer?.ok && !isLate && mayRenew()) put(parsed(html));
}

document.body.addEventListener("steelyard:proposals", renew);
document.body.addEventListener("steelyard:changed", ({ detail }) => detail.includes(openCell()?.id) && renew());
