// The ballot: sliders beside numbers, shares as you go, "no opinion".

const form = document.getElementById("ballot");

function number(text) {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && Number.isFinite(value) && value >= 0 ? value : null;
}

function percent(share) {
  if (share > 0 && share < 1) return `${share.toFixed(1)}\u00a0%`;
  return `${Math.round(share)}\u00a0%`;
}

/** Write every share anew: points over the sum among siblings. */
function shares() {
  const groups = new Map();
  for (const line of form.querySelectorAll(".vote[data-group]")) {
    const lines = groups.get(line.dataset.group) ?? [];
    lines.push(line);
    groups.set(line.dataset.group, lines);
  }
  for (const lines of groups.values()) {
    const points = lines.map((line) => number(line.querySelector(".v-points input").value));
    const together = points.reduce((sum, value) => sum + (value ?? 0), 0);
    lines.forEach((line, index) => {
      const shown = points[index] === null || !together ? "" : percent((100 * points[index]) / together);
      line.querySelector(".v-share").textContent = shown;
    });
  }
}

function follow(input) {
  const range = form.querySelector(`[data-for="${CSS.escape(input.id)}"]`);
  const value = number(input.value);
  if (!range || value === null) return;
  if (value > Number(range.max)) range.max = value;
  range.value = value;
}

if (form) {
  form.addEventListener("input", ({ target }) => {
    if (target.matches(".v-range")) {
      document.getElementById(target.dataset.for).value = target.value;
    } else if (target.matches(".v-points input")) {
      follow(target);
    }
    shares();
  });
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-none]");
    if (!button) return;
    const input = document.getElementById(button.dataset.none);
    input.value = input.value.trim() === "-" ? "" : "-";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  form.addEventListener("change", ({ target }) => {
    const button = form.querySelector(`[data-none="${CSS.escape(target.id)}"]`);
    if (button) button.setAttribute("aria-pressed", String(target.value.trim() === "-"));
    target.removeAttribute("aria-invalid");
  });
  // What is sent with a button holds every answer: saving beside it would come too late, and to the button's address.
  let isLeaving = false;
  form.addEventListener("submit", () => { isLeaving = true; });
  form.addEventListener("htmx:beforeRequest", (event) => { if (isLeaving) event.preventDefault(); });
  addEventListener("pageshow", () => { isLeaving = false; });
  shares();
}

// A day and time is typed in the reader's own time zone; the server hears which.
const opening = document.querySelector("form[data-zone]");
if (opening) {
  opening.querySelector("[data-zone-name]").textContent = "your time, only for “at a time”";
  opening.addEventListener("submit", () => {
    const typed = opening.querySelector("[name=closes_at]").value;
    const offset = document.createElement("input");
    Object.assign(offset, { type: "hidden", name: "offset", value: String(new Date(typed || Date.now()).getTimezoneOffset()) });
    opening.append(offset);
  });
}
for (const time of document.querySelectorAll("time[datetime]")) {
  const at = new Date(time.dateTime);
  time.textContent = at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
