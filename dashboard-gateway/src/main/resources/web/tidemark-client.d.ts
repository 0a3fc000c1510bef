/** Types of tidemark-client.js. All times are milliseconds since the epoch. */

export interface ViewOptions {
  tenant?: string;
  /** One of the sizes that are kept: 1m, 5m, 1h unless configured. */
  window?: string;
  /** A whole number and one of ms, s, m, h, d. */
  range?: string;
  types?: string | string[];
  interval?: string;
  /** percentiles, users, rates, incomplete. */
  include?: string | string[];
  /** Dimensions, or '*' for all that are kept. */
  breakdown?: string | string[];
  top?: number;
  order?: 'count' | 'sum' | 'p95';
  /** DIMENSION:VALUE */
  filter?: string;
}

export interface ClientOptions extends ViewOptions {
  /** The gateway; the page's own origin unless given. */
  url?: string;
  /** An API key. Sent as a header, never in the URL. */
  key?: string;
  /** Another way to follow a stream, such as one that tabs share. */
  transport?: (url: string, handlers: StreamHandlers, headers: Record<string, string>) => Transport;
}

export interface Sketched {
  p50?: number;
  p90?: number;
  p95?: number;
  p99?: number;
  users?: number;
}

export interface Metric extends Sketched {
  count: number;
  total: number;
  min: number;
  max: number;
  last: number;
  lastUpdate: number;
  mean?: number;
}

export interface WindowPoint extends Sketched {
  type: string;
  /** Start of the window. */
  timestamp: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  last: number;
  partial?: boolean;
  rate?: number;
  mean?: number;
}

export interface Part extends Sketched {
  /** Text of a client: escape it. */
  value: string;
  count: number;
  sum: number;
  min: number | null;
  max: number | null;
  mean?: number | null;
}

export interface Breakdown {
  type: string;
  dimension: string;
  parts: Part[];
  other: Part;
}

export interface Freshness {
  acceptedAt: number;
  toStoreMs: number;
  inStoreMs: number;
}

export interface Stats {
  metrics: Record<string, Metric>;
  connectedClients: number;
}

export interface Body extends Stats {
  stats: Stats;
  timeSeries: WindowPoint[];
  rangeMetrics?: Record<string, Sketched>;
  users?: number;
  breakdowns?: Breakdown[];
  incomplete?: Record<string, unknown>;
  tenant: string;
  window: string;
  windowMs: number;
  range: string;
  rangeMs: number;
  timestamp: number;
  position: string;
  stale: boolean;
  lagMs: number | null;
  freshness: Freshness | null;
}

/** What changed; see docs/api.md. */
export type Delta = Partial<Body> & { from?: number };

export type StreamStatus = 'connecting' | 'open' | 'reconnecting' | 'offline' | 'refused' | 'closed';

export interface StatusChange {
  status: StreamStatus;
  error: TidemarkError | null;
  /** Until the next try. */
  waitMs: number;
}

export interface StreamEvent {
  name: string;
  data: string;
  id: string | null;
}

export interface StreamHandlers {
  onEvent(event: StreamEvent): void;
  onStatus(change: StatusChange): void;
}

export interface Transport {
  open(): void;
  close(): void;
}

export interface TrackOptions {
  userId?: string;
  /** The event's own id: the same one counts once, however often it is sent within ten minutes. */
  id?: string;
  timestamp?: number;
}

export interface Tracked {
  success: true;
  metricId: string;
  ignored?: string[];
}

export class TidemarkError extends Error {
  /** 0 if there was no answer. */
  readonly status: number;
  /** Stable, to decide by. */
  readonly code: string | null;
  readonly retryAfterMs: number | null;
  /** Whether asking again, unchanged, cannot help. */
  readonly isFinal: boolean;
}

export class EventStream implements Transport {
  constructor(url: string, handlers: StreamHandlers, headers?: Record<string, string>);
  open(): void;
  close(): void;
}

export class TidemarkClient extends EventTarget {
  constructor(options?: ClientOptions);
  readonly body: Body | null;
  readonly status: StreamStatus;
  connect(onUpdate: (body: Body, delta: Delta | null) => void, onError?: (error: TidemarkError) => void): void;
  disconnect(): void;
  trackMetric(
    type: string,
    value: number,
    metadata?: Record<string, unknown>,
    options?: TrackOptions,
  ): Promise<Tracked>;
}

/** The whole state after a delta; the state before it stays as it was. */
export function applyDelta(body: Body, delta: Delta): Body;
