/* Keeps the progress of an import up to date, and shows the summary when it is done. */
(function () {
  const { Controller } = window.StimulusModule;

  window.wagtail.app.register(
    'kik-import',
    class extends Controller {
      static values = { url: String, every: Number };

      static targets = ['bar', 'done'];

      connect() {
        this.timer = setInterval(() => this.ask(), this.everyValue);
      }

      disconnect() {
        clearInterval(this.timer);
      }

      /* Questions may overlap: where no queue runs, one of them does the work and is answered last. */
      async ask() {
        const response = await fetch(this.urlValue, { headers: { Accept: 'application/json' } }).catch(() => null);
        if (!response || !response.ok) return;
        const { busy, done } = await response.json();
        if (!busy) {
          clearInterval(this.timer);
          window.location.reload();
          return;
        }
        this.barTarget.value = Math.max(this.barTarget.value, done);
        this.doneTarget.textContent = done;
      }
    },
  );
})();
