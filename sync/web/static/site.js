// The pages work without this file. It brings news into an event's page as they happen, and finds people while a name
// is being typed.
"use strict";

const fill = (target, html) => {
  const fresh = document.createElement("template");
  fresh.innerHTML = html; // from this hub, which escapes every text
  target.replaceWith(fresh.content);
};

const follow = async () => {
  for (let pause = 0; ; ) {
    await new Promise((done) => setTimeout(done, pause));
    const live = document.getElementById("live");
    if (!live) return;
    try {
      const all = live.dataset.all ? "&all=1" : "";
      const answer = await fetch(`${live.dataset.news}?since=${live.dataset.since}${all}`, { redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      // Not under somebody's hands: then it is asked for again, so that nothing stays old afterwards.
      const now = document.getElementById("live");
      const busy = now.contains(document.activeElement) || now.querySelector("details[open]");
      if (!busy) fill(now, html);
      pause = busy ? 3000 : 200;
    } catch {
      pause = Math.min(30000, Math.max(1000, pause * 2));
    }
  }
};

const search = (input) => {
  if (!input.dataset.search) return;
  let latest = 0;
  input.addEventListener("input", async () => {
    const mine = ++latest;
    const answer = await fetch(`${input.dataset.search}?q=${encodeURIComponent(input.value)}`);
    if (!answer.ok) return;
    const html = await answer.text();
    if (mine !== latest) return;
    const hits = document.getElementById("hits");
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    hits.replaceChildren(fresh.content);
  });
  input.addEventListener("keydown", (event) => {
    const first = document.querySelector("#hits a");
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    }
  });
  document.getElementById("hits").addEventListener("keydown", (event) => {
    const links = [...document.querySelectorAll("#hits a")];
    const at = links.indexOf(document.activeElement);
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : null;
    if (to === null) return;
    event.preventDefault();
    (links[to] || (to < 0 ? input : links[at])).focus();
  });
};

// A file that the hub would refuse is not sent at all.
document.addEventListener("change", ({ target }) => {
  if (!target.dataset.bytesMax) return;
  const large = [...target.files].some((file) => file.size > target.dataset.bytesMax);
  target.setCustomValidity(large ? target.dataset.tooLarge : "");
  target.reportValidity();
});

// A form that is on its way is not sent again. (The hub would do it once only, in any case.)
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return; // somebody may want the same list as CSV and as XLSX
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});

if (document.getElementById("live")) follow();
for (const input of document.querySelectorAll("[data-search]")) search(input);
const chosen = document.querySelector(".hits [aria-current]");
if (chosen) chosen.scrollIntoView({ block: "nearest" });
