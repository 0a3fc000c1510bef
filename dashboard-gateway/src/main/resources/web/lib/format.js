const WHOLE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const PLAIN = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const COMPACT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 2 });
const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});
const DAY = new Intl.DateTimeFormat(undefined, {
  weekday: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

const COMPACT_FROM = 10_000_000;
const HALF_DAY_MS = 12 * 3_600_000;

/** A number that people compare: all digits as long as they can be read at a glance. */
export function number(value) {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size >= COMPACT_FROM) return COMPACT.format(value);
  return (size < 1000 ? PLAIN : WHOLE).format(value);
}

/** Every digit, for titles. */
export const exact = value => (value === null || value === undefined ? '–' : PLAIN.format(value));

/** How long ago: 0.4 s, 12 s, 3 min, 2 h, 5 d. */
export function age(ms) {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

/** 600000 as words: 10 minutes. */
export function span(ms) {
  const [unit, size] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]]
    .find(([, length]) => ms % length === 0) ?? ['second', 1000];
  const many = Math.round(ms / size);
  return many === 1 ? unit : `${many} ${unit}s`;
}

/** Start of a window, as precise as the range needs. */
export const time = (ms, rangeMs) => (rangeMs > HALF_DAY_MS ? DAY : CLOCK).format(ms);

/** A type's name for people: page_view as page view. */
export const title = type => type.replaceAll('_', ' ');
