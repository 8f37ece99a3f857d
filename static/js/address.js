// The address holds the what-if: every change of weights goes through here.

const decision = document.getElementById("decision");

export const path = decision.dataset.path;

/** Ask the server for an address of this page; fragments arrive out of band. */
export function request(search) {
  return htmx.ajax("GET", path + search, { source: decision, target: decision, swap: "none" });
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
