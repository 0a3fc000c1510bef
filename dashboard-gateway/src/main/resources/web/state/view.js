const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = { ms: 1, s: 1000, m: MINUTE, h: HOUR, d: DAY };

/** Most windows that the gateway tells of in one view. */
export const MAX_WINDOWS = 2500;

/** Sizes and how long they are kept, unless configured otherwise. */
export const WINDOWS = {
  '1m': { lengthMs: MINUTE, keptMs: DAY },
  '5m': { lengthMs: 5 * MINUTE, keptMs: 7 * DAY },
  '1h': { lengthMs: HOUR, keptMs: 90 * DAY },
};

/** A size's length and retention; one that is configured anew is taken as it is, the gateway knows better. */
export const windowOf = name => WINDOWS[name] ?? { lengthMs: durationMs(name), keptMs: Infinity };

/** Ranges that one click chooses, with the window that suits each. */
export const RANGES = [
  { range: '10m', window: '1m', name: '10 min' },
  { range: '1h', window: '1m', name: '1 h' },
  { range: '6h', window: '5m', name: '6 h' },
  { range: '1d', window: '5m', name: '24 h' },
  { range: '7d', window: '1h', name: '7 d' },
  { range: '30d', window: '1h', name: '30 d' },
  { range: '90d', window: '1h', name: '90 d' },
];

/** What a chart can show of each window. */
export const METRICS = {
  rate: 'Rate per second',
  count: 'Events',
  sum: 'Sum',
  mean: 'Mean',
  p50: 'Median',
  p90: '90th percentile',
  p95: '95th percentile',
  p99: '99th percentile',
  users: 'Unique users',
};

const DEFAULTS = { window: '1m', range: '10m', metric: 'count', scale: 'linear' };

/** 90000 of 90s; NaN where it is no duration. */
export function durationMs(text) {
  const [, many, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text ?? '') ?? [];
  return unit ? Number(many) * UNITS[unit] : NaN;
}

/** The view that this page's query, or an element's attributes, ask for. */
export function viewOf(get) {
  const window = get('window') || DEFAULTS.window;
  const from = momentOf(get('from'));
  const to = momentOf(get('to'));
  const isAbsolute = from < to;
  return {
    tenant: get('tenant') || '',
    window,
    range: get('range') || (window === '1h' ? '10h' : window === '5m' ? '1h' : DEFAULTS.range),
    from: isAbsolute ? from : null,
    to: isAbsolute ? to : null,
    types: (get('types') || '').split(',').map(type => type.trim()).filter(Boolean),
    filter: get('filter') || '',
    metric: get('metric') in METRICS ? get('metric') : DEFAULTS.metric,
    scale: get('scale') === 'log' ? 'log' : DEFAULTS.scale,
  };
}

/** Milliseconds of a number or an RFC 3339 text; NaN of anything else. */
function momentOf(text) {
  if (!text) return NaN;
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
}

/** The view as this page's query: what is as usual is left out. */
export function searchOf(view) {
  const query = new URLSearchParams();
  if (view.tenant) query.set('tenant', view.tenant);
  query.set('window', view.window);
  if (view.from === null) query.set('range', view.range);
  else {
    query.set('from', new Date(view.from).toISOString());
    query.set('to', new Date(view.to).toISOString());
  }
  if (view.types.length) query.set('types', view.types.join(','));
  if (view.filter) query.set('filter', view.filter);
  if (view.metric !== DEFAULTS.metric) query.set('metric', view.metric);
  if (view.scale !== DEFAULTS.scale) query.set('scale', view.scale);
  return `?${query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/')}`;
}

/** How long the view is, in ms. */
export const lengthOf = view => (view.from === null ? durationMs(view.range) : view.to - view.from);

/** Whether the gateway keeps such windows for so long, and tells so many. */
export function fits(window, ms) {
  const { lengthMs, keptMs } = windowOf(window);
  return ms >= lengthMs && ms <= keptMs && ms / lengthMs <= MAX_WINDOWS;
}

/** The view with other windows; the range gives way if they are not kept for as long, or are longer. */
export function withWindow(view, window) {
  if (view.from !== null) {
    const isThere = fits(window, view.to - view.from) && Date.now() - view.from <= windowOf(window).keptMs;
    return isThere ? { ...view, window } : view;
  }
  if (fits(window, durationMs(view.range))) return { ...view, window };
  const lengthMs = durationMs(view.range);
  const isShort = lengthMs < windowOf(window).lengthMs * 2;
  const near = RANGES.filter(each => fits(window, durationMs(each.range)));
  const range = window === '1h' && isShort ? '10h' : (isShort ? near[0] : near.at(-1)).range;
  return { ...view, window, range };
}

/** The finest window that from and to can be shown in, with some twenty of them at least. */
export function windowFor(from, to, now = Date.now()) {
  const names = Object.keys(WINDOWS);
  const isThere = name => fits(name, to - from) && now - from <= WINDOWS[name].keptMs;
  return names.find(isThere) ?? names.at(-1);
}

/** What is wrong with a view, or null; the gateway is asked for no such view. */
export function problemOf(view) {
  const { lengthMs, keptMs } = windowOf(view.window);
  if (!(lengthMs > 0)) return 'window: must be a number and a unit, as in 1m';
  const ms = lengthOf(view);
  if (!(ms > 0)) return 'range: must be a number and a unit, as in 10m';
  if (ms / lengthMs > MAX_WINDOWS + 2) return `range: must hold at most ${MAX_WINDOWS} windows of ${view.window}`;
  if (view.from === null && (ms < lengthMs || ms > keptMs)) return `range: windows of ${view.window} are not kept for so long, or are longer`;
  return null;
}

/** The window starts of a view at this moment: its first, and the end of its last. */
export function frameOf(view, now) {
  const { lengthMs } = windowOf(view.window);
  const current = Math.floor(now / lengthMs) * lengthMs;
  if (view.from === null) {
    const many = Math.max(1, Math.floor(durationMs(view.range) / lengthMs));
    return { lengthMs, from: current - (many - 1) * lengthMs, to: current + lengthMs, now };
  }
  const from = Math.floor(view.from / lengthMs) * lengthMs;
  const to = Math.min(Math.ceil(view.to / lengthMs) * lengthMs, current + lengthMs);
  return { lengthMs, from, to: Math.max(to, from + lengthMs), now };
}
