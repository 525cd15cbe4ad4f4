import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import test, { type TestContext } from 'node:test';
import { createWatchCaller } from '../../lib/aws/watch-function.ts';
import type { WatchReply } from '../../lib/core/notify/callers.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Never answers. */
  readonly isMute?: boolean;
}

/** The Invoke API with answers of the test's own, one a call; the last one stays. */
async function ask(
  t: TestContext,
  answers: readonly Answer[],
  signal: AbortSignal = t.signal,
): Promise<{ readonly reply: WatchReply; readonly requests: readonly string[] }> {
  const requests: string[] = [];
  const server = http.createServer(async (request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(`${request.url} ${await text(request)}`);
    if (answer?.isMute === true) return;
    response.writeHead(answer?.status ?? 200, answer?.headers).end(answer?.body ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const callWatch = createWatchCaller(REGION, 'gatewatch-prod-watch', {
    endpoint,
    credentials: DUMMY_CREDENTIALS,
  });
  t.after(() => {
    callWatch.close();
    server.closeAllConnections();
    server.close();
  });
  const reply = await callWatch({ vantage: 'seoul', targets: ['sgw', 'filer'], lang: 'ko', signal });
  return { reply, requests };
}

const REPORT = { version: 1, vantage: 'seoul', findings: [], doesNotProve: [] };
const error = (status: number, code: string): Answer => ({
  status,
  headers: { 'x-amzn-errortype': code },
  body: JSON.stringify({ Message: 'not now' }),
});

test('watch is asked for some targets of one vantage, in one language, and publishes nothing', async (t) => {
  const { reply, requests } = await ask(t, [{ body: JSON.stringify(REPORT) }]);
  assert.deepEqual(reply, { outcome: 'answered', report: REPORT });
  assert.deepEqual(requests, [
    '/2015-03-31/functions/gatewatch-prod-watch/invocations {"vantage":"seoul","targets":["sgw","filer"],"lang":"ko","publish":false}',
  ]);
});

test('a run on demand changes nothing, so that a throttled one is made again', async (t) => {
  const { reply, requests } = await ask(t, [
    error(429, 'TooManyRequestsException'),
    { body: JSON.stringify(REPORT) },
  ]);
  assert.equal(reply.outcome, 'answered');
  assert.equal(requests.length, 2);
});

for (const [what, answer, why] of [
  ['a function that is not there', error(404, 'ResourceNotFoundException'), /not now/],
  ['a role without the permission', error(403, 'AccessDeniedException'), /access-denied/],
  [
    'a run that crashed',
    {
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: '{"errorMessage":"Task timed out after 120.00 seconds"}',
    },
    /Task timed out/,
  ],
  ['an answer that is no JSON', { body: '<html>' }, /JSON/],
  ['an answer of another version', { body: '{"version":2,"findings":[]}' }, /answered no report/],
  ['no answer at all', { body: '' }, /JSON/],
] as const) {
  test(`${what} is a run that failed, in words`, async (t) => {
    const { reply } = await ask(t, [answer]);
    assert.equal(reply.outcome, 'failed');
    assert.match(reply.outcome === 'failed' ? reply.why : '', why);
  });
}

test('a run that takes longer than the message may wait is given up', async (t) => {
  const startedMs = performance.now();
  const { reply } = await ask(t, [{ isMute: true }], AbortSignal.timeout(150));
  assert.equal(reply.outcome, 'failed');
  assert.ok(performance.now() - startedMs < 5000);
});
