// The drawer: what stands behind one score, beside the matrix on a desktop and above it on a phone.

import { toast } from "./toast.js";

const drawer = document.getElementById("drawer");
const phone = matchMedia("(max-width: 47.99rem)");

let opener = null;
let turn = 0;
let asking = 0;

/** Begin something that ends with other words in the drawer; gives whether nothing was begun there since, closing included. */
export function begin() {
  const mine = ++turn;
  return () => mine === turn;
}

/** Whether an answer that will stand in the drawer is on its way. */
export const isAsking = () => asking > 0;

/** Ask for what will stand in the drawer: the answer (null where nobody gave one), its words, and whether it is late,
 * because something else was begun there meanwhile. */
export async function ask(href, request) {
  const isLatest = begin();
  asking += 1;
  try {
    const answer = await fetch(href, { headers: { "HX-Request": "true" }, ...request });
    const html = await answer.text();
    return { answer, html, isLate: !isLatest() };
  } catch {
    return { answer: null, html: "", isLate: !isLatest() };
  } finally {
    asking -= 1;
  }
}

function unfold() {
  if (drawer.open) return;
  if (phone.matches) drawer.showModal();
  else drawer.show();
}

/** What a drawer needs besides, with its styles: the page fetches it when one opens. */
function fetched() {
  const more = [];
  document.body.dispatchEvent(new CustomEvent("steelyard:evidence", { detail: more }));
  return Promise.all(more);
}

/** Put what stands behind a score into the drawer; where no answer can stand there, its page is opened instead. */
async function open(href) {
  const [{ answer, html, isLate }] = await Promise.all([ask(href), fetched()]);
  if (isLate) return;
  if (!answer) return toast("No connection: what stands behind this score could not be fetched.");
  if (answer.redirected || answer.status >= 500) return location.assign(href);
  drawer.innerHTML = html;
  unfold();
  document.getElementById("evidence-h")?.focus();
  const talk = drawer.querySelector("[data-talk-cell]");
  if (talk) (await import("./talk.js")).showCell(talk);
}

const idOf = (href) => `cell-${new URL(href, location).pathname.match(/\/cells\/([^/]+)\/([^/]+)\//).slice(1).join("-")}`;

/** Show an answer to a score that was sent: what is wrong with it, or both values to choose from, once its buttons do
 * what they say. Not where somebody edits something else by then: that would take their next keys. */
export async function fill(html, href) {
  await fetched().catch(() => {}); // without it they are forms that lead to a page
  const isElsewhere = drawer.open && opener !== idOf(href) && isTyped();
  if (isElsewhere || document.querySelector(".cell.typing, main :is(input, textarea, select):focus")) return false;
  begin();
  drawer.innerHTML = html;
  aim(href);
  unfold();
  drawer.querySelector(".conflict-row .btn, [aria-invalid]")?.focus();
  return true;
}

function aim(href) {
  opener = idOf(href);
  mark(document.getElementById(opener));
}

function mark(cell) {
  for (const one of document.querySelectorAll(".cell.open")) one.classList.remove("open");
  if (cell) cell.classList.add("open");
}

/** Close the drawer; the focus goes back to the score it told of. */
export function close() {
  if (!drawer.open) return;
  begin();
  const isHere = drawer.contains(document.activeElement) || document.activeElement === document.body;
  drawer.close();
  drawer.replaceChildren();
  mark(null);
  if (isHere && opener) document.getElementById(opener)?.focus();
}

const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;

document.addEventListener("click", (event) => {
  if (!isPlain(event)) return;
  const link = event.target.closest(".matrix .cell, #drawer [data-cell]");
  if (link) {
    event.preventDefault();
    show(link.getAttribute("href"));
  } else if (event.target.closest("#drawer [data-close]")) {
    event.preventDefault();
    close();
  } else if (event.target === drawer && drawer.matches(":modal")) {
    close();
  }
  const step = event.target.closest("[data-step]");
  if (step) {
    const input = step.parentElement.querySelector("input");
    const next = Number(input.value || 0) + Number(step.dataset.step);
    input.value = Math.min(Math.max(next, Number(input.min)), Number(input.max));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.open) {
    event.preventDefault();
    close();
  }
});
drawer.addEventListener("cancel", (event) => {
  event.preventDefault();
  close();
});

/** Open the evidence at an address of a cell. */
export function show(href) {
  aim(href);
  return open(href);
}

/** Whether somebody is at work in the drawer. */
export function isTyped() {
  return drawer.querySelector(".conflict-row, [aria-invalid]") || [...drawer.querySelectorAll("input, textarea")].some((field) =>
    /radio|checkbox/.test(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
}

document.body.addEventListener("steelyard:shown", () => drawer.open && mark(document.getElementById(opener)));
