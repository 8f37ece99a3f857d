// Listens to a decision on each of its pages: passes on what is new as events on the body (steelyard:revision,
// steelyard:comments, steelyard:round, steelyard:status, steelyard:proposals, steelyard:studies), renews what is marked data-live, shows who else is here,
// and says when the connection or the right to read is gone.

import { renewAll } from "./renew.js";

const LATE_MS = 3000;
const SILENT_MS = 50000;
const TOPICS = ["comments", "round", "status", "proposals", "studies"];

const decision = document.getElementById("decision");
const sign = document.getElementById("live");
const people = document.getElementById("presence");
const { path } = decision.dataset;

let stream = null;
let heard = 0;
let late = 0;
let isOver = false;
let wasOpen = false;
let due = new Set();
let renewal = 0;
let turn = 0;

export const banner = document.createElement("div");
banner.id = "connection";
banner.className = "banner warn";
banner.hidden = true;
banner.setAttribute("role", "status");
banner.innerHTML = '<svg class="icon" aria-hidden="true"><use href="#i-warn"/></svg><span></span>';
decision.after(banner);

/** Whether the server is there, as far as anybody knows. */
export let isLive = true;

const tell = (name, detail) => document.body.dispatchEvent(new CustomEvent(`steelyard:${name}`, { detail, bubbles: true }));

function state(live) {
  clearTimeout(late);
  late = 0;
  isLive = live;
  sign.hidden = false;
  sign.querySelector(".dot").className = live ? "dot pulse" : "dot off";
  sign.lastElementChild.textContent = live ? "Live" : "Reconnecting";
  people.hidden = !live;
  tell("live", live);
}

/** Fetch the page again and renew what it marks as being about these topics. What a refused form came to may have no
 * address to fetch: then its tab has. */
async function renewMarked() {
  const topics = [...due];
  due = new Set();
  await renewing(topics).catch(() => {}); // the next news brings it
  renewal = due.size ? setTimeout(renewMarked, 50) : 0;
}

async function renewing(topics) {
  const marked = topics.map((topic) => `[data-live~="${topic}"]`).join();
  if (!document.querySelector(marked)) return;
  const tab = "posted" in decision.dataset && document.querySelector(".tabs [aria-current]");
  const response = await fetch(tab ? tab.href : location.href).catch(() => null);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  renewAll(page.querySelectorAll(marked));
  window.htmx?.process(document.body);
}

function news(topics) {
  renewal ||= setTimeout(renewMarked, 50);
  for (const topic of topics) {
    due.add(topic);
    tell(topic);
  }
}

async function showPeople() {
  const mine = ++turn;
  const response = await fetch(`${path}presence/`).catch(() => null);
  const html = response?.ok ? await response.text() : "";
  if (mine === turn) people.innerHTML = html;
}

const hear = {
  revision({ revision }) {
    tell("revision", revision);
    if (wasOpen) news(["revision"]);
  },
  news: ({ topic }) => news(topic === "all" ? TOPICS : [topic]),
  presence: showPeople,
  alive() {},
  end() {
    people.textContent = "";
    tell("access");
    listen();
  },
};

function over() {
  isOver = true;
  stream.close();
  sign.hidden = true;
  people.textContent = "";
  banner.hidden = false;
  banner.setAttribute("role", "alert");
  for (const button of banner.querySelectorAll("button")) button.remove();
  banner.querySelector("span").innerHTML = "<b>You can no longer see this decision.</b> What you typed stays here until you leave the page. ";
  const ways = { "Sign in": `/sign-in/?next=${encodeURIComponent(location.pathname)}`, "All decisions": "/" };
  for (const [textContent, href] of Object.entries(ways)) banner.append(Object.assign(document.createElement("a"), { href, textContent }));
  tell("over");
}

/** A change found no server: the stream has not noticed yet. */
export function lose() {
  if (!isLive || isOver) return;
  state(false);
  listen();
}

/** The stream was refused: for good, or because the server is away. */
async function ask() {
  const response = await fetch(`${path}changes/`, { method: "HEAD" }).catch(() => null);
  if (response && [401, 403, 404].includes(response.status)) over();
  else setTimeout(listen, 2000 + Math.random() * 2000);
}

export function listen() {
  if (isOver) return;
  stream?.close();
  heard = Date.now();
  stream = new EventSource(decision.dataset.events);
  stream.addEventListener("open", () => {
    state(true);
    if (wasOpen) news(TOPICS);
    wasOpen = true;
  });
  stream.addEventListener("error", () => {
    late ||= setTimeout(state, LATE_MS, false);
    if (stream.readyState === EventSource.CLOSED) ask();
  });
  for (const [name, act] of Object.entries(hear)) {
    stream.addEventListener(name, ({ data }) => {
      heard = Date.now();
      act(JSON.parse(data));
    });
  }
}

// A connection that died without a word, or a computer that slept: nothing was heard where something had to be.
setInterval(() => {
  if (Date.now() - heard > SILENT_MS && stream.readyState !== EventSource.CLOSED) listen();
}, 5000);
addEventListener("online", listen);
addEventListener("offline", () => state(false));
addEventListener("pagehide", () => stream.close());
addEventListener("pageshow", (event) => event.persisted && listen());
listen();
