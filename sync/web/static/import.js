// How far a guest list is on its way to the hub, and the hub with it. The forms work without this file.
"use strict";

const show = (line, text, part) => {
  line.hidden = false;
  line.querySelector("span").textContent = text;
  const bar = line.querySelector("progress");
  if (part === null) bar.removeAttribute("value");
  else bar.value = part;
};

// What the hub says of the import, while it writes.
const ask = async (line, over) => {
  while (line.dataset.progress && !over.yes) {
    await new Promise((done) => setTimeout(done, 300));
    try {
      const state = await (await fetch(line.dataset.progress)).json();
      if (state.all > 0 && !over.yes) show(line, `${line.dataset.then} ${state.done} / ${state.all}`, state.done / state.all);
    } catch {
      return; // the answer itself will tell
    }
  }
};

// The button says how many people it takes in, and waits until every row of the page is decided.
for (const button of document.querySelectorAll("button[data-people]")) {
  const rows = [...button.form.querySelectorAll("fieldset.doubt")];
  const chosen = (row) => row.querySelector("input[type=radio]:checked");
  const takes = (row) => chosen(row) && chosen(row).value !== "skip";
  const others = Number(button.dataset.people) - rows.filter(takes).length;
  const say = () => {
    const open = rows.filter((row) => !chosen(row)).length;
    const people = others + rows.filter(takes).length;
    button.disabled = open > 0;
    const counted = (key, n) => n === 1 ? button.dataset[`${key}One`] : button.dataset[key].replace("0", n);
    button.textContent = open > 0 ? counted("wait", open) : counted("label", people);
  };
  button.form.addEventListener("change", say);
  say();
}
// Who puts a name right wants it taken in.
for (const part of document.querySelectorAll(".corrections")) {
  part.addEventListener("input", () => {
    const row = part.closest("fieldset");
    if (row.querySelector("input[type=radio]:checked")) return;
    row.querySelector("input[type=radio][value=new]").click();
  });
}

for (const line of document.querySelectorAll("[data-progress]")) {
  const form = line.closest("form");
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.hasAttribute("formaction")) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const over = { yes: false };
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/html");
    request.upload.onprogress = (sent) => {
      const all = sent.loaded >= sent.total;
      show(line, all ? line.dataset.then : line.dataset.sending, all ? null : sent.loaded / sent.total);
    };
    request.onload = () => {
      over.yes = true;
      // A redirect was followed; an answer without one says what is wrong, at the form's own place.
      if (request.status === 200 && request.responseURL !== form.action) return window.location.assign(request.responseURL);
      const fresh = new DOMParser().parseFromString(request.responseText, "text/html");
      document.body.replaceWith(document.adoptNode(fresh.body));
      const problem = document.querySelector(".problem-line");
      if (problem) problem.scrollIntoView();
    };
    request.onerror = () => {
      over.yes = true;
      form.submit(); // as it would have been without this file
    };
    show(line, line.dataset.sending, 0);
    const data = new FormData(form);
    request.send(form.enctype === "multipart/form-data" ? data : new URLSearchParams(data));
    ask(line, over);
  });
}
