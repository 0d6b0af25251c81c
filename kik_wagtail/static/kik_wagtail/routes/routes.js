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

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-kik-print]')) window.print();
  });

  let coming = 0;
  const soon = () => {
    cancelAnimationFrame(coming);
    coming = requestAnimationFrame(() => document.querySelectorAll('input[data-kik-step]').forEach(enhance));
  };
  document.addEventListener('DOMContentLoaded', () => {
    soon();
    const form = document.querySelector('[data-edit-form]');
    if (!form) return;
    new MutationObserver(soon).observe(form, { childList: true, subtree: true });
    form.addEventListener('input', soon);
    form.addEventListener('change', soon);
  });
})();
