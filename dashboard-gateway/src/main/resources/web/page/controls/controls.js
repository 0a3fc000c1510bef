import { html, render, setText } from '../../lib/html.js';
import { durationMs, fits, METRICS, RANGES, WINDOWS } from '../../state/view.js';

const tell = (element, detail) => element.dispatchEvent(new CustomEvent('view', { bubbles: true, detail }));

/** Chooses range and windows, and one value of a dimension to look at alone. */
class Controls extends HTMLElement {
  #parts = '';

  connectedCallback() {
    render(this, html`
      <div class="choices ranges" role="group" aria-label="Range">
        ${RANGES.map(({ range, window, name }) => html`
          <button data-range="${range}" data-window="${window}" aria-pressed="false">${name}</button>`)}
        <button data-custom aria-pressed="false">From – to</button>
      </div>
      <div class="choices windows" role="group" aria-label="Window">
        ${Object.keys(WINDOWS).map((window, i) => html`
          <button data-window="${window}" aria-pressed="false" title="Windows of ${window} (${i + 1})">${window}</button>`)}
      </div>
      <form class="filter" role="search">
        <input name="filter" list="parts" size="30" spellcheck="false" autocomplete="off"
          placeholder="Filter, such as page:/cart  ( / )" aria-label="Filter by dimension:value">
        <datalist id="parts"></datalist>
      </form>
      <button class="chip" hidden><span class="what"></span> <span aria-hidden="true">✕</span><span class="unseen">Remove the filter</span></button>`);
    this.querySelector('.ranges').addEventListener('click', ({ target }) => this.#range(target.closest('button')));
    this.querySelector('.windows').addEventListener('click', ({ target }) => {
      const { window } = target.closest('button')?.dataset ?? {};
      if (window) this.dispatchEvent(new CustomEvent('window', { bubbles: true, detail: window }));
    });
    const form = this.querySelector('form');
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#filter();
    });
    form.addEventListener('change', () => this.#filter());
    this.querySelector('.chip').addEventListener('click', () => tell(this, { filter: '' }));
  }

  focusFilter() {
    this.querySelector('input').focus();
    this.querySelector('input').select();
  }

  update(source) {
    const { view } = source;
    for (const button of this.querySelectorAll('[data-range]')) {
      const isOn = view.from === null && durationMs(button.dataset.range) === durationMs(view.range);
      button.setAttribute('aria-pressed', String(isOn));
    }
    this.querySelector('[data-custom]').setAttribute('aria-pressed', String(view.from !== null));
    for (const button of this.querySelectorAll('.windows button')) {
      const { window } = button.dataset;
      button.setAttribute('aria-pressed', String(window === view.window));
      button.disabled = view.from !== null && !fits(window, view.to - view.from);
    }
    const chip = this.querySelector('.chip');
    chip.hidden = !view.filter;
    setText(chip.querySelector('.what'), view.filter.replace(':', ' = '));
    this.#suggest(source.breakdowns() ?? []);
  }

  #range(button) {
    if (!button) return;
    if ('custom' in button.dataset) this.dispatchEvent(new CustomEvent('command', { bubbles: true, detail: 'range' }));
    else tell(this, { ...button.dataset, from: null, to: null });
  }

  #filter() {
    const input = this.querySelector('input');
    const filter = input.value.trim();
    const isWrong = filter !== '' && !/^[^:]+:.+$/.test(filter);
    input.setCustomValidity(isWrong ? 'A dimension and a value, such as page:/cart' : '');
    if (isWrong) {
      input.reportValidity();
      return;
    }
    input.value = '';
    input.blur();
    tell(this, { filter });
  }

  /** What can be filtered by: the parts that the tables show. */
  #suggest(breakdowns) {
    const names = new Set(breakdowns.flatMap(({ dimension, parts }) => parts.map(({ value }) => `${dimension}:${value}`)));
    const parts = [...names].join('\n');
    if (parts === this.#parts) return;
    this.#parts = parts;
    render(this.querySelector('datalist'), html`${[...names].map(name => html`<option value="${name}"></option>`)}`);
  }
}

/** In the chart's head: what of each window it shows, how it is scaled, and its files. */
class ChartControls extends HTMLElement {
  connectedCallback() {
    if (this.hasChildNodes()) return;
    render(this, html`
      <label><span class="unseen">What is shown</span>
        <select name="metric">${Object.entries(METRICS).map(([metric, name]) => html`<option value="${metric}">${name}</option>`)}</select></label>
      <div class="choices" role="group" aria-label="Scale">
        <button data-scale="linear" aria-pressed="true">Linear</button>
        <button data-scale="log" aria-pressed="false">Log</button>
      </div>
      <details class="menu">
        <summary class="button">Export</summary>
        <div class="panel">
          ${['csv', 'json', 'ndjson'].map(format => html`<a data-format="${format}" href="#" download>${format.toUpperCase()}</a>`)}
          <button data-picture>PNG of the chart</button>
        </div>
      </details>`);
    this.querySelector('select').addEventListener('change', ({ target }) => tell(this, { metric: target.value }));
    this.addEventListener('click', ({ target }) => {
      const { scale, picture } = target.closest('button')?.dataset ?? {};
      if (scale) tell(this, { scale });
      if (picture !== undefined) this.closest('tidemark-chart').savePicture();
      if (target.closest('.menu .panel')) this.querySelector('details').open = false;
    });
    addEventListener('click', ({ target }) => {
      if (!this.contains(target)) this.querySelector('details').open = false;
    });
    this.querySelector('details').addEventListener('keydown', event => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      event.currentTarget.open = false;
      this.querySelector('summary').focus();
    });
  }

  update(source) {
    this.querySelector('select').value = source.view.metric;
    for (const button of this.querySelectorAll('[data-scale]')) {
      button.setAttribute('aria-pressed', String(button.dataset.scale === source.view.scale));
    }
    for (const link of this.querySelectorAll('[data-format]')) link.href = source.exportUrl(link.dataset.format);
  }
}

export function registerControls() {
  customElements.define('tide-controls', Controls);
  customElements.define('tide-chart-controls', ChartControls);
}
