import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../../lib/core/locale.ts';
import { tls } from '../../../lib/probes/tls/kind.ts';
import { tlsSpec } from '../../../lib/probes/tls/spec.ts';
import { renderFinding } from '../../../lib/report/text/render-finding.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';
import { samples } from './samples.ts';

/** What every text may name, whatever the kind adds. */
const ALWAYS = ['subject', 'host', 'port', 'address', 'target', 'vantage'];

for (const locale of LOCALES) {
  test(`every text in ${locale} names only values that its reason has`, async () => {
    const { texts } = await tls.runbook[locale]();
    const { glossary = {} } = texts;
    for (const { spec, observation } of samples) {
      const judged = tls.judge([{ spec: tlsSpec.parse(spec), observation }]);
      for (const { reason, values, dueTo } of judged.faults) {
        // What lies lower is told in the words of the lower kind.
        if (dueTo !== undefined) continue;
        const explained = Object.entries(values ?? {}).filter(([, value]) =>
          Object.hasOwn(glossary, String(value)),
        );
        const known = new Set([
          ...ALWAYS,
          ...Object.keys(values ?? {}),
          ...explained.map(([name]) => `${name}Means`),
        ]);
        const text = Object.entries(texts.reasons).find(([known]) => known === reason)?.[1];
        assert.ok(text);
        const { title, summary, meaning, causes, steps } = text;
        for (const one of [title, summary, meaning, ...causes, ...steps]) {
          for (const [, name = ''] of one.matchAll(/\{([^}]*)\}/g)) {
            assert.ok(known.has(name), `${reason} has no {${name}}: ${one}`);
          }
        }
      }
    }
  });
}

test('the commands ask with the server name that was sent', async () => {
  const intercepted = samples.find(({ expect }) => expect.reason === 'tls-intercepted');
  assert.ok(intercepted);
  const question = { kind: 'tls', ...(intercepted.spec as object) };
  const [finding] = judgeAll(
    [
      {
        planned: { vantage: 'v', target: 't', shown: true, question },
        observation: intercepted.observation,
      },
    ],
    [tls],
  );
  assert.ok(finding);
  const { runbook } = await renderFinding(finding, [tls], 'en');
  const host = 'client-cp.storagegateway.us-east-1.amazonaws.com';
  assert.deepEqual(runbook?.commands.slice(0, 2), [
    `sslcheck -d ${host} -p 1026`,
    `openssl s_client -connect ${host}:1026 -servername ${host} -showcerts </dev/null`,
  ]);
  assert.match(runbook?.steps.join('\n') ?? '', /\*\.storagegateway\.<region>\.amazonaws\.com/);
});

test('a host that is none of AWS gets no advice for gateways', async () => {
  const ours = samples.filter(
    ({ spec: { host, acceptNames } }: { spec: { host: string; acceptNames?: readonly string[] } }) =>
      [host, ...(acceptNames ?? [])].includes('wiki.corp.example'),
  );
  assert.deepEqual(
    new Set(ours.map(({ expect }) => expect.reason)),
    new Set(['tls-untrusted-ca', 'tls-self-signed', 'tls-intercepted']),
  );
  for (const { spec, observation } of ours) {
    const planned = {
      vantage: 'v',
      target: 't',
      shown: true,
      question: { kind: 'tls', ...(spec as object) },
    };
    const [finding] = judgeAll([{ planned, observation }], [tls]);
    assert.ok(finding);
    for (const locale of LOCALES) {
      const { summary, runbook } = await renderFinding(finding, [tls], locale);
      const { meaning, causes, steps, commands, links } = runbook ?? assert.fail();
      const said = [summary, meaning, ...causes, ...steps, ...commands, ...links].join('\n');
      assert.doesNotMatch(said, /storage ?gateway|amazon|sslcheck|1026/i, locale);
      assert.doesNotMatch(said, /(^|[^?])\?( |\.|$)/m, locale);
    }
  }
});
