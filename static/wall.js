/* Keeps the wall honest: counts the age of the data, and says so when they or the server stop.

   The age is what the server said in its last answer plus what a monotonic clock has counted since,
   so neither a wrong clock of the screen nor a lost connection can make old data look fresh. */

const POLL = 5000, JITTER = 1000, LONGEST_PAUSE = 60000, WATCHDOG = 30000;
const SILENT_AFTER = 20000, LIFETIME = 6 * 3600 * 1000, SHIFT_EVERY = 180000, SHIFTS = 8;

const board = document.getElementById("board");
const words = document.getElementById("words").dataset;
const alertLine = document.getElementById("alert");
const newsLine = document.getElementById("news");
const login = document.getElementById("login");
const page = document.body.dataset;

/* What the newest answer said; `heard` is when, by the monotonic clock. */
const answer = {
  heard: performance.now(),
  age: page.age === "" ? null : Number(page.age),
  at: Number(page.at),
  build: page.build,
};
let etag = "", failures = 0, lost = false, timer = 0, focused = -1;
let critical = criticalIssues();

const time = new Intl.DateTimeFormat("id", {
  timeZone: page.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const zoneName = new Intl.DateTimeFormat("id", { timeZone: page.zone, timeZoneName: "short" });

/* -- Asking ----------------------------------------------------------------------------------- */

function poll() {
  pollIn(WATCHDOG);
  htmx.trigger(board, "poll");
}

function pollIn(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(poll, milliseconds);
}

document.body.addEventListener("htmx:configRequest", (event) => {
  if (etag) event.detail.headers["If-None-Match"] = etag;
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  const xhr = event.detail.xhr;
  const good = xhr.status === 200 || xhr.status === 304;
  lost = xhr.status === 401;
  failures = good ? 0 : failures + 1;
  if (good) hear(xhr);
  const pause = Math.min(LONGEST_PAUSE, POLL * 2 ** Math.min(failures, 10));
  pollIn(good ? POLL + Math.random() * JITTER : pause * (0.75 + Math.random() / 2));
  tick();
});

function hear(xhr) {
  const age = xhr.getResponseHeader("X-Data-Age");
  answer.heard = performance.now();
  answer.age = age ? Number(age) : null;
  answer.at = Number(xhr.getResponseHeader("X-Server-Time"));
  answer.build = xhr.getResponseHeader("X-Build");
  etag = xhr.getResponseHeader("ETag") || "";
}

/* Whoever walks the numbers with the keyboard stays where they are when the picture changes. */
document.body.addEventListener("htmx:beforeSwap", () => {
  focused = [...board.querySelectorAll("a")].indexOf(document.activeElement);
});

document.body.addEventListener("htmx:afterSwap", () => {
  board.querySelectorAll("a")[focused]?.focus({ preventScroll: true });
  const now = criticalIssues();
  for (const [key, panel] of now) {
    if (critical.has(key)) continue;
    panel.classList.add("arrived");
    write(newsLine, words.critical.replace("%s", panel.querySelector("h2, h3").textContent.trim()));
  }
  critical = now;
  tick();
});

function criticalIssues() {
  return new Map([...board.querySelectorAll("[data-critical]")].map((p) => [p.dataset.critical, p]));
}

for (const [target, name] of [[window, "online"], [document, "visibilitychange"]]) {
  target.addEventListener(name, () => {
    if (!document.hidden) poll();
  });
}

/* -- Modes -------------------------------------------------------------------------------------- */

/* Each key is shown on the link it follows; what has no link on this picture has no key. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const link = [...board.querySelectorAll("[data-keys]")].find((a) => a.dataset.keys === key);
  if (!link) return;
  event.preventDefault();
  link.click();
});

/* -- Telling ---------------------------------------------------------------------------------- */

function tick() {
  const since = performance.now() - answer.heard;
  const now = answer.at + since;
  const age = answer.age === null ? null : answer.age + since / 1000;
  const line = document.getElementById("age");
  write(document.getElementById("clock"), clock(now));
  write(line, ageWords(age));
  page.data = freshness(age, Number(line.dataset.late), Number(line.dataset.stopped));
  page.link = lost || (failures > 0 && since > SILENT_AFTER) ? "down" : "up";
  write(alertLine, trouble(now, age));
  if (login) login.hidden = !lost;
}

function freshness(age, late, stopped) {
  if (age === null) return "none";
  if (age > stopped) return "stopped";
  return age > late ? "late" : "fresh";
}

function trouble(now, age) {
  if (lost) return words.lost.replace("%s", clock(answer.at));
  if (page.link === "down") return words.offline.replace("%s", clock(answer.at));
  if (page.data === "stopped") return words.stopped.replace("%s", `${clock(now - age * 1000)} ${zone(now)}`);
  return "";
}

function ageWords(age) {
  if (age === null) return words.none;
  if (age < 60) return words.second.replace("%s", Math.floor(age));
  if (age < 3600) return words.minute.replace("%s", Math.floor(age / 60));
  return words.hour.replace("%s", Math.floor(age / 3600));
}

function clock(instant) {
  return time.format(instant).replace(/[.:]/, document.documentElement.lang === "en" ? ":" : ".");
}

function zone(instant) {
  return zoneName.formatToParts(instant).find((part) => part.type === "timeZoneName").value;
}

/* Only what differs is written: the page has a line that screen readers announce. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/* -- Living for months ------------------------------------------------------------------------ */

/* A fresh page clears whatever a browser gathers in weeks, and loads new code; but never at the
   price of the picture: only while answers come, and only when the server says it is alive. */
async function renew() {
  const due = answer.build !== page.build || performance.now() > LIFETIME;
  if (!due || failures || lost) return;
  try {
    const health = await fetch(page.health, { method: "HEAD", cache: "no-store" });
    if (health.ok) location.reload();
  } catch {
    /* The next minute is soon enough. */
  }
}

setInterval(tick, 1000);
setInterval(renew, 60000);
setInterval(() => { page.shift = (Number(page.shift || 0) + 1) % SHIFTS; }, SHIFT_EVERY);
tick();
pollIn(POLL);
