import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutIds } from '../../../lib/report/html/status-page.ts';

test('no id, address, account or host name is left for everybody to read', () => {
  for (const text of [
    'sg-0a1b2c3d4e5f60718',
    'vpce-0123456789abcdef0-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com:1031',
    'tgw-attach-0123456789abcdef0',
    'sgw-12A3456B',
    '10.0.1.5',
    '10.0.1.0/24',
    '2001:db8::1',
    'arn:aws:lambda:ap-northeast-2:123456789012:function:x',
    '123456789012',
    'filer.corp.example',
  ]) {
    const left = withoutIds(`before ${text} after`);
    assert.match(left, /^before …(?:\S*) after$/, `${text}: ${left}`);
    assert.doesNotMatch(left, /\d\.\d|[0-9a-f]{8}|corp|amazonaws/, left);
  }
});

test('names that people gave, words and times stay', () => {
  for (const text of [
    'sgw-endpoint',
    'seoul-prod',
    'filer-1',
    'The port does not respond',
    '18:02',
    'api-eu',
  ])
    assert.equal(withoutIds(text), text);
});
