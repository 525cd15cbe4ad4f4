import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { putSpokeCode } from '../../lib/aws/code-buckets.ts';
import { DUMMY_CREDENTIALS } from '../support/read-clients.ts';

test('code goes into a bucket of the Region once, and only the accounts that need it may read it', async (t) => {
  const there = new Set<string>();
  const asked: string[] = [];
  let policy = '';
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://s3');
    const name = `${pathname}${/^\?policy/.test(search) ? '?policy' : ''}`;
    asked.push(`${request.method} ${name}`);
    const body = await text(request);
    if (request.method === 'HEAD') return response.writeHead(there.has(name) ? 200 : 404).end();
    if (name.endsWith('?policy')) policy = body;
    there.add(name);
    return response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const code = {
    buckets: 'gatewatch-prod-code-999988887777',
    key: 'gatewatch/prod/probe-1.zip',
    zip: new Uint8Array([80, 75, 5, 6]),
    partition: 'aws',
    readers: ['111122223333'],
  };
  const put = () => putSpokeCode('eu-west-3', code, { endpoint, credentials: DUMMY_CREDENTIALS });
  await put();
  const bucket = '/gatewatch-prod-code-999988887777-eu-west-3';
  const made = asked.map((one) => one.replace(/\/$/, '').replace('/?', '?'));
  assert.deepEqual(made, [
    `HEAD ${bucket}`,
    `PUT ${bucket}`,
    `PUT ${bucket}?policy`,
    `HEAD ${bucket}/gatewatch/prod/probe-1.zip`,
    `PUT ${bucket}/gatewatch/prod/probe-1.zip`,
  ]);
  const [read, encrypted] = JSON.parse(policy).Statement;
  assert.deepEqual(read.Principal, { AWS: ['arn:aws:iam::111122223333:root'] });
  assert.deepEqual([read.Action, read.Resource], ['s3:GetObject', `arn:aws:s3:::${bucket.slice(1)}/*`]);
  assert.equal(encrypted.Effect, 'Deny');
  asked.length = 0;
  await put();
  assert.deepEqual(
    asked.filter((one) => one.startsWith('PUT')).map((one) => one.replace('/?', '?')),
    [`PUT ${bucket}?policy`],
    'what is there is not made again',
  );
});
