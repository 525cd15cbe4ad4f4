import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../lib/core/finding.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import type { Observation, Question } from '../../../lib/core/observation.ts';
import type { TargetPath } from '../../../lib/core/path.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { pathPicture } from '../../../lib/report/html/path-picture.ts';
import { pathLine, pathMarkdown } from '../../../lib/report/path/path-line.ts';
import { tracePaths } from '../../../lib/report/path/trace-target.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';
import { described, ID, tunnel } from '../../probes/vpn/samples.ts';

const HOST = 'vpce-0123.example.com';
const ADDRESSES = ['10.0.1.5', '10.0.1.6', '10.0.1.7'];

type Answer = 'open' | 'silent' | 'refused';

/** Findings of one endpoint: how each address answers on each port. */
function endpoint(
  ports: readonly number[],
  answer: (address: string, port: number) => Answer,
): readonly Finding[] {
  const answers = ports.flatMap((port) =>
    ADDRESSES.map((address) => {
      const outcome = answer(address, port);
      const code = outcome === 'refused' ? { code: 'ECONNREFUSED' } : {};
      return { address, port, attempts: 1, answer: { outcome, elapsedMs: 12, ...code } };
    }),
  );
  return judge([
    [
      { kind: 'dns', host: HOST },
      {
        outcome: 'answered',
        addresses: ADDRESSES,
        from: 'dns',
        elapsedMs: 4,
        servers: ['10.0.0.2'],
      } as Observation,
    ],
    [
      { kind: 'port', host: HOST, ports: ports.map((port) => ({ port })) },
      { outcome: 'asked', answers } as Observation,
    ],
  ]);
}

function judge(asked: readonly (readonly [Question, Observation])[]): readonly Finding[] {
  return judgeAll(
    asked.map(([question, observation]) => ({
      planned: { vantage: 'seoul', target: 'thing', shown: true, question },
      observation,
    })),
    PROBES,
  );
}

function lines(findings: readonly Finding[], locale: (typeof LOCALES)[number] = 'en'): readonly string[] {
  return traced(findings, locale).lanes.map(({ hops }) => pathLine(hops, locale));
}

function traced(findings: readonly Finding[], locale: (typeof LOCALES)[number] = 'en'): TargetPath {
  const [path, ...others] = tracePaths(findings, PROBES, locale);
  assert(path !== undefined && others.length === 0);
  return path;
}

test('a path in order is one line: equal addresses and ports fold', () => {
  const findings = endpoint([443, 1026, 1031], () => 'open');
  assert.deepEqual(lines(findings), ['seoul → name 4 ms → 3 addresses → 3 ports 12 ms']);
  assert.equal(traced(findings).status, 'healthy');
});

test('the port that is broken stands apart, first, by shape and by word', () => {
  const findings = endpoint([443, 1026, 1031], (_, port) => (port === 1031 ? 'silent' : 'open'));
  assert.deepEqual(lines(findings), [
    'seoul → name 4 ms → 3 addresses → ✗ port :1031 FAILED',
    'seoul → name 4 ms → 3 addresses → 2 ports 12 ms',
  ]);
});

test('an address that answers nowhere stands apart from those that do', () => {
  const findings = endpoint([443, 1026], (address) => (address === '10.0.1.6' ? 'silent' : 'open'));
  assert.deepEqual(lines(findings), [
    'seoul → name 4 ms → 10.0.1.6 → ! 2 ports DEGRADED',
    'seoul → name 4 ms → 2 addresses → 2 ports 12 ms',
  ]);
});

test('what stands behind a broken hop is not reached', () => {
  const findings = judge([
    [
      { kind: 'dns', host: HOST },
      { outcome: 'no-such-name', rcode: 'NXDOMAIN', elapsedMs: 3, servers: ['10.0.0.2'] } as Observation,
    ],
    [
      { kind: 'port', host: HOST, ports: [{ port: 443 }] },
      { outcome: 'unresolved', lookup: 'no-such-name' } as Observation,
    ],
  ]);
  assert.deepEqual(lines(findings), ['seoul → ✗ name FAILED → ○ port :443 not reached']);
});

test('a tunnel that is down leaves the device behind it unreached, and the route before it passed', () => {
  const tunnels = ['203.0.113.1', '203.0.113.2'].map((one) =>
    tunnel(one, { status: 'DOWN', statusMessage: 'IPSEC IS DOWN', acceptedRoutes: 0 }),
  );
  assert.deepEqual(lines(judge([[{ kind: 'vpn', vpn: ID }, described({ tunnels })]])), [
    'seoul → route → VPN gateway → ✗ 2 tunnels 0/2 FAILED → ○ VPN device 198.51.100.10 not reached',
  ]);
  assert.deepEqual(lines(judge([[{ kind: 'vpn', vpn: ID }, described()]])), [
    'seoul → route → VPN gateway → 2 tunnels 2/2 → VPN device 198.51.100.10',
  ]);
});

test('every kind draws its samples: what is not healthy shows on a hop', async () => {
  for (const { kind } of PROBES) {
    const { samples } = (await import(`../../probes/${kind}/samples.ts`)) as {
      readonly samples: readonly { readonly spec: object; readonly observation: Observation }[];
    };
    for (const { spec, observation } of samples) {
      const findings = judge([[{ ...spec, kind }, observation]]);
      const [status] = findings.map((one) => one.status);
      const path = traced(findings);
      const looks = path.lanes.map((lane) => lane.status);
      const told = status === 'healthy' || looks.includes(status ?? 'failed');
      // What is well because nothing is there has no path to draw.
      assert(
        told && (looks.length > 0 || status === 'healthy'),
        `${kind} ${findings[0]?.reason} is ${looks.join(', ')}`,
      );
    }
  }
});

test('every language has its own words, and the same shapes', () => {
  const findings = endpoint([443, 1031], (_, port) => (port === 1031 ? 'refused' : 'open'));
  assert.equal(lines(findings, 'ko')[0], 'seoul → 이름 4 ms → 3개 주소 → ✗ 포트 :1031 실패');
  assert.equal(lines(findings, 'fr')[0], 'seoul → nom 4 ms → 3 adresses → ✗ port :1031 EN PANNE');
});

test('Markdown makes the broken hop bold', () => {
  const [worst] = traced(endpoint([1031], () => 'refused')).lanes;
  assert.equal(
    pathMarkdown(worst?.hops ?? [], 'en'),
    'seoul → name 4 ms → 3 addresses → **✗ port :1031 FAILED**',
  );
});

test('the picture marks the broken hop with an octagon and a word', () => {
  for (const locale of LOCALES) {
    const { markup } = pathPicture(
      traced(
        endpoint([1031], () => 'refused'),
        locale,
      ),
      locale,
    );
    assert.match(markup, /<li class="hop failed"><svg [^>]*><path d="M6\.3 1h7\.4/);
    assert.match(markup, /<span class="state">(FAILED|실패|EN PANNE)<\/span>/);
  }
});

test('lanes that would not be looked at are counted', () => {
  const answers: readonly Answer[] = ['open', 'silent', 'refused'];
  const ports = Array.from({ length: 200 }, (_, index) => index + 1);
  const findings = endpoint(
    ports,
    (address, port) => answers[(port + ADDRESSES.indexOf(address)) % 3] ?? 'open',
  );
  const path = traced(findings);
  assert(path.lanes.length + (path.lanesLeftOut ?? 0) < 12, String(path.lanes.length));
});
