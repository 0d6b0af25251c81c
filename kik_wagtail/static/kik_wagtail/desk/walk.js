/* From one resident of a list to the next, and back to the list: the order is the one that stood on the screen.
   Kept for this tab only, as addresses with keys in them: no name, no number of a resident. */
(function () {
  const { Controller } = window.StimulusModule;
  const KEY = 'kik-walk';
  const here = window.location.pathname + window.location.search;
  const config = JSON.parse(document.getElementById('wagtail-config')?.textContent || '{}');
  const read = () => { try { return JSON.parse(sessionStorage.getItem(KEY)); } catch { return null; } };
  const keep = (walk) => { try { sessionStorage.setItem(KEY, JSON.stringify(walk)); } catch { /* then there is no next */ } };

  /* A press on a link of a row begins a walk along the rows that are shown. */
  document.addEventListener('click', (e) => {
    const link = e.target.closest('[data-controller~="kik-worklist"] .kik-rij a[href]');
    if (!link || link.origin !== window.location.origin || link.target || e.metaKey || e.ctrlKey || e.shiftKey) return;
    const rows = [...document.querySelectorAll('.kik-rij')].filter((row) => !row.hidden);
    const urls = rows.map((row) => new URL(row.querySelector('.kik-rij__link').href).pathname);
    keep({ list: here, urls, pages: {}, going: rows.indexOf(link.closest('.kik-rij')) });
  });

  window.wagtail.app.register('kik-walk', class extends Controller {
    static targets = ['previous', 'next', 'list', 'place'];
    static values = { place: String };
    connect() {
      this.walk = read();
      if (!this.walk) return;
      this.at = this.find();
      if (this.at < 0) return;
      this.listTarget.href = this.walk.list;
      this.aim('previous', this.at - 1, -1);
      this.aim('next', this.at + 1, 1);
      this.placeTarget.textContent = this.placeValue.replace('##', this.walk.urls.length).replace('#', this.at + 1);
      this.element.hidden = false;
    }
    /* Where a row led elsewhere (to the next conversation, say), that page is remembered as the row's own. */
    find() {
      const { going, urls, pages } = this.walk; const path = window.location.pathname;
      if (going !== undefined) { pages[going] = path; delete this.walk.going; keep(this.walk); return going; }
      const known = Object.keys(pages).find((row) => pages[row] === path);
      return known === undefined ? urls.indexOf(path) : Number(known);
    }
    /* Several rows may be about the same contact: the next is another one. */
    aim(name, from, step) {
      const { urls } = this.walk; let row = from;
      while (urls[row] !== undefined && urls[row] === urls[this.at]) row += step;
      const link = this[`${name}Target`];
      link.hidden = urls[row] === undefined;
      link.dataset.row = row;
      if (!link.hidden) link.href = urls[row];
    }
    /* A form that keeps itself does so first, and may hold on to who could not save. */
    go(e) {
      const link = e.currentTarget; const leave = () => {
        if (link.dataset.row) keep({ ...this.walk, going: Number(link.dataset.row) });
        window.location.assign(link.href);
      };
      if (e.metaKey || e.ctrlKey || e.shiftKey) return;
      e.preventDefault();
      if (this.dispatch('leave', { prefix: 'kik-walk', cancelable: true, detail: { leave } }).defaultPrevented) return;
      leave();
    }
    /* Alt+J and Alt+K from anywhere; j and k alone as in the list, where the account's own setting allows single keys. */
    key(e) {
      if (this.element.hidden || e.metaKey || e.ctrlKey || e.defaultPrevented) return;
      const letter = { KeyJ: 'j', KeyK: 'k' }[e.code] || e.key.toLowerCase(); /* on a Mac Alt+J types another letter */
      const name = { j: 'next', k: 'previous' }[letter];
      const typing = e.target.closest('input, textarea, select, [contenteditable], [role=dialog]');
      if (!name || !(e.altKey || (config.KEYBOARD_SHORTCUTS_ENABLED && !typing && !e.shiftKey))) return;
      const link = this[`${name}Target`];
      e.preventDefault();
      (link.hidden ? this.listTarget : link).click();
    }
  });
}());
