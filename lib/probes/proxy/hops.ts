import type { Evidence } from '../../core/finding.ts';
import type { KindHop, PathLine } from '../../core/path.ts';
import type { ProxyReason } from './spec.ts';

/** What is asked through a proxy has a path beside the target's own. */
function line({ via }: Evidence): PathLine | undefined {
  return typeof via === 'string' ? { key: `via ${via}` } : undefined;
}

const EACH = { by: ['host', 'port'], line } as const;

/** The proxy, what it is asked to reach, and whose certificate is there. */
export const PROXY_HOPS: readonly KindHop<ProxyReason>[] = [
  {
    name: 'proxy',
    shows: 'via',
    figure: { measurement: 'TunnelTime', as: 'time', worst: 'largest' },
    ...EACH,
  },
  {
    name: 'port',
    reasons: ['proxy-denies-connect', 'proxy-cannot-reach'],
    at: ({ subject, via }) => subject !== via,
    shows: 'port',
    ...EACH,
  },
  {
    name: 'tls',
    reasons: ['proxy-intercepts'],
    at: ({ subjectName }) => subjectName !== undefined,
    ...EACH,
  },
];
