// Keeps the part of a page that shows what happens now (#live) up to date, and tells when it cannot: then the part is
// grey, and says since when. The page works without this file.
"use strict";

(() => {
  const LOST_MS = 3000; // so long a hub may be away without a word
  const QUIET_MS = 45000; // longer than the hub keeps a question waiting: the connection is dead, even if nothing said so
  const POINTING_MS = 8000; // a pointer that rests longer points at nothing
  const CALM_MS = 350; // nobody means what came under the pointer so shortly before

  const live = () => document.getElementById("live");
  const line = document.getElementById("live-state");
  if (!live() || !line) return;

  let heard = Date.now(); // the hub's last answer
  let failed = false;
  let signedOut = false;
  let next = null; // newer than what is shown, held back
  let changed = 0; // when the shown part was exchanged
  let moved = 0; // when the pointer moved over rows

  const rows = "tbody, .names, .hits";
  document.addEventListener("pointermove", ({ target }) => {
    if (target.closest && target.closest("#live") && target.closest(rows)) moved = Date.now();
  });
  document.addEventListener("pointerleave", () => (moved = 0));
  document.addEventListener("click", (event) => {
    const soon = event.detail > 0 && Date.now() - changed < CALM_MS;
    if (!soon || !event.target.closest("#live")) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  const isTyped = (field) => field.type !== "hidden" &&
    (field.tagName === "SELECT" ? [...field.options].some((o) => o.selected !== o.defaultSelected) && !field.options[0].selected
      : field.value !== field.defaultValue);
  const busy = () => {
    const now = live();
    const writes = document.activeElement.matches("input:not([type=hidden]), textarea, select");
    return (writes && now.contains(document.activeElement)) ||
      [...now.querySelectorAll("input, textarea, select")].some(isTyped) ||
      (now.querySelector(`:is(${rows}):hover`) && Date.now() - moved < POINTING_MS);
  };

  // Folds by their words; of those with the same words, by their place among them.
  const folds = (part) => {
    const count = {};
    return [...part.querySelectorAll("details > summary")].map((summary) => {
      const words = summary.textContent;
      count[words] = (count[words] || 0) + 1;
      return { name: `${words} ${count[words]}`, fold: summary.parentElement };
    });
  };
  // Where somebody is, so that they are there again afterwards.
  const nameOf = (element) => {
    if (element.tagName === "SUMMARY") return `fold ${element.textContent}`;
    if (element.form) return [element.form.getAttribute("action"),
      ...[...element.form.querySelectorAll("[type=hidden]")].filter((f) => f.name !== "csrf" && f.name !== "form").map((f) => f.value)].join(" ");
    return element.getAttribute("href") || "";
  };
  const exchange = (fresh) => {
    const old = live();
    const focus = old.contains(document.activeElement) ? nameOf(document.activeElement) : "";
    const open = folds(old).filter(({ fold }) => fold.open).map(({ name }) => name);
    old.replaceWith(fresh);
    for (const { name, fold } of folds(fresh)) fold.open = fold.open || open.includes(name);
    if (focus)
      for (const element of fresh.querySelectorAll("summary, a, button"))
        if (nameOf(element) === focus) { element.focus({ preventScroll: true }); break; }
    changed = Date.now();
  };
  // here.js exchanged the part itself.
  document.addEventListener("pettan:exchanged", () => { next = null; changed = Date.now(); });

  const say = (words, button) => {
    const text = words + (button || "");
    if (line.dataset.text === text) return;
    line.dataset.text = text;
    line.hidden = !words;
    line.replaceChildren(words);
    if (!button) return;
    const act = document.createElement("button");
    act.className = "plain";
    act.textContent = button;
    act.addEventListener("click", () => show(true));
    line.append(" ", act);
  };
  const show = (anyway) => {
    if (next && (anyway || !busy())) {
      exchange(next);
      next = null;
    }
    const age = Date.now() - heard;
    const stale = signedOut || (failed && age > LOST_MS) || age > QUIET_MS;
    document.body.classList.toggle("stale", stale);
    const told = (key) => line.dataset[key].replace("{time}", live().dataset.clock).replace("{minutes}", Math.floor(age / 60000));
    const asOf = document.getElementById("as-of");
    if (asOf) asOf.textContent = live().dataset.asOf;
    if (stale) say(told(signedOut ? "signedOut" : age < 60000 ? "lost" : "lostLong"));
    else if (next && next.dataset.since !== live().dataset.since) say(line.dataset.waiting, line.dataset.show);
    else say("");
  };

  const ask = async () => {
    const shown = next || live();
    const all = shown.dataset.all ? "&all=1" : "";
    const ended = new AbortController();
    const timer = setTimeout(() => ended.abort(), QUIET_MS);
    try {
      const answer = await fetch(`${shown.dataset.news}?since=${shown.dataset.since}${all}`, { redirect: "manual", signal: ended.signal });
      signedOut = answer.type === "opaqueredirect" || answer.status === 403;
      if (!answer.ok) throw new Error(answer.status);
      const fresh = document.createElement("template");
      fresh.innerHTML = await answer.text(); // from this hub, which escapes every text
      heard = Date.now();
      failed = false;
      next = fresh.content.getElementById("live");
    } catch {
      failed = true;
    }
    clearTimeout(timer);
    show();
  };

  (async () => {
    // A part that says how often it wants to be asked about is not told of changes by the hub.
    const every = () => Number(live().dataset.every) || 0;
    for (let pause = every(); ; pause = failed ? Math.min(10000, Math.max(1000, pause * 2)) : every() || 200) {
      await new Promise((done) => setTimeout(done, pause));
      await ask();
    }
  })();
  setInterval(show, 500);
})();
