// Comfort only: every page works without this file.
(function () {
  "use strict";

  function focusErrors(root) {
    var summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  }

  function closeDrops(except) {
    document.querySelectorAll("details.drop[open]").forEach(function (drop) {
      if (drop !== except) drop.open = false;
    });
  }

  function reveal(button) {
    var field = document.getElementById(button.dataset.reveal);
    field.type = field.type === "password" ? "text" : "password";
    button.setAttribute("aria-pressed", String(field.type === "text"));
  }

  function plain(words) {
    return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  // A long list of choices gets a field that narrows it; what is chosen stays in sight.
  function searchChoices(root) {
    root.querySelectorAll("[data-choices]").forEach(function (list) {
      var box = document.createElement("input");
      box.type = "search";
      box.className = "choices-search";
      box.placeholder = list.dataset.choices;
      box.setAttribute("aria-label", list.dataset.choices);
      list.removeAttribute("data-choices");
      list.before(box);
      box.addEventListener("keydown", function (event) { if (event.key === "Enter") event.preventDefault(); });
      box.addEventListener("input", function () {
        Array.from(list.children).forEach(function (one) {
          var choice = one.querySelector("input");
          one.hidden = Boolean(choice) && !choice.checked && !plain(one.textContent).includes(plain(box.value.trim()));
        });
      });
    });
  }

  function copy(button) {
    navigator.clipboard.writeText(button.dataset.copy).then(function () {
      button.querySelector("[data-words]").textContent = button.dataset.done;
    });
  }

  document.addEventListener("click", function (event) {
    closeDrops(event.target.closest("details.drop"));
    var button = event.target.closest("[data-print], [data-copy], [data-reveal]");
    if (!button) return;
    if (button.hasAttribute("data-print")) window.print();
    if (button.dataset.copy && navigator.clipboard) copy(button);
    if (button.dataset.reveal) reveal(button);
  });

  document.addEventListener("change", function (event) {
    if (!event.target.hasAttribute("data-mark-all")) return;
    event.target.form.querySelectorAll("tbody input[type=checkbox]").forEach(function (box) {
      box.checked = event.target.checked;
    });
  });

  document.addEventListener("keydown", function (event) {
    var open = document.querySelector("details.drop[open]");
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // A second press while the first is under way would only make the phone wait longer.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    window.setTimeout(function () { delete form.dataset.sent; }, 5000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  function showOffline(isOffline) {
    var note = document.getElementById("offline-note");
    if (note) note.hidden = !isOffline;
  }
  document.addEventListener("htmx:sendError", function () { showOffline(true); });
  document.addEventListener("htmx:afterOnLoad", function () { showOffline(false); });
  document.addEventListener("htmx:afterSettle", function (event) {
    focusErrors(event.target);
    searchChoices(event.target);
  });

  document.querySelectorAll("[data-needs-script], [data-mark-all]").forEach(function (part) { part.hidden = false; });
  focusErrors(document);
  searchChoices(document);
})();
