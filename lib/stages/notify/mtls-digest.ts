import type { Finding } from '../../core/finding.ts';
import type { LogFailures } from '../../core/notify/client-failures.ts';
import { loadBalancerName } from '../../probes/kit/load-balancer.ts';
import { CLIENTS_KEPT } from '../mtls-log/count-refusals.ts';
import { findingsOf, type WatchedLoadBalancer } from '../mtls-log/mtls-findings.ts';

/**
 * The rows of a day as findings for the digest, one for each load balancer that refused somebody: counts added up,
 * the most frequent clients first. Nothing in it pages: that was done when the log came.
 */
export function refusalsOfDay(
  rows: readonly LogFailures[],
  watched: readonly WatchedLoadBalancer[],
): readonly Finding[] {
  return watched.flatMap(({ page: _page, ...one }) => {
    const own = rows.filter((row) => row.loadBalancer === loadBalancerName(one.loadBalancer));
    const merged = [...Map.groupBy(own, ({ code }) => code).values()].map(mergeRows);
    return findingsOf(
      one,
      merged.sort((a, b) => b.count - a.count),
    );
  });
}

function mergeRows(rows: readonly LogFailures[]): LogFailures {
  const [first, ...rest] = rows;
  if (first === undefined) throw new Error('a group has a member');
  const clients = Map.groupBy(
    rows.flatMap((row) => row.clients),
    ({ client, serial, subject, protocol, cipher }) =>
      `${client}\n${serial}\n${subject}\n${protocol}\n${cipher}`,
  );
  const summed = [...clients.values()].flatMap((same) => {
    const [one] = same;
    if (one === undefined) return [];
    const last = same.reduce((latest, { last: at }) => (at > latest ? at : latest), one.last);
    return { ...one, count: same.reduce((sum, { count }) => sum + count, 0), last };
  });
  return {
    ...(rest.at(-1) ?? first),
    count: rows.reduce((sum, { count }) => sum + count, 0),
    // A log names its most frequent clients only: the count is a lower bound.
    clientCount: Math.max(
      ...rows.map(({ clientCount }) => clientCount),
      new Set(summed.map(({ client }) => client)).size,
    ),
    clients: summed.sort((a, b) => b.count - a.count).slice(0, CLIENTS_KEPT),
  };
}
