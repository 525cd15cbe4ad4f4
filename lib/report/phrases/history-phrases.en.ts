/** The words of a target's history. */
export interface HistoryPhrases {
  readonly day: string;
  /** What the picture of a day is called: `{failed} {degraded} {healthy} {unknown}` hours. */
  readonly strip: string;
  /** `{time}` */
  readonly since: string;
  /** `{days} {percent}` */
  readonly uptime: string;
  /** `{hours}` */
  readonly notChecked: string;
  readonly measured: Readonly<Record<string, string>>;
  readonly overview: string;
  /** Of the page that may be published: `{time}` */
  readonly asOf: string;
  readonly allWell: string;
}

export const en: HistoryPhrases = {
  day: 'last 24 h',
  strip:
    'Last 24 hours: {failed} h failed, {degraded} h degraded, {healthy} h healthy, {unknown} h not checked',
  since: 'Fails since {time}.',
  uptime: '{days} d: {percent} of hours without failure',
  notChecked: '({hours} h not checked)',
  measured: {
    ConnectTime: 'connect time',
    HandshakeTime: 'handshake time',
    ClockOffset: 'clock offset',
    DaysUntilExpiry: 'certificate',
  },
  overview: 'All vantages',
  asOf: 'As of {time}',
  allWell: 'Everything is healthy.',
};
