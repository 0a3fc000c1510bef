const WHOLE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const PLAIN = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });
const COMPACT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 2 });
const TIGHT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumSignificantDigits: 3 });
const PERCENT = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const PERCENT_FINE = new Intl.NumberFormat(undefined, { style: 'percent', maximumSignificantDigits: 2 });
const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});
const DAY_CLOCK = new Intl.DateTimeFormat(undefined, {
  weekday: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});
const DATE = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const MOMENT = new Intl.DateTimeFormat(undefined, {
  month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

const COMPACT_FROM = 10_000_000;
const DAY_MS = 86_400_000;
const NONE = '–';

const isNone = value => value === null || value === undefined || Number.isNaN(value);

/** A number that people compare: all digits as long as they can be read at a glance. */
export function number(value) {
  if (isNone(value)) return NONE;
  const size = Math.abs(value);
  if (size >= COMPACT_FROM) return COMPACT.format(value);
  return (size < 1000 ? PLAIN : WHOLE).format(value);
}

/** Three digits: for what is read in passing. */
export function brief(value) {
  if (isNone(value)) return NONE;
  return (Math.abs(value) < 1000 ? SHORT : TIGHT).format(value);
}

/** Every digit, for titles. */
export const exact = value => (isNone(value) ? NONE : PLAIN.format(value));

export function percent(share) {
  if (isNone(share)) return NONE;
  return (share > 0 && share < 0.01 ? PERCENT_FINE : PERCENT).format(share);
}

/** A rate, per second or, where that is next to nothing, per minute: { value, unit }. */
export function rate(perSecond) {
  if (perSecond >= 1 || perSecond === 0) return { value: brief(perSecond), unit: '/s' };
  return { value: brief(perSecond * 60), unit: '/min' };
}

/** How long ago: 0.4 s, 12 s, 3 min, 2 h, 5 d. */
export function age(ms) {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

/** A short while: 310 ms, 1.2 s. */
export const blink = ms => (ms < 1000 ? `${Math.round(ms)} ms` : age(ms));

/** 600000 as words: 10 minutes. */
export function span(ms) {
  const [unit, size] = [['day', DAY_MS], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]]
    .find(([, length]) => ms % length === 0) ?? ['second', 1000];
  const many = Math.round(ms / size);
  return many === 1 ? unit : `${many} ${unit}s`;
}

/** Start of a window, as precise as the range needs. */
export const time = (ms, rangeMs) => (rangeMs > DAY_MS / 2 ? DAY_CLOCK : CLOCK).format(ms);

/** A tick of an axis: a day where it begins, else the time. */
export function tick(ms, rangeMs) {
  const date = new Date(ms);
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  return rangeMs > 3 * DAY_MS || isMidnight ? DATE.format(ms) : CLOCK.format(ms);
}

/** A moment of any day. */
export const moment = ms => MOMENT.format(ms);

/** A type's name for people: page_view as page view. */
export const title = type => type.replaceAll(/[_.]/g, ' ');
