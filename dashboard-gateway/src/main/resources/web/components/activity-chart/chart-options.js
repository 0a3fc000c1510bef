import uPlot from 'uplot';
import { number, time, title } from '../../lib/format.js';
import { colourVariable } from '../../state/colours.js';
import { endLabels } from './end-labels.js';
import { tooltip } from './tooltip.js';
import { unfinished } from './unfinished.js';

const WHOLE_STEPS = [1, 2, 5].flatMap(n => Array.from({ length: 13 }, (_, e) => n * 10 ** e))
  .sort((a, b) => a - b);

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** How the chart looks and reacts; colours are those of the page's theme when it is made. */
export function chartOptions(types, body, size, narrow) {
  const shown = types.map(type => ({ type, name: title(type), colour: css(colourVariable(type)) }));
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const fontPx = Math.round(rem * 0.82);
  const font = `${fontPx}px ${css('--font')}`;
  return {
    ...size,
    padding: [14, narrow ? 12 : rem * 9.5, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    scales: { y: { range: (_, min, max) => [0, Math.max(4, max * 1.08)] } },
    axes: [
      {
        stroke: css('--ink-soft'), font, space: narrow ? 64 : rem * 5.6, size: rem * 2.1,
        grid: { show: false }, ticks: { show: false },
        values: (_, ticks) => ticks.map(tick => time(tick * 1000, body.rangeMs)),
      },
      {
        stroke: css('--ink-soft'), font, space: rem * 3.5, size: narrow ? 46 : rem * 3.9, incrs: WHOLE_STEPS,
        grid: { stroke: css('--grid'), width: 1 }, ticks: { show: false },
        values: (_, ticks) => ticks.map(number),
      },
    ],
    series: [{}, ...shown.flatMap(({ name, colour }) => lines(name, colour, shown.length))],
    plugins: [unfinished(css('--veil')), tooltip(shown, body), ...(narrow ? [] : [endLabels(shown, fontPx, css('--font'))])],
  };
}

/** Areas help the eye with a few lines and muddy many. */
function lines(name, colour, many) {
  const common = { label: name, stroke: colour, points: { show: false } };
  return [
    { ...common, width: 2.5, paths: uPlot.paths.spline(), fill: many > 2 ? undefined : `${colour}18` },
    { ...common, width: 2, dash: [3, 6], alpha: 0.6 },
  ];
}
