/* <kik-plate>: a picture with numbers to talk over. Without script the numbers are links into the list below it; with it they are
   buttons, and there is zoom, full screen and print. Positions are set through the CSSOM, which a strict policy allows. */
if (!customElements.get('kik-plate')) {
  const SIZES = [1, 1.5, 2, 3, 4];

  customElements.define('kik-plate', class extends HTMLElement {
    connectedCallback() {
      if (this.spots) return;
      this.plate = this.closest('.kik-plate');
      this.view = this.part('view');
      this.panel = this.part('panel');
      this.sheets = [...this.querySelectorAll('.kik-plate__sheet')];
      this.size = 1;
      this.spots = [];
      this.now = null;
      this.sheets.forEach((sheet) => this.makeSpots(sheet));
      this.part('bar').hidden = false;
      this.addEventListener('click', (event) => this.clicked(event));
      this.addEventListener('keydown', (event) => this.pressed(event));
      this.addEventListener('fullscreenchange', () => document.fullscreenElement || this.leaveMeeting());
      window.addEventListener('resize', () => this.fit());
      window.addEventListener('afterprint', () => this.printed());
      this.pan();
      this.zoom(0);
    }

    part(name) { return this.querySelector(`[data-${name}]`); }

    makeSpots(sheet) {
      const marks = sheet.querySelector('.kik-plate__marks');
      const place = document.createElement('div');
      place.setAttribute('role', 'group');
      place.setAttribute('aria-label', marks.getAttribute('aria-label'));
      marks.querySelectorAll('a').forEach((mark) => {
        const button = document.createElement('button');
        const at = mark.querySelector('circle');
        button.type = 'button';
        button.className = 'kik-plate__spot';
        button.textContent = mark.querySelector('text').textContent;
        button.dataset.spot = mark.getAttribute('href').slice(1);
        button.setAttribute('aria-label', mark.getAttribute('aria-label'));
        button.setAttribute('aria-expanded', 'false');
        button.style.setProperty('--x', at.getAttribute('cx'));
        button.style.setProperty('--y', at.getAttribute('cy'));
        place.append(button);
        this.spots.push(button);
      });
      marks.replaceWith(place);
    }

    /* Of the sheet that is seen, in reading order. */
    get shown() { return this.spots.filter((spot) => spot.offsetParent); }

    get keys() { return this.shown.map((spot) => spot.dataset.spot); }

    get isMeeting() { return this.classList.contains('is-meeting'); }

    spotOf(key) { return this.shown.find((spot) => spot.dataset.spot === key); }

    clicked(event) {
      const button = event.target.closest('button');
      if (!button) return;
      if (button.dataset.spot) {
        if (button.dataset.spot === this.now) this.close();
        else this.tell(button.dataset.spot, { focus: true });
        return;
      }
      const actions = {
        larger: () => this.zoom(1),
        smaller: () => this.zoom(-1),
        whole: () => this.zoom(0),
        next: () => this.turn(1),
        previous: () => this.turn(-1),
        close: () => this.close(),
        meeting: () => (this.isMeeting ? this.endMeeting() : this.meet()),
        print: () => this.print(),
      };
      if (actions[button.dataset.do]) actions[button.dataset.do]();
    }

    pressed(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const isMoving = event.target === this.view && this.view.classList.contains('is-zoomed');
      const inPanel = this.panel.contains(event.target);
      const isSpot = Boolean(event.target.dataset.spot);
      const isHere = isSpot || inPanel || this.isMeeting;
      const actions = {
        Escape: () => (this.now ? this.close() : this.isMeeting && this.endMeeting()),
        '+': () => this.zoom(1),
        '=': () => this.zoom(1),
        '-': () => this.zoom(-1),
        0: () => this.zoom(0),
      };
      if (isHere && !isMoving) {
        Object.assign(actions, { ArrowRight: () => this.turn(1), ArrowLeft: () => this.turn(-1) });
        if (!inPanel) Object.assign(actions, { ArrowDown: () => this.turn(1), ArrowUp: () => this.turn(-1) });
        if (this.isMeeting) Object.assign(actions, { PageDown: () => this.turn(1), PageUp: () => this.turn(-1) });
        Object.assign(actions, { Home: () => this.turn('first'), End: () => this.turn('last') });
      }
      if (!actions[event.key] || (event.key === 'Escape' && !this.now && !this.isMeeting)) return;
      event.preventDefault();
      actions[event.key]();
    }

    /* To the next spot: told where something is told already, or in a meeting; else only the focus goes there. */
    turn(by) {
      const { keys } = this;
      if (!keys.length) return;
      const focused = document.activeElement && document.activeElement.dataset.spot;
      const at = keys.indexOf(this.now || focused);
      const next = { first: 0, last: keys.length - 1 }[by] ?? (at < 0 && by < 0 ? keys.length - 1 : Math.min(Math.max(at + by, 0), keys.length - 1));
      if (this.now || this.isMeeting) this.tell(keys[next], { focus: false });
      if (focused || !this.now) this.spotOf(keys[next]).focus();
    }

    tell(key, { focus }) {
      const item = document.getElementById(key);
      const { keys } = this;
      const at = keys.indexOf(key);
      this.now = key;
      this.spots.forEach((spot) => spot.setAttribute('aria-expanded', String(spot.dataset.spot === key)));
      this.part('label').textContent = item.querySelector('.kik-plate__label').textContent;
      this.part('title').textContent = item.querySelector('h3 > :last-child').textContent;
      this.part('told').replaceChildren(...item.querySelector('.kik-plate__told').cloneNode(true).childNodes);
      this.part('count').textContent = this.part('count').dataset.words.replace('{number}', at + 1).replace('{all}', keys.length);
      this.querySelector('[data-do="previous"]').disabled = at === 0;
      this.querySelector('[data-do="next"]').disabled = at === keys.length - 1;
      const spot = this.spotOf(key);
      this.panel.hidden = false;
      this.panel.scrollTop = 0;
      this.classList.add('is-telling');
      this.fit();
      this.showSpot(spot);
      const where = spot.getBoundingClientRect().left - this.view.getBoundingClientRect().left;
      this.panel.classList.toggle('is-left', where > this.view.clientWidth / 2);
      const lost = !document.activeElement || document.activeElement === document.body || document.activeElement.disabled;
      if (focus || lost) this.panel.focus();
    }

    showSpot(spot) {
      if (this.size === 1) return;
      this.view.scrollLeft = spot.offsetLeft - this.view.clientWidth / 2;
      this.view.scrollTop = spot.offsetTop - this.view.clientHeight / 2;
    }

    close() {
      const spot = this.now && this.spotOf(this.now);
      this.panel.hidden = true;
      this.now = null;
      this.classList.remove('is-telling');
      this.spots.forEach((one) => one.setAttribute('aria-expanded', 'false'));
      this.fit();
      if (spot) spot.focus();
    }

    /* by: 1 larger, -1 smaller, 0 the whole picture. What is in the middle stays there. */
    zoom(by) {
      const { view } = this;
      const middle = [(view.scrollLeft + view.clientWidth / 2) / view.scrollWidth, (view.scrollTop + view.clientHeight / 2) / view.scrollHeight];
      const at = by ? Math.min(Math.max(SIZES.indexOf(this.size) + by, 0), SIZES.length - 1) : 0;
      this.size = SIZES[at];
      const isZoomed = this.size > 1;
      view.classList.toggle('is-zoomed', isZoomed);
      this.sheets.forEach((sheet) => { sheet.style.width = isZoomed ? `${this.size * 100}%` : ''; });
      this.part('size').textContent = `${this.size * 100}%`;
      this.querySelector('[data-do="smaller"]').disabled = !isZoomed;
      this.querySelector('[data-do="larger"]').disabled = at === SIZES.length - 1;
      if (isZoomed) {
        view.tabIndex = 0;
        view.setAttribute('role', 'group');
        view.setAttribute('aria-label', view.dataset.name);
        view.scrollLeft = middle[0] * view.scrollWidth - view.clientWidth / 2;
        view.scrollTop = middle[1] * view.scrollHeight - view.clientHeight / 2;
      } else {
        ['tabindex', 'role', 'aria-label'].forEach((name) => view.removeAttribute(name));
      }
      if (document.activeElement && document.activeElement.disabled) this.querySelector('[data-do="whole"]').focus();
      this.fit();
    }

    pan() {
      let from = null;
      this.view.addEventListener('pointerdown', (event) => {
        if (event.pointerType !== 'mouse' || event.button || this.size === 1 || event.target.closest('button')) return;
        from = [event.clientX + this.view.scrollLeft, event.clientY + this.view.scrollTop];
        this.view.setPointerCapture(event.pointerId);
        this.view.classList.add('is-held');
        event.preventDefault();
      });
      this.view.addEventListener('pointermove', (event) => {
        if (from) this.view.scrollTo(from[0] - event.clientX, from[1] - event.clientY);
      });
      ['pointerup', 'pointercancel'].forEach((name) => this.view.addEventListener(name, () => {
        from = null;
        this.view.classList.remove('is-held');
      }));
    }

    /* In a meeting the whole picture fits the screen, also one that is higher than it is wide. */
    fit() {
      if (!this.isMeeting) return;
      const sheet = this.sheets.find((one) => one.offsetParent);
      const picture = sheet && sheet.querySelector('img, .kik-drawing');
      if (!picture) return;
      const shape = picture.getAttribute('width') / picture.getAttribute('height');
      this.style.setProperty('--fit', `${Math.floor(Math.min(this.view.clientWidth, this.view.clientHeight * shape))}px`);
    }

    async meet() {
      this.classList.add('is-meeting');
      this.querySelector('[data-do="meeting"]').setAttribute('aria-pressed', 'true');
      try {
        await this.requestFullscreen();
      } catch {
        /* a telephone, or a site that forbids it: the plate fills the window */
      }
      this.fit();
    }

    async endMeeting() {
      if (document.fullscreenElement === this) await document.exitFullscreen();
      this.leaveMeeting();
    }

    leaveMeeting() {
      if (!this.isMeeting) return;
      this.classList.remove('is-meeting');
      const button = this.querySelector('[data-do="meeting"]');
      button.setAttribute('aria-pressed', 'false');
      button.focus();
    }

    print() {
      document.documentElement.classList.add('kik-prints-plate');
      this.plate.classList.add('is-printing');
      window.print();
    }

    printed() {
      document.documentElement.classList.remove('kik-prints-plate');
      this.plate.classList.remove('is-printing');
    }
  });
}
