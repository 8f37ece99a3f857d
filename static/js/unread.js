// How many notifications wait, beside the account and in its menu; asked at most once a minute.

const NAME = "steelyard:unread";
const MINUTE = 60000;

function show(count) {
  const text = count > 99 ? "99+" : String(count);
  for (const place of document.querySelectorAll("[data-unread]")) {
    place.hidden = !count;
    place.textContent = text;
  }
}

function kept() {
  try {
    const { count, at } = JSON.parse(sessionStorage.getItem(NAME));
    return Date.now() - at < MINUTE ? count : null;
  } catch {
    return null;
  }
}

async function ask() {
  const answer = await fetch("/notifications/unread/").catch(() => null);
  if (!answer?.ok) return;
  const { unread } = await answer.json();
  try {
    sessionStorage.setItem(NAME, JSON.stringify({ count: unread, at: Date.now() }));
  } catch {
    // nothing is kept here: it is asked again on the next page
  }
  show(unread);
}

// Pages that change what is read ask anew.
const isReading = /^\/notifications\/|\/talk\//.test(location.pathname);
const known = isReading ? null : kept();
if (known === null) ask();
else show(known);
document.body.addEventListener("steelyard:comments", () => setTimeout(ask, 500));
