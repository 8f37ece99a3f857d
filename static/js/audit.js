// What the audit says on the decision's page: a line among the facts, a number at its tab, marks on scores.

import { path, revision } from "./address.js";

const MARK = '<span class="conflict"><svg class="icon s" aria-hidden="true"><use href="#i-ne"/></svg><span class="sr-only">Figures disagree. </span></span>';

let line = document.getElementById("audit-line");
let seen = Number(line.dataset.revision); // none where it is not known yet

function mark() {
  const ids = new Set(line.dataset.cells?.split(" "));
  for (const one of document.querySelectorAll(".cell .conflict")) if (!ids.has(one.closest(".cell").id)) one.remove();
  for (const id of ids) {
    const place = document.getElementById(id)?.querySelector(".ev");
    if (place && !place.querySelector(".conflict")) place.insertAdjacentHTML("afterbegin", MARK);
  }
}

function count() {
  const tab = document.querySelector('.tabs [href$="/audit/"]');
  if (!tab || !line.dataset.open) return;
  tab.querySelector(".count")?.remove();
  if (line.dataset.open !== "0") tab.insertAdjacentHTML("beforeend", ` <span class="count">${line.dataset.open}</span>`);
}

async function ask() {
  const mine = seen = revision();
  const answer = await fetch(`${path}audit/line/`).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const html = await answer.text();
  if (mine !== seen) return;
  const box = document.createElement("template");
  box.innerHTML = html;
  line = box.content.firstElementChild;
  show();
  count();
}

/** Numbers may have been renewed around the line, or with it. */
function show() {
  const place = document.getElementById("audit-line");
  if (place && place !== line) place.replaceWith(line);
  mark();
  if (seen !== revision()) ask();
}

document.body.addEventListener("steelyard:shown", show);
show();
