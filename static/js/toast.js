// Short sentences at the foot of the page.

const TOAST_MS = 8000;

/** Let a sentence go after a while, and not as long as somebody points at it or is in it. */
export function leave(box) {
  setTimeout(() => (box.matches(":hover, :focus-within") ? leave(box) : box.remove()), TOAST_MS);
}

/** Show a sentence for a while, with one thing to do about it, in place of the last of its kind. */
function show(sentence, kind, action) {
  const box = document.createElement("div");
  box.className = `toast ${kind}`.trim();
  const text = document.createElement("span");
  text.textContent = sentence;
  box.append(text);
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.name;
    button.addEventListener("click", () => {
      box.remove();
      action.run();
    });
    box.append(button);
  }
  const toasts = document.getElementById("toasts");
  for (const old of [...toasts.children]) if (old.matches(".news") === box.matches(".news")) old.remove();
  toasts.append(box);
  toasts.popover = null;
  if (document.querySelector("dialog:modal")) {
    toasts.popover = "manual"; // above the drawer of a phone
    toasts.showPopover();
  }
  leave(box);
}

/** Say what became of what the reader did. */
export const toast = (sentence, action) => show(sentence, "", action);

/** Say what somebody else did, which takes nobody's undo away. */
export const news = (sentence) => show(sentence, "news");
