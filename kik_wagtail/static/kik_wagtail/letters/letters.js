/* Counts what the coach may still write. Words come from the template, with {n} for the number. */
(() => {
  const { Controller } = window.StimulusModule;

  window.wagtail.app.register(
    'kik-counter',
    class extends Controller {
      static targets = ['input', 'output'];

      static values = { max: Number, left: String, over: String };

      connect() {
        this.count();
      }

      count() {
        /* As the server counts: characters, not UTF-16 units, without the space around them. */
        const left = this.maxValue - Array.from(this.inputTarget.value.trim()).length;
        const words = left < 0 ? this.overValue : this.leftValue;
        this.outputTarget.textContent = words.replace('{n}', Math.abs(left));
        this.outputTarget.classList.toggle('kik-letter__count--over', left < 0);
      }
    },
  );
})();
