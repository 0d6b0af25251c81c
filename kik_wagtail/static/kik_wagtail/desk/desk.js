/* Behaviour of the coach's screens. Core's Stimulus application, no inline script, no dependencies.
   Every sentence comes from the template. */
(function () {
  const { Controller } = window.StimulusModule;
  const app = window.wagtail.app;
  const config = JSON.parse(document.getElementById('wagtail-config')?.textContent || '{}');
  const FETCHED = { 'X-Requested-With': 'XMLHttpRequest' };

  /* A worklist: one row is active and only its controls are tab stops. Single keys work only while
     focus is in the list (WCAG 2.1.4); j also works from outside when the user's own core setting
     "keyboard shortcuts" is on. Without JS every control is simply a tab stop and posts by itself. */
  app.register('kik-worklist', class extends Controller {
    static targets = ['row', 'filter', 'live', 'total', 'form', 'more', 'trouble'];
    static values = { undone: String, undo: String, shown: String, failed: String };
    connect() {
      this.activate(this.visible()[0], false);
      this.outside = (e) => {
        if (!config.KEYBOARD_SHORTCUTS_ENABLED || e.defaultPrevented || e.key !== 'j' || e.metaKey || e.ctrlKey || e.altKey) return;
        if (this.element.contains(e.target) && e.target.closest('.kik-rij')) return;
        if (e.target.closest('input, textarea, select, [contenteditable], [role=dialog]')) return;
        this.activate(this.active || this.visible()[0], true);
      };
      document.addEventListener('keydown', this.outside);
    }
    disconnect() { document.removeEventListener('keydown', this.outside); }
    visible() { return this.rowTargets.filter((r) => !r.hidden); }
    controls(row) { return row.querySelectorAll(':is(a[href], button):not(.w-dropdown__content *)'); } // a menu's items come and go with the menu
    activate(row, focus) {
      if (!row) return;
      this.rowTargets.forEach((r) => { if (r !== row) this.controls(r).forEach((c) => { c.tabIndex = -1; }); });
      this.controls(row).forEach((c) => { c.tabIndex = 0; });
      this.active = row;
      if (focus) row.querySelector('.kik-rij__link').focus();
    }
    follow(e) { const row = e.target.closest('.kik-rij'); if (row && row !== this.active) this.activate(row, false); }
    key(e) {
      const row = e.target.closest('.kik-rij');
      if (!row || e.metaKey || e.ctrlKey || e.altKey || e.target.closest('[data-tippy-root]')) return;
      if (row.querySelector('.w-dropdown__toggle[aria-expanded=true]')) return;
      const rows = this.visible(); const i = rows.indexOf(row);
      const to = { j: i + 1, ArrowDown: i + 1, k: i - 1, ArrowUp: i - 1, Home: 0, End: rows.length - 1 }[e.key];
      if (to !== undefined) {
        e.preventDefault();
        this.activate(rows[Math.max(0, Math.min(rows.length - 1, to))], true);
      } else if (/^[1-9]$/.test(e.key)) {
        const button = row.querySelectorAll('.kik-keuze__knop')[Number(e.key) - 1];
        if (button) { e.preventDefault(); button.click(); }
      }
    }
    /* A press on a row: the server answers with the row as it is now. */
    async send(e) {
      e.preventDefault();
      const button = e.currentTarget; const row = button.closest('.kik-rij');
      if (row.dataset.kikBusy) return;
      row.dataset.kikBusy = '1';
      const body = new FormData(this.formTarget);
      if (button.name) body.append(button.name, button.value);
      try {
        const answer = await fetch(button.formAction, { method: 'POST', body, headers: FETCHED });
        if (answer.redirected || answer.status === 403) { window.location.reload(); return; }
        const text = await answer.text();
        if (answer.ok) this.replace(row, text);
        else this.trouble(answer.status === 409 ? text : this.failedValue);
      } catch { this.trouble(this.failedValue); }
      delete row.dataset.kikBusy;
    }
    trouble(text) { this.troubleTarget.textContent = text; this.troubleTarget.hidden = false; this.troubleTarget.scrollIntoView({ block: 'nearest' }); }
    replace(row, html) {
      const inside = row.contains(document.activeElement);
      const holder = document.createElement('template'); holder.innerHTML = html.trim();
      const fresh = holder.content.firstElementChild;
      const by = Number('kikOpen' in fresh.dataset) - Number('kikOpen' in row.dataset);
      if (this.active === row) this.active = fresh;
      row.replaceWith(fresh);
      this.count(fresh, by);
      this.activate(fresh, false);
      const name = fresh.querySelector('.kik-rij__link'); const done = fresh.querySelector('[data-kik-text]');
      if (inside) (fresh.querySelector('.kik-tekstknop') || fresh.querySelector('.kik-keuze__knop') || name).focus();
      this.liveTarget.textContent = done ? `${name.textContent}: ${done.textContent}. ${fresh.querySelector('.kik-tekstknop') ? this.undoValue : ''}` : this.undoneValue;
    }
    count(row, by) {
      const section = row.closest('[data-kik-section]');
      const places = [section?.querySelector('[data-kik-count]'), this.hasTotalTarget && !section?.hasAttribute('data-kik-aside') && this.totalTarget, section?.querySelector(`[data-kik-kind-count="${row.dataset.kikKind}"]`), section?.querySelector('[data-kind=""] span'), this.element.querySelector('[data-kik-total]')];
      places.filter((place) => place && /^\d+$/.test(place.textContent)).forEach((place) => { place.textContent = Number(place.textContent) + by; });
    }
    filter(e) {
      e.preventDefault();
      const b = e.currentTarget; const kind = b.dataset.kind;
      this.filterTargets.forEach((f) => f.setAttribute('aria-pressed', String(f === b)));
      const list = b.closest('[data-kik-filtered]'); let n = 0;
      list.querySelectorAll('li[data-kik-kind]').forEach((r) => { r.hidden = Boolean(kind) && r.dataset.kikKind !== kind; n += r.hidden || !r.classList.contains('kik-rij') ? 0 : 1; });
      if (this.active && this.active.hidden) this.activate(this.visible()[0], false);
      this.liveTarget.textContent = `${n} ${this.shownValue}`;
    }
  });

  /* Small repeating table: add, remove, never drag. */
  app.register('kik-rows', class extends Controller {
    static targets = ['list', 'template', 'row', 'live'];
    static values = { added: String, removed: String };
    connect() { this.made = this.rowTargets.length; if (!this.made) this.append(); }
    append() {
      const row = this.templateTarget.content.cloneNode(true);
      const number = this.made + 100; this.made += 1; /* ids of the template's row are c n; every copy its own */
      row.querySelectorAll('[id]').forEach((field) => { field.id = field.id.replace('id_cn_', `id_c${number}_`); });
      this.listTarget.append(row);
    }
    add() {
      this.append();
      this.rowTargets.at(-1).querySelector('textarea').focus();
      this.liveTarget.textContent = this.addedValue;
    }
    remove({ currentTarget: b }) {
      const rows = this.rowTargets; const row = b.closest('.kik-afspraken__rij'); const i = rows.indexOf(row);
      const next = rows[i + 1] || rows[i - 1];
      row.remove();
      (next ? next.querySelector('.kik-wis') : this.element.querySelector('[data-action="kik-rows#add"]')).focus();
      this.liveTarget.textContent = this.removedValue;
      this.element.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });

  /* The contact form: what belongs to the outcome is shown, the next contact is put in words by the
     server's own rule, and the draft keeps itself and says so. */
  /* A form that stays as it was typed: who turns out to be logged out, or offline, hears so before anything is sent. */
  app.register('kik-safe', class extends Controller {
    static targets = ['trouble'];
    static values = { tokenUrl: String, ask: Boolean };
    changed() { this.dirty = true; }
    leave(e) { if (this.askValue && this.dirty && !this.sure) { e.preventDefault(); e.returnValue = ''; } }
    async submitted(e) {
      if (this.sure) { if (this.sent) e.preventDefault(); this.sent = true; return; } /* a second press sends nothing */
      e.preventDefault();
      if (this.asking) return;
      this.asking = true;
      const { submitter } = e;
      const token = await this.token();
      this.asking = false;
      this.troubleTarget.hidden = Boolean(token);
      if (!token) { this.troubleTarget.scrollIntoView({ block: 'center' }); this.troubleTarget.querySelector('a').focus(); return; }
      this.element.querySelector('input[name="csrfmiddlewaretoken"]').value = token;
      this.sure = true;
      this.element.requestSubmit(submitter);
    }
    async token() {
      try {
        const answer = await fetch(this.tokenUrlValue, { headers: FETCHED });
        return answer.ok && !answer.redirected ? (await answer.json()).token : '';
      } catch { return ''; }
    }
  });

  app.register('kik-contact', class extends Controller {
    static targets = ['months', 'monthsError', 'on', 'onError', 'week', 'limit', 'planned', 'none', 'silent', 'ownDate', 'summary', 'outcome', 'report', 'declined', 'missed', 'held', 'answer', 'heldOn', 'seen', 'trouble', 'troubleText', 'login', 'mistakes', 'paper'];
    static values = { draftUrl: String, tokenUrl: String, windowUrl: String, last: String, today: String, saving: String, lost: String, none: String, planned: String, unsure: String };
    connect() {
      this.dirty = false; this.asked = 0;
      this.show(); this.summarise();
      if (this.hasMistakesTarget) this.mistakesTarget.focus();
      if (this.hasMonthsTarget) this.compute();
    }
    disconnect() { clearTimeout(this.timer); clearTimeout(this.words); }
    chosen(name) { return this.element.querySelector(`input[name="${name}"]:checked`)?.value || ''; }
    show() {
      const next = this.chosen('next');
      if (this.hasPlannedTarget) this.plannedTarget.hidden = next === 'none';
      if (this.hasNoneTarget) this.noneTarget.hidden = next !== 'none';
      if (this.hasSilentTarget) this.silentTarget.hidden = this.chosen('initiative') !== 'resident';
      if (!this.hasOutcomeTarget) return;
      const outcome = this.chosen('outcome');
      this.reportTarget.hidden = outcome !== 'held';
      this.heldTarget.hidden = outcome !== 'held';
      if (this.hasAnswerTarget) this.answerTarget.hidden = outcome !== 'held';
      this.declinedTarget.hidden = outcome !== 'declined';
      if (this.hasMissedTarget) this.missedTarget.hidden = !['no_show', 'cancelled_by_resident', 'not_reached'].includes(outcome);
      this.paperTarget.hidden = outcome !== 'held';
    }
    /* The last conversation once this form is saved, as the server counts it. */
    lastHeld() {
      if (this.chosen('outcome') !== 'held') return this.lastValue;
      const typed = this.heldOnTarget.value.match(/^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*$/);
      const held = typed ? `${typed[3]}-${typed[2].padStart(2, '0')}-${typed[1].padStart(2, '0')}` : this.todayValue;
      return held > this.lastValue ? held : this.lastValue;
    }
    async compute() {
      this.asked += 1; const turn = this.asked;
      const query = new URLSearchParams({ months: this.monthsTarget.value, on: this.onTarget.value.trim(), last: this.lastHeld() });
      try {
        const answer = await fetch(`${this.windowUrlValue}?${query}`, { headers: FETCHED });
        if (!answer.ok || answer.redirected || turn !== this.asked) return;
        this.tell(await answer.json());
      } catch { /* without a connection the words stay as they were; the server decides */ }
    }
    tell({ error, on_error: onError, week, limit, own_date: ownDate }) {
      this.mistake(this.monthsTarget, this.monthsErrorTarget, error);
      const typing = document.activeElement === this.onTarget; /* half a date is no mistake yet */
      if (this.touched) this.mistake(this.onTarget, this.onErrorTarget, typing ? '' : onError);
      this.weekTarget.textContent = week || this.unsureValue;
      this.limitTarget.textContent = limit || '';
      if (this.hasOwnDateTarget) this.ownDateTarget.placeholder = ownDate || this.ownDateTarget.placeholder;
      this.summarise();
    }
    mistake(field, place, text = '') {
      place.textContent = text; place.hidden = !text;
      field.setAttribute('aria-invalid', String(Boolean(text)));
    }
    summarise() {
      if (!this.hasSummaryTarget || !this.hasWeekTarget) return;
      const next = this.chosen('next');
      this.summaryTarget.textContent = next === 'none' ? this.noneValue : next ? `${this.plannedValue} ${this.weekTarget.textContent}` : '';
    }
    changed() {
      this.touched = true; /* until then the server's own mistakes stand */
      this.show(); this.summarise();
      if (this.hasMonthsTarget) { clearTimeout(this.words); this.words = setTimeout(() => this.compute(), 250); }
      if (!this.draftUrlValue) return;
      this.dirty = true;
      this.say(this.savingValue, false);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), 900);
    }
    say(text, kept) {
      const box = document.querySelector('[data-kik-saved]');
      if (!box) return;
      box.querySelector('[data-kik-saved-text]').textContent = text;
      box.querySelector('.kik-bewaard__aan').hidden = !kept;
    }
    /* One after the other; each promises how it went: kept, refused (the server said why) or lost. */
    keep() {
      this.keeping = (this.keeping || Promise.resolve()).then(() => this.keepNow());
      return this.keeping;
    }
    async keepNow() {
      this.dirty = false;
      try {
        let answer = await this.postDraft();
        if (answer.status === 403 && await this.renewToken()) answer = await this.postDraft();
        if (answer.redirected || answer.status === 403) throw new Error('logged out');
        const { text, seen } = await answer.json();
        if (!answer.ok) { this.warn(text); return 'refused'; }
        this.seenTarget.value = seen; this.troubleTarget.hidden = true;
        if (!this.dirty) this.say(text, true);
        return 'kept';
      } catch { this.warn(this.lostValue, true); return 'lost'; }
    }
    postDraft() { return fetch(this.draftUrlValue, { method: 'POST', body: new FormData(this.element), headers: FETCHED }); }
    /* After logging in again in another tab the tokens on this page no longer count. */
    async renewToken() {
      const answer = await fetch(this.tokenUrlValue, { headers: FETCHED });
      if (!answer.ok || answer.redirected) return false;
      const { token } = await answer.json();
      document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((field) => { field.value = token; });
      return true;
    }
    warn(text, loggedOut = false) {
      this.dirty = true; this.say('', false);
      this.troubleTextTarget.textContent = text; this.loginTarget.hidden = !loggedOut; this.troubleTarget.hidden = false;
    }
    leave(e) { if (this.dirty && !this.leaving) { e.preventDefault(); e.returnValue = ''; } }
    /* To the next resident: what was typed is kept first; who could not keep it stays here. */
    async keepFirst(e) {
      if (!this.dirty && !this.keeping) return;
      e.preventDefault(); clearTimeout(this.timer);
      if (await (this.dirty ? this.keep() : this.keeping) === 'kept') e.detail.leave();
      else this.troubleTarget.scrollIntoView({ block: 'center' });
    }
    /* Saving keeps the draft first: who turns out to be logged out, or offline, stays here with the whole text. */
    async submitted(e) {
      if (this.sure) return;
      e.preventDefault();
      if (this.leaving) return; /* a second press */
      this.leaving = true; clearTimeout(this.timer);
      const { submitter } = e;
      if (await this.keep() === 'lost') {
        this.leaving = false;
        this.troubleTarget.scrollIntoView({ block: 'center' }); this.loginTarget.focus();
        return;
      }
      this.sure = true;
      this.element.requestSubmit(submitter);
    }
  });
}());
