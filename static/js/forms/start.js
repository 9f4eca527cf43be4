// Forms that survive: every form with {% submission %} in it. Without this file they are plain forms.
import { Draft, flushAll } from "./drafts.js";
import * as fields from "./fields.js";
import * as outbox from "./outbox.js";
import * as panel from "./panel.js";
import * as store from "./store.js";
import { Steps } from "./steps.js";
import { Tiles } from "./tiles.js";
import { device, words } from "./words.js";

const sender = device().dataset.sender;
const known = new WeakSet();

async function wire(root) {
  const drafts = [];
  for (const { form } of root.querySelectorAll("input[name=submission][data-form]")) {
    if (!known.has(form)) drafts.push(new Draft(form, sender));
    known.add(form);
  }
  // All of them listen before the first one waits for the disk: somebody may type already.
  for (const draft of drafts) draft.watch();
  for (const draft of drafts) {
    draft.form.dataset.wired = "yes";
    await wireForm(draft.form, draft);
  }
}

async function wireForm(form, draft) {
  const tiles = new Tiles(draft, () => outbox.drain());
  form.addEventListener("submit", (event) => {
    if (form.dataset.plain) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!form.dataset.leaving) leave(form, draft, tiles, event.submitter);
  });
  if (draft.wanted) await draft.restore();
  await tiles.restore();
  if (form.hasAttribute("data-steps")) new Steps(form).start();
}

async function leave(form, draft, tiles, submitter) {
  form.dataset.leaving = "yes";
  submitter?.setAttribute("aria-busy", "true");
  panel.leaveToNextPage(draft.id);
  try {
    await tiles.adding;
    draft.left = true;
    await outbox.queue(draft, {
      id: draft.id,
      form: draft.name,
      title: document.querySelector("h1")?.textContent.trim() || document.title,
      action: submitter?.hasAttribute("formaction") ? submitter.formAction : fields.addressOf(form).href,
      page: location.href,
      entries: fields.readAll(form, submitter),
      said: fields.describe(form),
    });
  } catch (error) {
    console.warn("outbox_unavailable", error.name);
    form.dataset.plain = "yes"; // no room on the device: a plain form again, with the button that was pressed
    form.requestSubmit(submitter);
    return;
  }
  await flushAll();
  const outcome = (await outbox.drain()).get(draft.id) ?? (await outbox.arrived(draft.id));
  await flushAll(); // what was written into the other forms while this one was on its way
  if (outcome?.state === "received") go(form, outcome.to);
  else {
    panel.leaveToNextPage("");
    if (outcome?.state === "returned") await showAnswer(outcome.html);
    else keep(form, draft, submitter);
  }
}

function go(form, to) {
  form.dataset.received = "yes";
  const here = new URL(to, location.href);
  if (here.pathname === location.pathname && here.search === location.search) location.reload();
  else location.assign(here);
}

// The UGEL answered with a page: what has to be corrected, or why it cannot be taken.
async function showAnswer(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
  document.title = page.title;
  await panel.show();
  await wire(document);
  (document.querySelector("[data-error-summary]") || document.querySelector("main")).focus();
  scrollTo(0, 0);
}

// It is on the device and goes by itself; the person may leave, or fill in the next one. A form that is filled in many
// times in a row (data-again) is blank again at once.
async function keep(form, draft, submitter) {
  await panel.show();
  submitter?.removeAttribute("aria-busy");
  if ("again" in form.dataset) {
    beginAnew(form, draft);
    form.querySelector("input:not([type=hidden]), select, textarea").focus();
    return;
  }
  form.hidden = true;
  const next = words("next-form");
  next.querySelector("button").addEventListener("click", () => {
    beginAnew(form, draft);
    next.remove();
  });
  form.after(next);
  panel.focus();
}

function beginAnew(form, draft) {
  form.reset();
  for (const tile of form.querySelectorAll("[data-uploads] > li")) tile.remove();
  draft.id = store.newId();
  draft.left = false;
  delete form.dataset.leaving;
  form.hidden = false;
}

async function begin() {
  try {
    await store.open();
  } catch {
    return; // a browser that keeps nothing: plain forms
  }
  outbox.begin(sender);
  panel.begin();
  await wire(document);
  await panel.show();
  document.addEventListener("htmx:afterSettle", (event) => wire(event.target));
  // Back to a page whose form was received: it must not look as if it could be sent again.
  addEventListener("pageshow", (event) => {
    if (event.persisted && document.querySelector("form[data-received]")) location.reload();
  });
  await outbox.drain();
}

begin();
