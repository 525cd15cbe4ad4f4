/** How one hour of a target was. `unknown`: no run told. */
export type HourState = 'healthy' | 'degraded' | 'failed' | 'unknown';

/** A value at a time. */
export interface HistoryPoint {
  readonly atMs: number;
  readonly value: number;
}

/** Hours of some days: those in which a run told how the target was, and those in which none did. */
export interface Uptime {
  readonly days: number;
  /** Share of the known hours without a failure, 0 to 1; undefined where none is known. */
  readonly share: number | undefined;
  readonly unknownHours: number;
}

/** One measurement over the last day. */
export interface HistoryPlot {
  /** The name of the measurement, such as `ConnectTime`. */
  readonly name: string;
  readonly unit: string;
  readonly points: readonly HistoryPoint[];
}

/** What is known of one target over time. */
export interface TargetHistory {
  readonly target: string;
  /** The last 24 hours, the oldest first. */
  readonly hours: readonly HourState[];
  /** When the first hour begins. */
  readonly fromMs: number;
  readonly uptime: readonly Uptime[];
  /** Since when it fails without a healthy hour in between, to the hour; absent while it does not. */
  readonly failingSinceMs?: number;
  readonly plots: readonly HistoryPlot[];
}
