// Forms of the class "here" do their work without leaving the page: what was done, and its undo, appear where the click
// was, and the lists are exchanged. They work without this file: then the next page says it.
"use strict";

const SAID_MS = 30000; // then it goes; what was taken back can still be put back in its list

const lowest = () => window.innerHeight - document.getElementById("said").offsetHeight - 8;

// Whoever looks for the next one must see what is found: the message makes room.
document.addEventListener("input", ({ target }) => {
  const said = document.getElementById("said");
  if (said && said.classList.contains("here") && target.matches("[data-search]")) said.style.top = `${lowest()}px`;
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.here");
  const said = document.getElementById("said");
  if (!form || !said || event.defaultPrevented) return;
  event.preventDefault();
  const place = form.getBoundingClientRect();
  // Where the click was, on the screen: what lies below may move.
  const tell = (...words) => {
    said.replaceChildren(...words);
    said.classList.add("here");
    // Beside it, since the next one may be pressed at the same place; on a phone at the screen's lower end.
    const beside = place.left - said.offsetWidth - 12;
    said.style.left = `${Math.max(16, beside)}px`;
    said.style.top = `${beside < 16 ? lowest() : Math.max(8, Math.min(place.top - 8, lowest()))}px`;
    clearTimeout(said.leaves);
    said.leaves = setTimeout(() => said.replaceChildren(), SAID_MS);
  };
  let answer;
  try {
    const button = event.submitter && event.submitter.name ? [[event.submitter.name, event.submitter.value]] : [];
    answer = await fetch(form.action, { method: "POST", headers: { Accept: "text/html" },
      body: new URLSearchParams([...new FormData(form), ...button]) });
  } catch {
    delete form.dataset.sent;
    return tell(said.dataset.lost);
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const problem = page.querySelector(".problem");
  if (!answer.ok || !page.getElementById("said") || !said) {
    delete form.dataset.sent;
    if (problem) return tell(...[...problem.children].map((child) => document.adoptNode(child)));
    return window.location.assign(answer.url);
  }
  const both = (id) => document.getElementById(id) && page.getElementById(id);
  // The work goes on elsewhere: the next card, or the event.
  if (new URL(answer.url).pathname !== window.location.pathname && !both("live")) return window.location.assign(answer.url);
  for (const id of ["live", "hits"]) {
    const old = document.getElementById(id);
    const fresh = page.getElementById(id);
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  document.dispatchEvent(new Event("pettan:exchanged"));
  tell(...[...page.getElementById("said").childNodes].map((node) => document.adoptNode(node)));
  // The next one is looked for at once.
  const search = document.querySelector("[data-search]");
  if (search && form.closest("#hits")) {
    search.focus({ preventScroll: true });
    search.select();
  }
});
