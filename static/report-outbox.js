/* The outbox of a phone: drafts and reports in IndexedDB, each with the account that wrote it, and
   the one way they are sent. The page and the service worker use the same module.

   A report leaves the outbox only when the server has said its number. Sent twice, its key makes it
   one report; a lock keeps tabs and the worker from trying at the same time. */

const FORM = "/lapor", SESSION = "/lapor/sesi";
const DRAFTS = "draf", OUTBOX = "keluar";
const PASSING = [408, 425, 429];
const SLOWEST = 180000, SENT_KEPT = 3 * 24 * 3600 * 1000;

/* How a row stands. Waiting rows carry in `trouble` why: signal, server or session. */
export const WAITING = "waiting", REFUSED = "refused", SENT = "sent";
export const news = "BroadcastChannel" in self ? new BroadcastChannel("lapor") : null;

let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("lapor", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DRAFTS, { keyPath: "owner" });
      request.result.createObjectStore(OUTBOX, { keyPath: "key" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/* Resolves when the transaction is on disk, so that "saved" is true when it is said. */
async function run(store, mode, act) {
  const transaction = (await database()).transaction(store, mode);
  const request = act(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const draft = (owner) => run(DRAFTS, "readonly", (store) => store.get(owner));
export const keepDraft = (row) => run(DRAFTS, "readwrite", (store) => store.put(row));
export const dropDraft = (owner) => run(DRAFTS, "readwrite", (store) => store.delete(owner));
export const row = (key) => run(OUTBOX, "readonly", (store) => store.get(key));
export const drop = (key) => run(OUTBOX, "readwrite", (store) => store.delete(key));

/* Oldest first. What was sent days ago is forgotten on the way. */
export async function rows() {
  const all = await run(OUTBOX, "readonly", (store) => store.getAll());
  const old = all.filter((each) => each.state === SENT && each.at < Date.now() - SENT_KEPT);
  for (const each of old) await drop(each.key);
  return all.filter((each) => !old.includes(each)).sort((one, other) => one.at - other.at);
}

/* Adds a report; false when this key is in the outbox already: another tab was faster. */
export async function queue(report) {
  try {
    await run(OUTBOX, "readwrite", (store) => store.add({ ...report, state: WAITING, trouble: "" }));
    return true;
  } catch (error) {
    if (error?.name === "ConstraintError") return false;
    throw error;
  }
}

/* Sends all that waits and belongs to whoever is logged in; returns how many wait for a signal. */
export function deliver() {
  return navigator.locks ? navigator.locks.request("lapor-kirim", sendAll) : sendAll();
}

async function sendAll() {
  const waiting = (await rows()).filter((each) => each.state === WAITING);
  if (!waiting.length) return 0;
  const session = await whoIsThere();
  let left = 0;
  for (const each of waiting) {
    const result = session.trouble ? session : await attempt(each, session);
    if (["signal", "server"].includes(result.trouble)) left += 1;
    await run(OUTBOX, "readwrite", (store) => store.put({ ...each, ...result }));
  }
  news?.postMessage("outbox");
  return left;
}

async function whoIsThere() {
  try {
    const answer = await ask(SESSION, { cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 403) return { trouble: "session" };
    if (!answer.ok) return { trouble: "server" };
    const { reporter, token } = await answer.json();
    return { reporter, token, trouble: "" };
  } catch {
    return { trouble: "signal" };
  }
}

async function attempt(each, { reporter, token }) {
  if (each.owner !== reporter) return { trouble: "session" };
  const body = new FormData();
  for (const [name, value] of each.fields) body.append(name, value);
  body.set("entry_key", each.key);
  body.set("reporter", each.owner);
  for (const photo of each.photos) body.append("photos", photo.blob, photo.name);
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  try {
    return await outcome(await ask(FORM, { method: "POST", body, headers }));
  } catch {
    return { trouble: "signal" };
  }
}

/* A page of a hotel's network is no answer: only a number is. What may pass by itself is tried again;
   409 says that somebody else has logged in meanwhile. */
async function outcome(answer) {
  const { status: code } = answer;
  if (answer.type === "opaqueredirect" || code === 403 || code === 409) return { trouble: "session" };
  if (code >= 500 || PASSING.includes(code)) return { trouble: "server" };
  const said = await answer.json().catch(() => ({}));
  if (answer.ok && said.number) {
    const { number, status, left_out: words } = said;
    return { state: SENT, trouble: "", number, status, words, photos: [], fields: [], at: Date.now() };
  }
  if (answer.ok) return { trouble: "signal" };
  return { state: REFUSED, trouble: "", words: said.words ?? [], code };
}

function ask(address, options) {
  const signal = AbortSignal.timeout?.(SLOWEST);
  return fetch(address, { credentials: "same-origin", redirect: "manual", signal, ...options });
}
