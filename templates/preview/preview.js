// Switches views, and reloads the letter, where the reader was, when the server's version of it changes.
"use strict";

const body = document.body;
const state = document.getElementById("state");
const [wide, narrow, text] = document.querySelectorAll("iframe");
let version = body.dataset.version;

function source(frame) {
  if (frame === text) return "/letter.txt";
  const mode = body.dataset.mode;
  const other = mode === "light" ? "dark" : "light";
  const shown = frame === narrow && body.dataset.view === "both" ? other : mode;
  frame.parentElement.querySelector(".mode").textContent = shown;
  const page = body.dataset.page;
  return page === "letter" ? `/letter.html?mode=${shown}` : `/page.html?name=${page}&mode=${shown}`;
}

function show(frame, changed) {
  const wanted = source(frame);
  if (!changed && frame.getAttribute("src") === wanted) return;
  const at = frame.contentWindow?.scrollY ?? 0;
  frame.addEventListener("load", () => frame.contentWindow?.scrollTo(0, at), { once: true });
  frame.setAttribute("src", wanted);
}

function showAll(changed = false) {
  for (const frame of [wide, narrow, text]) show(frame, changed);
}

for (const input of document.querySelectorAll("input, select")) {
  const kept = new URLSearchParams(location.hash.slice(1)).get(input.name);
  if (input.type !== "radio") {
    if ([...input.options].some(({ value }) => value === kept)) input.value = kept;
  } else if (kept === input.value) input.checked = true;
  input.addEventListener("change", choose);
}

function choose() {
  for (const { name, value } of document.querySelectorAll("input:checked, select")) body.dataset[name] = value;
  const { view, mode, page } = body.dataset;
  history.replaceState(null, "", `#view=${view}&mode=${mode}${page === "letter" ? "" : `&page=${page}`}`);
  showAll();
}

async function look() {
  try {
    const now = await (await fetch("/version")).text();
    if (now !== version) {
      const about = await (await fetch("/about.json")).json();
      for (const name of ["title", "subject", "preheader", "size"]) {
        document.getElementById(name).textContent = about[name];
      }
      document.querySelector(".sender").textContent = about.title;
      document.getElementById("inbox").hidden = Boolean(about.error);
      version = now;
      showAll(true);
    }
    state.textContent = "Live";
    state.className = "";
  } catch {
    state.textContent = "Not running";
    state.className = "lost";
  }
  setTimeout(look, document.hidden ? 5000 : 1000);
}

if (location.hash) choose();
look();
