// How far an import is: the page is fetched again every second, and what stands here is brought up to date.

const place = document.getElementById("importing");

async function look() {
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok) {
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("importing");
    if (!now || now.dataset.status !== place.dataset.status) return location.reload();
    for (const part of [".desk-status", ".desk-progress"]) {
      const [old, fresh] = [place.querySelector(part), now.querySelector(part)];
      if (old && fresh && old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
    }
  }
  setTimeout(look, 1000);
}

setTimeout(look, 1000);
