// @name in a comment: offers the team's people under the field. Arrows choose, Enter or Tab takes, Escape leaves.

const MOST = 8;
const BEGUN = /(^|[^\p{L}\p{N}_@.+/-])@([\p{L}\p{N}_.+-]*)$/u;

let field = null;
let list = null;
let chosen = 0;

function people() {
  const options = document.querySelectorAll("#talk-people option");
  return [...options].map((option) => ({ username: option.value, name: option.textContent }));
}

function begun() {
  if (field.selectionStart !== field.selectionEnd) return null;
  const found = BEGUN.exec(field.value.slice(0, field.selectionStart));
  return found && found[2].toLowerCase();
}

function close() {
  list?.remove();
  list = null;
  field?.removeAttribute("aria-activedescendant");
  field?.removeAttribute("aria-controls");
}

function matching(start) {
  const fits = ({ username, name }) => username.toLowerCase().startsWith(start)
    || name.toLowerCase().split(/\s+/).some((word) => word.startsWith(start));
  return people().filter(fits).slice(0, MOST);
}

function offer() {
  const start = begun();
  const found = start === null ? [] : matching(start);
  close();
  const isWhole = found.length === 1 && found[0].username.toLowerCase() === start;
  if (!found.length || isWhole) return; // a whole name needs no offer, which would only cover the button below
  list = document.createElement("ul");
  list.className = "callable";
  list.id = "callable";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People to call");
  found.forEach((person, index) => {
    const line = document.createElement("li");
    line.id = `callable-${index}`;
    line.setAttribute("role", "option");
    line.dataset.username = person.username;
    const name = document.createElement("b");
    name.textContent = person.name;
    const username = document.createElement("small");
    username.textContent = `@${person.username}`;
    line.append(name, username);
    list.append(line);
  });
  field.parentElement.append(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  choose(0);
  list.scrollIntoView({ block: "nearest" });
  const place = document.getElementById("announce");
  if (place) place.textContent = `${found.length} ${found.length === 1 ? "person" : "people"} to call: arrows choose, Enter takes.`;
}

function choose(index) {
  const lines = [...list.children];
  chosen = (index + lines.length) % lines.length;
  lines.forEach((line, at) => line.setAttribute("aria-selected", String(at === chosen)));
  lines[chosen].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", lines[chosen].id);
}

function take(line) {
  const end = field.selectionStart;
  const start = end - begun().length;
  field.setRangeText(`${line.dataset.username} `, start, end, "end");
  close();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function press(event) {
  if (!list) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) choose(chosen + steps[event.key]);
  else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") take(list.children[chosen]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Offer people wherever a comment is typed. */
export function callPeople() {
  const isOurs = (target) => target instanceof HTMLTextAreaElement && target.matches(".mentions > textarea");
  document.addEventListener("input", ({ target }) => {
    if (!isOurs(target)) return;
    field = target;
    offer();
  });
  document.addEventListener("keydown", (event) => event.target === field && press(event), true);
  document.addEventListener("focusout", ({ target }) => target === field && close());
  // Before the field loses its focus to the click.
  document.addEventListener("mousedown", (event) => {
    const line = event.target.closest(".callable li");
    if (!line) return;
    event.preventDefault();
    take(line);
  });
}
