import { html, render, setText } from '../../lib/html.js';
import { exact, number, title } from '../../lib/format.js';
import { ratePerMinute } from '../../state/columns.js';
import { colourVariable } from '../../state/colours.js';
import { sparkline } from './sparkline.js';

class MetricCard extends HTMLElement {
  /** Builds the card once; update changes texts only. */
  show(type) {
    this.dataset.type = type;
    this.className = 'panel';
    this.style.setProperty('--series', `var(${colourVariable(type)})`);
    render(this, html`
      <article aria-label="${title(type)}">
        <h2><span class="swatch"></span><span class="name" title="${type}">${title(type)}</span></h2>
        <p class="count"></p>
        <p class="unit">events, all time</p>
        <svg class="spark" viewBox="0 0 200 40" preserveAspectRatio="none" aria-hidden="true">
          <path class="area"></path><path class="line"></path><path class="open"></path>
        </svg>
        <dl>
          <div><dt>Sum</dt><dd class="total"></dd></div>
          <div><dt>Rate</dt><dd><span class="rate"></span><span class="per"> / min</span></dd></div>
        </dl>
      </article>`);
  }

  update(metric, column, data, windowMs) {
    this.#number('.count', metric.count);
    this.#number('.total', metric.total);
    setText(this.querySelector('.rate'),
      number(Math.round(ratePerMinute(column, data.finishedShare, windowMs))));
    const paths = sparkline(column);
    for (const part of ['area', 'line', 'open']) {
      this.querySelector(`.${part}`).setAttribute('d', paths[part]);
    }
  }

  #number(selector, value) {
    const element = this.querySelector(selector);
    setText(element, number(value));
    element.title = exact(value);
  }
}

/** One card for each type, in the server's order; cards that stay are not made anew. */
export function updateCards(parent, body, data) {
  const cards = new Map([...parent.children].map(card => [card.dataset.type, card]));
  const wanted = Object.entries(body.metrics).map(([type, metric]) => {
    const card = cards.get(type) ?? document.createElement('tide-card');
    if (!cards.has(type)) card.show(type);
    card.update(metric, data.counts.get(type), data, body.windowMs);
    return card;
  });
  const changed = wanted.length !== parent.children.length
    || wanted.some((card, i) => parent.children[i] !== card);
  if (changed) parent.replaceChildren(...wanted);
}

export const registerMetricCard = () => customElements.define('tide-card', MetricCard);
