/* Keeps the empty report form for places without a signal, and sends what waits in the background.

   BUILD and ASSETS are put in front of this file by the view that serves it. Only the empty form and
   its parts are kept: nothing that belongs to an account. */

import { deliver } from "/static/report-outbox.js";

const KEPT = `lapor-${BUILD}`, SHELL = "/lapor/luring";
/* Longer than this without an answer is no signal: the kept form opens instead. */
const PATIENCE = 5000;

self.addEventListener("install", (event) => {
  const fresh = [SHELL, ...ASSETS].map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

async function forgetOld() {
  const old = (await caches.keys()).filter((name) => name.startsWith("lapor-") && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && (pathname === "/lapor" || pathname.startsWith("/lapor/"))) {
    event.respondWith(orKept(event, SHELL));
  } else if (ASSETS.includes(pathname)) {
    event.respondWith(orKept(event, pathname));
  }
});

async function orKept(event, address) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(event.request, { signal: stop.signal });
  } catch (error) {
    const kept = await caches.match(address);
    if (kept) return kept;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

self.addEventListener("sync", (event) => {
  if (event.tag === "lapor") event.waitUntil(deliver().then(again));
});

/* The browser tries a failed sync again, later and later. */
function again(left) {
  if (left) throw new Error(`${left} waiting`);
}
