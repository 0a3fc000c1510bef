import { brief, tick, title } from '../../lib/format.js';
import uPlot from '../../lib/uplot.js';
import { dashOf } from '../../state/colours.js';
import { bands } from './bands.js';
import { endLabels } from './end-labels.js';
import { tooltip } from './tooltip.js';
import { unfinished } from './unfinished.js';

/** Beyond so many windows a curve through them cannot be told from straight lines. */
const CURVED_UP_TO = 150;
const FEW_LINES = 2;
/** All charts of a page share the cross-hair. */
const CROSS_HAIR = 'tidemark';
const LEAST_DRAG_PX = 6;

const WHOLE_STEPS = [1, 2, 5].flatMap(n => Array.from({ length: 16 }, (_, e) => n * 10 ** (e - 3)))
  .sort((a, b) => a - b);

/** How a chart looks and reacts. `data` is a function: it is asked at each draw. */
export function optionsOf({ data, style, size, isNarrow, onZoom }) {
  const { types, isLog, frame, starts } = data();
  const { rem } = style;
  const fontPx = Math.round(rem * 0.8);
  const font = `${fontPx}px ${style.family}`;
  const rangeMs = frame.to - frame.from;
  return {
    ...size,
    padding: [rem * 0.8, isNarrow ? 22 : labelWidth(types, style, fontPx), 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false },
      points: { size: 8 },
      sync: { key: CROSS_HAIR, setSeries: false },
    },
    scales: { x: { time: true }, y: { distr: isLog ? 3 : 1, range: (_, min, max) => valueRange(data(), min, max) } },
    axes: [
      {
        stroke: style['--ink-soft'], font, space: isNarrow ? 64 : rem * 5.6, size: rem * 2,
        grid: { show: false }, ticks: { show: false },
        values: (_, ticks) => once(ticks.map(each => tick(each * 1000, rangeMs))),
      },
      {
        stroke: style['--ink-soft'], font, space: rem * 3, size: isNarrow ? 46 : rem * 3.6,
        ...(isLog ? {} : { incrs: WHOLE_STEPS }),
        grid: { stroke: style['--grid'], width: 1 }, ticks: { show: false },
        values: (_, ticks) => ticks.map(each => (each === null ? '' : brief(each))),
      },
    ],
    series: [{}, ...types.map(type => ({ ...lineOf(style.series[type], title(type), types.length, starts.length), dash: dashOf(type) }))],
    hooks: { setSelect: [plot => selected(plot, onZoom)] },
    plugins: [
      bands(data, style),
      unfinished(data, style),
      tooltip(data, style),
      ...(isNarrow ? [] : [endLabels(data, style, fontPx)]),
    ],
  };
}

/** A day that has two ticks is named at the first. */
function once(labels) {
  return labels.map((label, i) => (label === labels[i - 1] ? '' : label));
}

/** Room for the names at the ends of the lines, the longest of them within reason. */
function labelWidth(types, style, fontPx) {
  const ctx = document.createElement('canvas').getContext('2d');
  ctx.font = `600 ${fontPx}px ${style.family}`;
  const widest = Math.max(0, ...types.map(type => ctx.measureText(title(type)).width));
  return Math.min(style.rem * 12, widest) + fontPx * 1.6;
}

/** Areas help the eye with a few lines and muddy many. */
function lineOf(colour, label, many, windows) {
  const isCurved = windows <= CURVED_UP_TO;
  return {
    label,
    stroke: colour,
    width: many > 8 ? 1.5 : 2.25,
    paths: isCurved ? uPlot.paths.spline() : uPlot.paths.linear(),
    fill: many > FEW_LINES ? undefined : faint(colour),
    points: { show: true, size: 5, fill: colour, filter: lonely },
    spanGaps: false,
  };
}

const faint = colour => colour.replace(/^rgb\((.*)\)$/, 'rgb($1 / 9%)').replaceAll(/, (?=\d)/g, ' ');

/** Windows without neighbours would not be seen as lines. */
function lonely(plot, index) {
  const column = plot.data[index];
  const found = [];
  for (let i = 0; i < column.length; i += 1) {
    const isAlone = (column[i - 1] ?? null) === null && (column[i + 1] ?? null) === null;
    if (column[i] !== null && isAlone) found.push(i);
  }
  return found;
}

/** From 0 up, the unfinished window included; on a logarithmic scale whole decades. */
function valueRange({ columns, isUnfinished, isLog }, min, max) {
  const open = isUnfinished ? columns.map(column => column.at(-1)).filter(value => value !== null) : [];
  const top = Math.max(max ?? -Infinity, ...open);
  const bottom = Math.min(min ?? Infinity, ...open);
  if (!Number.isFinite(top)) return isLog ? [1, 10] : [0, 4];
  if (isLog) return uPlot.rangeLog(Math.max(bottom, top / 1e6, 1e-3), Math.max(top, 1e-2), 10, true);
  return [Math.min(0, bottom * 1.08), top > 0 ? top * 1.08 : 1];
}

function selected(plot, onZoom) {
  const { left, width } = plot.select;
  if (width < LEAST_DRAG_PX) return;
  const from = plot.posToVal(left, 'x') * 1000;
  const to = plot.posToVal(left + width, 'x') * 1000;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onZoom(Math.round(from), Math.round(to));
}
