import { brief, exact, number, percent, title } from '../../lib/format.js';
import { html, render } from '../../lib/html.js';
import { sheet } from '../../lib/sheet.js';
import { colourVariable } from '../../state/colours.js';
import { TidemarkElement } from '../tidemark-element.js';

const SHEET = await sheet('./tidemark-top.css', import.meta.url);

const SPECIAL = { __none__: '(none)', __other__: 'All others' };

/**
 * <tidemark-top type="page_view" dimension="page">: the values of a dimension that occur most, with
 * their share. A click fires `filter` with { dimension, value }; unless that is prevented, nothing
 * else happens.
 */
export class TidemarkTop extends TidemarkElement {
  static sheets = [SHEET];
  static observedAttributes = [...TidemarkElement.observedAttributes, 'rows'];
  #drawn = '';

  get dimension() {
    return this.getAttribute('dimension') ?? '';
  }

  options() {
    return { ...super.options(), breakdown: this.dimension, top: Number(this.getAttribute('top') ?? 10) };
  }

  build() {
    this.shadowRoot.addEventListener('click', event => {
      const button = event.target.closest('button');
      if (!button) return;
      const detail = { dimension: this.dimension, value: button.dataset.value };
      this.dispatchEvent(new CustomEvent('filter', { bubbles: true, detail }));
    });
  }

  draw(source) {
    const type = this.getAttribute('type') ?? '';
    const breakdown = source.breakdowns()
      ?.find(each => each.type === type && each.dimension === this.dimension);
    const drawn = JSON.stringify([breakdown, source.view.filter, this.hasAttribute('filters'), this.getAttribute('rows')]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const hadFocus = this.shadowRoot.activeElement?.dataset.value;
    render(this.shadowRoot, html`
      <section class="panel" aria-label="${title(type)} by ${this.dimension}" style="--series: var(${colourVariable(type)})">
        <h2><span class="swatch"></span><span class="name">${title(type)} <span class="by">by ${this.dimension}</span></span></h2>
        ${breakdown ? this.#table(breakdown, source.view.filter) : html`<p class="none">Nothing in this range.</p>`}
      </section>`);
    if (hadFocus !== undefined) {
      [...this.shadowRoot.querySelectorAll('button')].find(it => it.dataset.value === hadFocus)?.focus();
    }
  }

  #table({ parts, other }, filter) {
    const all = other.count ? [...parts, other] : parts;
    const rows = all.slice(0, Number(this.getAttribute('rows') ?? all.length));
    const whole = all.reduce((sum, part) => sum + part.count, 0);
    const most = Math.max(1, ...rows.map(part => part.count));
    const hasP95 = rows.some(part => part.p95 !== undefined);
    return html`
      <table>
        <thead><tr><th scope="col" class="value">${this.dimension}</th>
          ${hasP95 && html`<th scope="col">p95</th>`}
          <th scope="col">Events</th><th scope="col">Share</th></tr></thead>
        <tbody>${rows.map(part => html`
          <tr style="--share: ${((part.count / most) * 100).toFixed(1)}%">
            <th scope="row" class="value">${this.#value(part.value, filter)}</th>
            ${hasP95 && html`<td title="${exact(part.p95)}">${brief(part.p95)}</td>`}
            <td title="${exact(part.count)}">${part.count >= 1e6 ? brief(part.count) : number(part.count)}</td>
            <td class="share">${percent(whole ? part.count / whole : 0)}</td>
          </tr>`)}
        </tbody>
      </table>`;
  }

  #value(value, filter) {
    const shown = SPECIAL[value] ?? value;
    if (!this.hasAttribute('filters') || value === '__other__') return html`<span title="${shown}">${shown}</span>`;
    const isOn = filter === `${this.dimension}:${value}`;
    return html`<button data-value="${value}" aria-pressed="${String(isOn)}" title="${shown}">${shown}</button>`;
  }
}

customElements.define('tidemark-top', TidemarkTop);
