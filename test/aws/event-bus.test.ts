import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPutEvents } from '../../lib/aws/event-bus.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

test('a request holds ten events at most, and never more bytes than any Region takes', async (t) => {
  const requests: { readonly count: number; readonly bytes: number }[] = [];
  const { url } = await fakeAws(t, {
    events: {
      PutEvents: ({ Entries = [] }) => {
        const bytes = Entries.map(({ Source = '', DetailType = '', Detail = '' }) =>
          Buffer.byteLength(Source + DetailType + Detail),
        );
        requests.push({ count: Entries.length, bytes: bytes.reduce((sum, one) => sum + one, 0) });
        return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: '1' })) };
      },
    },
  });
  const putEvents = createPutEvents(REGION, { endpoint: url, credentials: DUMMY_CREDENTIALS });
  const entry = (letters: number) => ({
    source: 'gatewatch',
    detailType: 'gatewatch incident opened',
    detail: JSON.stringify({ text: '경'.repeat(letters) }),
  });
  const small = Array.from({ length: 12 }, () => entry(10));
  const large = Array.from({ length: 4 }, () => entry(40_000));
  assert.equal((await putEvents('default', [...small, ...large])).length, 16);
  assert.deepEqual(
    requests.map(({ count }) => count),
    [10, 4, 2],
  );
  assert(
    requests.every(({ bytes }) => bytes < 256 * 1024),
    JSON.stringify(requests),
  );
});
