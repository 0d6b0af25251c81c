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

  /** Only fields that have a value in a letter for the chosen purpose; a passage has no purpose and takes all. */
  const worksHere = (field) => {
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

    const cancel = () => onComplete(); // not onClose: that one loses the focus
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
          found.length ? `${found.length} ${texts.found}` : texts.none),
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

/* In the editor. Where the server gives no answer (down, logged out), core leaves the last page as if it were new. */
document.addEventListener('w-preview:error', (event) => event.target.classList.add('w-preview--has-errors'));
