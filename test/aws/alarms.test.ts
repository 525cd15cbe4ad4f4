import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlarmReader } from '../../lib/aws/alarms.ts';
import { readClients } from '../support/read-clients.ts';

test('alarms on partial data are named, over every page', async (t) => {
  const { fake, clients, signal } = await readClients(
    t,
    {
      monitoring: {
        DescribeAlarms: () => ({
          MetricAlarms: [
            { AlarmName: 'gatewatch-prod-dns', EvaluationState: 'PARTIAL_DATA' },
            { AlarmName: 'gatewatch-prod-port' },
            { AlarmName: 'gatewatch-prod-tls', EvaluationState: 'EVALUATION_FAILURE' },
            { AlarmName: 'gatewatch-prod-ntp', EvaluationState: 'PARTIAL_DATA' },
          ],
        }),
      },
    },
    { pageSize: 2 },
  );
  const reader = createAlarmReader(clients.cloudWatch, 'gatewatch-prod-');
  assert.deepEqual(await reader.partial(signal), ['gatewatch-prod-dns', 'gatewatch-prod-ntp']);
  assert.equal(fake.calls[0]?.input.AlarmNamePrefix, 'gatewatch-prod-');
});
