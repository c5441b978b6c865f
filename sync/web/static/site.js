// The pages work without this file. It finds people while a name is being typed.
"use strict";

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

// For a hub that does not know in which time zone it is.
document.cookie = `pettan_zone=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}; Path=/; SameSite=Lax`;

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy], [data-print]");
  if (!button) return;
  if (button.dataset.copy === undefined) return window.print();
  const field = document.getElementById(button.dataset.copy);
  field.select();
  // Without TLS there is no clipboard for pages; the old way still works.
  try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
  button.textContent = button.dataset.copied;
});

// A card that is kept as a picture: phones keep PNG files among their photos, and not the SVG file that the link leads to.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-picture]");
  if (!link) return;
  event.preventDefault();
  try {
    const drawn = new Image();
    drawn.src = `data:image/svg+xml,${encodeURIComponent(await (await fetch(link.href)).text())}`;
    await drawn.decode();
    const canvas = document.createElement("canvas");
    canvas.width = drawn.naturalWidth;
    canvas.height = drawn.naturalHeight;
    canvas.getContext("2d").drawImage(drawn, 0, 0);
    const png = await new Promise((made) => canvas.toBlob(made, "image/png"));
    const file = new File([png], link.dataset.picture, { type: "image/png" });
    if (navigator.canShare && navigator.canShare({ files: [file] })) {
      return await navigator.share({ files: [file] }).catch((given_up) => given_up);
    }
    const save = document.createElement("a");
    save.href = URL.createObjectURL(png);
    save.download = file.name;
    save.click();
    setTimeout(() => URL.revokeObjectURL(save.href), 60000);
  } catch {
    window.location.assign(link.href);
  }
});

// A form that is on its way is not sent again. (The hub would do it once only, in any case.)
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return; // somebody may want the same list as CSV and as XLSX
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});

for (const input of document.querySelectorAll("[data-search]")) search(input);
const chosen = document.querySelector(".hits [aria-current]");
if (chosen) chosen.scrollIntoView({ block: "nearest" });
