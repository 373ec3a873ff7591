// What makes pages pleasanter; every page works without it.
(function () {
  "use strict";
  const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
  const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

  /** Times in the reader's zone; the exact instant on hover. */
  function localTimes(root) {
    root.querySelectorAll("time[datetime]:not([data-local])").forEach((element) => {
      const at = new Date(element.dateTime);
      if (isNaN(at)) return;
      const today = new Date().toDateString() === at.toDateString();
      element.dataset.local = "";
      element.title = full.format(at) + " · " + element.dateTime;
      element.textContent = today ? clock.format(at) : day.format(at);
    });
  }

  /** A menu closes when the reader goes elsewhere. */
  function closeMenus(event) {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  }

  /** The same form is not sent twice by two clicks. */
  function sendOnce(event) {
    const form = event.target;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    if (form.method === "post") form.dataset.sent = "";
  }

  /** "/" goes to the search field, as staff know it from elsewhere. */
  function shortcut(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const search = document.querySelector("input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }

  window.seraiLocalTimes = localTimes;
  document.addEventListener("click", closeMenus);
  document.addEventListener("submit", sendOnce);
  document.addEventListener("keydown", shortcut);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => (menu.open = false));
  });
  document.addEventListener("htmx:load", (event) => localTimes(event.detail.elt));
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
  localTimes(document);
})();
