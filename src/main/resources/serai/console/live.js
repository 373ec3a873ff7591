// Keeps the living part of a page up to date. Without it, or while there is no stream, the page says that it stands still.
(function () {
  "use strict";
  const place = document.querySelector("[data-live]");
  if (!place || !window.EventSource) return;
  const state = document.querySelector("[data-live-state]");
  const summary = document.querySelector("[data-live-summary]");
  const still = state ? state.innerHTML : "";
  let stream = null;

  /** What the reader has open and where the reader is stays so. */
  function show(html) {
    const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
    const open = Array.from(place.querySelectorAll("details[open][id]"), (one) => one.id);
    place.innerHTML = html;
    open.forEach((id) => {
      const details = document.getElementById(id);
      if (details) details.open = true;
    });
    if (focused) {
      const again = document.getElementById(focused);
      if (again) again.focus({ preventScroll: true });
    }
    if (window.seraiLocalTimes) window.seraiLocalTimes(place);
    const said = place.firstElementChild ? place.firstElementChild.dataset.summary : "";
    // Read out only when it says something else.
    if (summary && said && summary.textContent !== said) summary.textContent = said;
  }

  function tell(alive) {
    if (!state) return;
    if (alive) state.textContent = "Kept up to date";
    else state.innerHTML = still;
  }

  function stop() {
    if (stream) stream.close();
    stream = null;
    tell(false);
  }

  function start() {
    if (stream) return;
    stream = new EventSource(place.dataset.live);
    stream.addEventListener("now", (event) => {
      tell(true);
      show(event.data);
    });
    stream.addEventListener("over", stop);
    stream.onerror = () => tell(false);
  }

  // Nobody looks at a hidden tab, and browsers allow few streams.
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", start);
  start();
})();
