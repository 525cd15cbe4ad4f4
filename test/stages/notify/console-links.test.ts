import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackNames } from '../../../lib/core/stack-names.ts';
import { consoleLinks } from '../../../lib/stages/notify/console-links.ts';

const AT = { stage: 'prod', region: 'ap-northeast-2' };
const names = stackNames('prod');

for (const [alarm, logGroup] of [
  [names.checkAlarm('tls'), names.watchLogGroup],
  [names.checkAlarm('mtls'), names.watchLogGroup],
  [names.clientCertificatesAlarm('api'), names.mtlsLogGroup],
  [undefined, names.watchLogGroup],
] as const) {
  test(`a message of ${alarm ?? 'no alarm'} leads to ${logGroup}`, () => {
    const { logs } = consoleLinks(AT, alarm);
    assert.equal(
      decodeURIComponent(decodeURIComponent((logs?.split('log-group/')[1] ?? '').replaceAll('$', '%'))),
      logGroup,
    );
  });
}

test('each partition has a console of its own', () => {
  const hosts = ['eu-west-1', 'cn-north-1', 'us-gov-west-1'].map(
    (region) => new URL(consoleLinks({ ...AT, region }, undefined).dashboard ?? '').host,
  );
  assert.deepEqual(
    hosts.map((host) => host.replace(/^[a-z0-9-]+\.(?=console)/, '')),
    ['console.aws.amazon.com', 'console.amazonaws.cn', 'console.amazonaws-us-gov.com'],
  );
});
