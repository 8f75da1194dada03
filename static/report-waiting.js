/* What waits on this phone and what has just arrived; tries again when there is hope.

   Rows of another account are counted in words and never shown. */

import { deliver, news, REFUSED, rows, SENT, WAITING } from "./report-outbox.js";

const AGAIN = 30000;
/* page.js forgets it at logout; what waits stays, and waits for its owner. */
const ACCOUNT = "lapor-akun";
const box = document.getElementById("keluar");
const words = box.dataset;
const form = document.getElementById("lapor");

/* Who reports on this page: the session's account, or on the kept page the last one seen here. */
export function account() {
  try {
    return JSON.parse(localStorage.getItem(ACCOUNT)) ?? {};
  } catch {
    return {};
  }
}

export function remember(known) {
  localStorage.setItem(ACCOUNT, JSON.stringify(known));
}

export const owner = words.reporter || account().reporter || "";

/* Some browsers keep nothing, as in a private window: then the form is posted as any other. */
export const usable = "indexedDB" in self ? rows().then(() => true, () => false) : Promise.resolve(false);

let tried = Promise.resolve();

/* One try after the other: what was queued during one is sent by the next. */
export async function send() {
  if (!(await usable)) return 0;
  tried = tried.then(deliver, deliver);
  const left = await tried;
  await show();
  if (left) await later();
  return left;
}

/* Where the browser can, it sends in the background, after this page is closed. */
async function later() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register("lapor").catch(() => {});
}

export async function show() {
  if (!(await usable)) return;
  const all = await rows();
  /* What has arrived stands in the list of the page itself where there is no form. */
  const mine = all.filter((row) => row.owner === owner && (form || row.state !== SENT));
  const waiting = mine.filter((row) => row.state === WAITING);
  const others = all.some((row) => row.owner !== owner && row.state === WAITING);
  box.hidden = !mine.length && !others;
  const list = box.querySelector("ul");
  list.replaceChildren(...mine.map(line), ...(others ? [note(words.other)] : []));
  box.querySelector("h2").textContent = title(mine, waiting.length || others);
  box.querySelector("[data-login]").hidden = !mine.some((row) => row.trouble === "session");
  box.querySelector("[data-send]").hidden = !waiting.length;
  document.dispatchEvent(new Event("lapor:shown"));
}

function title(mine, waiting) {
  const left = mine.filter((row) => row.state !== SENT).length;
  if (waiting) return left ? `${words.title} (${left})` : words.title;
  return left ? `${words.mend} (${left})` : words.recent;
}

function line(row) {
  const item = box.querySelector("template").content.firstElementChild.cloneNode(true);
  item.querySelector("strong").textContent = row.title;
  item.querySelector("span").textContent = said(row);
  const mend = item.querySelector("[data-mend]");
  mend.hidden = row.state !== REFUSED || !form;
  mend.dataset.mend = row.key;
  item.dataset.state = row.state;
  return item;
}

function note(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

function said(row) {
  if (row.state === SENT) {
    return [words.sent.replace("%s", row.number), row.status, ...(row.words ?? [])].join(" · ");
  }
  if (row.state === REFUSED) {
    const why = row.words.length ? row.words : [words.unclear.replace("%s", row.code)];
    return [words.refused, ...why].join(" ");
  }
  return words[row.trouble] || words.signal;
}

box.querySelector("[data-send]").addEventListener("click", send);
news?.addEventListener("message", show);
addEventListener("online", send);
document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
setInterval(send, AGAIN);

show().then(send);
