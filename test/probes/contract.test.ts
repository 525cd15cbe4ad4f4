import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AwsRefusal } from '../../lib/core/errors.ts';
import { CHANGE_WORDS } from '../../lib/core/last-good.ts';
import { LOCALES, type Locale } from '../../lib/core/locale.ts';
import type { NameResolver } from '../../lib/core/names.ts';
import { HOPS } from '../../lib/core/path.ts';
import type { Probe } from '../../lib/core/probe.ts';
import { COMMON_REASONS } from '../../lib/core/reason.ts';
import type { ReasonText, Remedy } from '../../lib/core/runbook.ts';
import { deadlineIn, systemClock } from '../../lib/core/time.ts';
import { renderFinding } from '../../lib/report/text/render-finding.ts';
import { probeToDos } from '../../scripts/probe-to-dos.ts';
import './judged-samples.ts';
import { assertSurvivesJson, judgeSample, KINDS, type Sample, samplesOf } from './every-sample.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What every kind keeps to, without anybody having to remember it: this suite walks the registry. */

test('no two kinds share a name, and no two reasons', () => {
  const kinds = KINDS.map(({ kind }) => kind);
  assert.equal(new Set(kinds).size, kinds.length);
  const reasons = [...KINDS.flatMap((probe) => Object.keys(probe.reasons)), ...Object.keys(COMMON_REASONS)];
  assert.deepEqual(
    reasons.filter((reason, index) => reasons.indexOf(reason) !== index),
    [],
  );
  for (const name of [...kinds, ...reasons]) assert.match(name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
});

const lostOnTheWay = {
  'a map': new Map([['a', 1]]),
  'a date': new Date(0),
  'what is undefined': undefined,
  'no number': Number.NaN,
  'a list with a gap': [undefined],
};
for (const [what, value] of Object.entries(lostOnTheWay)) {
  test(`${what} in an observation does not survive JSON`, () => {
    assert.throws(
      () => assertSurvivesJson({ outcome: 'answered', deep: [{ value }] }),
      assert.AssertionError,
    );
  });
}

for (const [place, probe] of KINDS.entries()) {
  const { kind } = probe;
  const reasons = Object.keys(probe.reasons);

  test(`${kind}: what it needs stands before it in the registry`, () => {
    const before = KINDS.slice(0, place).map((other) => other.kind);
    assert.deepEqual(
      probe.needs.filter((needed) => !before.includes(needed)),
      [],
    );
  });

  test(`${kind}: its hops stand in the path's order, and one takes the reasons that no other takes`, () => {
    const { hops } = probe;
    assert.equal(hops.filter((hop) => hop.reasons === undefined).length, 1);
    const names = hops.map(({ name }) => name);
    assert.deepEqual(
      names,
      [...names].sort((a, b) => HOPS.indexOf(a) - HOPS.indexOf(b)),
    );
    const taken = hops.flatMap((hop) => hop.reasons ?? []);
    assert.deepEqual(taken, [...new Set(taken)]);
  });

  test(`${kind}: only what is asked of AWS has IAM actions`, () => {
    assert.equal(probe.permissions.length > 0, probe.from === 'control');
    for (const action of probe.permissions) assert.match(action, /^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/);
  });

  test(`${kind}: every reason has its texts in every language, and no text is left over`, async () => {
    const { remedies } = await probe.runbook.remedies();
    assert.deepEqual(Object.keys(remedies).sort(), [...reasons].sort());
    for (const locale of LOCALES) {
      const { texts } = await probe.runbook[locale]();
      assert.notEqual(texts.healthy.trim(), '');
      assert.deepEqual(Object.keys(texts.reasons).sort(), [...reasons].sort(), locale);
      for (const [reason, text] of Object.entries(texts.reasons)) assertText(text, `${reason} in ${locale}`);
    }
    for (const { commands, links } of Object.values(remedies)) {
      for (const link of links) assert.match(link, /^https:\/\/\S+$/);
      for (const command of commands) assert.equal(command, command.trim());
    }
  });

  test(`${kind}: nothing is left to write`, () => {
    const left = probeToDos(kind, ROOT);
    assert(left.length === 0, `${left.length} left to write:\n${left.join('\n')}`);
  });

  test(`${kind}: what it is recognised by has words for its change in every language`, async () => {
    if (probe.fingerprints === undefined) return;
    for (const locale of LOCALES) {
      const { glossary = {} } = (await probe.runbook[locale]()).texts;
      for (const word of CHANGE_WORDS) {
        const sentence = glossary[word] ?? '';
        const wanted = word === 'changed-since-good' ? ['before', 'now', 'until'] : ['before', 'until'];
        assert.deepEqual([...placeholdersOf([sentence])].sort(), wanted, `${locale}: ${word}`);
        if (locale === 'ko') assert.doesNotMatch(sentence, PARTICLE_AFTER_VALUE);
        if (locale === 'fr') assert.doesNotMatch(sentence, NO_SPACE_BEFORE);
      }
    }
  });

  test(`${kind}: Korean puts no value before a particle, and is Korean`, async () => {
    const { texts } = await probe.runbook.ko();
    for (const [reason, text] of Object.entries(texts.reasons)) {
      for (const sentence of sentencesOf(text)) {
        assert.doesNotMatch(sentence, PARTICLE_AFTER_VALUE, `${reason}: ${sentence}`);
        // What is put together of values alone is Korean where they are.
        if (/\p{L}/u.test(sentence.replace(PLACEHOLDER, '')))
          assert.match(sentence, /[가-힣]/, `${reason}: ${sentence}`);
      }
    }
  });

  test(`${kind}: French sets a space before its high punctuation`, async () => {
    const { texts } = await probe.runbook.fr();
    for (const [reason, text] of Object.entries(texts.reasons)) {
      for (const sentence of sentencesOf(text)) {
        assert.doesNotMatch(sentence, NO_SPACE_BEFORE, `${reason}: ${sentence}`);
      }
    }
  });

  test(`${kind}: its questions are parsed, and unknown keys refused`, async () => {
    const { specs } = await samplesOf(kind);
    assert(specs.length > 0);
    for (const spec of specs) {
      assert.equal(probe.spec.safeParse(spec).success, true, JSON.stringify(spec));
      assert.equal(probe.spec.safeParse({ ...spec, nonsense: 1 }).success, false, JSON.stringify(spec));
    }
    for (const rubbish of [undefined, null, 7, 'x', [], {}])
      assert.equal(probe.spec.safeParse(rubbish).success, false, JSON.stringify(rubbish));
  });

  test(`${kind}: its samples show every reason, and are judged as they say`, async () => {
    const { samples } = await samplesOf(kind);
    for (const sample of samples) {
      const { status, reason } = judgeSample(probe, sample);
      assert.deepEqual({ status, reason }, sample.expect, JSON.stringify(sample.observation).slice(0, 300));
    }
    const shown = new Set(
      samples.flatMap((sample) => judgeSample(probe, sample).faults.map(({ reason }) => reason)),
    );
    assert.deepEqual(
      reasons.filter((reason) => !shown.has(reason)),
      [],
    );
  });

  test(`${kind}: every fault is about something that the evidence shows`, async () => {
    for (const sample of (await samplesOf(kind)).samples) {
      const { evidence, faults } = judgeSample(probe, sample);
      const subjects = new Set(evidence.map(({ subject }) => subject));
      for (const { subject } of faults)
        assert(subjects.has(subject), `${subject} of ${[...subjects].join(', ')}`);
    }
  });

  test(`${kind}: every placeholder has a value whenever its reason is told`, async () => {
    for (const sample of (await samplesOf(kind)).samples) {
      const finding = judgeSample(probe, sample);
      const { reason } = finding;
      if (reason === null || reason in COMMON_REASONS || isAlwaysExplained(probe, sample, reason)) continue;
      for (const locale of LOCALES) {
        const { texts } = await probe.runbook[locale]();
        const text = texts.reasons[reason];
        assert(text !== undefined);
        for (const name of placeholdersOf(sentencesOf(text))) {
          const told = await renderFinding(finding, [saying(probe, `{${name}}`)], locale);
          const seen = JSON.stringify(finding.faults[0]);
          assert.notEqual(told.summary, '?', `{${name}} of ${reason} is not known: ${seen}`);
        }
      }
    }
  });

  test(`${kind}: every command can be filled in for some sample`, async () => {
    const { remedies } = await probe.runbook.remedies();
    const filled = new Map<string, boolean>();
    for (const sample of (await samplesOf(kind)).samples) {
      const finding = judgeSample(probe, sample);
      for (const { reason } of finding.faults) {
        for (const command of remedies[reason]?.commands ?? []) {
          const told = await renderFinding({ ...finding, reason }, [saying(probe, '', [command])], 'en');
          filled.set(command, filled.get(command) === true || told.runbook?.commands.length !== 0);
        }
      }
    }
    assert.deepEqual(
      [...filled].filter(([, some]) => !some).map(([command]) => command),
      [],
    );
  });

  const surroundings = {
    'when names are never answered': neverAnswered(),
    'when nothing answers as it should': everythingIsLoopback(),
  };
  for (const [what, names] of Object.entries(surroundings)) {
    test(`${kind}: it ends in time and closes everything, ${what}`, async () => {
      for (const spec of (await samplesOf(kind)).specs) {
        const parsed = probe.spec.safeParse(spec);
        assert(parsed.success);
        const before = openSockets();
        const startedMs = performance.now();
        const deadline = deadlineIn(systemClock, BUDGET_MS);
        const context = { clock: systemClock, deadline, attempts: 2, names, aws: unansweringAws() };
        const ended = probe.observe(parsed.data, context).catch((error: unknown) => {
          // Only AWS may refuse; everything else is an outcome.
          assert(error instanceof AwsRefusal, String(error));
        });
        await ended;
        const elapsedMs = performance.now() - startedMs;
        assert(elapsedMs < BUDGET_MS + GRACE_MS, `${JSON.stringify(spec)} took ${Math.round(elapsedMs)} ms`);
        await wait(20);
        assert.deepEqual(openSockets(), before, JSON.stringify(spec));
      }
    });
  }
}

/** Particles change with the sound before them, which a value does not tell; units (초, 개) do not. */
const PARTICLE_AFTER_VALUE = /\}(?:은|는|이|가|을|를|과|와|으로|로|에|의|도|만|까지|부터|라|이라)/;
/** A colon in a setting (`zones: 1`) is not the sentence's. */
const NO_SPACE_BEFORE = /[\p{L}\d})»][;?!](\s|$)|\p{L}:\s(?!true|false|\d)/u;
const PLACEHOLDER = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g;
const BUDGET_MS = 150;
/** What a busy machine needs to notice; a kind that ignores the deadline takes far longer. */
const GRACE_MS = 1000;

function assertText(
  { title, summary, meaning, causes, steps, variants = {} }: ReasonText,
  where: string,
): void {
  for (const sentence of [title, summary, meaning, ...causes, ...steps]) {
    assert.equal(sentence, sentence.trim(), where);
    assert.notEqual(sentence, '', where);
  }
  assert(title.length <= 80, `${where}: a title is one line: ${title}`);
  assert(causes.length >= 1, `${where}: causes`);
  assert(steps.length >= 1 && steps.length <= 8, `${where}: ${steps.length} steps`);
  for (const [name, one] of Object.entries(variants)) {
    assertText({ title, summary, meaning, causes, steps, ...one }, `${where}, ${name}`);
  }
}

function sentencesOf({
  title,
  summary,
  meaning,
  causes,
  steps,
  variants = {},
}: ReasonText): readonly string[] {
  const others = Object.values(variants).map((one) => ({ title, summary, meaning, causes, steps, ...one }));
  return [title, summary, meaning, ...causes, ...steps, ...others.flatMap(sentencesOf)];
}

function placeholdersOf(sentences: readonly string[]): ReadonlySet<string> {
  return new Set(sentences.flatMap((one) => [...one.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '')));
}

/** A fault without an address is there because the name gave none: then `dns` is told, and never this reason. */
function isAlwaysExplained(probe: Probe, { spec, observation }: Sample, reason: string): boolean {
  const parsed = probe.spec.safeParse(spec);
  assert(parsed.success);
  const { faults } = probe.judge([{ spec: parsed.data, observation }]);
  return faults
    .filter((fault) => fault.reason === reason)
    .every(({ dueTo, address }) => dueTo !== undefined && address === undefined);
}

/** The kind with one text and some commands for every reason; its glossary stays. */
function saying(probe: Probe, sentence: string, commands: readonly string[] = []): Probe {
  const text: ReasonText = { title: sentence, summary: sentence, meaning: sentence, causes: [], steps: [] };
  const remedy: Remedy = { commands, links: [] };
  const each = <T>(value: T) =>
    Object.fromEntries(Object.keys(probe.reasons).map((reason) => [reason, value]));
  const textsIn = (locale: Locale) => async () => {
    const { texts } = await probe.runbook[locale]();
    return { texts: { ...texts, reasons: each(text) } };
  };
  return {
    ...probe,
    runbook: {
      en: textsIn('en'),
      ko: textsIn('ko'),
      fr: textsIn('fr'),
      remedies: async () => ({ remedies: each(remedy) }),
    },
  };
}

/** Obeys its signal, and that is all. */
function neverAnswered(): NameResolver {
  return {
    servers: [],
    lookup: async (_, signal) => {
      if (!signal.aborted)
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      return { outcome: 'silent', elapsedMs: 0 };
    },
  };
}

/** No sample's address is ever asked: names and addresses all lead to this machine. */
function everythingIsLoopback(): NameResolver {
  return {
    servers: [],
    lookup: async () => ({ outcome: 'answered', addresses: ['127.0.0.1'], from: 'dns', elapsedMs: 0 }),
  };
}

/** Whatever is asked of AWS takes until the signal, which comes last among the arguments. */
function unansweringAws(): unknown {
  const answer = (...args: readonly unknown[]) =>
    new Promise((_, reject) => {
      const signal = args.at(-1);
      assert(signal instanceof AbortSignal, 'AWS is asked without a signal');
      const refuse = () => reject(new AwsRefusal('unavailable', 'test:Never'));
      if (signal.aborted) refuse();
      else signal.addEventListener('abort', refuse, { once: true });
    });
  const reader = new Proxy({}, { get: () => answer });
  return new Proxy({}, { get: () => reader });
}

/** Sockets that are open now, by their kind. */
function openSockets(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => /TCP|UDP|TLS|Pipe(?!Wrap)|GetAddr|Query/.test(name));
}
