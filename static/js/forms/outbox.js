// Forms on their way to the UGEL. A form leaves the outbox only with the number the UGEL gave it, or back to its page.
import { Busy, NoLine, SignedOut, Spent, body, call } from "./line.js";
import * as photos from "./photos.js";
import * as store from "./store.js";

const LONGEST_PAUSE = 300;
let sender = "";
let pauses = 0;
let timer = 0;
export let trouble = ""; // "", "offline", "signed-out" or "other-person"

export function begin(person) {
  sender = person;
  addEventListener("online", () => now());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
}

export const mine = async () =>
  (await store.all("outbox")).filter((item) => item.sender === sender).sort((one, other) => one.created - other.created);

export const ofOthers = async () =>
  (await store.all("outbox")).filter((item) => item.sender !== sender && item.state === "kept").length;

// From here on the form is in the outbox and no longer a draft, in one step.
export async function queue(draft, item) {
  const old = (await mine()).filter((other) => other.draft === draft.key && other.state === "returned");
  const ids = item.entries.filter(([, value]) => String(value).startsWith("upload:")).map(([, value]) => value.slice(7));
  const pictures = (await store.all("photos")).filter((photo) => ids.includes(photo.id));
  await store.change(["drafts", "outbox", "photos"], (stores) => {
    for (const other of old) stores.outbox.delete(other.id);
    for (const photo of pictures) stores.photos.put({ ...photo, submission: item.id });
    stores.outbox.put({ ...item, sender, draft: draft.key, state: "kept", created: Date.now() });
    stores.drafts.delete(draft.key);
  });
  navigator.storage?.persist?.();
}

// One tab at a time, where the browser can say so; the UGEL counts each form once in any case.
const alone = (name, work) => (navigator.locks ? navigator.locks.request(`comuset-${name}`, work) : work());

const changed = () => document.dispatchEvent(new CustomEvent("outbox:changed"));

// What another round of sending, one of this page's own or of another tab, already brought there.
export async function arrived(id) {
  const item = await store.get("outbox", id);
  return item?.state === "received" ? { state: "received", number: item.number, to: item.to } : undefined;
}

// Sends everything that waits, or one form of it; gives what became of each form of this round.
export async function drain(only = "") {
  clearTimeout(timer);
  const outcomes = new Map();
  trouble = "";
  await alone("forms", async () => {
    for (const { id } of (await mine()).filter((item) => item.state === "kept" && (!only || item.id === only))) {
      const item = await store.get("outbox", id);
      if (item?.state !== "kept") continue;
      if (!(await attempt(() => sendForm(item, outcomes)))) break;
    }
  });
  changed();
  drainPhotos().finally(changed);
  return outcomes;
}

async function drainPhotos() {
  if (trouble) return later();
  await alone("photos", async () => {
    const waiting = (await store.all("photos")).filter((photo) => photo.sender === sender && isWaiting(photo));
    for (const photo of waiting.sort((one, other) => one.taken - other.taken)) {
      const fresh = await store.get("photos", photo.id);
      if (fresh && isWaiting(fresh) && !(await attempt(() => photos.send(fresh)))) break;
    }
  });
  await tidy();
  later();
}

export const isWaiting = (photo) => !photo.done && !photo.refused;

// False when going on makes no sense now.
async function attempt(work) {
  try {
    await work();
    pauses = 0;
    return true;
  } catch (error) {
    if (error instanceof SignedOut) trouble = "signed-out";
    else if (error instanceof Spent) trouble = "other-person";
    else if (error instanceof NoLine) trouble = "offline";
    else throw error;
    return error instanceof Busy;
  }
}

async function sendForm(item, outcomes) {
  const data = new FormData();
  for (const [name, value] of item.entries) data.append(name, value);
  const response = await call(item.action, { method: "POST", body: data });
  if (response.status === 409 && response.headers.get("X-Submission") === "other-sender") throw new Spent();
  if (!(response.headers.get("Content-Type") || "").startsWith("application/json")) {
    const html = await body(response, "text");
    const facts = { state: "returned", status: response.status, spent: response.status === 409 };
    await store.update("outbox", item.id, facts);
    outcomes.set(item.id, { ...facts, html });
    return;
  }
  const answer = await body(response, "json");
  if (answer.number) {
    const facts = { state: "received", number: answer.number, to: answer.to, entries: [], received: Date.now() };
    await store.update("outbox", item.id, facts);
  } else {
    await forget(item.id);
  }
  outcomes.set(item.id, { state: "received", ...answer });
}

export async function forget(id) {
  const pictures = await store.photosOf(id);
  await store.change(["outbox", "photos"], (stores) => {
    stores.outbox.delete(id);
    for (const photo of pictures) stores.photos.delete(photo.id);
  });
}

// The person does not want to send it. What is on its way this moment arrives first, and then is no longer thrown away.
export async function discard(id) {
  const pictures = await store.photosOf(id);
  await alone("forms", async () => {
    const item = await store.get("outbox", id);
    if (!["kept", "returned"].includes(item?.state)) return;
    await forget(id);
    for (const photo of pictures) photos.takeBack(photo).catch(() => {});
  });
  changed();
}

// What the UGEL has, photos included, and the person has seen, is forgotten.
export async function tidy() {
  for (const item of await mine()) {
    if (item.state !== "received" || !item.shown) continue;
    const pictures = await store.photosOf(item.id);
    if (pictures.every((photo) => photo.done)) await forget(item.id);
  }
}

async function later() {
  const waits = (await mine()).some((item) => item.state === "kept") || (await store.all("photos")).some(
    (photo) => photo.sender === sender && isWaiting(photo));
  if (!waits || trouble === "signed-out" || trouble === "other-person") return;
  const pause = Math.min(LONGEST_PAUSE, 2 ** pauses) * (0.75 + Math.random() / 2);
  pauses += 1;
  clearTimeout(timer);
  timer = setTimeout(() => drain(), pause * 1000);
}

export function now(only = "") {
  pauses = 0;
  return drain(only);
}
