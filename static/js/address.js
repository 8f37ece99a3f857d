// The address holds the what-if: every change of weights goes through here.

const decision = document.getElementById("decision");

export const path = decision.dataset.path;

/** Ask the server for an address of this page; fragments arrive out of band. */
export function request(search) {
  return htmx.ajax("GET", path + search, { source: decision, target: decision, swap: "none" });
}

/** Ask for what one moved weight changes and put it in place: by hand, since this is the fast path. */
export async function move(search) {
  const response = await fetch(path + search, { headers: { "HX-Request": "true" } });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  place(await response.text());
  history.replaceState(null, "", response.headers.get("HX-Replace-Url"));
  return JSON.parse(response.headers.get("HX-Trigger"))["weights-changed"];
}

function place(text) {
  const box = document.createElement("template");
  box.innerHTML = text;
  const focused = document.activeElement?.id;
  for (const part of [...box.content.children]) {
    const fragment = part.localName === "template" ? part.content.firstElementChild : part;
    const old = document.getElementById(fragment.id);
    fragment.removeAttribute("hx-swap-oob");
    if (old && !old.isEqualNode(fragment) && !renewCells(old, fragment)) old.replaceWith(fragment);
  }
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

/** Fill the cells of a table's head or foot anew where they stand: a wide table is not laid out again for that. */
function renewCells(old, fragment) {
  const cells = [...old.querySelectorAll("th, td")];
  const renewed = [...fragment.querySelectorAll("th, td")];
  if (!["thead", "tfoot"].includes(old.localName) || cells.length !== renewed.length) return false;
  Object.assign(old.dataset, fragment.dataset);
  cells.forEach((cell, index) => {
    if (cell.isEqualNode(renewed[index])) return;
    cell.className = renewed[index].className;
    cell.replaceChildren(...renewed[index].childNodes);
  });
  return true;
}

/** Show other weights, and keep their address. */
export async function show(search) {
  await request(search);
  history.replaceState(null, "", path + search);
}

/** The revision that the page shows. */
export function revision() {
  return Number(document.getElementById("meta").dataset.revision);
}

/** Send a change; answers true where it was saved, else the sentence that says why not. */
export async function post(href, values) {
  const token = document.querySelector("#csrf input");
  let answer = true;
  const listen = ({ detail }) => {
    if (detail.xhr.status >= 400) {
      const page = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
      const why = page.querySelector(".error-text, .empty p");
      answer = why ? why.textContent.trim() : "This could not be saved.";
    }
  };
  decision.addEventListener("htmx:afterRequest", listen, { once: true });
  const sent = { ...values, revision: revision(), csrfmiddlewaretoken: token ? token.value : "" };
  await htmx.ajax("POST", href, { source: decision, target: decision, swap: "none", values: sent });
  decision.removeEventListener("htmx:afterRequest", listen);
  return answer;
}
