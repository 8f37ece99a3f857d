// The drawer: what stands behind one score, beside the matrix on a desktop and above it on a phone.

const drawer = document.getElementById("drawer");
const phone = matchMedia("(max-width: 47.99rem)");

let opener = null;

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
async function load(href) {
  const answer = await fetch(href, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer || answer.redirected || answer.status >= 500) return location.assign(href);
  drawer.innerHTML = await answer.text();
}

async function open(href) {
  await Promise.all([fetched(), load(href)]);
  unfold();
  document.getElementById("evidence-h")?.focus();
  const talk = drawer.querySelector("[data-talk-cell]");
  if (talk) (await import("./talk.js")).showCell(talk);
}

/** Show an answer to a score that was sent: what is wrong with it, or both values to choose from. */
export function fill(html, href) {
  fetched();
  drawer.innerHTML = html;
  aim(href);
  unfold();
  drawer.querySelector(".conflict-row .btn, [aria-invalid]")?.focus();
}

function aim(href) {
  const [, criterion, framework] = new URL(href, location).pathname.match(/\/cells\/([^/]+)\/([^/]+)\//);
  opener = `cell-${criterion}-${framework}`;
  mark(document.getElementById(opener));
}

function mark(cell) {
  for (const one of document.querySelectorAll(".cell.open")) one.classList.remove("open");
  if (cell) cell.classList.add("open");
}

/** Close the drawer; the focus goes back to the score it told of. */
export function close() {
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
