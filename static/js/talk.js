// Discussions without a reload: what others say appears, what is being typed here stays.

import { callPeople } from "./mentions.js";
import { toast } from "./toast.js";

const HEADERS = { "HX-Request": "true" };
const NEARLY = 0.9;

const announce = (sentence) => {
  const place = document.getElementById("announce");
  if (place) place.textContent = sentence;
};

const fieldsOf = (element) => [...element.querySelectorAll("textarea, input:not([type=hidden])")];
const hasWords = (element) => fieldsOf(element).some((field) => field.value !== field.defaultValue);

/** Whether somebody is at work in there: typing, choosing, or about to. */
function isBusy(element) {
  return hasWords(element) || fieldsOf(element).includes(document.activeElement)
    || Boolean(element.querySelector(".doing > details[open]"));
}

/** Give `old` the comments of `next`: new ones enter, changed ones change, except where somebody types. */
function mergeComments(old, next) {
  const wanted = new Set([...next.children].map((one) => one.id));
  for (const one of [...old.children]) if (!wanted.has(one.id)) one.remove();
  let after = null;
  for (const one of [...next.children]) {
    const here = [...old.children].find((other) => other.id === one.id);
    if (!here) {
      if (one.matches(".said")) one.classList.add("fresh");
      if (after) after.after(one);
      else old.prepend(one);
      after = one;
      continue;
    }
    after = here;
    if (isBusy(here)) continue;
    const isSame = here.dataset.version === one.dataset.version && Boolean(here.querySelector(".doing")) === Boolean(one.querySelector(".doing"));
    if (!isSame || !here.matches(".said")) {
      here.replaceWith(one);
      after = one;
    } else {
      here.querySelector("time").textContent = one.querySelector("time").textContent;
    }
  }
}

function mergeThread(old, next) {
  const part = (thread, name) => thread.querySelector(`:scope > [data-part=${name}]`);
  old.className = next.className;
  const head = part(old, "head");
  if (!head.contains(document.activeElement)) head.replaceWith(part(next, "head"));
  mergeComments(part(old, "said"), part(next, "said"));
  const [answer, nextAnswer] = [part(old, "answer"), part(next, "answer")];
  if (!answer && nextAnswer) old.append(nextAnswer);
  else if (answer && !nextAnswer && !isBusy(answer)) answer.remove();
  else if (answer && nextAnswer) answer.querySelector("summary").innerHTML = nextAnswer.querySelector("summary").innerHTML;
}

function merge(list, incoming) {
  const wanted = [...incoming.children];
  const ids = new Set(wanted.map((one) => one.id));
  for (const one of [...list.children]) if (!ids.has(one.id) && !isBusy(one)) one.remove();
  const mayMove = !list.contains(document.activeElement);
  let after = null;
  for (const one of wanted) {
    const here = [...list.children].find((other) => other.id && other.id === one.id);
    if (here && here.matches(".thread")) mergeThread(here, one);
    else if (here) here.replaceWith(one);
    const placed = here?.parentNode === list ? here : one;
    if (placed.parentNode !== list || mayMove) {
      if (after) after.after(placed);
      else list.prepend(placed);
    }
    after = placed;
  }
}

async function fetched(address) {
  const answer = await fetch(address, { headers: HEADERS });
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

let latest = 0;

/** Fetch every discussion on this page anew; an older answer never overtakes a newer one. */
export async function refresh() {
  const mine = ++latest;
  for (const list of document.querySelectorAll("[data-talk-list]")) {
    try {
      const page = await fetched(list.dataset.talkList);
      if (mine !== latest) return;
      merge(list, page.querySelector("[data-talk-list]") || page.body);
    } catch {
      announce("The discussion could not be brought up to date; what you see may have changed.");
    }
  }
}

const drafts = new Map(); // what was typed beside a score's evidence and not sent, until the page is left

function keep(field) {
  const place = field.closest("[data-talk-cell]");
  if (place) drafts.set(`${place.dataset.talkCell} ${field.id}`, field.value);
}

function giveBack(place) {
  for (const field of fieldsOf(place)) {
    const words = drafts.get(`${place.dataset.talkCell} ${field.id}`);
    if (!words || words === field.value) continue;
    field.value = words;
    field.closest("details").open = true;
  }
}

/** Fill the place beside a cell's evidence with what is said about the cell. */
export async function showCell(place) {
  const style = new URL("../css/talk.css", import.meta.url).href;
  if (![...document.styleSheets].some((sheet) => sheet.href === style)) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));
  }
  try {
    const { body } = await fetched(place.dataset.talkCell);
    if (fieldsOf(place).includes(document.activeElement)) return;
    place.innerHTML = body.innerHTML;
    giveBack(place);
  } catch {
    announce("The discussion of this score could not be fetched: the link in its place leads there.");
  }
}

function refuse(form, sentence) {
  const place = form.querySelector(".error-text");
  if (!place) return toast(sentence);
  place.hidden = false;
  place.querySelector("span").textContent = sentence;
  const field = form.querySelector("textarea, input:not([type=hidden])");
  if (!field) return;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), place.id].filter(Boolean).join(" "));
  field.focus();
}

function clear(form) {
  form.reset();
  for (const field of form.querySelectorAll("textarea")) {
    field.value = field.defaultValue = "";
    keep(field);
  }
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  const place = form.querySelector(".error-text");
  if (place) place.hidden = true;
  const folded = form.closest("details");
  if (folded) folded.open = false;
}

async function send(form) {
  const button = form.querySelector("[type=submit]");
  if (button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  let answer;
  try {
    answer = await fetch(form.getAttribute("action"), { method: "POST", headers: HEADERS, body: new FormData(form) });
  } catch {
    return refuse(form, "The server cannot be reached: your words are still here, send them again in a moment.");
  } finally {
    button.ariaDisabled = null;
  }
  const isWords = answer.headers.get("Content-Type")?.startsWith("application/json");
  const said = isWords ? await answer.json() : {};
  if (!answer.ok) return refuse(form, said.detail || "This could not be sent. Copy your words, reload the page, and send them again.");
  clear(form);
  await refresh();
  announce(said.said);
  const thread = document.getElementById(`comment-${said.comment}`);
  const next = form.dataset.talk.startsWith("resolve") ? thread?.closest(".thread")?.querySelector("header button") : thread?.querySelector(".when");
  next?.focus();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-talk]")) return;
  event.preventDefault();
  send(event.target);
});

document.addEventListener("input", ({ target }) => {
  if (!target.matches(".mentions > textarea")) return;
  keep(target);
  const longest = Number(target.dataset.longest);
  const length = [...target.value].length;
  const hint = target.closest("form").querySelector(".hint");
  if (length < longest * NEARLY) {
    if (hint.dataset.words) hint.textContent = hint.dataset.words;
    hint.classList.remove("over");
    return;
  }
  hint.dataset.words ||= hint.textContent;
  hint.textContent = `${length.toLocaleString("en")} of ${longest.toLocaleString("en")} characters`;
  hint.classList.toggle("over", length > longest);
});

// A folded form that opens is about to be written in.
document.addEventListener("toggle", ({ target }) => {
  if (target.matches("details.answer[open], .doing > details[open]") && target.contains(document.activeElement)) {
    target.querySelector("textarea, input:not([type=hidden])")?.focus();
  }
}, true);

// Before the drawer hears of it: Escape folds an empty form, and never takes words along.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("form[data-talk] textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
  const folded = event.key === "Escape" && event.target.closest(".doing > details[open], details.answer[open]");
  if (!folded) return;
  event.preventDefault();
  event.stopPropagation();
  if (hasWords(folded)) return;
  folded.open = false;
  folded.querySelector("summary").focus();
}, true);

document.addEventListener("steelyard:comments", refresh);
callPeople();
