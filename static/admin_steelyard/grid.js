/* Arrow keys between cells, what is not saved yet, and small posts: unchanged inputs stay at home. */
"use strict";

const grid = document.querySelector(".matrix-grid");

function fields() {
  return grid.querySelectorAll("[data-was]");
}

function isDirty(field) {
  return field.value.trim() !== field.dataset.was;
}

function mark(field) {
  field.classList.toggle("dirty", isDirty(field));
  const count = [...fields()].filter(isDirty).length;
  const note = document.querySelector(".unsaved");
  if (note) note.textContent = count ? `${count} unsaved change${count === 1 ? "" : "s"}` : "";
}

function atEdge(input, step) {
  if (input.selectionStart === 0 && input.selectionEnd === input.value.length) return true;
  return input.selectionStart === input.selectionEnd && input.selectionStart === (step < 0 ? 0 : input.value.length);
}

function inputAt(row, column) {
  return row?.cells[column]?.querySelector(":scope > input[data-was]");
}

function neighbour(input, down, right) {
  const cell = input.closest("td");
  let row = cell.parentElement;
  let column = cell.cellIndex + right;
  if (right) {
    while (column > 0 && column < row.cells.length && !inputAt(row, column)) column += right;
    return inputAt(row, column);
  }
  const rows = [...grid.rows];
  let index = rows.indexOf(row) + down;
  while (index > 0 && index < rows.length && !inputAt(rows[index], column)) index += down;
  return inputAt(rows[index], column);
}

function move(event) {
  const input = event.target;
  if (!input.matches("td > input[data-was]") || event.altKey || event.ctrlKey || event.metaKey) return;
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [event.shiftKey ? -1 : 1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const step = steps[event.key];
  if (!step || (step[1] && !atEdge(input, step[1]))) return;
  event.preventDefault();
  const next = neighbour(input, ...step);
  next?.focus();
  next?.select();
}

function closeOthers(event) {
  const kept = event.target instanceof Element ? event.target.closest("details") : null;
  for (const open of grid.querySelectorAll("details[open]")) if (open !== kept) open.open = false;
}

function take(event) {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const input = grid.querySelector(`[name="${button.dataset.for}"]`);
  input.value = button.dataset.take;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.focus();
}

if (grid) {
  grid.addEventListener("keydown", move);
  grid.addEventListener("click", take);
  grid.addEventListener("input", (event) => event.target.matches("[data-was]") && mark(event.target));
  grid.addEventListener("keydown", (event) => event.key === "Escape" && closeOthers({ target: null }));
  document.addEventListener("click", closeOthers);
  for (const field of fields()) if (isDirty(field)) mark(field);
  grid.querySelector("[aria-invalid], .conflict")?.focus();
  grid.closest("form").addEventListener("submit", () => {
    for (const field of fields()) field.disabled = !isDirty(field);
  });
  window.addEventListener("pageshow", () => {
    for (const field of fields()) field.disabled = false;
  });
}
