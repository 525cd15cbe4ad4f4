import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Finding } from '../../lib/core/finding.ts';
import type { Observation, Question } from '../../lib/core/observation.ts';
import type { PlannedQuestion } from '../../lib/core/plan.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { vpn } from '../../lib/probes/vpn/kind.ts';
import { judgeAll } from '../../lib/stages/check/judge.ts';
import { planQuestions } from '../../lib/stages/check/plan.ts';
import { siteToSiteVpn } from '../../lib/targets/site-to-site-vpn.ts';
import { askControl } from '../support/ask-control.ts';
import { FAKE, type FakeVpn, fakeVpnServices } from '../support/fake-vpn.ts';
import { readClients } from '../support/read-clients.ts';
import { askFrom } from './support/ask.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { type Link, openVpnSite, VPN_SITE, type VpnSite } from './support/vpn-site.ts';

/** The target as gatewatch.yaml has it: the connection, and a port beyond it. */
const QUESTIONS: readonly PlannedQuestion[] = planQuestions(
  {
    vantage: 'vpc',
    targets: [
      {
        name: 'idc',
        type: siteToSiteVpn.type,
        fields: siteToSiteVpn.fields.parse({ vpn: FAKE.vpn, beyond: [`${VPN_SITE.beyond}:22`] }),
      },
    ],
    context: {
      endpoints: new Map(),
      place: { vpc: FAKE.vpc, subnets: [FAKE.subnets[0]] },
    },
    timeoutMs: 3000,
    attempts: 2,
  },
  PROBES,
).questions;
const isControl = ({ question }: PlannedQuestion) => question.kind === vpn.kind;
const BEYOND = QUESTIONS.filter((one) => !isControl(one)).map(({ question }) => question);

/** A lab whose AWS tells of the connection what the namespaces show at the moment it is asked. */
async function open(t: TestContext) {
  const site = await openVpnSite(t);
  let world: FakeVpn = await site.world();
  const aws = await readClients(
    t,
    fakeVpnServices(() => world),
  );
  const readAws = async (): Promise<Observation> => {
    world = await site.world();
    const [planned] = QUESTIONS.filter(isControl);
    assert(planned !== undefined);
    const { kind: _kind, ...spec } = planned.question;
    return askControl(vpn, spec, aws);
  };
  return { site, readAws };
}

function judged(ofAws: Observation, ofPort: Observation): readonly Finding[] {
  return judgeAll(
    QUESTIONS.map((planned) => ({ planned, observation: isControl(planned) ? ofAws : ofPort })),
    PROBES,
  );
}

async function runChecks(
  site: VpnSite,
  readAws: () => Promise<Observation>,
  questions: readonly Question[] = BEYOND,
) {
  const [ofAws, { observations }] = await Promise.all([readAws(), askFrom(site.vantage, questions)]);
  const [ofPort] = observations;
  assert(ofPort !== undefined);
  return judged(ofAws, ofPort);
}

const told = (findings: readonly Finding[]) =>
  findings.map(({ check, status, reason }) => `${check} ${status} ${reason ?? '-'}`);
const WELL = ['port healthy -', 'vpn healthy -'];

/** What one run says while each link is pulled: never more than one failed finding. */
const PULLED: Readonly<Record<Link, readonly string[]>> = {
  'first-tunnel': ['port healthy -', 'vpn degraded tunnel-down'],
  'second-tunnel': ['port healthy -', 'vpn degraded tunnel-down'],
  'both-tunnels': ['port unknown blocked-by', 'vpn failed tunnels-down'],
  'accepted-routes': ['port unknown blocked-by', 'vpn failed tunnel-without-routes'],
  propagation: ['port unknown blocked-by', 'vpn failed route-not-propagated'],
  attachment: ['port unknown blocked-by', 'vpn failed vpn-gateway-not-attached'],
  connection: ['port unknown blocked-by', 'vpn failed vpn-missing'],
  site: ['port failed port-unreachable', 'vpn healthy -'],
};

/** Runs of the product's default alarm. */
const FAILING = 2;
const OF = 3;

function pages(statuses: readonly string[]): number {
  return statuses.filter((_, run) => {
    const window = statuses.slice(Math.max(0, run - OF + 1), run + 1);
    return window.filter((status) => status === 'failed').length >= FAILING;
  }).length;
}

if (labOrExplain('a VPN path whose links are pulled one by one', ['nft'])) {
  // Each has namespaces of its own, and waits for most of its time.
  describe('a VPN path', { concurrency: 3 }, () => {
    test('each link that is pulled is one finding with its reason within one run, and gone after the next', async (t) => {
      const { site, readAws } = await open(t);
      assert.deepEqual(told(await runChecks(site, readAws)), WELL);
      for (const [link, expected] of Object.entries(PULLED) as [Link, readonly string[]][]) {
        await site.pull(link);
        const findings = await runChecks(site, readAws);
        assert.deepEqual(told(findings), expected, `${link} is pulled`);
        assert(findings.filter(({ status }) => status === 'failed').length <= 1, link);
        await site.restore(link);
        assert.deepEqual(told(await runChecks(site, readAws)), WELL, `${link} is back`);
      }
    });

    test('the second tunnel takes over, and with the first one back nothing is left of it', async (t) => {
      const { site, readAws } = await open(t);
      await site.pull('first-tunnel');
      const [port, connection] = await runChecks(site, readAws);
      assert.equal(port?.status, 'healthy');
      assert.deepEqual(
        connection?.faults.map(({ subject, severity }) => [subject, severity]),
        [[FAKE.tunnels[0], 'warning']],
      );
      await site.pull('second-tunnel');
      assert.deepEqual(told(await runChecks(site, readAws)), PULLED['both-tunnels']);
      await site.restore('second-tunnel');
      const after = await runChecks(site, readAws);
      assert.deepEqual(told(after), PULLED['first-tunnel']);
    });

    test('another target beyond the tunnels is cut off with them, and is no second outage', async (t) => {
      const { site, readAws } = await open(t);
      await site.pull('both-tunnels');
      const [ofAws, { observations }] = await Promise.all([readAws(), askFrom(site.vantage, BEYOND)]);
      const [ofPort] = observations;
      assert(ofPort !== undefined);
      const answered = [
        ...QUESTIONS.map((planned) => ({ planned, observation: isControl(planned) ? ofAws : ofPort })),
        ...BEYOND.map((question) => ({
          planned: { vantage: 'vpc', target: 'database', question, shown: true },
          observation: ofPort,
        })),
      ];
      assert.deepEqual(told(judgeAll(answered, PROBES)), [
        ...PULLED['both-tunnels'],
        'port unknown blocked-by',
      ]);
    });

    test('200 runs under a seeded loss of 2 % send no page under 2 of 3', async (t) => {
      const { site, readAws } = await open(t);
      await site.lose(20, 20_261_121);
      const [question] = BEYOND;
      assert(question !== undefined);
      const runs = Array.from({ length: 200 }, () => question);
      const before = await readAws();
      const { observations } = await askFrom(site.vantage, runs, { inTurn: true, budgetMs: 120_000 });
      // A packet that is lost changes no tunnel and no route: what AWS tells at the begin and at the end stands for all runs.
      const after = await readAws();
      const statuses = observations.map((observation, run) =>
        judged(run < 100 ? before : after, observation).some(({ status }) => status === 'failed')
          ? 'failed'
          : 'well',
      );
      const lost = await site.lost();
      assert.equal(statuses.length, 200);
      assert(lost >= 10, `only ${lost} packets were lost`);
      assert.equal(
        pages(statuses),
        0,
        `${statuses.filter((status) => status === 'failed').length} runs failed`,
      );
      t.diagnostic(
        `${lost} packets lost, ${statuses.filter((status) => status === 'failed').length} of 200 runs failed`,
      );
    });

    test('a path that loses nearly everything does page, at the second run', async (t) => {
      const { site, readAws } = await open(t);
      await site.lose(990, 20_261_121);
      const statuses: string[] = [];
      for (let run = 0; run < OF && pages(statuses) === 0; run += 1) {
        const findings = await runChecks(site, readAws);
        statuses.push(findings.some(({ status }) => status === 'failed') ? 'failed' : 'well');
      }
      assert.deepEqual([pages(statuses), statuses.length], [1, FAILING]);
    });
  });
}
