import { html, render } from '../lib/html.js';
import { PageDialog } from './dialog.js';

/** Saved views: open, save, name, reorder, delete, choose the one to start with. */
class ViewsDialog extends PageDialog {
  #saved = null;

  set saved(saved) {
    this.#saved = saved;
    saved.addEventListener('change', () => this.dialog.open && this.#list());
  }

  fill(dialog) {
    render(dialog, html`
      <form>
        <h2 id="views-title">Saved views</h2>
        <ol class="views"></ol>
        <label>Save what is shown as
          <span class="row"><input name="name" required maxlength="80" autocomplete="off" placeholder="Checkout, last hour">
          <button class="main">Save</button></span></label>
        <p class="problem" role="alert"></p>
        <div class="row"><button type="button" data-do="close">Close</button></div>
      </form>`);
    this.#list();
    const form = dialog.querySelector('form');
    form.addEventListener('submit', event => this.#save(event));
    form.addEventListener('click', ({ target }) => this.#click(target.closest('[data-do]')));
    form.addEventListener('change', ({ target }) => {
      if (target.dataset.id && target.reportValidity()) this.#saved.rename(target.dataset.id, target.value.trim());
    });
  }

  #list() {
    const { views, problem } = this.#saved;
    const had = document.activeElement?.dataset ?? {};
    const list = this.querySelector('.views');
    render(list, html`${views.map(view => html`
      <li>
        <button type="button" data-do="start" data-id="${view.id}" aria-pressed="${String(Boolean(view.start))}"
          title="Start with this view"><span aria-hidden="true">${view.start ? '★' : '☆'}</span><span class="unseen">Start with ${view.name}</span></button>
        <input data-id="${view.id}" value="${view.name}" required maxlength="80" aria-label="Name of ${view.name}">
        <a class="button" href="${view.search || '?'}" data-do="open" data-id="${view.id}">Open</a>
        <button type="button" data-do="up" data-id="${view.id}" title="Move up"><span aria-hidden="true">↑</span><span class="unseen">Move ${view.name} up</span></button>
        <button type="button" data-do="down" data-id="${view.id}" title="Move down"><span aria-hidden="true">↓</span><span class="unseen">Move ${view.name} down</span></button>
        <button type="button" data-do="remove" data-id="${view.id}" title="Delete"><span aria-hidden="true">✕</span><span class="unseen">Delete ${view.name}</span></button>
      </li>`)}`);
    [...list.children].forEach((row, i) => {
      row.querySelector('[data-do=up]').disabled = i === 0;
      row.querySelector('[data-do=down]').disabled = i === views.length - 1;
    });
    list.hidden = views.length === 0;
    if (had.do && had.id) list.querySelector(`[data-do="${had.do}"][data-id="${CSS.escape(had.id)}"]`)?.focus();
    this.querySelector('.problem').textContent = problem ?? '';
  }

  async #save(event) {
    event.preventDefault();
    const { name } = event.target.elements;
    if (await this.#saved.save(name.value.trim(), location.search)) name.value = '';
  }

  #click(element) {
    const { do: command, id } = element?.dataset ?? {};
    const commands = {
      close: () => this.dialog.close(),
      open: () => this.dialog.close(),
      start: () => this.#saved.toggleStart(id),
      up: () => this.#saved.move(id, -1),
      down: () => this.#saved.move(id, 1),
      remove: () => this.#saved.remove(id),
    };
    commands[command]?.();
  }
}

export const registerViewsDialog = () => customElements.define('tide-views', ViewsDialog);
