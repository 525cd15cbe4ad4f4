import { createServer, type Server } from 'node:http';
import { Gauge, Registry } from 'prom-client';
import { badUsage } from '../core/errors.ts';
import type { Report } from '../core/report.ts';
import { systemClock } from '../core/time.ts';
import { STATUS_VALUE } from '../stages/publish/publish.ts';
import type { HostPort } from '../targets/host-port.ts';

/** Prometheus metrics of a loop, and whether the loop is alive. */
export interface MetricsServer {
  /** What a run found takes the place of what the one before found from that vantage. */
  readonly record: (report: Report) => void;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Serves `/metrics`, and `/health`: 200 while every vantage has reported within three periods, else 503.
 *
 * @param everyMs - from one run to the next
 * @throws {InputError} where the address cannot be listened on
 */
export async function openMetricsServer(
  where: HostPort,
  { vantages, everyMs }: { readonly vantages: readonly string[]; readonly everyMs: number },
): Promise<MetricsServer> {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: readonly string[]) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  const status = gauge('gatewatch_status', '0 healthy, 1 degraded, 2 failed; absent while unknown', [
    'vantage',
    'target',
    'check',
  ]);
  const unknown = gauge('gatewatch_unknown', 'Findings that could not be asked', ['vantage']);
  const lastRun = gauge('gatewatch_last_run_timestamp_seconds', 'When the last run ended', ['vantage']);
  const duration = gauge('gatewatch_run_duration_seconds', 'How long the last run took', ['vantage']);
  const startedMs = systemClock.monotonicMs();
  const ranAtMs = new Map<string, number>();
  const shown = new Map<string, readonly { readonly target: string; readonly check: string }[]>();
  const isAlive = () =>
    vantages.every((one) => systemClock.monotonicMs() - (ranAtMs.get(one) ?? startedMs) < 3 * everyMs);
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/health') {
      const alive = isAlive();
      response.writeHead(alive ? 200 : 503, { 'content-type': 'text/plain' }).end(alive ? 'ok\n' : 'late\n');
      return;
    }
    if (path !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  const port = await listen(server, where);
  return {
    port,
    record: ({ vantage, findings, totals, durationMs }) => {
      for (const labels of shown.get(vantage) ?? []) status.remove({ vantage, ...labels });
      const known = findings.filter((one) => one.status !== 'unknown');
      for (const { target, check, status: found } of known)
        if (found !== 'unknown') status.set({ vantage, target, check }, STATUS_VALUE[found]);
      shown.set(
        vantage,
        known.map(({ target, check }) => ({ target, check })),
      );
      unknown.set({ vantage }, totals.unknown);
      lastRun.set({ vantage }, systemClock.wallMs() / 1000);
      duration.set({ vantage }, durationMs / 1000);
      ranAtMs.set(vantage, systemClock.monotonicMs());
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, { host, port }: HostPort): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw badUsage('--metrics', `cannot listen on ${host}:${port}: ${code}`);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
