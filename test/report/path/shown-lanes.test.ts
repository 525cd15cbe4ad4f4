import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PathLane } from '../../../lib/core/path.ts';
import { shownLanes } from '../../../lib/report/path/shown-lanes.ts';

const lane = (check: string, state: 'failed' | 'passed', label: string): PathLane => ({
  status: state === 'failed' ? 'failed' : 'healthy',
  hops: [{ name: 'port', state, check, label }],
});

test('however little room there is, every failed check has its lane', () => {
  const ports = Array.from({ length: 20 }, (_, index) => lane('port', 'failed', `:${index}`));
  const tls = lane('tls', 'failed', ':1027');
  const well = lane('port', 'passed', ':443');
  const lanes = [...ports, tls, well];
  assert.deepEqual(shownLanes({ lanes }, 1), [ports[0], tls]);
  assert.deepEqual(shownLanes({ lanes }, 4), [...ports.slice(0, 3), tls]);
  assert.deepEqual(shownLanes({ lanes: [well] }, 1), [well]);
});
