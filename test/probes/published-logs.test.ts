import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { directionOf, parseFlowRecord, unrecordedFields } from '../../lib/explain/flow-record.ts';
import { readHealthLines } from '../../lib/probes/gateway/health-log.ts';
import { parseHealthCheck } from '../../lib/probes/mtls/health-log.ts';
import { parseLine } from '../../lib/probes/mtls/log-line.ts';
import { readBgpLog } from '../../lib/probes/vpn/bgp-log.ts';
import { linesOfTunnel, readTunnelLog } from '../../lib/probes/vpn/tunnel-log.ts';
import { PUBLISHED_FLOW_LOGS, PUBLISHED_LOGS, type PublishedFlowLog } from '../support/published-logs.ts';

/** Every example that AWS publishes of a log that is read, with all that is read of it. */

const STORED_MS = Date.parse('2026-11-21T10:00:00Z');
const stored = (stream: string, lines: readonly string[]) =>
  lines.map((text, line) => ({ atMs: STORED_MS + line, stream, text }));

test('the connection log: every field, and the code of what failed', () => {
  const common = {
    at: '2023-10-04T17:05:15.514108Z',
    client: '203.0.113.1',
    clientPort: 36280,
    listenerPort: 443,
    protocol: 'TLSv1.2',
    cipher: 'ECDHE-RSA-AES128-GCM-SHA256',
    subject: 'CN=amazondomains.com,O=endEntity,L=Seattle,ST=Washington,C=US',
    notBefore: '2023-09-21T22:43:21Z',
    notAfter: '2026-06-17T22:43:21Z',
    serial: 'FEF257372D5C14D4',
    keyExchange: null,
    loadBalancer: null,
    node: null,
  };
  assert.deepEqual(
    PUBLISHED_LOGS.connectionLog.lines.map((line) => parseLine(line)),
    [
      {
        handshakeSeconds: 4.036,
        status: { outcome: 'accepted' },
        traceId: 'TID_3180a73013c8ca4bac2f731159d4b0fe',
      },
      {
        handshakeSeconds: null,
        status: { outcome: 'refused', code: 'ClientCertUntrusted' },
        traceId: 'TID_1c71a68d70587445ad5127ff8b2687d7',
      },
    ].map((own) => ({ outcome: 'entry', entry: { ...common, ...own } })),
  );
});

test('the health check log: the target, its group, the result and its reason', () => {
  assert.deepEqual(PUBLISHED_LOGS.healthCheckLog.lines.map(parseHealthCheck), [
    {
      at: '2025-10-31T12:44:59.875678Z',
      target: '172.31.20.97:80',
      targetGroup: 'HCLogsTestIPs',
      passed: true,
      statusCode: '200',
      code: null,
    },
    {
      at: '2025-10-31T12:44:58.901409Z',
      target: '172.31.31.9:80',
      targetGroup: 'HCLogsTestIPs',
      passed: false,
      statusCode: '502',
      code: 'TargetError',
    },
  ]);
});

test('the health log of a file gateway: type, severity, time and what a person needs', () => {
  assert.deepEqual(
    readHealthLines(stored('share-E1A2B34C', PUBLISHED_LOGS.gatewayHealthLog.lines), 'sgw-B1D123D4'),
    {
      entries: [
        {
          type: 'InaccessibleStorageClass',
          severity: 'ERROR',
          count: 1,
          atMs: [1_565_740_862_516],
          details: {
            source: 'share-E1A2B34C',
            operation: 'S3Upload',
            bucket: 'bucket-smb-share2',
            key: 'myFolder/myFile.text',
            roleArn: 'arn:aws:iam::123456789012:role/my-bucket',
          },
        },
      ],
      unreadable: 0,
    },
  );
});

test('the BGP log of a tunnel: the session stands, and a prefix is denied', () => {
  const lines = linesOfTunnel(stored('vpn-1234abcd_1.2.3.4', PUBLISHED_LOGS.bgpLog.lines), '1.2.3.4');
  const denied = [{ prefix: '172.31.0.0/16', meaning: 'own-as' }];
  const { why, warning, ...rest } = readBgpLog(lines);
  assert.deepEqual([why, warning], [undefined, undefined]);
  assert.deepEqual(rest, { status: 'up', denied, announced: 0 });
});

test('the activity log of a tunnel: both phases, NAT, and the last error', () => {
  const lines = stored('vpn-1234abcd_1.2.3.4', PUBLISHED_LOGS.tunnelLog.lines);
  const silent = {
    meaning: 'device-silent',
    text: 'AWS tunnel DPD timed out after 3 retransmits',
    atMs: STORED_MS + 1,
  };
  assert.deepEqual(readTunnelLog(lines), {
    phase1: 'Rekeying',
    phase2: 'Down',
    natTraversal: true,
    error: silent,
    lastDpd: silent,
  });
  assert.equal(readTunnelLog(lines.slice(0, 1)).error?.meaning, 'phase-2-failed');
});

/** `eni ACTION from -> to protocol time`, for each record that is one. */
const recordsOf = ({ lines, fields }: PublishedFlowLog) =>
  lines.map((line) => {
    const record = parseFlowRecord(line, fields, STORED_MS);
    if (record === undefined) return undefined;
    const { interfaceId, action, from, to, protocol, endMs } = record;
    return `${interfaceId} ${action} ${from.address} ${from.port} -> ${to.address} ${to.port} ${protocol} ${endMs / 1000}`;
  });

test('flow logs in the default format: what passed, what was refused, and no data', () => {
  const { acceptedAndRejected, noData, ping, ipv6 } = PUBLISHED_FLOW_LOGS;
  assert.deepEqual([acceptedAndRejected, ping, ipv6].flatMap(recordsOf), [
    'eni-1235b8ca123456789 ACCEPT 172.31.16.139 20641 -> 172.31.16.21 22 6 1418530070',
    'eni-1235b8ca123456789 REJECT 172.31.9.69 49761 -> 172.31.9.12 3389 6 1418530070',
    'eni-1235b8ca123456789 ACCEPT 203.0.113.12 0 -> 172.31.16.139 0 1 1432917142',
    'eni-1235b8ca123456789 REJECT 172.31.16.139 0 -> 203.0.113.12 0 1 1432917142',
    'eni-1235b8ca123456789 ACCEPT 2001:db8:1234:a100:8d6e:3477:df66:f105 34892 -> 2001:db8:1234:a102:3304:8879:34cf:4071 22 6 1477913820',
  ]);
  assert.deepEqual(recordsOf(noData), [undefined, undefined]);
});

test('flow logs in the custom formats of versions 3 and 5', () => {
  const { tcpFlags, trafficPath } = PUBLISHED_FLOW_LOGS;
  const eni = 'eni-1235b8ca123456789 ACCEPT';
  assert.deepEqual(recordsOf(tcpFlags), [
    `${eni} 52.213.180.42 43416 -> 10.0.0.62 5001 6 1566848933`,
    `${eni} 10.0.0.62 5001 -> 52.213.180.42 43416 6 1566848933`,
    `${eni} 52.213.180.42 43418 -> 10.0.0.62 5001 6 1566848933`,
    `${eni} 10.0.0.62 5001 -> 52.213.180.42 43418 6 1566848933`,
    `${eni} 10.0.0.62 5001 -> 52.213.180.42 43418 6 1566849113`,
    `${eni} 52.213.180.42 43418 -> 10.0.0.62 5001 6 1566849113`,
    `${eni} 52.213.180.42 43638 -> 10.0.0.62 5001 6 1566933193`,
    `${eni} 10.0.0.62 5001 -> 52.213.180.42 43638 6 1566933193`,
  ]);
  assert.deepEqual(recordsOf(trafficPath), [
    `${eni} 52.95.128.179 80 -> 10.0.0.71 34210 6 1616729349`,
    `${eni} 10.0.0.71 34210 -> 52.95.128.179 80 6 1616729349`,
  ]);
});

test('at a transit gateway the packet has its own addresses, and a flow log without times that of its storage', () => {
  const { transitGateway } = PUBLISHED_FLOW_LOGS;
  const at = STORED_MS / 1000;
  assert.deepEqual(recordsOf(transitGateway), [
    `eni-33333333333333333 ACCEPT 10.20.33.164 39812 -> 10.40.2.236 80 6 ${at}`,
    `eni-33333333333333333 ACCEPT 10.40.2.236 80 -> 10.20.33.164 39812 6 ${at}`,
    `eni-11111111111111111 ACCEPT 10.20.33.164 39812 -> 10.40.2.236 80 6 ${at}`,
    `eni-22222222222222222 ACCEPT 10.40.2.236 80 -> 10.20.33.164 39812 6 ${at}`,
  ]);
  const pair = { sources: ['10.20.33.0/24'], address: '10.40.2.236', port: 80, protocol: 'tcp' } as const;
  assert.deepEqual(
    transitGateway.lines.map((line) => {
      const record = parseFlowRecord(line, transitGateway.fields, STORED_MS);
      return record && directionOf(record, pair);
    }),
    ['asked', 'answer', 'asked', 'answer'],
  );
});

test('a flow log that records no ports and no action proves nothing, and which fields it lacks is known', () => {
  const { natGateway } = PUBLISHED_FLOW_LOGS;
  assert.deepEqual(unrecordedFields(natGateway.fields), ['srcport', 'dstport', 'protocol', 'action']);
  assert.deepEqual(new Set(recordsOf(natGateway)), new Set([undefined]));
});

test('docs/proof.md names every format with its page', () => {
  const page = readFileSync(new URL('../../docs/proof.md', import.meta.url), 'utf8');
  const rows = Map.groupBy(
    [...Object.values(PUBLISHED_LOGS), ...Object.values(PUBLISHED_FLOW_LOGS)],
    ({ format, page: title }) => `| ${format} | ${title} |`,
  );
  for (const [row, logs] of rows) {
    const lines = logs.reduce((sum, { lines: ofLog }) => sum + ofLog.length, 0);
    assert.ok(page.includes(`${row} ${lines} |`), `${row} ${lines} |`);
  }
});
