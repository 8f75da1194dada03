/* The report form of a phone: a draft that survives, photos made small, and an outbox.

   Without this file the form is posted as any other. With it, a report is kept on the phone first
   and then sent, so that no lost signal can lose it. */

import * as outbox from "./report-outbox.js";
import { shrink, thumb } from "./report-photo.js";
import { account, owner, remember, send, show, usable } from "./report-waiting.js";

const PHOTOS_MAX = 4, TEXT_LONGEST = 5000, TITLE = 60, PAUSE = 300;
const form = document.getElementById("lapor");
const field = form.elements;
const words = form.dataset;
const news = document.getElementById("kabar");
const draftLine = document.getElementById("draf");
const clear = document.getElementById("kosongkan");
const photoInput = document.getElementById("foto");
const photoList = document.getElementById("foto-daftar");
const photoWords = document.getElementById("foto-salah");
const positionWords = document.getElementById("posisi-kata");
/* Of the page itself, not of what was written. */
const OWN = new Set(["csrfmiddlewaretoken", "entry_key", "reporter", "photos"]);

let key = newKey(), photos = [], timer = 0, sending = false, told = "";

/* -- The draft -------------------------------------------------------------------------------- */

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function written() {
  return [...new FormData(form)].filter(([name]) => !OWN.has(name));
}

function saveSoon() {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

async function save() {
  clearTimeout(timer);
  timer = 0;
  if (sending) return;
  try {
    await outbox.keepDraft({ owner, key, fields: written(), photos });
    draftLine.textContent = words.saved;
  } catch {
    draftLine.textContent = words.full;
  }
  clear.hidden = false;
}

async function restore() {
  const kept = await outbox.draft(owner);
  if (!kept) return;
  fill(kept);
  draftLine.textContent = words.saved;
  clear.hidden = false;
}

function fill(kept) {
  ({ key, photos } = kept);
  const values = new Map(kept.fields);
  if (field.region && !field.region.value) field.region.value = values.get("region") ?? "";
  for (const [name, value] of values) {
    if (name === "district" || name === "village" || name === "region") continue;
    const control = field[name];
    if (control?.type === "checkbox") control.checked = true;
    else if (control) control.value = value;
  }
  choose(field.district, values.get("district"));
  narrow();
  choose(field.village, values.get("village"));
  drawPhotos();
}

function choose(select, value) {
  if ([...select.options].some((option) => option.value === value)) select.value = value;
}

function start() {
  form.reset();
  key = newKey();
  photos = [];
  field.happened_at.value = now();
  field.latitude.value = field.longitude.value = "";
  positionWords.textContent = photoWords.textContent = draftLine.textContent = "";
  clear.hidden = true;
  settleRegion();
  narrow();
  drawPhotos();
}

/* The present as the form writes it, in the zone of the province: 2026-11-21T13:42. */
function now() {
  const zone = { timeZone: words.zone || "UTC", dateStyle: "short", timeStyle: "short" };
  return new Intl.DateTimeFormat("sv-SE", zone).format(new Date()).replace(" ", "T");
}

/* -- Places ----------------------------------------------------------------------------------- */

let places = { districts: [], villages: [] };

function readPlaces() {
  const options = (from) => [...from.options].filter((o) => o.value).map((o) => [o.value, o.text]);
  const groups = [...field.village.querySelectorAll("optgroup")];
  const villages = groups.map((group) => [
    group.label, [...group.children].map((option) => [option.value, option.text]),
  ]);
  return { districts: options(field.district), villages };
}

/* The page of the server knows the account; the kept page knows what the last one left here. */
function settleAccount() {
  const known = account();
  if ("kept" in words) {
    document.getElementById("tanpa-akun").hidden = Boolean(owner);
    form.hidden = !owner;
    places = known.places ?? places;
    words.places = known.region ?? "";
    if (known.fixed) {
      words.fixed = known.region;
      document.querySelector("#wilayah-akun strong").textContent = known.name;
      document.getElementById("wilayah-akun").hidden = false;
      document.getElementById("pilih-wilayah").hidden = true;
    }
    setOptions(field.district, places.districts);
    return;
  }
  places = readPlaces();
  const region = words.places, fixed = Boolean(words.fixed);
  remember({ reporter: owner, region, fixed, name: words.fixedName, places });
}

function settleRegion() {
  if (field.region) field.region.value = words.places;
}

function setOptions(select, options) {
  select.replaceChildren(select.options[0], ...options.map(([value, text]) => new Option(text, value)));
}

/* Only the villages of the chosen district can be chosen. */
function narrow() {
  const chosen = field.district.selectedOptions[0];
  const [, villages] = places.villages.find(([name]) => chosen?.value && name === chosen.text) ?? [, []];
  const before = field.village.value;
  setOptions(field.village, villages);
  choose(field.village, before);
  field.village.disabled = !villages.length;
}

field.district.addEventListener("change", narrow);

/* The places of another regency come with the page of that regency. */
field.region?.addEventListener("change", async () => {
  words.places = field.region.value;
  places = { districts: [], villages: [] };
  setOptions(field.district, []);
  narrow();
  await save();
  if (navigator.onLine) location.assign(`?wilayah=${encodeURIComponent(field.region.value)}`);
});

/* -- Photos ----------------------------------------------------------------------------------- */

photoInput.addEventListener("change", async () => {
  if (!("ready" in words)) return;
  const files = [...photoInput.files], wrong = [];
  photoInput.value = "";
  for (const file of files) {
    const words = await addPhoto(file);
    if (words) wrong.push(words.replace("%s", file.name));
  }
  photoWords.textContent = wrong.join(" ");
  drawPhotos();
  await save();
});

async function addPhoto(file) {
  if (photos.length >= PHOTOS_MAX) return words.tooMany;
  try {
    photos.push({ name: `foto-${photos.length + 1}.jpg`, blob: await shrink(file) });
    return "";
  } catch {
    return words.brokenPhoto;
  }
}

async function drawPhotos() {
  const shown = photos;
  const items = await Promise.all(shown.map(photoItem));
  if (shown === photos) photoList.replaceChildren(...items);
}

async function photoItem(photo, index) {
  const item = document.createElement("li"), button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = words.remove.replace("%s", index + 1);
  button.addEventListener("click", async () => {
    photos = photos.filter((each) => each !== photo);
    drawPhotos();
    photoInput.focus();
    await save();
  });
  const size = document.createElement("span");
  size.className = "muted";
  size.textContent = `${Math.ceil(photo.blob.size / 1000)} KB`;
  const picture = await thumb(photo.blob);
  picture.setAttribute("aria-hidden", "true");
  item.append(picture, size, button);
  return item;
}

/* -- Position --------------------------------------------------------------------------------- */

field.share_position.addEventListener("change", () => {
  field.latitude.value = field.longitude.value = positionWords.textContent = "";
  if (!field.share_position.checked) return;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    field.latitude.value = coords.latitude.toFixed(3);
    field.longitude.value = coords.longitude.toFixed(3);
    positionWords.textContent = words.position;
    saveSoon();
  }, () => {
    field.share_position.checked = false;
    positionWords.textContent = words.noPosition;
  }, { timeout: 20000, maximumAge: 60000 });
});

/* -- Sending ---------------------------------------------------------------------------------- */

form.addEventListener("submit", async (event) => {
  if (!("ready" in words)) return;
  event.preventDefault();
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  try {
    await queueReport();
  } catch {
    news.textContent = words.full;
  } finally {
    sending = false;
  }
});

async function queueReport() {
  const sent = key, report = { key, owner, fields: written(), photos, title: shortTitle(), at: Date.now() };
  if (!(await outbox.queue(report))) {
    key = newKey();
    news.textContent = words.twice;
    return;
  }
  await outbox.dropDraft(owner);
  start();
  news.textContent = words.sending;
  await show();
  news.scrollIntoView({ block: "center" });
  await send();
  told = sent;
  await tell();
}

function shortTitle() {
  const text = field.what.value.trim().replace(/\s+/g, " ");
  return text.length > TITLE ? `${text.slice(0, TITLE).replace(/\s\S*$/, "")} …` : text;
}

/* What became of the newest report; it may be sent in the background, after these words. */
async function tell() {
  const row = told && (await outbox.row(told));
  if (!row) return;
  news.textContent = row.state === outbox.SENT ? words.sent.replace("%s", row.number)
    : row.state === outbox.REFUSED ? "" : words.queued;
}

document.addEventListener("lapor:shown", tell);

/* A report the server refused comes back into the form. It was never filed, so its key is new. */
document.getElementById("keluar").addEventListener("click", async (event) => {
  const mend = event.target.closest("[data-mend]")?.dataset.mend;
  if (!mend) return;
  if (field.what.value.trim() && !confirm(words.empty)) return;
  const row = await outbox.row(mend);
  start();
  fill({ ...row, key: newKey() });
  await save();
  await outbox.drop(mend);
  await show();
  field.what.focus();
});

clear.addEventListener("click", async () => {
  if (!confirm(words.empty)) return;
  await outbox.dropDraft(owner);
  start();
});

field.what.addEventListener("input", () => {
  field.what.setCustomValidity(field.what.value.length > TEXT_LONGEST ? words.tooLong : "");
});

/* -- Beginning -------------------------------------------------------------------------------- */

async function begin() {
  settleAccount();
  if (!owner || !(await usable)) return;
  document.getElementById("posisi").hidden = !("geolocation" in navigator);
  if (!form.querySelector("[aria-invalid]")) {
    field.happened_at.value = now();
    narrow();
    await restore();
  } else {
    narrow();
  }
  form.addEventListener("input", saveSoon);
  form.addEventListener("change", saveSoon);
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) save(); });
  words.ready = "";
  const options = { scope: "/lapor", type: "module" };
  await navigator.serviceWorker?.register("/sw.js", options).catch(() => {});
}

begin();
