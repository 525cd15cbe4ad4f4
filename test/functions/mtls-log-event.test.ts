import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readMtlsLogEvent } from '../../functions/mtls-log-event.ts';
import { InputError } from '../../lib/core/errors.ts';
import { parseLogName } from '../../lib/probes/mtls/log-location.ts';

const sample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../events/${name}.json`, import.meta.url), 'utf8'));

test('both forms of the same notice name the same kind of object', () => {
  for (const name of ['mtls-log-eventbridge', 'mtls-log-s3']) {
    const logs = readMtlsLogEvent(sample(name));
    assert.equal(logs.length, 1, name);
    const [log] = logs;
    assert.equal(log?.bucket, 'bucket');
    assert.equal(log?.etag, 'b57f9512698f4b09e608f4f2a65852e5');
    assert.deepEqual(parseLogName(log?.key ?? ''), {
      account: '123456789012',
      region: 'ap-northeast-2',
      loadBalancer: 'app/api/0123456789abcdef',
      endsAt: '2026-11-21T10:05:00Z',
      node: '10.0.1.17',
    });
  }
});

test('keys of the plain form are unescaped, those of EventBridge are not', () => {
  const record = (key: string, eventName = 'ObjectCreated:Put') => ({
    eventName,
    s3: { bucket: { name: 'b' }, object: { key } },
  });
  const keys = readMtlsLogEvent({
    Records: [record('a+b/%ED%95%9C.log'), record('100%'), record('x', 'ObjectRemoved:Delete')],
  }).map(({ key }) => key);
  assert.deepEqual(keys, ['a b/한.log', '100%']);
  const detail = { bucket: { name: 'b' }, object: { key: 'a+b%20' } };
  assert.equal(readMtlsLogEvent({ 'detail-type': 'Object Created', detail })[0]?.key, 'a+b%20');
});

test('the test notice of S3 names no object', () => {
  assert.deepEqual(readMtlsLogEvent({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' }), []);
});

test('any other event is refused with every fault', () => {
  for (const event of [{}, null, 7, { Records: [{}] }, { 'detail-type': 'Object Deleted', detail: {} }]) {
    assert.throws(
      () => readMtlsLogEvent(event),
      (error: unknown) =>
        error instanceof InputError && error.code === 'bad-event' && error.faults.length > 0,
    );
  }
});
