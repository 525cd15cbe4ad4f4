import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import 'reflect-metadata';
import type { Probe } from '../../lib/core/probe.ts';
import { COMMON_REASONS } from '../../lib/core/reason.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { ENDPOINT } from '../lab/support/names.ts';
import { labOrExplain } from '../lab/support/prerequisites.ts';
import {
  CLIENT_VPN_FAULTS,
  DIRECT_CONNECT_FAULTS,
  GATEWAY_FAULTS,
  INSTANCE_CONNECT_FAULTS,
  INSTANCE_LOGIN_FAULTS,
  PATH_FAULTS,
  TRANSIT_GATEWAY_FAULTS,
  VPC_ENDPOINT_FAULTS,
  VPN_FAULTS,
} from './aws-faults.ts';
import { CERTIFICATE_FAULTS, HANDSHAKE_FAULTS } from './certificate-faults.ts';
import { DOMAIN_FAULTS } from './domain-faults.ts';
import { describeSeen, type Fault, type Faults, toldOf } from './fault.ts';
import { DIRECTORY_FAULTS, FILE_SHARE_FAULTS, GATEWAY_LOAD_FAULTS } from './file-gateway-faults.ts';
import {
  closeWith,
  LAB_NAME_FAULTS,
  LAB_PROXY_FAULTS,
  LAB_SERVICE_FAULTS,
  LAB_TIME_FAULTS,
  LAB_TLS_FAULTS,
  LAB_TOOLS,
  LAB_VPN_FAULTS,
  NETWORK_FAULTS,
} from './lab-faults.ts';
import { MUTUAL_TLS_FAULTS, TRUST_STORE_FAULTS } from './mutual-tls-faults.ts';
import { NAME_FAULTS } from './name-faults.ts';
import { RESOLVER_FAULTS } from './resolver-faults.ts';
import {
  ACTIVATION_FAULTS,
  CLOCK_FAULTS,
  HELLO_FAULTS,
  PORT_FAULTS,
  TIME_FAULTS,
  VANTAGE_FAULTS,
} from './service-faults.ts';
import { PROXY_FAULTS, VPN_PEER_FAULTS } from './tunnel-faults.ts';
import { WEBSOCKET_FAULTS } from './websocket-faults.ts';

/**
 * The fault matrix: each fault is planted in a peer, asked as the product asks, and must be told as one finding with its
 * reason, subject and fix, and nothing else. `docs/fault-matrix.md` is what this run saw; UPDATE_GOLDEN=1 renews it.
 */

const LAB = 'real peers in network namespaces';
const LOOPBACK = 'servers on loopback';
const AWS = 'the wire-level fake of AWS';

const TABLES: readonly (readonly [title: string, peers: string, faults: Faults])[] = [
  ['Network', LAB, NETWORK_FAULTS],
  ['Ports', LOOPBACK, PORT_FAULTS],
  ['Names', LAB, LAB_NAME_FAULTS],
  ['Name servers', LOOPBACK, NAME_FAULTS],
  ['Certificates', LOOPBACK, CERTIFICATE_FAULTS],
  ['Handshakes', LOOPBACK, HANDSHAKE_FAULTS],
  ['TLS servers and interception', LAB, LAB_TLS_FAULTS],
  ['Time', LAB, LAB_TIME_FAULTS],
  ['Time servers', LOOPBACK, TIME_FAULTS],
  ['Clocks of gateways', LOOPBACK, CLOCK_FAULTS],
  ['Proxies', LAB, LAB_PROXY_FAULTS],
  ['Proxies and SOCKS', LOOPBACK, PROXY_FAULTS],
  ['Services', LAB, LAB_SERVICE_FAULTS],
  ['Protocols of services', LOOPBACK, HELLO_FAULTS],
  ['Domain controllers', LAB, DOMAIN_FAULTS],
  ['WebSockets', LOOPBACK, WEBSOCKET_FAULTS],
  ['Activation', LOOPBACK, ACTIVATION_FAULTS],
  ['VPN devices and servers', LAB, LAB_VPN_FAULTS],
  ['IKE and OpenVPN', LOOPBACK, VPN_PEER_FAULTS],
  ['The vantage itself', LOOPBACK, VANTAGE_FAULTS],
  ['VPC endpoints, and AWS that does not answer', AWS, VPC_ENDPOINT_FAULTS],
  ['Gateways', AWS, GATEWAY_FAULTS],
  ['Shares, buckets and roles', AWS, FILE_SHARE_FAULTS],
  ['Load of gateways', AWS, GATEWAY_LOAD_FAULTS],
  ['Domains of gateways', AWS, DIRECTORY_FAULTS],
  ['Site-to-Site VPN', AWS, VPN_FAULTS],
  ['Instance Connect', AWS, INSTANCE_CONNECT_FAULTS],
  ['Logins through Instance Connect', AWS, INSTANCE_LOGIN_FAULTS],
  ['Transit gateways', AWS, TRANSIT_GATEWAY_FAULTS],
  ['Direct Connect', AWS, DIRECT_CONNECT_FAULTS],
  ['DNS forwarding', AWS, RESOLVER_FAULTS],
  ['Client VPN', AWS, CLIENT_VPN_FAULTS],
  ['Rules and routes of a path', AWS, PATH_FAULTS],
  ['Client certificates at a load balancer', AWS, MUTUAL_TLS_FAULTS],
  ['Trust stores', AWS, TRUST_STORE_FAULTS],
];

const PAGE = new URL('../../docs/fault-matrix.md', import.meta.url);
/** Names their number. */
const PROOF = new URL('../../docs/proof.md', import.meta.url);
const probes: readonly Probe[] = PROBES;
const faults = TABLES.flatMap(([, peers, table]) =>
  Object.entries(table).map(([id, fault]) => ({ id, peers, fault })),
);
/** What this run saw, by fault. */
const seen = new Map<string, readonly string[]>();

/** The endpoint's own name is longer than any table has room for. */
const cell = (text: string) =>
  text.replaceAll(ENDPOINT, 'ENDPOINT').replaceAll('|', '\\|').replaceAll('\n', ' ');
const cells = (lines: readonly string[]) =>
  lines.length === 0 ? 'no finding' : lines.map(cell).join('<br>');

function rowOf(id: string, { planted, expected }: Fault): string {
  const lines = seen.get(id);
  const told =
    lines === undefined ? 'not run' : isDeepStrictEqual(lines, expected) ? 'the same' : cells(lines);
  return `| \`${id}\` | ${cell(planted)} | ${cells(expected)} | ${told} |`;
}

function page(): string {
  const count = faults.length;
  return [
    '# The fault matrix',
    '',
    `<!-- Made by UPDATE_GOLDEN=1 npm test -- test/matrix. Do not edit. -->`,
    '',
    `${count} faults. A test plants each of them, asks as gatewatch asks, and compares every finding that is not healthy`,
    'with the column *expected*: check, status, reason, severity, subjects, and the fix where there is one. A finding more or',
    'less fails the test, and so does a reason that no fault produces. *No finding*: the fault must not be reported as one.',
    'PORT is a port of this run; ENDPOINT is the DNS name of a Storage Gateway VPC endpoint.',
    '',
    'Run it: `npm test -- test/matrix`. Real peers need root and the packages of `.ci/packages`.',
    ...TABLES.flatMap(([title, peers, table]) => [
      '',
      `## ${title}`,
      '',
      `Planted in ${peers}.`,
      '',
      '| fault | planted | expected | seen |',
      '|---|---|---|---|',
      ...Object.entries(table).map(([id, fault]) => rowOf(id, fault)),
    ]),
    '',
  ].join('\n');
}

test('no two faults share an id', () => {
  const ids = faults.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
  assert(faults.filter(({ fault }) => fault.expected.length > 0).length >= 150);
});

/** `check reason` of what a line of `describeSeen` tells: its own reason, and those of faults beside it. */
function reasonsIn(line: string): readonly string[] {
  const [check = '', , own = ''] = line.split(' ');
  const besides = [...line.matchAll(/ \(([a-z0-9-]+)\)/g)].map(([, reason = '']) => reason);
  return [own, ...besides].map((reason) => `${check} ${reason}`);
}

test('every reason of the contract is produced by a fault', () => {
  const told = faults.flatMap(({ fault }) => fault.expected.flatMap(reasonsIn));
  const produced = new Set(told);
  const ofAnyKind = new Set(told.map((one) => one.split(' ')[1]));
  assert.deepEqual(
    probes
      .flatMap(({ kind, reasons }) => Object.keys(reasons).map((reason) => `${kind} ${reason}`))
      .filter((one) => !produced.has(one)),
    [],
  );
  assert.deepEqual(
    Object.keys(COMMON_REASONS).filter((reason) => !ofAnyKind.has(reason)),
    [],
  );
});

async function plant(id: string, fault: Fault, t: Parameters<Fault['see']>[0]): Promise<void> {
  const findings = await fault.see(t);
  const lines = describeSeen(findings);
  seen.set(id, lines);
  assert.deepEqual(lines, fault.expected);
  const { sentence, runbook } = await toldOf(findings);
  assert.doesNotMatch(sentence, /\{[a-zA-Z]+\}/, 'a placeholder is left');
  if (fault.expected.length > 0) assert(runbook !== null && runbook.steps.length > 0, 'there are no steps');
}

const hasLab = labOrExplain('the fault matrix in real peers', LAB_TOOLS);

const plantAll = (wanted: string) => {
  for (const { id, peers, fault } of faults)
    if (peers === wanted) test(`${id}: ${fault.planted}`, (t) => plant(id, fault, t));
};

describe('before the fake of AWS', { concurrency: 4 }, () => plantAll(AWS));
// One after the other: many connections to one address at a time are a separate fault.
describe('on loopback', () => plantAll(LOOPBACK));

if (hasLab)
  describe('in real peers', () => {
    const cleanUps: (() => Promise<void>)[] = [];
    closeWith({ after: (cleanUp) => cleanUps.push(cleanUp) });
    after(async () => {
      for (const cleanUp of cleanUps.reverse()) await cleanUp();
    });
    plantAll(LAB);
  });

if (hasLab)
  test('the page is what this run saw', () => {
    if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(PAGE, page());
    assert.equal(readFileSync(PAGE, 'utf8'), page());
    assert.match(readFileSync(PROOF, 'utf8'), new RegExp(`${faults.length} of ${faults.length}`));
  });
