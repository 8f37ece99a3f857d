// The drawer: what stands behind one score, beside the matrix on a desktop and above it on a phone.

import { toast } from "./page.js";

const drawer = document.getElementById("drawer");
const decision = document.getElementById("decision");
const phone = matchMedia("(max-width: 47.99rem)");

let opener = null;

async function open(href) {
  await htmx.ajax("GET", href, { source: decision, target: drawer, swap: "innerHTML" });
  if (!drawer.open) {
    if (phone.matches) drawer.showModal();
    else drawer.show();
  }
  document.getElementById("evidence-h")?.focus();
}

function mark(cell) {
  for (const one of document.querySelectorAll(".cell.open")) one.classList.remove("open");
  if (cell) cell.classList.add("open");
}

function close() {
  if (!drawer.open) return;
  drawer.close();
  drawer.replaceChildren();
  mark(null);
  const back = opener && document.getElementById(opener);
  if (back) back.focus();
}

const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;

document.addEventListener("click", (event) => {
  if (!isPlain(event)) return;
  const link = event.target.closest(".matrix .cell, #drawer [data-cell]");
  if (link) {
    event.preventDefault();
    const parts = new URL(link.href).pathname.split("/");
    opener = `cell-${parts.at(-3)}-${parts.at(-2)}`;
    mark(document.getElementById(opener));
    open(link.getAttribute("href"));
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

document.addEventListener("submit", async (event) => {
  if (event.target.id !== "score-form" || !drawer.contains(event.target)) return;
  event.preventDefault();
  const form = event.target;
  const values = Object.fromEntries(new FormData(form));
  await htmx.ajax("POST", form.getAttribute("action"), { source: decision, target: drawer, swap: "innerHTML", values });
  if (drawer.querySelector("#score-form")) {
    drawer.querySelector("[aria-invalid]")?.focus();
    return;
  }
  close();
  toast("Score saved.");
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
