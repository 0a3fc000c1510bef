import { brief, moment, span, title } from '../../lib/format.js';
import { html, render, setText } from '../../lib/html.js';
import { sheet } from '../../lib/sheet.js';
import uPlot from '../../lib/uplot.js';
import { colourVariable } from '../../state/colours.js';
import { startsOf, valuesOf } from '../../state/values.js';
import { METRICS, windowFor } from '../../state/view.js';
import { TidemarkElement } from '../tidemark-element.js';
import { optionsOf } from './options.js';
import { download, pictureOf } from './picture.js';
import { dataTable } from './data-table.js';

const SHEET = await sheet('./tidemark-chart.css', import.meta.url);

/**
 * <tidemark-chart types="page_view,error" metric="rate">: one value per window and type over the
 * range. The unfinished window is dashed, what is not known is a gap, and a table says the same.
 *
 * Dragging fires `zoom` with { from, to }, a double click with null; unless that is prevented, the
 * chart shows that span itself. Properties: `shown` (types to draw; null for all), `bands`
 * ([{ from, to, name }], such as alerts). savePicture() downloads it as PNG.
 */
export class TidemarkChart extends TidemarkElement {
  static sheets = [SHEET];
  static observedAttributes = [...TidemarkElement.observedAttributes, 'theme', 'heading'];

  #plot = null;
  #shape = '';
  #drawn = '';
  #shown = null;
  #bands = [];
  #data = null;
  #live = null;

  get shown() {
    return this.#shown;
  }

  set shown(types) {
    this.#shown = types;
    this.schedule();
  }

  set bands(bands) {
    this.#bands = bands;
    this.#drawn = '';
    this.schedule();
  }

  build() {
    render(this.shadowRoot, html`
      <figure class="panel">
        <figcaption>
          <h2></h2><p class="hint"></p>
          <button class="back" hidden>Back to live</button>
          <slot name="controls"></slot>
        </figcaption>
        <div class="legend" role="group" aria-label="Types in the chart"></div>
        <div class="plot" role="img"></div>
        <p class="nothing" hidden></p>
        <details><summary>Show as a table</summary><div class="table" tabindex="0" role="region" aria-label="The chart as a table"></div></details>
      </figure>`);
    new ResizeObserver(() => this.#resize()).observe(this.#box());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.restyle());
    this.shadowRoot.querySelector('.back').addEventListener('click', () => this.#zoom(null));
    this.shadowRoot.querySelector('.plot').addEventListener('dblclick', () => this.#zoom(null));
    this.shadowRoot.querySelector('details').addEventListener('toggle', () => this.#again());
    this.shadowRoot.querySelector('.legend').addEventListener('click', event => this.#toggle(event));
  }

  /** Draws anew with the colours that hold now. */
  restyle() {
    this.#shape = '';
    this.#again();
  }

  draw(source) {
    if (!source.timeline || (!source.body && source.status !== 'live')) return;
    const metric = this.#metric(source);
    const isLog = this.#scale(source) === 'log';
    const frame = source.frame();
    const wanted = this.#shown ?? this.#asked();
    const types = wanted.length ? source.types().filter(type => wanted.includes(type)) : source.types();
    const shape = JSON.stringify([types, metric, isLog, frame.lengthMs, frame.to - frame.from, this.#isNarrow()]);
    const drawn = JSON.stringify([shape, source.revision, frame.from, frame.to]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const starts = startsOf(frame);
    const isUnfinished = frame.to > frame.now && starts.length > 1;
    const columns = types.map(type => valuesOf(source, type, metric, starts, frame));
    this.#data = { types, metric, isLog, frame, starts, columns, isUnfinished, bands: () => this.#bands };
    this.#drawWords(source, types);
    this.#drawPlot(shape);
    const details = this.shadowRoot.querySelector('details');
    if (details.open) render(details.querySelector('.table'), dataTable(this.#data));
  }

  /** The chart as it stands, as a file. */
  async savePicture() {
    const heading = this.shadowRoot.querySelector('h2').textContent;
    const hint = this.shadowRoot.querySelector('.hint').textContent;
    const picture = await pictureOf(this.#plot, heading, hint, this.#styleOf());
    download(picture, `tidemark-${this.source.body?.tenant ?? 'chart'}-${this.#data.metric}.png`);
  }

  /** Types that the attribute names; none for all. */
  #asked() {
    return (this.getAttribute('types') ?? '').split(',').map(type => type.trim()).filter(Boolean);
  }

  #metric(source) {
    return this.getAttribute('metric') in METRICS ? this.getAttribute('metric') : source.view.metric;
  }

  #scale(source) {
    return this.getAttribute('scale') ?? source.view.scale;
  }

  #drawWords(source, types) {
    const { metric, frame, columns } = this.#data;
    const isLive = source.view.from === null;
    const over = isLive ? `last ${span(frame.to - frame.from)}` : `${moment(frame.from)} – ${moment(frame.to)}`;
    setText(this.shadowRoot.querySelector('h2'), `${this.getAttribute('heading') ?? METRICS[metric]}, ${over}`);
    const filter = source.view.filter && ` · only ${source.view.filter.replace(':', ' ')}`;
    const loading = source.isLoading ? ' · loading history …' : '';
    setText(this.shadowRoot.querySelector('.hint'),
      `per ${span(frame.lengthMs)}${this.#data.isUnfinished ? ' · dashed: not over yet' : ''}${filter}${loading}`);
    this.shadowRoot.querySelector('.back').hidden = isLive || this.hasAttribute('quiet');
    const sums = types.map((type, i) => `${title(type)} ${summaryOf(columns[i], metric)}`);
    this.#box().setAttribute('aria-label', `${METRICS[metric]}, ${over}: ${sums.join(', ') || 'nothing'}`);
    const isNothing = columns.every(column => column.every(value => value === null));
    const nothing = this.shadowRoot.querySelector('.nothing');
    nothing.hidden = !isNothing;
    setText(nothing, source.isLoading ? 'Loading history …' : nothingOf(metric));
  }

  /** Lines are made anew only when other types or windows are shown. */
  #drawPlot(shape) {
    const { starts, columns, isUnfinished } = this.#data;
    const finished = isUnfinished ? columns.map(column => [...column.slice(0, -1), null]) : columns;
    const table = [starts.map(start => start / 1000), ...finished];
    if (shape === this.#shape) {
      this.#plot.setData(table);
      return;
    }
    this.#shape = shape;
    this.#plot?.destroy();
    this.#drawLegend();
    const options = optionsOf({
      data: () => this.#data,
      style: this.#styleOf(),
      size: this.#size(),
      isNarrow: this.#isNarrow(),
      onZoom: (from, to) => this.#zoom({ from, to }),
    });
    this.#plot = new uPlot(options, table, this.#box());
  }

  #drawLegend() {
    const asked = this.#asked();
    const all = this.source.types().filter(type => !asked.length || asked.includes(type));
    const legend = this.shadowRoot.querySelector('.legend');
    legend.hidden = this.hasAttribute('quiet') && !this.#isNarrow();
    render(legend, html`${all.map(type => html`
      <button data-type="${type}" aria-pressed="${String(this.#data.types.includes(type))}" style="--series: var(${colourVariable(type)})">
        <span class="swatch"></span> ${title(type)}</button>`)}`);
  }

  #toggle(event) {
    const { type } = event.target.closest('button')?.dataset ?? {};
    if (!type) return;
    const detail = type;
    if (!this.dispatchEvent(new CustomEvent('toggle', { bubbles: true, cancelable: true, detail }))) return;
    const shown = this.#data.types.includes(type) ? this.#data.types.filter(each => each !== type) : [...this.#data.types, type];
    if (shown.length) this.shown = shown;
  }

  #zoom(span) {
    const asked = new CustomEvent('zoom', { bubbles: true, cancelable: true, detail: span });
    if (!this.dispatchEvent(asked)) return;
    this.#live ??= { range: this.source.view.range, window: this.source.view.window };
    const view = span
      ? { ...this.source.view, ...span, window: windowFor(span.from, span.to) }
      : { ...this.source.view, ...this.#live, from: null, to: null };
    this.source.show(view);
  }

  #again() {
    this.#drawn = '';
    this.schedule();
  }

  #resize() {
    const size = this.#size();
    if (size.width && size.height) this.#plot?.setSize(size);
    if (this.#data && this.#shape && JSON.parse(this.#shape).at(-1) !== this.#isNarrow()) this.#again();
  }

  #size() {
    const { clientWidth, clientHeight } = this.#box();
    return { width: clientWidth, height: clientHeight };
  }

  #isNarrow() {
    return this.#box().clientWidth < 640;
  }

  #box() {
    return this.shadowRoot.querySelector('.plot');
  }

  /** Colours as they hold for this element now; a canvas knows no variables. */
  #styleOf() {
    const probe = document.createElement('i');
    this.shadowRoot.append(probe);
    const colour = variable => {
      probe.style.color = `var(${variable})`;
      return getComputedStyle(probe).color;
    };
    const named = Object.fromEntries(
      ['--ink', '--ink-soft', '--grid', '--veil', '--panel', '--bad'].map(name => [name, colour(name)]));
    const series = Object.fromEntries(
      this.source.types().map(type => [type, colour(colourVariable(type))]));
    const style = getComputedStyle(this);
    const result = { ...named, series, family: style.fontFamily, rem: parseFloat(getComputedStyle(document.documentElement).fontSize) };
    probe.remove();
    return result;
  }
}

function summaryOf(column, metric) {
  const known = column.filter(value => value !== null);
  if (!known.length) return 'nothing';
  if (metric === 'count' || metric === 'sum') return brief(known.reduce((sum, value) => sum + value, 0));
  return `up to ${brief(Math.max(...known))}`;
}

function nothingOf(metric) {
  return /^p\d/.test(metric)
    ? 'No percentiles are kept of these types.'
    : 'Nothing in this range.';
}

customElements.define('tidemark-chart', TidemarkChart);
