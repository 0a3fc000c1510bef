import { brief, exact, number, percent, rate, span, title } from '../../lib/format.js';
import { html, render, setText } from '../../lib/html.js';
import { sheet } from '../../lib/sheet.js';
import { colourVariable } from '../../state/colours.js';
import { rateNow, startsOf, valuesOf } from '../../state/values.js';
import { TidemarkElement } from '../tidemark-element.js';
import { sparkline } from './sparkline.js';

const SHEET = await sheet('./tidemark-card.css', import.meta.url);

/** Changes below this are no news. */
const NEWS = 0.005;

/**
 * <tidemark-card type="page_view">: a type's rate now, its figures over the range, and how they
 * changed. With the attribute `switch` its name is a button that fires `toggle`; aria-pressed follows
 * the attribute `shown`.
 */
export class TidemarkCard extends TidemarkElement {
  static sheets = [SHEET];
  static observedAttributes = [...TidemarkElement.observedAttributes, 'shown'];

  get type() {
    return this.getAttribute('type') ?? '';
  }

  build() {
    const name = html`<span class="swatch"></span><span class="name" title="${this.type}">${title(this.type)}</span>`;
    const isSwitch = this.hasAttribute('switch');
    render(this.shadowRoot, html`
      <article class="panel" aria-label="${title(this.type)}">
        <h2>${isSwitch ? html`<button class="switch" title="Show in the chart, or not">${name}</button>` : name}</h2>
        <p class="now"><b class="value">–</b> <span class="unit"></span></p>
        <p class="change"><span class="sign" aria-hidden="true"></span> <span class="by"></span></p>
        <svg class="spark" viewBox="0 0 200 40" preserveAspectRatio="none" aria-hidden="true">
          <path class="area"></path><path class="line"></path><path class="open"></path>
        </svg>
        <dl></dl>
      </article>`);
    this.style.setProperty('--series', `var(${colourVariable(this.type)})`);
    this.shadowRoot.querySelector('.switch')
      ?.addEventListener('click', () => this.dispatchEvent(new CustomEvent('toggle', { bubbles: true, detail: this.type })));
  }

  draw(source) {
    this.shadowRoot.querySelector('.switch')
      ?.setAttribute('aria-pressed', String(this.getAttribute('shown') !== 'false'));
    if (!source.body) return;
    const now = rate(rateNow(source, this.type));
    setText(this.shadowRoot.querySelector('.value'), now.value);
    setText(this.shadowRoot.querySelector('.unit'), now.unit);
    this.#drawSpark(source);
    const range = source.range(this.type);
    this.#drawChange(range, source.frame());
    this.#drawFigures(source, range);
  }

  #drawSpark(source) {
    const frame = source.frame();
    const starts = startsOf(frame);
    const paths = sparkline(valuesOf(source, this.type, 'count', starts, frame), frame.to > frame.now);
    for (const part of ['area', 'line', 'open']) {
      this.shadowRoot.querySelector(`.${part}`).setAttribute('d', paths[part]);
    }
  }

  #drawChange(range, { from, to }) {
    const element = this.shadowRoot.querySelector('.change');
    const change = changeOf(range);
    element.dataset.way = change.way;
    setText(element.querySelector('.sign'), { up: '▲', down: '▼', same: '=', none: '' }[change.way]);
    setText(element.querySelector('.by'), change.text);
    element.title = range.previous
      ? `${exact(range.previous.count)} events in the ${span(to - from)} before`
      : 'The range before is not known';
  }

  #drawFigures(source, range) {
    const total = source.body.metrics[this.type];
    const figures = [['Events', range.count, exact(total?.count)]];
    if (range.sum !== range.count) figures.push(['Sum', range.sum, exact(total?.total)]);
    if (range.p95 !== undefined) figures.push(['p95', range.p95, null]);
    else if (range.users) figures.push(['Users', range.users, null]);
    const list = this.shadowRoot.querySelector('dl');
    const names = figures.map(([name]) => name).join();
    if (list.dataset.names !== names) {
      list.dataset.names = names;
      render(list, html`${figures.map(([name]) => html`<div><dt>${name}</dt><dd></dd></div>`)}`);
    }
    figures.forEach(([name, value, all], i) => {
      const cell = list.querySelectorAll('dd')[i];
      setText(cell, name === 'Events' ? compactFrom(value) : brief(value));
      cell.title = all ? `${exact(value)} (${all} since the beginning)` : exact(value);
    });
  }
}

const compactFrom = value => (value >= 1_000_000 ? brief(value) : number(value));

/** How the count differs from that of the range before. */
function changeOf({ count, previous }) {
  if (!previous || (!previous.count && !count)) return { way: 'none', text: '' };
  if (!previous.count) return { way: 'up', text: 'new' };
  const by = (count - previous.count) / previous.count;
  if (Math.abs(by) < NEWS) return { way: 'same', text: '0%' };
  return { way: by > 0 ? 'up' : 'down', text: Math.abs(by) >= 10 ? `×${brief(by + 1)}` : percent(Math.abs(by)) };
}

customElements.define('tidemark-card', TidemarkCard);
