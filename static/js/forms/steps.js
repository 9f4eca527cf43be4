// One question at a time: the sections of a form with data-steps become screens, the last one a summary to check.
// Without this file the form is one page. The address names the screen, so that the phone's own back button works.
import { fill } from "./words.js";

const CONTROLS = "input:not([type=hidden]), select, textarea";

export class Steps {
  constructor(form) {
    this.form = form;
    this.sections = [...form.querySelectorAll(".step")];
    this.seen = new Set();
    this.place = form.querySelector("[data-steps-place]");
    this.errorWords = form.querySelector("template[data-step-error]");
    this.rowWords = form.querySelector("template[data-step-row]");
    for (const part of form.querySelectorAll("[data-scripted]")) part.hidden = false;
    for (const section of this.sections) section.tabIndex = -1;
    form.classList.add("stepped");
  }

  start() {
    this.form.addEventListener("change", () => this.branch());
    this.form.addEventListener("click", (event) => this.click(event));
    this.form.addEventListener("submit", (event) => this.submit(event), true);
    this.form.addEventListener("reset", () => setTimeout(() => { this.seen.clear(); this.show(this.asked()[0]); }));
    addEventListener("popstate", () => { if (this.form.isConnected) this.show(this.wanted()); });
    this.branch();
    this.show(this.wanted(), { quietly: true });
  }

  asked() { return this.sections.filter((section) => !section.hidden); }

  // Parts that ask more of some answers only: data-when="category=premises water".
  branch() {
    for (const part of this.form.querySelectorAll("[data-when]")) {
      const [name, values] = part.dataset.when.split("=");
      part.hidden = !values.split(" ").includes(this.form.elements[name]?.value);
      for (const field of part.querySelectorAll("input, select, textarea")) field.disabled = part.hidden;
    }
  }

  // Where to stand: what the address names, a field to correct, the first open question, or the summary.
  wanted() {
    const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const section = named && this.sections.includes(named.closest(".step")) && named.closest(".step");
    if (section && !section.hidden && !this.before(section).some((one) => this.isOpen(one))) return section;
    const asked = this.asked();
    return asked.find((one) => one.querySelector(".invalid")) || asked.find((one) => this.isOpen(one)) || asked.at(-1);
  }

  before(section) { return this.asked().slice(0, this.asked().indexOf(section)); }

  isOpen(section) {
    if (section.hasAttribute("data-must-see") && !this.seen.has(section)) return true;
    return Boolean(this.missing(section));
  }

  // The field that keeps the person here, or nothing.
  missing(section) {
    const invalid = [...section.querySelectorAll(CONTROLS)].find((field) => !field.checkValidity());
    if (invalid) return invalid;
    const names = (section.dataset.oneOf || "").split(" ").filter(Boolean);
    if (!names.length || names.some((name) => this.saidIn(name))) return null;
    return section.querySelector(`[name="${names[0]}"]`);
  }

  saidIn(name) {
    return new FormData(this.form).getAll(name).some((value) => (typeof value === "string" ? value.trim() : value.size));
  }

  show(section, { quietly = false } = {}) {
    const asked = this.asked();
    this.now = section;
    const [step, of] = [asked.indexOf(section) + 1, asked.length - 1];
    const isSummary = step > of;
    for (const one of this.sections) one.classList.toggle("now", one === section);
    this.form.toggleAttribute("data-at-summary", isSummary);
    this.form.toggleAttribute("data-at-start", step === 1);
    fill(this.place, { step, of });
    this.place.hidden = isSummary;
    this.place.querySelector("progress").value = (step - 1) / of;
    section.setAttribute("aria-label", isSummary ? section.dataset.ask : this.place.querySelector("p").textContent.trim());
    if (isSummary) this.sum(section, asked);
    if (quietly) return;
    section.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  go(section) {
    history.pushState(null, "", `#${section.id}`);
    this.show(section);
  }

  next() {
    const field = this.missing(this.now);
    this.complain(field);
    if (field) return;
    this.pass(this.now);
    const asked = this.asked();
    this.go(this.returning && !asked.some((one) => this.isOpen(one)) ? asked.at(-1) : asked[asked.indexOf(this.now) + 1]);
    this.returning = false;
  }

  pass(section) {
    this.seen.add(section);
    for (const field of section.querySelectorAll("[data-on-pass]")) field.value = field.dataset.onPass;
  }

  complain(field) {
    this.now.querySelector("[data-complaint]")?.remove();
    if (!field) return;
    const note = this.errorWords.content.firstElementChild.cloneNode(true);
    fill(note, { reason: this.now.dataset.missing || field.validationMessage });
    field.closest(".field").before(note);
    field.focus();
  }

  click(event) {
    const button = event.target.closest("[data-step-next], [data-step-back], [data-step-unknown], [data-step-first]");
    if (!button) return;
    if (button.hasAttribute("data-step-back")) this.go(this.before(this.now).at(-1));
    else if (button.hasAttribute("data-step-first")) this.first(document.getElementById(button.dataset.stepFirst));
    else {
      if (button.hasAttribute("data-step-unknown")) this.forget(this.now);
      this.next();
    }
  }

  forget(section) {
    for (const field of section.querySelectorAll(CONTROLS)) field.value = "";
    section.querySelector(CONTROLS).dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Some want to begin with this one.
  first(section) {
    this.sections[0].before(section);
    this.sections = [section, ...this.sections.filter((one) => one !== section)];
    this.go(section);
  }

  // Enter in a field answers the question; only the summary sends.
  submit(event) {
    if (this.now === this.asked().at(-1)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.next();
  }

  sum(summary, asked) {
    const rows = asked.filter((section) => section !== summary && section.dataset.ask).map((section) => {
      const row = fill(this.rowWords.content.firstElementChild.cloneNode(true), { ask: section.dataset.ask, again: section.dataset.ask });
      const said = this.answers(section);
      if (said.length) row.querySelector("[data-put=said]").replaceChildren(...said.flatMap((words, at) => (at ? [document.createElement("br"), words] : [words])));
      row.querySelector("button").addEventListener("click", () => { this.returning = true; this.go(section); });
      return row;
    });
    summary.querySelector("[data-step-rows]").replaceChildren(...rows);
  }

  answers(section) {
    const fields = [...section.querySelectorAll(CONTROLS)].filter((field) => field.name && !field.disabled);
    return fields.map((field) => {
      if (field.type === "radio" || field.type === "checkbox") return field.checked ? field.closest("label").textContent.trim() : "";
      if (field.type === "file") return this.files(field);
      if (field.tagName === "SELECT") return field.value ? field.selectedOptions[0].textContent.trim() : "";
      if (field.type === "date" && field.value) return this.day(field.value);
      return field.value.trim();
    }).filter(Boolean);
  }

  // As the page's language writes days, not as the browser sends them.
  day(value) {
    const parts = { day: "2-digit", month: "2-digit", year: "numeric" };
    return new Date(`${value}T12:00`).toLocaleDateString(document.documentElement.lang || undefined, parts);
  }

  files(field) {
    const count = field.closest(".uploads").querySelectorAll("[data-uploads] > li").length + field.files.length;
    return count > 1 ? field.dataset.many.replace("%n", count) : count ? field.dataset.one : "";
  }
}
