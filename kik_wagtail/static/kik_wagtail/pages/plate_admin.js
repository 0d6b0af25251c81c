/* Placing the spots of a praatplaat in its editor: by a click, by dragging, or with the arrow keys. What is stored are the two
   number fields of each spot, which stay where they are; without this script they are typed. Words come from the server. */
(() => {
  const { Controller } = window.StimulusModule;
  const within = (number) => Math.round(Math.min(Math.max(number, 0), 100) * 10) / 10;
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const made = (name, classname, parent, text = '') => {
    const element = document.createElement(name);
    element.className = classname;
    element.textContent = text;
    if (name === 'button') element.type = 'button';
    parent.append(element);
    return element;
  };

  window.wagtail.app.register('kik-plate-board', class extends Controller {
    static values = { picture: String, most: Number, words: Object };

    connect() {
      this.list = this.element.querySelector(':scope > [data-contentpath="spots"]');
      this.markers = new Map();
      this.chosen = null;
      this.build();
      this.soon = () => { cancelAnimationFrame(this.coming); this.coming = requestAnimationFrame(() => this.draw()); };
      ['input', 'change', 'click'].forEach((name) => this.element.addEventListener(name, this.soon));
      this.observer = new MutationObserver(this.soon);
      this.observer.observe(this.list.querySelector('[data-streamfield-list-container]'), { childList: true });
      this.soon();
    }

    disconnect() {
      this.observer.disconnect();
      ['input', 'change', 'click'].forEach((name) => this.element.removeEventListener(name, this.soon));
      this.board.remove();
    }

    build() {
      const words = this.wordsValue;
      this.board = made('div', 'kik-bord', this.list);
      this.list.prepend(this.board);
      this.board.setAttribute('role', 'group');
      this.board.setAttribute('aria-label', words.board);
      this.how = made('p', 'kik-bord__hoe', this.board, words.none);
      this.sheet = made('div', 'kik-bord__plaat', this.board);
      this.image = made('img', 'kik-bord__beeld', this.sheet);
      this.image.alt = '';
      this.image.draggable = false;
      this.image.addEventListener('click', (event) => this.clicked(event));
      this.waiting = made('div', 'kik-bord__wachten', this.board);
      this.line = made('div', 'kik-bord__regel', this.board);
      this.label = made('label', 'kik-bord__label', this.line);
      this.title = made('input', 'kik-bord__titel', this.line);
      this.title.type = 'text';
      this.title.id = `${this.list.querySelector('[data-streamfield-list-count]').name}-title`;
      this.label.htmlFor = this.title.id;
      this.title.addEventListener('input', () => this.fill(this.chosen, { title: this.title.value }));
      made('button', 'button button-small button-secondary', this.line, words.more).addEventListener('click', () => this.goTo(this.chosen));
      this.live = made('p', 'w-sr-only', this.board);
      this.live.setAttribute('aria-live', 'polite');
    }

    /* The spots that are there, in their order. */
    get rows() {
      const children = this.list.querySelectorAll(':scope > div > [data-streamfield-list-container] > [data-streamfield-child]');
      return [...children].filter((row) => row.querySelector(':scope > input[name$="-deleted"]').value !== '1');
    }

    field(row, name) { return row.querySelector(`[name$="-value-${name}"]`); }

    placeOf(row) {
      const [x, y] = ['x', 'y'].map((name) => this.field(row, name).value.trim());
      return x === '' || y === '' || Number.isNaN(Number(x)) || Number.isNaN(Number(y)) ? null : [within(Number(x)), within(Number(y))];
    }

    nameOf(row) {
      return this.wordsValue.spot.replace('{number}', this.rows.indexOf(row) + 1).replace('{title}', this.field(row, 'title').value);
    }

    said([x, y]) { return this.wordsValue.at.replace('{x}', x).replace('{y}', y); }

    fill(row, values) {
      Object.entries(values).forEach(([name, value]) => {
        const field = this.field(row, name);
        field.value = value;
        ['input', 'change'].forEach((kind) => field.dispatchEvent(new Event(kind, { bubbles: true })));
      });
    }

    move(row, [x, y]) {
      this.fill(row, { x: within(x), y: within(y) });
      this.choose(row);
      this.draw();
      this.live.textContent = this.said(this.placeOf(row));
    }

    choose(row) {
      this.chosen = row;
    }

    draw() {
      const { rows } = this;
      const chosen = this.element.querySelector(':scope > [data-contentpath="picture"] input[name$="-image"]').value;
      const source = chosen ? this.pictureValue.replace('/0/', `/${chosen}/`) : '';
      if (this.image.getAttribute('src') !== source) this.image.setAttribute('src', source);
      this.sheet.hidden = !chosen;
      this.how.textContent = chosen ? this.wordsValue.how : this.wordsValue.none;
      this.markers.forEach((marker, row) => {
        if (!rows.includes(row)) { marker.remove(); this.markers.delete(row); }
      });
      if (!rows.includes(this.chosen)) this.chosen = null;
      const unplaced = rows.filter((row) => !this.drawMarker(row, rows.indexOf(row) + 1));
      this.drawWaiting(chosen ? unplaced : []);
      this.line.hidden = !this.chosen || !chosen;
      if (this.chosen && document.activeElement !== this.title) {
        this.title.value = this.field(this.chosen, 'title').value;
        this.label.textContent = this.wordsValue.title.replace('{number}', rows.indexOf(this.chosen) + 1);
      }
    }

    /* False for a spot without a place. */
    drawMarker(row, number) {
      const place = this.placeOf(row);
      let marker = this.markers.get(row);
      if (!place) {
        if (marker) { marker.remove(); this.markers.delete(row); }
        return false;
      }
      if (!marker) {
        marker = made('button', 'kik-bord__plek', this.sheet);
        this.markers.set(row, marker);
        this.follow(marker, row);
      }
      if (marker.textContent !== String(number)) marker.textContent = number;
      marker.setAttribute('aria-label', `${this.nameOf(row)}. ${this.said(place)}`);
      marker.setAttribute('aria-pressed', String(row === this.chosen));
      marker.style.left = `${place[0]}%`;
      marker.style.top = `${place[1]}%`;
      return true;
    }

    drawWaiting(unplaced) {
      const said = JSON.stringify(unplaced.map((row) => this.nameOf(row)));
      if (this.waiting.dataset.said === said) return;
      this.waiting.dataset.said = said;
      this.waiting.replaceChildren();
      if (unplaced.length) made('span', '', this.waiting, this.wordsValue.unplaced);
      unplaced.forEach((row) => {
        made('button', 'button button-small button-secondary', this.waiting, this.nameOf(row)).addEventListener('click', () => {
          this.move(row, this.free());
          this.markers.get(row).focus();
        });
      });
    }

    /* The middle, or what is free below it. */
    free() {
      const taken = this.rows.map((row) => this.placeOf(row)).filter(Boolean);
      const place = [50, 50];
      while (taken.some(([x, y]) => Math.abs(x - place[0]) < 5 && Math.abs(y - place[1]) < 5) && place[1] < 95) place[1] += 5;
      return place;
    }

    pointAt(event) {
      const box = this.image.getBoundingClientRect();
      return [(100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height];
    }

    clicked(event) {
      const row = this.rows.find((one) => !this.placeOf(one)) || this.added();
      if (!row) return;
      this.move(row, this.pointAt(event));
      this.title.focus();
    }

    added() {
      const before = this.rows;
      if (before.length >= this.mostValue) {
        this.live.textContent = this.how.textContent = this.wordsValue.full;
        return null;
      }
      [...this.list.querySelectorAll('[data-streamfield-list-add]')].pop().click();
      return this.rows.find((row) => !before.includes(row));
    }

    follow(marker, row) {
      marker.addEventListener('focus', () => { this.choose(row); this.draw(); });
      marker.addEventListener('keydown', (event) => {
        const step = STEPS[event.key];
        if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        const by = event.shiftKey ? 5 : 1;
        const [x, y] = this.placeOf(row);
        this.move(row, [x + step[0] * by, y + step[1] * by]);
      });
      marker.addEventListener('click', () => marker.focus());
      marker.addEventListener('pointerdown', (event) => {
        if (event.button) return;
        marker.setPointerCapture(event.pointerId);
        marker.focus();
      });
      marker.addEventListener('pointermove', (event) => {
        if (marker.hasPointerCapture(event.pointerId) && (event.movementX || event.movementY)) this.move(row, this.pointAt(event));
      });
    }

    goTo(row) {
      const toggle = row.querySelector('[data-panel-toggle]');
      if (toggle && toggle.getAttribute('aria-expanded') === 'false') toggle.click();
      this.field(row, 'title').focus();
    }
  });
})();
