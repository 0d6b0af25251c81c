/* Letter editor: merge field chips for Draftail (picker, chip, guard), names for its editors, and the preview's own
   page. No build step: React and Draft.js are Wagtail's own globals. Words come from the server, in `entityType.texts`. */
(() => {
  if (!window.draftail) return;
  const { createElement: h, useEffect, useMemo, useRef, useState } = window.React;
  const { createPortal } = window.ReactDOM;
  const { EditorState, Modifier } = window.DraftJS;
  const TYPE = 'MERGE_FIELD';
  let pickers = 0;

  const entityRange = (editorState, entityKey) => window.draftail.DraftUtils.getEntitySelection(editorState, entityKey);

  /** Puts the chip at the caret, or in place of the chip that is being edited. */
  const insertField = (editorState, field, entityKey) => {
    const content = editorState.getCurrentContent().createEntity(TYPE, 'IMMUTABLE', { field: field.name });
    const target = entityKey ? entityRange(editorState, entityKey) : editorState.getSelection();
    const next = Modifier.replaceText(content, target, field.label, null, content.getLastCreatedEntityKey());
    return EditorState.push(editorState, next, 'insert-characters');
  };

  /** Only fields that have a value in a letter for the chosen purpose; a passage has no purpose and takes all. In a
      translation only the ones whose value holds no Dutch words. */
  const worksHere = (field) => {
    if (document.querySelector('[data-kik-translation]') && !field.any_language) return false;
    const purpose = document.querySelector('form select[name="purpose"]');
    return !purpose || !purpose.value || !field.purposes.length || field.purposes.includes(purpose.value);
  };

  const matches = (field, query) =>
    `${field.label} ${field.name} ${field.source}`.toLowerCase().includes(query.trim().toLowerCase());

  const Option = ({ field, id, selected, texts, onChoose }) =>
    h('li', {
        id, role: 'option', 'aria-selected': selected,
        className: `merge-picker__option${selected ? ' merge-picker__option--active' : ''}`,
        onClick: () => onChoose(field),
      },
      h('strong', null, field.label),
      h('code', null, field.token),
      h('span', { className: 'merge-picker__example' }, `${texts.example}: ${field.example}`),
      h('span', { className: 'merge-picker__source' },
        `${field.source} · ${texts.longest} ${field.longest} · ${field.privacy}`));

  /** A native modal dialog: focus stays inside, Escape closes, and focus goes back to the editor by itself. */
  const FieldPicker = ({ editorState, entityType, entity, entityKey, onComplete }) => {
    const dialog = useRef(null);
    const list = useRef(null);
    const id = useMemo(() => { pickers += 1; return `merge-picker-${pickers}`; }, []);
    const [query, setQuery] = useState('');
    const [active, setActive] = useState(0);
    const { texts } = entityType;
    const found = entityType.fields.filter((field) => worksHere(field) && matches(field, query));

    useEffect(() => {
      const node = dialog.current;
      node.showModal();
      return () => node.close();
    }, []);
    useEffect(() => {
      const option = list.current && list.current.children[active];
      if (option) option.scrollIntoView({ block: 'nearest' });
    }, [active]);

    // Not onClose: that one loses the focus. The caret goes back to where it was, not to the first letter.
    const cancel = () => onComplete(EditorState.forceSelection(editorState, editorState.getSelection()));
    const choose = (field) => onComplete(insertField(editorState, field, entityKey));
    const onKeyDown = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      event.stopPropagation();
      if (step && found.length) {
        event.preventDefault();
        setActive((active + step + found.length) % found.length);
      } else if (event.key === 'Enter' && event.target.tagName === 'INPUT') {
        event.preventDefault();
        if (found[active]) choose(found[active]);
      }
    };

    return createPortal(
      h('dialog', {
          ref: dialog, className: 'merge-picker', 'aria-labelledby': `${id}-title`, onKeyDown,
          onCancel: (event) => { event.preventDefault(); cancel(); },
        },
        h('h2', { id: `${id}-title` }, entity ? texts.replace : texts.title),
        h('label', { htmlFor: `${id}-search` }, texts.search),
        h('input', {
          id: `${id}-search`, type: 'text', role: 'combobox', autoComplete: 'off', autoFocus: true, value: query,
          'aria-expanded': true, 'aria-controls': `${id}-list`, 'aria-autocomplete': 'list',
          'aria-activedescendant': found.length ? `${id}-${active}` : undefined,
          onChange: (event) => { setQuery(event.target.value); setActive(0); },
        }),
        h('ul', { id: `${id}-list`, role: 'listbox', ref: list, 'aria-label': texts.list },
          found.map((field, index) =>
            h(Option, { key: field.name, id: `${id}-${index}`, field, texts, selected: index === active, onChoose: choose }))),
        h('p', { role: 'status', className: 'merge-picker__status' },
          found.length ? `${found.length} ${found.length === 1 ? texts.foundOne : texts.found}` : texts.none),
        h('button', { type: 'button', className: 'button button-secondary', onClick: cancel }, texts.close)),
      document.body,
    );
  };

  const Chip = ({ entityKey, onEdit, children }) =>
    h('span', {
      className: 'merge-chip',
      onDoubleClick: () => onEdit(entityKey),
    }, children);

  /** The entity that strictly contains the caret, as a range; null at its edges. */
  const chipAroundCaret = (editorState) => {
    const selection = editorState.getSelection();
    if (!selection.isCollapsed()) return null;
    const offset = selection.getStartOffset();
    const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
    const key = offset > 0 ? block.getEntityAt(offset - 1) : null;
    if (!key || key !== block.getEntityAt(offset)) return null;
    return editorState.getCurrentContent().getEntity(key).getType() === TYPE ? entityRange(editorState, key) : null;
  };

  /** Typing with the caret inside a chip goes behind the chip: a chip is whole or gone, never half a word. */
  const guard = {
    type: 'MERGE_FIELD_GUARD',
    handleBeforeInput: (text, editorState, ...rest) => {
      const { setEditorState } = rest[rest.length - 1]; // a time stamp stands before it in some Draft.js releases
      const chip = chipAroundCaret(editorState);
      if (!chip) return 'not-handled';
      const end = chip.merge({ anchorOffset: chip.getEndOffset(), focusOffset: chip.getEndOffset(), isBackward: false });
      const next = Modifier.insertText(editorState.getCurrentContent(), end, text);
      setEditorState(EditorState.push(editorState, next, 'insert-characters'));
      return 'handled';
    },
  };

  const singleLine = { type: 'SINGLE_LINE', handleReturn: () => 'handled' };

  window.draftail.registerPlugin({ type: TYPE, source: FieldPicker, decorator: Chip }, 'entityTypes');
  window.draftail.registerPlugin(guard, 'plugins');
  window.draftail.registerPlugin(singleLine, 'plugins');

  /** Wagtail gives a rich text editor and a line of a list no name of their own: each gets the label it stands
      under and its place on the page. */
  const labelOf = (field) => {
    const label = field.closest('[data-contentpath]')?.querySelector(':scope > .w-field__label');
    const panel = field.closest('.w-panel');
    const heading = panel.querySelector('.c-sf-block__type') || panel.querySelector('[data-panel-heading-text]');
    return (label || heading || panel).textContent.replace('*', '').trim();
  };
  const nameFields = () => {
    const editors = [...document.querySelectorAll('.w-panel .public-DraftEditor-content')];
    const lines = [...document.querySelectorAll('.w-panel [data-streamfield-child] input[type="text"]')];
    [...editors, ...lines.filter((line) => !line.labels.length)].forEach((field, index) => {
      const name = `${labelOf(field)} ${index + 1}`;
      if (field.getAttribute('aria-label') !== name) field.setAttribute('aria-label', name);
    });
  };
  let naming = 0;
  const soon = () => { cancelAnimationFrame(naming); naming = requestAnimationFrame(nameFields); };
  document.addEventListener('DOMContentLoaded', () => {
    soon();
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  });
})();

/* In the preview frame. Wagtail replaces the frame after every edit: remember the checkboxes between frames. */
(() => {
  for (const box of document.querySelectorAll('.kik-preview input[data-keep]')) {
    const key = `kik.preview.${box.id}`;
    box.checked = sessionStorage.getItem(key) === '1';
    box.addEventListener('change', () => sessionStorage.setItem(key, box.checked ? '1' : '0'));
  }
})();

/* Beside core's list of sample residents: the one before and the next, round and round. */
(() => {
  if (!window.wagtail || !window.wagtail.app || !window.StimulusModule) return;
  window.wagtail.app.register('kik-samples', class extends window.StimulusModule.Controller {
    static targets = ['steps', 'place', 'name'];
    connect() {
      this.stepsTarget.hidden = false;
      this.show();
    }
    get list() { return this.element.querySelector('select'); }
    previous() { this.go(-1); }
    next() { this.go(1); }
    go(step) {
      const { list } = this;
      list.selectedIndex = (list.selectedIndex + step + list.length) % list.length;
      list.dispatchEvent(new Event('change', { bubbles: true })); // core loads the page of whoever is chosen
    }
    show() {
      const { list } = this;
      this.placeTarget.textContent = `${list.selectedIndex + 1}/${list.length}`;
      this.nameTarget.textContent = `, ${list.options[list.selectedIndex].text}`;
    }
  });
})();

/* In the editor. Where the server gives no answer (down, logged out), core leaves the last page as if it were new. */
document.addEventListener('w-preview:error', (event) => event.target.classList.add('w-preview--has-errors'));

/* Pasting. What Word, Outlook or a web page puts on the clipboard becomes what a letter can hold: paragraphs, headings,
   lists, bold and links. The rest is left out and counted; a line below the editor says so, in words of the server. */
(() => {
  if (!window.draftail) return;
  const { EditorState, Modifier, convertFromRaw } = window.DraftJS;
  const OWN = /data-draftjs-conductor-fragment|data-offset-key/; // copied from such an editor: core keeps its chips
  const SILENT = /^(STYLE|SCRIPT|META|LINK|TITLE|BASE|TEMPLATE|NOSCRIPT|IFRAME|OBJECT|CANVAS|AUDIO|VIDEO|SELECT|TEXTAREA)$/;
  const IMAGE = /^(IMG|SVG|PICTURE|V:SHAPE|V:IMAGEDATA)$/;
  const HEADING = /^H[1-6]$/;
  const BLOCK = /^(P|DIV|SECTION|ARTICLE|ASIDE|MAIN|HEADER|FOOTER|NAV|BLOCKQUOTE|PRE|ADDRESS|FIGURE|FIGCAPTION|DL|DT|DD|FORM|FIELDSET|TABLE|TR|CAPTION|CENTER|HR)$/;
  const FORMATTING = /^(I|EM|U|S|STRIKE|SUB|SUP|FONT|MARK|CENTER|STYLE)$/;
  const SAFE = /^(https?:\/\/|mailto:|tel:)/i;
  const NUMBER = /^\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]/i;
  const TYPED_BULLET = /^\s*[·•▪◦§–-][\s\u00a0]+/;
  const DEEPEST = 4;

  /** What an element is, where it is not simply text: a kind that is left out and counted, or 'silent'. */
  const kindOf = (element, style, classes) => {
    if (IMAGE.test(element.nodeName.toUpperCase())) return 'images';
    if (element.nodeName === 'DEL' || /\bmsoDel\b/.test(classes)) return 'deleted';
    if (/mso-element:comment(;|$)/.test(style) || /\bmsocomtxt\b/.test(classes)) return 'comments';
    if (/mso-element:(foot|end)note(;|$)/.test(style) || /^sd(foot|end)note\d/.test(element.id)) return 'footnotes';
    if (SILENT.test(element.nodeName) || element.hidden) return 'silent';
    if (/display:none|mso-hide:all|mso-list:ignore|mso-(foot|end)note-id|mso-special-character:comment/.test(style)) return 'silent';
    return /\b(msocomanchor|MsoCommentReference|sd(foot|end)noteanc)\b/.test(classes) ? 'silent' : '';
  };

  /** The HTML of a clipboard as blocks of Draft.js, and how much was left out: { blocks, links, left }. */
  const read = (html) => {
    const left = { images: 0, comments: 0, footnotes: 0, deleted: 0, tables: 0, formatting: 0 };
    const blocks = [];
    const links = [];
    let open = null; // the block that text goes to
    let gap = ''; // what comes before the next text in it

    const close = () => {
      gap = '';
      if (!open) return;
      open.text = open.text.trimEnd();
      if (open.text) blocks.push(open);
      open = null;
    };
    const add = (raw, { type, depth, bold, href }) => {
      let text = raw.replace(/[\u00ad\u200b]/g, '').replace(/\s+/g, ' ');
      if (!open || gap || /\s$/.test(open.text)) text = text.trimStart();
      if (!text) return;
      if (!open) open = { type, depth, text: '', bold: [], links: [] };
      else if (gap) open.text = open.text.trimEnd() + gap;
      gap = '';
      const range = { offset: open.text.length, length: text.length };
      open.text += text;
      if (bold && !type.startsWith('header')) open.bold.push(range);
      if (href) {
        if (links[links.length - 1] !== href) links.push(href);
        open.links.push({ ...range, key: links.length - 1 });
      }
    };
    const children = (element, context) => element.childNodes.forEach((node) => walk(node, context));
    const block = (element, context) => {
      if (context.inLine) {
        gap = gap || context.inLine;
        children(element, context);
        gap = gap || context.inLine;
        return;
      }
      close();
      children(element, context);
      close();
    };
    const item = (element, context) => {
      if (context.inLine && context.inLine !== '\n') { block(element, context); return; } // in a table
      close();
      children(element, { ...context, inLine: '\n' });
      close();
    };
    const paragraph = (element, context, style, classes) => {
      const level = /mso-list:l\d+level(\d+)/.exec(style);
      const isTyped = /\bMsoListParagraph/.test(classes) && TYPED_BULLET.test(element.textContent);
      if (level || isTyped) {
        const marker = element.querySelector('[style*="mso-list:Ignore" i]');
        const type = marker && NUMBER.test(marker.textContent.trim()) ? 'ordered-list-item' : 'unordered-list-item';
        const from = blocks.length;
        item(element, { ...context, type, depth: level ? level[1] - 1 : 0 });
        if (isTyped && !level && blocks[from]) cut(blocks[from], TYPED_BULLET.exec(blocks[from].text));
        return;
      }
      const isHeading = HEADING.test(element.nodeName) || /\bMso(Sub)?[Tt]itle\b/.test(classes);
      block(element, isHeading && !context.inLine ? { ...context, type: 'header-three', depth: 0 } : context);
    };
    const cut = (one, found) => {
      const size = found ? found[0].length : 0;
      one.text = one.text.slice(size);
      [...one.bold, ...one.links].forEach((range) => {
        const start = Math.max(0, range.offset - size);
        range.length -= start - (range.offset - size);
        range.offset = start;
      });
    };
    const row = (element, context) => {
      close();
      [...element.cells].forEach((cell) => {
        gap = open ? ' – ' : '';
        children(cell, element.cells.length > 1 ? { ...context, inLine: ' ' } : context);
      });
      close();
    };
    const weight = (element, style) => {
      const said = /font-weight:(\w+)/.exec(style);
      if (said) return said[1] === 'bold' || said[1] === 'bolder' || Number(said[1]) >= 600;
      return /^(B|STRONG)$/.test(element.nodeName) ? true : null;
    };
    const within = (element, context, style) => {
      const bold = weight(element, style);
      const address = element.nodeName === 'A' ? (element.getAttribute('href') || '').trim() : '';
      return { ...context, bold: bold === null ? context.bold : bold, href: SAFE.test(address) ? address : context.href };
    };
    const walk = (node, context) => {
      if (node.nodeType === Node.TEXT_NODE) { add(node.data, context); return; }
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      const style = (node.getAttribute('style') || '').replace(/\s/g, '').toLowerCase();
      const classes = node.getAttribute('class') || '';
      const kind = kindOf(node, style, classes);
      if (style || classes || FORMATTING.test(node.nodeName)) left.formatting = 1;
      if (kind) { if (kind in left) left[kind] += 1; return; }
      const name = node.nodeName;
      if (name === 'BR') { if (open) gap = context.inLine === ' ' ? ' ' : '\n'; return; }
      const inner = within(node, context, style);
      if (name === 'UL' || name === 'OL') {
        const type = name === 'OL' ? 'ordered-list-item' : 'unordered-list-item';
        if (!context.inLine || context.inLine === '\n') close();
        children(node, { ...inner, type, depth: context.inList ? context.depth + 1 : 0, inList: true });
      } else if (name === 'LI') {
        item(node, inner.inList ? inner : { ...inner, type: 'unordered-list-item' });
      } else if (name === 'TR') {
        row(node, inner);
      } else if (name === 'TABLE') {
        if ([...node.rows].some((one) => one.cells.length > 1)) left.tables += 1;
        block(node, inner);
      } else if (HEADING.test(name) || BLOCK.test(name)) {
        paragraph(node, inner, style, classes);
      } else {
        children(node, inner);
      }
    };
    const body = new DOMParser().parseFromString(html, 'text/html').body;
    if (/<style/i.test(html)) left.formatting = 1;
    children(body, { type: 'unstyled', depth: 0, bold: false, href: '', inLine: '', inList: false });
    close();
    return { blocks, links, left };
  };

  /** Draft.js counts what a range covers; a text that was trimmed covers less. */
  const clamped = (ranges, text) =>
    ranges.map((range) => ({ ...range, length: Math.min(range.length, text.length - range.offset) })).filter((range) => range.length > 0);

  const contentOf = ({ blocks, links }) => {
    let above = -1; // depth of the block above: an item lies at most one deeper
    const raw = blocks.map(({ type, depth, text, bold, links: linked }) => {
      above = type.endsWith('list-item') ? Math.min(depth, above + 1, DEEPEST) : -1;
      return {
        type, text,
        depth: Math.max(above, 0),
        inlineStyleRanges: clamped(bold, text).map((range) => ({ ...range, style: 'BOLD' })),
        entityRanges: clamped(linked, text),
      };
    });
    const entityMap = Object.fromEntries(links.map((url, key) => [key, { type: 'LINK', mutability: 'MUTABLE', data: { url } }]));
    return convertFromRaw({ blocks: raw, entityMap });
  };

  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const count = (number) => number.toLocaleString(document.documentElement.lang || 'nl');

  /** A line below the editor, read out by a screen reader; empty takes the last one away. */
  const say = (words) => {
    const editor = document.activeElement && document.activeElement.closest('[data-draftail-editor-wrapper]');
    if (!editor) return;
    let line = editor.parentNode.querySelector('.kik-plakken');
    if (!line) {
      line = Object.assign(document.createElement('p'), { className: 'kik-plakken' });
      line.setAttribute('role', 'status');
      editor.after(line);
    }
    line.textContent = '';
    setTimeout(() => { line.textContent = words; }, 100); // a status that was empty before is read out
  };

  const leftOut = (left, texts) => {
    const what = Object.entries(texts.kinds).filter(([kind]) => left[kind]).map(([kind, forms]) =>
      fill(forms[left[kind] === 1 ? 0 : 1], { count: count(left[kind]) }));
    return what.length ? fill(texts.leftOut, { what: what.join(', ') }) : '';
  };

  const onPaste = (text, html, editorState, { setEditorState }, { texts, most, oneLine }) => {
    if (html && OWN.test(html)) return 'not-handled';
    const pasted = html ? read(html) : { blocks: [], links: [], left: {} };
    const words = html ? pasted.blocks.map((one) => one.text).join(oneLine ? ' ' : '\n') : text;
    if (words.length > most) {
      say(fill(texts.tooLong, { count: count(words.length), most: count(most) }));
      return 'handled';
    }
    if (!html && !oneLine) { say(''); return 'not-handled'; }
    const [content, selection] = [editorState.getCurrentContent(), editorState.getSelection()];
    const next = oneLine
      ? Modifier.replaceText(content, selection, words.replace(/\s+/g, ' ').trim())
      : Modifier.replaceWithFragment(content, selection, contentOf(pasted).getBlockMap());
    say(leftOut(pasted.left, texts));
    if (words.trim()) setEditorState(EditorState.push(editorState, next, oneLine ? 'insert-characters' : 'insert-fragment'));
    return 'handled';
  };

  window.draftail.registerPlugin({ type: 'CLEAN_PASTE', onPaste }, 'entityTypes');
})();

/* Saving. Draftail hands its words to the form a quarter of a second late: a quick Save would leave the last ones out. A
   form that is too large stays where it is. */
(() => {
  const flush = (fields) => fields.forEach((field) => field.draftailEditor && field.draftailEditor.saveState());
  /** More than Django takes would end in an error page without a word of what was typed. */
  const isTooLarge = (form, notice) => {
    const fields = new URLSearchParams(new FormData(form));
    const { mostBytes, mostFields } = notice.dataset;
    return (mostBytes && fields.toString().length > mostBytes) || (mostFields && [...fields].length > mostFields);
  };
  document.addEventListener('submit', (event) => {
    flush([...event.target.elements]);
    const notice = document.querySelector('.kik-te-groot');
    if (!notice || event.target.id !== 'w-editor-form') return;
    notice.hidden = !isTooLarge(event.target, notice);
    if (notice.hidden) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    notice.focus();
  }, true);
  document.addEventListener('focusout', ({ target }) => {
    const editor = target.closest('[data-draftail-editor-wrapper]');
    if (editor) flush([...editor.parentNode.querySelectorAll('input')]);
  });
})();

/* In a list of changes. The button says how many drafts it makes of what is ticked. */
document.addEventListener('change', (event) => {
  const form = event.target.closest('form[data-kik-count]');
  if (!form) return;
  const button = form.querySelector('[data-kik-count-button]');
  const number = form.querySelectorAll('[data-kik-count-one]:checked').length;
  const { none, one, more } = button.dataset;
  button.textContent = { 0: none, 1: one }[number] || more.replace('#', number);
  button.disabled = !number;
});
