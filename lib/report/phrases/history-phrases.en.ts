/** The words of a target's history. */
export const en = {
  day: 'last 24 h',
  /** What the picture of a day is called: `{failed} {degraded} {healthy} {unknown}` hours. */
  strip:
    'Last 24 hours: {failed} h failed, {degraded} h degraded, {healthy} h healthy, {unknown} h not checked',
  /** `{time}` */
  since: 'Fails since {time}.',
  /** `{days} {percent}` */
  uptime: '{days} d: {percent} of hours without failure',
  /** `{hours}` */
  notChecked: '({hours} h not checked)',
  measured: {
    ConnectTime: 'connect time',
    HandshakeTime: 'handshake time',
    ClockOffset: 'clock offset',
    DaysUntilExpiry: 'certificate',
  } as Readonly<Record<string, string>>,
  overview: 'All vantages',
  /** Of the page that may be published: `{time}` */
  asOf: 'As of {time}',
  allWell: 'Everything is healthy.',
};
export type HistoryPhrases = Readonly<typeof en>;
