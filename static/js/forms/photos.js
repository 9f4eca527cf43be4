// Photos: made small on the device, kept there, sent piece by piece, before or after the form they belong to.
import { Busy, NoLine, body, call } from "./line.js";
import * as store from "./store.js";
import { device } from "./words.js";

const SIDE = 1280;
const QUALITY = 0.8;
const PIECES = { most: 256 * 1024, least: 16 * 1024 };
let piece = PIECES.most;

// Drawn anew, so no EXIF is left. What the browser cannot read goes as it is; the UGEL reads HEIC.
export async function shrink(file) {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return file;
  }
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob || file), "image/jpeg", QUALITY));
}

const addressOf = (photo) => device().dataset.uploads.replace(/[^/]+\/$/, `${photo.id}/`);

async function digestOf(blob) {
  if (!crypto.subtle) return {}; // without https the length alone is checked
  const hash = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return { "Repr-Digest": `sha-256=:${btoa(String.fromCharCode(...new Uint8Array(hash)))}:` };
}

// Sends what is missing of a photo; resolves when the UGEL has it whole or says why it cannot.
export async function send(photo) {
  const digest = await digestOf(photo.blob);
  let { received, state, reason } = photo.begun ? await answer(await call(addressOf(photo))) : { received: 0 };
  if (!photo.begun) await store.update("photos", photo.id, { begun: true });
  let restarts = 0;
  while (state !== "complete" && state !== "attached" && state !== "refused") {
    const part = photo.blob.slice(received, received + piece);
    const last = await put(photo, part, received, digest);
    if (last.received <= received && (restarts += 1) > 3) throw new Busy("no progress");
    ({ received, state, reason } = last);
  }
  const facts = state === "refused" ? { refused: reason } : { done: true };
  await store.update("photos", photo.id, facts);
  document.dispatchEvent(new CustomEvent("photo:settled", { detail: { ...photo, ...facts } }));
  return facts;
}

async function put(photo, part, start, digest) {
  const range = `bytes ${start}-${start + part.size - 1}/${photo.blob.size}`;
  try {
    const response = await call(addressOf(photo), {
      method: "PUT",
      body: part,
      headers: {
        ...digest,
        "Content-Range": range,
        "Content-Type": "application/octet-stream",
        "X-File-Name": encodeURIComponent(photo.name.slice(-100)),
      },
    });
    const result = await answer(response);
    piece = Math.min(PIECES.most, piece * 2);
    return result;
  } catch (error) {
    if (error instanceof NoLine) piece = Math.max(PIECES.least, piece / 2);
    throw error;
  }
}

async function answer(response) {
  if (!response.ok && response.status !== 422) throw new Busy(response.status);
  return body(response, "json");
}

export const takeBack = (photo) => call(addressOf(photo), { method: "DELETE" });
