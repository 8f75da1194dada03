// The desk by keyboard: every key presses a control that shows it. Nothing here decides anything;
// forms and links do the work, and all of them work without this file.

import { enhance } from "./choose.js";

// After a text was swapped, a second press of the same key must not save it unread.
const QUIET = 300;
// A hold lasts ten minutes; it is renewed while somebody works.
const RENEW = 4 * 60 * 1000;

const news = document.getElementById("kabar");
const keys = document.getElementById("tombol");
let busy = false, quietUntil = 0, active = Date.now();

const desk = () => document.getElementById("meja");
const form = () => document.getElementById("penandaan");
const press = (key) => document.querySelector(`[data-press="${CSS.escape(key)}"]`);

/* -- Keys ------------------------------------------------------------------------------------- */

const typing = (element) => element.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  active = Date.now();
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape") leave(event);
  else if (typing(event.target) || keys.open) return;
  else if (event.key === "Enter") enter(event);
  else if (["1", "2", "3"].includes(event.key)) judge(event);
  else act(event);
});

function leave(event) {
  if (!typing(event.target) && !event.target.closest("#penandaan")) return;
  event.preventDefault();
  rest();
}

/* Enter saves, unless it stands on something that Enter opens by itself. */
function enter(event) {
  if (event.target.closest("a, button, summary")) return;
  event.preventDefault();
  if (!event.repeat && form()) form().requestSubmit(document.getElementById("simpan"));
}

function judge(event) {
  const group = document.querySelector(".towards[data-chosen]") || document.querySelector(".towards");
  const radio = group?.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

function act(event) {
  const control = press(event.key.toLowerCase());
  if (!control || control.hidden || event.repeat && !"jk".includes(event.key)) return;
  event.preventDefault();
  // What writes waits until the text that just came can have been seen.
  if (busy || ("xz".includes(control.dataset.press) && performance.now() < quietUntil)) return;
  if (event.key === "?") keys.showModal();
  else control.click();
}

/* The official whose tone the keys set is the one last touched. */
function touch(event) {
  const group = event.target.closest?.(".towards");
  if (!group) return;
  for (const other of document.querySelectorAll(".towards[data-chosen]")) delete other.dataset.chosen;
  group.dataset.chosen = "";
}
document.addEventListener("focusin", touch);
document.addEventListener("change", touch);

document.addEventListener("click", (event) => {
  if (event.target.closest(".keys-open")) keys.showModal();
});

/* -- Saving ----------------------------------------------------------------------------------- */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id !== "penandaan" && !news.contains(form)) return;
  if (!busy && performance.now() >= quietUntil) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

const main = (event) => event.detail.target?.id === "meja";

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (!main(event)) return;
  busy = true;
  desk().setAttribute("aria-busy", "true");
});

/* Answers with words (a colleague was faster, something is missing) are shown like any other;
   a page that is not the desk is not: the login, above all, must not replace what was filled in. */
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (!main(event)) return;
  const ours = xhr.responseText.includes('id="meja"');
  event.detail.shouldSwap = ours;
  event.detail.isError = false;
  if (ours) release(form()?.dataset.item, xhr.responseText);
  else say(xhr.status >= 500 ? news.dataset.broken : news.dataset.lost);
});

document.body.addEventListener("htmx:sendError", (event) => {
  if (main(event)) say(news.dataset.offline);
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (!main(event)) return;
  busy = false;
  desk().removeAttribute("aria-busy");
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "meja" && event.detail.elt?.id !== "meja") return;
  quietUntil = performance.now() + QUIET;
  begin();
  rest();
});

function say(words) {
  const line = document.createElement("p");
  line.textContent = words;
  news.replaceChildren(line);
}

/* Put the focus where the next text begins, so that it is read aloud and Enter saves. */
function rest() {
  const alert = document.querySelector(".decide [role=alert]");
  const target = document.getElementById("judul") || document.getElementById("isi");
  if (alert) alert.scrollIntoView({ block: "nearest" });
  target.focus({ preventScroll: true });
}

/* -- Holding ---------------------------------------------------------------------------------- */

/* A hold is taken where the text can be seen: on a phone the list shows none. */
function hold() {
  const held = document.getElementById("pegangan");
  const seen = held && held.offsetParent !== null && !document.hidden;
  if (seen && !held.classList.contains("hold-other")) htmx.trigger(held, "pegang");
}

function release(item, arriving = "") {
  const held = document.getElementById("pegangan");
  if (!item || !held?.classList.contains("hold-mine") || arriving.includes(`data-item="${item}"`)) return;
  const body = new FormData(held);
  body.set("lepas", "1");
  fetch(held.action, { method: "POST", body, keepalive: true, headers: { "HX-Request": "true" } }).catch(() => {
    // It lapses by itself.
  });
}

window.addEventListener("pagehide", () => release(form()?.dataset.item));
document.addEventListener("pointerdown", () => { active = Date.now(); });
setInterval(() => { if (Date.now() - active < RENEW) hold(); }, RENEW);

/* -- Beginning -------------------------------------------------------------------------------- */

function begin() {
  for (const button of desk().querySelectorAll("[data-keys]")) button.hidden = false;
  if (form()) enhance(form(), news.dataset);
  if (!desk().querySelector(".queue-filter")) desk().querySelector(".case-open")?.scrollIntoView({ block: "nearest" });
  if (!document.getElementById("pegangan")?.classList.contains("hold-mine")) hold();
}

document.documentElement.dataset.keys = "";
// After htmx has found its forms, which it does when the page is loaded.
document.addEventListener("DOMContentLoaded", () => setTimeout(begin));
