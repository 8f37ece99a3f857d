// Brings a part of the page up to date where it stands: what is the same stays, with its focus, scroll and typed text.

const isTyped = (field) =>
  field.value !== field.defaultValue && (field === document.activeElement || !field.matches("[data-weight], [data-number]"));

/** Put what was typed into the fields that come in place of others. */
function carry(old, fresh) {
  for (const field of old.querySelectorAll("input[id]:not([type=radio], [type=checkbox], [type=hidden]), textarea[id]")) {
    const next = isTyped(field) && fresh.querySelector(`#${CSS.escape(field.id)}`);
    if (next) next.value = field.value;
  }
}

function follow(old, fresh, wasTyped) {
  if (wasTyped) return;
  if (old.value !== fresh.value) old.value = fresh.value;
  if (old.matches("[data-lock]")) old.checked = fresh.checked;
}

/** Make `old` like `fresh`, and touch only what differs. */
export function renew(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  if (old.isEqualNode(fresh) && old.localName !== "input") return;
  if (old.matches("[data-keep], .typing")) return;
  const parts = [...old.childNodes];
  const others = [...fresh.childNodes];
  if (old.localName !== fresh.localName || old.id !== fresh.id || parts.length !== others.length
    || parts.some((part, index) => part.nodeType !== others[index].nodeType)) {
    carry(old, fresh);
    old.replaceWith(fresh);
    return;
  }
  const wasTyped = old.localName === "input" && isTyped(old);
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open" && name !== "tabindex") old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  parts.forEach((part, index) => renew(part, others[index]));
  if (old.localName === "input") follow(old, fresh, wasTyped);
}

/** Renew every part of `fragments` that the page has, by id; the focus stays where it was. */
export function renewAll(fragments) {
  const focused = document.activeElement?.id;
  for (const fragment of fragments) {
    const old = document.getElementById(fragment.id);
    if (old) renew(old, fragment);
  }
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  document.body.dispatchEvent(new Event("steelyard:shown"));
}
