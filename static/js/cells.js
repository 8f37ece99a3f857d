// The scores as one stop for the keyboard: arrows move, digits type, Enter opens the evidence.

import { toast } from "./toast.js";

const PAUSE_MS = 900;

let typing = null;

function rows() {
  return [...document.querySelectorAll(".matrix tr.crit")].map((row) => [...row.querySelectorAll(".cell")]);
}

/** Leave one cell in the tab order: the one last used, else the first. */
function rove(current) {
  const cells = document.querySelectorAll(".matrix .cell");
  const stop = current || document.querySelector(".matrix .cell[tabindex='0']") || cells[0];
  for (const cell of cells) cell.tabIndex = cell === stop ? 0 : -1;
}

function go(cell, event) {
  const grid = rows();
  const y = grid.findIndex((line) => line.includes(cell));
  const x = grid[y].indexOf(cell);
  const last = grid.length - 1;
  const width = grid[y].length - 1;
  const places = {
    ArrowLeft: [y, x - 1], ArrowRight: [y, x + 1], ArrowUp: [y - 1, x], ArrowDown: [y + 1, x],
    Home: [event.ctrlKey ? 0 : y, 0], End: [event.ctrlKey ? last : y, width],
  };
  const place = places[event.key];
  if (!place) return;
  event.preventDefault();
  const next = grid[Math.min(Math.max(place[0], 0), last)][Math.min(Math.max(place[1], 0), width)];
  rove(next);
  next.focus();
}

function type(cell, key) {
  if (!typing || typing.cell !== cell) {
    stop();
    typing = { cell, text: "", before: cell.dataset.type, shown: cell.querySelector(".v").innerHTML };
    cell.classList.add("typing");
  }
  clearTimeout(typing.timer);
  typing.text = key === "Backspace" ? typing.text.slice(0, -1) : typing.text + key;
  cell.querySelector(".v").textContent = typing.text || "–";
  typing.timer = setTimeout(save, PAUSE_MS);
}

function stop() {
  if (!typing) return;
  clearTimeout(typing.timer);
  typing.cell.classList.remove("typing");
  typing.cell.querySelector(".v").innerHTML = typing.shown;
  typing = null;
}

async function save() {
  const { cell, text, before, shown } = typing;
  if (!text) return stop();
  clearTimeout(typing.timer);
  cell.classList.remove("typing");
  typing = null;
  const name = cell.closest(".cellwrap").querySelector(".tipcard .th")?.textContent || "Score";
  const { href, id } = cell;
  cell.dataset.type = text; // what is typed next was typed over this
  const { save: send } = await import("./save.js"); // only who edits needs it
  const { outcome } = await send(href, { value: text, saw_value: before });
  const place = document.getElementById(id);
  if (outcome === "kept") return place?.classList.add("unsent");
  if (outcome !== "saved" && place?.dataset.type === text) {
    place.dataset.type = before;
    if (typing?.cell !== place) place.querySelector(".v").innerHTML = shown;
  }
  if (outcome === "conflict") return;
  if (outcome !== "saved") return toast(outcome);
  toast(`${name}: ${before || "missing"} → ${text} saved.`, { name: "Undo", run: () => undo(send, href, text, before) });
}

async function undo(send, href, text, before) {
  const { outcome } = await send(href, { value: before, saw_value: text });
  if (!["saved", "kept", "conflict"].includes(outcome)) toast(outcome);
}

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest(".matrix .cell");
  if (!cell || event.metaKey || event.altKey) return;
  if (typing && event.key === "Escape") {
    event.stopPropagation();
    return stop();
  }
  if (typing && event.key === "Enter") {
    event.preventDefault();
    return save();
  }
  const isDigit = /^[0-9]$/.test(event.key) || (typing && /^[.,]$/.test(event.key));
  if (!event.ctrlKey && (isDigit || (typing && event.key === "Backspace"))) {
    event.preventDefault();
    if (cell.dataset.type === undefined) cell.click();
    else type(cell, event.key);
    return;
  }
  go(cell, event);
});

document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".matrix .cell")) rove(target);
});
document.addEventListener("focusout", ({ target }) => {
  if (typing && target === typing.cell) stop();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.documentElement.classList.add("no-tips");
  else document.documentElement.classList.remove("no-tips");
});
document.body.addEventListener("steelyard:shown", () => rove());
rove();
