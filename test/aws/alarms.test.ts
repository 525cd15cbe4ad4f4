import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlarmReader } from '../../lib/aws/alarms.ts';
import { readClients } from '../support/read-clients.ts';

test('alarms on partial data, and those that cannot be evaluated, are named over every page', async (t) => {
  const { fake, clients, signal } = await readClients(
    t,
    {
      monitoring: {
        DescribeAlarms: () => ({
          MetricAlarms: [
            { AlarmName: 'gatewatch-prod-dns', EvaluationState: 'PARTIAL_DATA' },
            { AlarmName: 'gatewatch-prod-port' },
            { AlarmName: 'gatewatch-prod-tls', EvaluationState: 'EVALUATION_FAILURE' },
            {
              AlarmName: 'gatewatch-prod-ike',
              EvaluationState: 'EVALUATION_ERROR',
              StateReason: 'The alarm query is not valid',
            },
            { AlarmName: 'gatewatch-prod-ntp', EvaluationState: 'PARTIAL_DATA' },
          ],
        }),
      },
    },
    { pageSize: 2 },
  );
  const reader = createAlarmReader(clients.cloudWatch, 'gatewatch-prod-');
  assert.deepEqual(await reader.hindered(signal), [
    { name: 'gatewatch-prod-dns', hindrance: 'PARTIAL_DATA', reason: '' },
    { name: 'gatewatch-prod-ike', hindrance: 'EVALUATION_ERROR', reason: 'The alarm query is not valid' },
    { name: 'gatewatch-prod-ntp', hindrance: 'PARTIAL_DATA', reason: '' },
  ]);
  assert.equal(fake.calls[0]?.input.AlarmNamePrefix, 'gatewatch-prod-');
});
