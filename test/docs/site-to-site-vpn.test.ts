import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { parseConfig } from '../../lib/config/load.ts';
import type { Finding } from '../../lib/core/finding.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { judgeAll } from '../../lib/stages/check/judge.ts';
import { planQuestions } from '../../lib/stages/check/plan.ts';
import { askControl } from '../support/ask-control.ts';
import { FAKE, type FakeVpn, fakeVpnServices } from '../support/fake-vpn.ts';
import { findTool } from '../support/programs.ts';
import { readClients } from '../support/read-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { deployed, readTemplate } from '../support/vpn-template.ts';

const PAGE = readFileSync(new URL('../../docs/site-to-site-vpn.md', import.meta.url), 'utf8');
const [TEMPLATE_TEXT = '', CONFIG_TEXT = ''] = [...PAGE.matchAll(/^```yaml\n(.*?)^```/gms)].map(
  ([, text]) => text ?? '',
);
const TEMPLATE = readTemplate(TEMPLATE_TEXT);
/** `| 1 | \`VpnGateway\` | … | \`reason\` |` */
const STEPS = [...PAGE.matchAll(/^\| (\d) \| `(\w+)` \| [^|]+ \| `([a-z-]+)` \|$/gm)].map(
  ([, step = '', resource = '', reason = '']) => ({ step, resource, reason }),
);
const SILENT = {
  outcome: 'asked',
  answers: [{ address: '10.60.1.10', port: 22, attempts: 2, answer: { outcome: 'silent', elapsedMs: 3000 } }],
};

/** Looks at the page's own target, in the world that its template makes; the port beyond answers nothing. */
async function runChecks(t: TestContext, world: FakeVpn): Promise<readonly Finding[]> {
  const [vantage] = parseConfig(CONFIG_TEXT).vantages;
  assert(vantage?.network !== undefined);
  const plan = planQuestions(
    {
      vantage: vantage.name,
      targets: vantage.targets,
      context: { endpoints: new Map(), place: vantage.network },
      timeoutMs: 3000,
      attempts: 2,
    },
    PROBES,
  );
  const aws = await readClients(
    t,
    fakeVpnServices(() => world),
  );
  const answered = await Promise.all(
    plan.questions.map(async (planned) => {
      const { kind, ...spec } = planned.question;
      const probe = PROBES.find((one) => one.kind === kind);
      assert(probe !== undefined);
      return { planned, observation: kind === 'port' ? SILENT : await askControl(probe, spec, aws) };
    }),
  );
  return judgeAll(answered, PROBES);
}

test('the page names every resource of its template once, in order', () => {
  assert.deepEqual(
    STEPS.map(({ resource }) => resource),
    Object.keys(TEMPLATE),
  );
  assert.equal(STEPS.length, 6);
});

test('with all six steps the connection is healthy', async (t) => {
  const findings = await runChecks(t, deployed(TEMPLATE));
  assert.deepEqual(
    findings.filter(({ check }) => check === 'vpn').map(({ status }) => status),
    ['healthy'],
  );
  // A port that is silent all the same is a fault of its own.
  assert.equal(findings.find(({ check }) => check === 'port')?.status, 'failed');
});

for (const { step, resource, reason } of STEPS) {
  test(`step ${step} forgotten: without ${resource} there is one failed finding, ${reason}`, async (t) => {
    const findings = await runChecks(t, deployed(TEMPLATE, resource));
    const failed = findings.filter(({ status }) => status === 'failed');
    assert.deepEqual(
      failed.map(({ check, reason: why }) => [check, why]),
      [['vpn', reason]],
    );
    const port = findings.find(({ check }) => check === 'port');
    assert.deepEqual([port?.status, port?.faults[0]?.blockedBy?.reason], ['unknown', reason]);
  });
}

test('propagation waits for the attachment, which CloudFormation cannot know', () => {
  assert.equal(TEMPLATE.SitePropagation?.DependsOn, 'VpnGatewayAttachment');
});

test('the page names no finding that does not exist', () => {
  const reasons = new Set(PROBES.flatMap((probe) => Object.keys(probe.reasons)));
  const named = [
    ...PAGE.matchAll(
      /`((?:vpn|tunnel|tunnels|route|customer-gateway|attachment|transit-route|return-route)-[a-z-]+)`/g,
    ),
  ];
  assert(named.length > 20);
  for (const [, name = ''] of named) assert(reasons.has(name), name);
});

test('cfn-lint finds nothing in the template', async (t) => {
  const linter = findTool('cfn-lint');
  if (linter === undefined) {
    assert.notEqual(process.env.CI, 'true', 'CI must have cfn-lint');
    return t.skip('cfn-lint is not installed');
  }
  const folder = await temporaryFolder(t, 'vpn');
  const file = join(folder, 'template.yaml');
  await writeFile(file, TEMPLATE_TEXT);
  const { stdout } = await promisify(execFile)(linter, ['--regions', 'ap-northeast-2', '--', file]);
  assert.equal(stdout.trim(), '');
});

test('the device’s address in the page is the one of its template', () => {
  assert.match(CONFIG_TEXT, new RegExp(FAKE.device.replaceAll('.', '[.]')));
});
