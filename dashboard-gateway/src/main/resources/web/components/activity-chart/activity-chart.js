import uPlot from 'uplot';
import { html, render, setText } from '../../lib/html.js';
import { number, span, title } from '../../lib/format.js';
import { colourVariable } from '../../state/colours.js';
import { chartOptions } from './chart-options.js';
import { dataTable } from './data-table.js';

/** Counts per window and type over the view's range; the unfinished window is dashed. */
class ActivityChart extends HTMLElement {
  #plot = null;
  #shape = '';

  connectedCallback() {
    render(this, html`
      <figure class="panel">
        <figcaption><h2></h2><p class="hint"></p><p class="legend" aria-hidden="true"></p></figcaption>
        <div class="plot" role="img"></div>
        <details><summary>Show as a table</summary><div class="table" tabindex="0"></div></details>
      </figure>`);
    new ResizeObserver(() => this.#resize()).observe(this.#box());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { this.#shape = ''; });
  }

  update(body, data, isEmpty) {
    this.hidden = isEmpty;
    if (isEmpty) return;
    setText(this.querySelector('h2'), `Activity, last ${span(body.rangeMs)}`);
    setText(this.querySelector('.hint'),
      `events per ${span(body.windowMs)} · dashed: not over yet`);
    this.#box().setAttribute('aria-label', summary(body, data));
    this.#draw(body, data);
    const details = this.querySelector('details');
    if (details.open) render(details.querySelector('.table'), dataTable(body, data));
  }

  /** Lines are made anew only when other types or windows are shown. */
  #draw(body, data) {
    const types = [...data.counts.keys()];
    const shape = JSON.stringify([types, body.windowMs, body.rangeMs, this.#narrow()]);
    const table = [data.xs.map(x => x / 1000), ...types.flatMap(type => split(data.counts.get(type)))];
    if (shape === this.#shape) {
      this.#plot.setData(table);
      return;
    }
    this.#shape = shape;
    this.#plot?.destroy();
    render(this.querySelector('.legend'), legend(types));
    const options = chartOptions(types, body, this.#size(), this.#narrow());
    this.#plot = new uPlot(options, table, this.#box());
  }

  #resize() {
    this.#plot?.setSize(this.#size());
  }

  #size() {
    const { clientWidth, clientHeight } = this.#box();
    return { width: clientWidth, height: clientHeight };
  }

  #narrow() {
    return this.#box().clientWidth < 640;
  }

  #box() {
    return this.querySelector('.plot');
  }
}

/** A finished line, and a dashed one from its end to the unfinished window. */
function split(column) {
  const end = column.length - 1;
  return [
    column.map((count, i) => (i < end ? count : null)),
    column.map((count, i) => (i >= end - 1 ? count : null)),
  ];
}

/** For narrow charts, which have no room for names beside the lines. */
const legend = types => html`${types.map(type => html`
  <span><span class="swatch" style="--series: var(${colourVariable(type)})"></span> ${title(type)}</span>`)}`;

function summary(body, data) {
  const parts = [...data.counts].map(([type, column]) =>
    `${title(type)} ${number(column.reduce((sum, count) => sum + count, 0))}`);
  return `Events in the last ${span(body.rangeMs)}: ${parts.join(', ')}`;
}

export const registerActivityChart = () => customElements.define('tide-chart', ActivityChart);
