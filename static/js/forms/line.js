// One way to talk to the UGEL over a bad line. What goes wrong is one of four things, and the caller keeps its data.
import { device } from "./words.js";

const PATIENCE = 45000;
const SLOWEST = 4; // bytes in a millisecond; a padrón of 15 MB may take its hour

export class NoLine extends Error {} // try again later
export class SignedOut extends Error {} // the person has to enter again
export class Busy extends NoLine {} // the line is there, this one request failed
export class Spent extends Error {} // 409: somebody else's page, or an id already used

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

function weightOf(body) {
  if (!(body instanceof FormData)) return body?.size ?? 0;
  return [...body.values()].reduce((sum, value) => sum + (value.size ?? value.length), 0);
}

export async function call(url, { headers = {}, ...options } = {}) {
  let response = await knock(url, headers, options);
  if (response.status === 403) {
    // The token may have been renewed by a sign-in: any page of ours brings the new one.
    await knock(device().dataset.home, {}, {});
    response = await knock(url, headers, options);
  }
  if (response.status === 429 || response.status >= 500) throw new Busy(response.status);
  return response;
}

async function knock(url, headers, options) {
  let response;
  try {
    response = await fetch(url, {
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE + weightOf(options.body) / SLOWEST),
      headers: { Accept: "application/json, text/html", "X-CSRFToken": token(), ...headers },
      ...options,
    });
  } catch (error) {
    throw new NoLine(error.message);
  }
  if (response.redirected && new URL(response.url).pathname === device().dataset.signIn) throw new SignedOut();
  return response;
}

// An answer cut in the middle is no answer.
export async function body(response, kind) {
  try {
    return await response[kind]();
  } catch (error) {
    throw new NoLine(error.message);
  }
}
