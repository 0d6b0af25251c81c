/* Printing a timeline; and the editor of a route: where an outcome names a next step, a list of the steps that stand on the page, by number and
   title. What is stored is the id of the step's block, so moving a step changes nothing. Without this script the field
   stays a plain text field. Words come from the server, in the field's own data attributes. */
(() => {
  const stepsOf = () => {
    const count = document.querySelector('input[name="body-count"]');
    if (!count) return [];
    const found = [];
    for (let index = 0; index < Number(count.value); index += 1) {
      const part = (name) => document.querySelector(`[name="body-${index}-${name}"]`);
      const deleted = part('deleted');
      if (!part('id') || (deleted && deleted.value)) continue;
      const title = part('value-title');
      found.push({ id: part('id').value, order: Number(part('order').value), title: title ? title.value : '' });
    }
    return found.sort((one, other) => one.order - other.order);
  };

  const fill = (select, field) => {
    const steps = stepsOf();
    const wanted = field.value;
    const options = [['', field.dataset.kikStepBelow]].concat(
      steps.filter((step) => step.id).map((step, index) => [step.id, `${index + 1} · ${step.title}`]),
    );
    if (wanted && !options.some(([value]) => value === wanted)) options.push([wanted, field.dataset.kikStepGone]);
    const said = JSON.stringify(options);
    if (select.dataset.said === said && select.value === wanted) return;
    select.dataset.said = said;
    select.replaceChildren(...options.map(([value, text]) => new Option(text, value, false, value === wanted)));
  };

  const enhance = (field) => {
    let select = field.nextElementSibling;
    if (!select || !select.matches('select.kik-step-choice')) {
      select = document.createElement('select');
      select.className = 'kik-step-choice';
      select.id = `${field.id}-choice`;
      field.hidden = true;
      field.after(select);
      const label = document.querySelector(`label[for="${field.id}"]`);
      if (label) label.htmlFor = select.id;
      if (field.getAttribute('aria-describedby')) select.setAttribute('aria-describedby', field.getAttribute('aria-describedby'));
      select.addEventListener('change', () => {
        field.value = select.value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
      });
    }
    fill(select, field);
  };

  /* Each step says on its line what it does, as the server reads the form: so the words and the check are those of the timeline.
     Folding is Wagtail's own; a step with a fault opens by itself when the page comes. */
  const box = () => document.querySelector('[data-kik-rows]');
  let asked = '';
  let asking = null;
  let isFirst = true;

  const show = (row) => {
    const child = document.querySelector(`[data-contentpath="${CSS.escape(row.dataset.kikRow)}"]`);
    const header = child && child.querySelector(':scope > section > .w-panel__header');
    if (!header) return;
    const before = header.nextElementSibling;
    if (before && before.matches('.kik-regel')) before.remove();
    header.after(document.importNode(row, true));
    const heading = header.querySelector('[data-panel-heading]');
    let number = heading.querySelector('.kik-regel__nummer');
    if (!number) {
      number = document.createElement('span');
      number.className = 'kik-regel__nummer';
      heading.prepend(number);
    }
    number.textContent = row.dataset.kikNumber;
    const toggle = header.querySelector('[data-panel-toggle]');
    if (isFirst && 'kikFault' in row.dataset && toggle.getAttribute('aria-expanded') === 'false') toggle.click();
  };

  const ask = async () => {
    const form = document.querySelector('[data-edit-form]');
    const typed = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === 'string' && /^(title|tone|body-|always-)/.test(name)) typed.append(name, value);
    });
    if (asked === typed.toString()) return;
    asked = typed.toString();
    if (asking) asking.abort();
    asking = new AbortController();
    const headers = { 'X-CSRFToken': form.querySelector('[name=csrfmiddlewaretoken]').value };
    try {
      const answer = await fetch(box().dataset.kikRows, { method: 'POST', body: typed, headers, signal: asking.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      page.querySelectorAll('[data-kik-row]').forEach(show);
      const check = document.querySelector('[data-kik-rows] [data-kik-check]');
      const said = page.querySelector('[data-kik-check]').innerHTML;
      if (check.innerHTML !== said) check.innerHTML = said;
      isFirst = false;
    } catch (error) {
      if (error.name !== 'AbortError') asked = ''; /* offline: asked again with the next key */
    }
  };

  /* Wagtail gives the copy of a step ids of its own and leaves its outcomes leading where they led; here it gets its own title. */
  const nameCopyOf = (step) => {
    if (!step.querySelector(':scope > input[name^="body-"][name$="-type"]')) return;
    const known = new Set(stepsOf().map(({ id }) => id));
    setTimeout(() => {
      const made = stepsOf().find(({ id }) => !known.has(id));
      const child = made && document.querySelector(`[data-contentpath="${CSS.escape(made.id)}"]`);
      const title = child && child.querySelector('input[name$="-value-title"]');
      if (!title) return;
      title.value = box().dataset.kikCopy.replace('{}', title.value).slice(0, 80);
      title.dispatchEvent(new Event('input', { bubbles: true }));
    });
  };

  const fillIn = async (place) => {
    const answer = await fetch(place.dataset.kikLoad);
    if (answer.ok && !answer.redirected) place.textContent = (await answer.text()).trimEnd();
  };

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-kik-print]')) window.print();
    const row = event.target.closest('.kik-regel');
    if (row && !event.target.closest('a')) row.previousElementSibling.querySelector('[data-panel-toggle]').click();
  });

  const beforeWagtail = true; /* which makes the copy in its own listener */
  document.addEventListener('click', (event) => {
    if (box() && event.target.closest('[data-streamfield-action="DUPLICATE"]')) nameCopyOf(event.target.closest('[data-streamfield-child]'));
  }, beforeWagtail);

  /* The first step of a new route has none before it to count from. */
  const beginAtTheStart = () => {
    const [first, ...others] = stepsOf();
    if (!first || others.length || first.title || !('kikNew' in box().dataset)) return;
    const child = document.querySelector(`[data-contentpath="${CSS.escape(first.id)}"]`);
    const anchor = child && child.querySelector('select[name$="-when-anchor"]');
    if (!anchor || anchor.dataset.kikSet) return;
    anchor.dataset.kikSet = '';
    anchor.value = 'start';
  };

  let coming = 0;
  let later = 0;
  const soon = () => {
    cancelAnimationFrame(coming);
    coming = requestAnimationFrame(() => document.querySelectorAll('input[data-kik-step]').forEach(enhance));
    if (!box()) return;
    beginAtTheStart();
    clearTimeout(later);
    later = setTimeout(ask, isFirst ? 0 : 300);
  };
  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('[data-kik-load]').forEach(fillIn);
    soon();
    if (box() && 'kikNew' in box().dataset) {
      const facts = document.querySelector('[data-edit-form] .w-panel.collapsed [data-panel-toggle][aria-expanded="false"]');
      if (facts) facts.click(); /* what a new route is for is filled in first */
    }
    const form = document.querySelector('[data-edit-form]');
    if (!form) return;
    new MutationObserver(soon).observe(form, { childList: true, subtree: true });
    form.addEventListener('input', soon);
    form.addEventListener('change', soon);
  });
})();
