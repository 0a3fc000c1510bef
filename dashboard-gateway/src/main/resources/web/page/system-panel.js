import { number } from '../lib/format.js';
import { html, render, setText } from '../lib/html.js';
import uPlot from '../lib/uplot.js';
import { PartSeries } from '../state/part-series.js';
import { startsOf } from '../state/values.js';

const TYPE = 'performance';
const SHOWN = [
  { name: 'CPU', filter: 'metric:cpu_load', colour: '--series-1' },
  { name: 'Memory', filter: 'metric:memory_usage', colour: '--series-3' },
];

/** How busy the machine of the ingest gateway is, in percent; hidden where nobody reports it. */
class SystemPanel extends HTMLElement {
  #meters = [];

  connectedCallback() {
    render(this, html`
      <section class="panel" aria-label="System">
        <h2>System</h2>
        ${SHOWN.map(({ name }) => html`
          <div class="meter"><p><span class="name">${name}</span> <b class="value">–</b></p><div class="plot" role="img"></div></div>`)}
      </section>`);
    const rows = this.querySelectorAll('.meter');
    this.#meters = SHOWN.map((shown, i) => new Meter(shown, rows[i]));
  }

  restyle() {
    this.#meters.forEach(meter => meter.forget());
  }

  update(source) {
    if (!source.body || source.status !== 'live') return;
    this.hidden = !(TYPE in source.body.metrics) || source.view.filter !== '';
    if (!this.hidden) this.#meters.forEach(meter => meter.update(source));
  }
}

/** One number and its line; the cross-hair is that of all charts. */
class Meter {
  #shown;
  #row;
  #series;
  #plot = null;
  #drawn = '';
  #problem = null;

  constructor(shown, row) {
    this.#shown = shown;
    this.#row = row;
    this.#series = new PartSeries(TYPE, shown.filter);
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#box());
  }

  forget() {
    this.#plot?.destroy();
    this.#plot = null;
    this.#drawn = '';
  }

  update(source) {
    this.#series.refresh(source).then(
      isNew => {
        if (isNew) this.#drawn = '';
        this.#problem = null;
      },
      error => { this.#problem = error.message; });
    const frame = source.frame();
    const drawn = `${frame.from} ${frame.to}`;
    const { last } = this.#series;
    setText(this.#row.querySelector('.value'), last ? `${number(Math.round(last.last))}%` : '–');
    this.#row.title = this.#problem ?? '';
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#draw(frame);
  }

  #draw(frame) {
    const starts = startsOf(frame);
    const column = this.#series.column(starts);
    const known = column.filter(value => value !== null);
    this.#box().setAttribute('aria-label', known.length
      ? `${this.#shown.name}: ${Math.round(Math.min(...known))} to ${Math.round(Math.max(...known))} percent in this range`
      : `${this.#shown.name}: nothing in this range`);
    const data = [starts.map(start => start / 1000), column];
    if (this.#plot) this.#plot.setData(data);
    else this.#plot = new uPlot(this.#options(), data, this.#box());
  }

  #options() {
    const probe = document.createElement('i');
    probe.style.color = `var(${this.#shown.colour})`;
    this.#row.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return {
      ...this.#size(),
      padding: [4, 0, 2, 0],
      legend: { show: false },
      axes: [{ show: false }, { show: false }],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 }, sync: { key: 'tidemark', setSeries: false } },
      scales: { y: { range: (_, min, max) => [0, Math.max(10, Math.min(100, (max ?? 0) * 1.25))] } },
      series: [{}, {
        stroke: colour, width: 2, spanGaps: true, points: { show: false },
        fill: colour.replace(/^rgb\((.*)\)$/, 'rgb($1 / 12%)').replaceAll(/, (?=\d)/g, ' '),
      }],
    };
  }

  #size() {
    const { clientWidth, clientHeight } = this.#box();
    return { width: clientWidth, height: clientHeight };
  }

  #box() {
    return this.#row.querySelector('.plot');
  }
}

export const registerSystemPanel = () => customElements.define('tide-system', SystemPanel);
