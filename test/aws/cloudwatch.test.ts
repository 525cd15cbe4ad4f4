import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { createMetricSink } from '../../lib/aws/cloudwatch.ts';
import { AwsRefusal } from '../../lib/core/errors.ts';
import type { MetricDatum } from '../../lib/core/metric.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

interface Request {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A server that takes PutMetricData and answers what it is told to. */
async function cloudWatch(
  t: test.TestContext,
  status: number,
  answer: object,
): Promise<{ url: string; requests: Request[] }> {
  const requests: Request[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({ headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const datum = (index: number): MetricDatum => ({
  name: 'Status',
  value: 2,
  unit: 'None',
  dimensions: { Stage: 'prod', Vantage: 'seoul', Target: `filer-${index}`, Check: 'port' },
  timestampMs: Date.UTC(2026, 10, 21, 10),
});

test('a thousand values travel in one gzipped request, stamped with the schedule’s time', async (t) => {
  const { url, requests } = await cloudWatch(t, 200, {});
  const sink = createMetricSink(REGION, { endpoint: url, credentials: DUMMY_CREDENTIALS });
  t.after(() => sink.close());
  await sink.put(Array.from({ length: 1000 }, (_, index) => datum(index)));
  assert.equal(requests.length, 1);
  const [request] = requests;
  assert.equal(request?.headers['content-encoding'], 'gzip');
  const body = JSON.parse(gunzipSync(request?.body ?? '').toString());
  assert.equal(body.Namespace, 'Gatewatch');
  assert.equal(body.MetricData.length, 1000);
  assert.equal(new Date(body.MetricData[0].Timestamp * 1000).toISOString(), '2026-11-21T10:00:00.000Z');
  assert.ok((request?.body.length ?? Number.POSITIVE_INFINITY) < 1024 * 1024);
});

test('a throttled request is tried again, and in the end refused by name', async (t) => {
  const { url, requests } = await cloudWatch(t, 400, {
    __type: 'com.amazon#ThrottlingException',
    message: 'Rate exceeded',
  });
  const sink = createMetricSink(REGION, { endpoint: url, credentials: DUMMY_CREDENTIALS });
  t.after(() => sink.close());
  await assert.rejects(
    sink.put([datum(1)]),
    (error: unknown) =>
      error instanceof AwsRefusal &&
      error.code === 'throttled' &&
      error.action === 'cloudwatch:PutMetricData',
  );
  assert.equal(requests.length, 3);
});

test('a role without the permission is refused at once', async (t) => {
  const { url, requests } = await cloudWatch(t, 403, {
    __type: 'AccessDeniedException',
    message: 'not authorized',
  });
  const sink = createMetricSink(REGION, { endpoint: url, credentials: DUMMY_CREDENTIALS });
  t.after(() => sink.close());
  await assert.rejects(
    sink.put([datum(1)]),
    (error: unknown) => error instanceof AwsRefusal && error.code === 'access-denied',
  );
  assert.equal(requests.length, 1);
});

test('a CloudWatch that never answers is given up within the time that is kept back for it', async (t) => {
  const server = http.createServer(() => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close().closeAllConnections());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sink = createMetricSink(REGION, { endpoint, credentials: DUMMY_CREDENTIALS });
  t.after(() => sink.close());
  const startedMs = performance.now();
  await assert.rejects(sink.put([datum(1)]), AwsRefusal);
  const tookMs = performance.now() - startedMs;
  assert(tookMs > 4000 && tookMs < 7500, `three tries took ${tookMs} ms`);
});
