/** The files of a new kind, by their path from the project's folder. What a person has to write says TO-DO. */
export function newProbeFiles(kind: string): ReadonlyMap<string, string> {
  const name = kind.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const Type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const REASONS = `${kind.toUpperCase().replaceAll('-', '_')}_REASONS`;
  const folder = `lib/probes/${kind}`;
  return new Map([
    [
      `${folder}/spec.ts`,
      `import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { hostName, portNumber } from '../kit/fields.ts';

/** TO-DO: what is asked, in one sentence, and its fields: a zod/mini object that refuses unknown keys. */
export const ${name}Spec = z.lazy(() => z.strictObject({ host: hostName, port: portNumber }));
export type ${Type}Spec = z.infer<typeof ${name}Spec>;

/** The most severe first. */
export const ${REASONS} = {
  '${kind}-refused': { status: 'failed', severity: 'critical' },
  '${kind}-silent': { status: 'failed', severity: 'critical', silence: true },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type ${Type}Reason = keyof typeof ${REASONS};
`,
    ],
    [
      `${folder}/observe.ts`,
      `import type { ObserveContext } from '../../core/probe.ts';
import { askTcp, type TcpOutcome } from '../../net/tcp.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import type { ${Type}Spec } from './spec.ts';

/** One address, and what was seen there. */
export interface ${Type}Answer {
  readonly address: string;
  readonly attempts: number;
  readonly answer: TcpOutcome;
}

export type ${Type}Observation =
  | { readonly outcome: 'asked'; readonly answers: readonly ${Type}Answer[] }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/** TO-DO: ask more than a connection (lib/net), once for each address. What the network does is an outcome; only JSON is kept. */
export async function observe${Type}(
  { host, port }: ${Type}Spec,
  context: ObserveContext,
): Promise<${Type}Observation> {
  const resolved = await resolveHost(host, context);
  if (resolved.outcome !== 'answered') return resolved;
  const { deadline } = context;
  const answers = resolved.addresses.map(async (address) => ({
    address,
    attempts: 1,
    answer: await askTcp(address, port, deadline.remainingMs(), deadline.signal),
  }));
  return { outcome: 'asked', answers: await Promise.all(answers) };
}
`,
    ],
    [
      `${folder}/judge.ts`,
      `import type { Measurement } from '../../core/finding.ts';
import type { Asked, Judged } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import { judgeEach } from '../kit/findings.ts';
import type { ${Type}Observation } from './observe.ts';
import type { ${Type}Reason, ${Type}Spec } from './spec.ts';

type Asked${Type} = Asked<${Type}Spec, ${Type}Observation>;

/** TO-DO: which observation is which reason. A Judged (lib/core/probe.ts): evidence of every address, a fault for what is wrong. Pure. */
export function judge${Type}(asked: readonly Asked${Type}[]): Judged<${Type}Reason> {
  return judgeEach(asked, judgeOne);
}

function judgeOne({ spec: { host, port }, observation }: Asked${Type}): Judged<${Type}Reason> {
  const subject = placeName(host, port);
  if (observation.outcome === 'unresolved') {
    const { outcome, lookup } = observation;
    return {
      evidence: [{ subject, outcome, port, lookup }],
      faults: [{ reason: '${kind}-silent', subject, port, dueTo: 'dns' }],
    };
  }
  return {
    evidence: observation.answers.map(({ address, attempts, answer: { outcome } }) => ({
      subject,
      outcome,
      address,
      port,
      attempts,
    })),
    faults: observation.answers
      .filter(({ answer }) => answer.outcome !== 'open')
      .map(({ address, answer }) => ({
        reason: answer.outcome === 'refused' ? '${kind}-refused' : '${kind}-silent',
        subject,
        address,
        port,
        dueTo: 'port',
      })),
  };
}

/** TO-DO: measurements (name, value, unit, subject) worth drawing, or none. */
export function measure${Type}(asked: readonly Asked${Type}[]): readonly Measurement[] {
  return asked.flatMap(({ spec, observation }) =>
    observation.outcome === 'unresolved'
      ? []
      : observation.answers.map(({ answer: { elapsedMs } }) => ({
          name: '${Type}Time',
          value: elapsedMs,
          unit: 'Milliseconds' as const,
          subject: placeName(spec.host, spec.port),
        })),
  );
}
`,
    ],
    [
      `${folder}/kind.ts`,
      `import { defineProbe } from '../../core/probe.ts';
import { judge${Type}, measure${Type} } from './judge.ts';
import { observe${Type} } from './observe.ts';
import { ${REASONS}, ${name}Spec } from './spec.ts';

/** TO-DO: the question it answers; needs and hops (lib/core/path.ts) of its place on the path. */
export const ${name} = defineProbe({
  kind: '${kind}',
  from: 'vantage',
  needs: ['dns', 'port'],
  permissions: [],
  hops: [{ name: 'service', by: ['host', 'address', 'port'] }],
  spec: ${name}Spec,
  observe: observe${Type},
  reasons: ${REASONS},
  judge: judge${Type},
  measure: measure${Type},
  runbook: {
    en: () => import('./runbook.en.ts'),
    ko: () => import('./runbook.ko.ts'),
    fr: () => import('./runbook.fr.ts'),
    remedies: () => import('./runbook.remedies.ts'),
  },
});
`,
    ],
    [
      `${folder}/runbook.remedies.ts`,
      `import type { KindRemedies } from '../../core/runbook.ts';
import type { ${Type}Reason } from './spec.ts';

/** TO-DO: for each reason commands to paste, with values such as {address}, and https links of official pages. */
export const remedies: KindRemedies<${Type}Reason> = {
  '${kind}-refused': { commands: ['nc -vz -w 5 {address} {port}'], links: [] },
  '${kind}-silent': { commands: ['nc -vz -w 5 {address} {port}'], links: [] },
};
`,
    ],
    ...(['en', 'ko', 'fr'] as const).map((locale): readonly [string, string] => [
      `${folder}/runbook.${locale}.ts`,
      runbook(kind, Type, locale),
    ]),
    [
      `test/probes/${kind}/samples.ts`,
      `import type { ${Type}Answer, ${Type}Observation } from '../../../lib/probes/${kind}/observe.ts';
import type { ${Type}Reason, ${Type}Spec } from '../../../lib/probes/${kind}/spec.ts';
import type { Sample } from '../../support/sample.ts';

const spec: ${Type}Spec = { host: 'server.example.com', port: 80 };
export const specs: readonly ${Type}Spec[] = [spec, { host: '10.0.1.5', port: 80 }];

function asked(answer: ${Type}Answer['answer']): ${Type}Observation {
  return { outcome: 'asked', answers: [{ address: '10.0.1.5', attempts: 1, answer }] };
}

/** TO-DO: { spec, observation, expect } of every reason and of every outcome. */
export const samples: readonly Sample<${Type}Spec, ${Type}Observation, ${Type}Reason>[] = [
  { spec, observation: asked({ outcome: 'open', elapsedMs: 1 }), expect: { status: 'healthy', reason: null } },
  {
    spec,
    observation: asked({ outcome: 'refused', code: 'ECONNREFUSED', elapsedMs: 1 }),
    expect: { status: 'failed', reason: '${kind}-refused' },
  },
  {
    spec,
    observation: asked({ outcome: 'silent', elapsedMs: 3000 }),
    expect: { status: 'failed', reason: '${kind}-silent' },
  },
];
`,
    ],
  ]);
}

const WORDS = {
  en: { healthy: 'TO-DO: healthy.', title: 'TO-DO: title', text: 'TO-DO: {host}, port {port}.' },
  ko: {
    healthy: 'TO-DO: 정상입니다.',
    title: 'TO-DO: 제목',
    text: 'TO-DO: 설명 (호스트: {host}, 포트: {port})',
  },
  fr: { healthy: 'TO-DO : tout va bien.', title: 'TO-DO : titre', text: 'TO-DO : {host}, port {port}.' },
} as const;

function runbook(kind: string, type: string, locale: keyof typeof WORDS): string {
  const { healthy, title, text } = WORDS[locale];
  const reason = (name: string) => `    '${kind}-${name}': {
      title: '${title}',
      summary: '${text}',
      meaning: '${text}',
      causes: ['${text}'],
      steps: ['${text}'],
    },`;
  return `import type { KindTexts } from '../../core/runbook.ts';
import type { ${type}Reason } from './spec.ts';

export const texts: KindTexts<${type}Reason> = {
  healthy: '${healthy}',
  reasons: {
${reason('refused')}
${reason('silent')}
  },
};
`;
}

const KIND = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * The registry with one line more.
 *
 * @throws {Error} where the name is none, or taken
 */
export function withProbe(registry: string, kind: string): string {
  if (!KIND.test(kind)) throw new Error(`expected a name such as http-status, got "${kind}"`);
  if (registry.includes(`'./${kind}/kind.ts'`)) throw new Error(`the kind ${kind} is there already`);
  const name = kind.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return registry
    .replace(/(\n)(\nexport|\n\/\*\*)/, `$1import { ${name} } from './${kind}/kind.ts';$1$2`)
    .replace('\n] as const;', `\n  ${name},\n] as const;`);
}
