import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Channel } from '../../lib/channels/channel.ts';
import { CHANNELS } from '../../lib/channels/registry.ts';
import type { RenderedFinding } from '../../lib/core/report.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { reportPage } from '../../lib/report/html/html.ts';
import { statusPage } from '../../lib/report/html/status-page.ts';
import { reportMarkdown } from '../../lib/report/markdown/markdown.ts';
import { chatNotification } from '../../lib/report/message/chat.ts';
import { writeMessage } from '../../lib/report/message/message.ts';
import { withPaths } from '../../lib/report/path/with-paths.ts';
import { reportLines } from '../../lib/report/terminal/report-lines.ts';
import { renderReport } from '../../lib/report/text/render-finding.ts';
import { dashboardWidget } from '../../lib/report/widget/widget.ts';
import { dimensionValue, publish } from '../../lib/stages/publish/publish.ts';
import { sampleMessages } from '../../scripts/sample-messages.ts';
import { askHere } from '../lab/support/ask-here.ts';
import { makeAuthority, makeLeaf } from '../support/certs.ts';
import { assertOurs } from '../support/our-markup.ts';
import { ENTRY } from '../support/run-cli.ts';
import { shownVantage, widgetInput } from '../support/shown-vantages.ts';
import { startTcpServer } from '../support/tcp-server.ts';
import { serveTls } from '../support/tls-peers.ts';

/** What a peer says when it means harm: markup, a shell, a terminal, a table, a direction. */
const HOSTILE =
  '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u001b[2J\u001b]8;;http://evil.example\u0007x$(reboot)`id`;rm -rf /|a|b|\u202egpj.exe\u2066 [x](javascript:alert(1)) <!channel>';

/** Control characters but for the line feed, and what turns the direction of text. */
const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
/** The peer's own words, or their bytes in hex where they are no text. */
const WORDS = /alert|616c6572/;
const HOST = '127.0.0.1';

/** Two peers that say it, in a banner and in a certificate. */
async function servePeers(t: TestContext) {
  const banner = await startTcpServer({ greets: `220 ${HOSTILE}\r\n` });
  t.after(banner.close);
  const forger = await makeAuthority({ name: HOSTILE, organisation: HOSTILE });
  const leaf = await makeLeaf(forger, { names: ['x.example'], commonName: HOSTILE, organisation: HOSTILE });
  const place = await serveTls(t, { sends: [leaf, forger] });
  return { banner: banner.port, tls: place.port };
}

async function hostileReport(t: TestContext) {
  const ports = await servePeers(t);
  const { findings } = await askHere([
    { kind: 'hello', host: HOST, port: ports.banner, protocols: ['ssh'], timeoutMs: 1000 },
    { kind: 'tls', host: HOST, port: ports.tls, trust: 'amazon', timeoutMs: 2000 },
  ]);
  assert.deepEqual(
    findings.map(({ status }) => status),
    ['failed', 'failed'],
  );
  const input = { vantage: 'here', startedAtMs: Date.now(), durationMs: 1, findings, doesNotProve: [] };
  const report = withPaths(await renderReport(input, PROBES, 'en'), PROBES, 'en');
  for (const finding of report.findings)
    assert.match(JSON.stringify(finding), WORDS, 'the words of the peer are told');
  return report;
}

test('what a hostile peer says goes through every output of a report, and does nothing in any', async (t) => {
  const report = await hostileReport(t);
  const told = JSON.stringify(report);

  const lines: string[] = [];
  const tools = { sink: { put: async () => {} }, writeLine: (line: string) => lines.push(line) };
  const { findings: rendered } = report;
  await publish(
    {
      ...{ stage: 'dev', vantage: 'here', scheduledAtMs: 0, findings: rendered, heartbeat: false },
      ...{ metrics: 'full', recent: () => false, logsHealthy: false, measuredTargets: new Set<string>() },
    },
    tools,
  );
  const outputs: Readonly<Record<string, string>> = {
    JSON: told,
    'a terminal': reportLines(report, 'en', undefined, true).join('\n'),
    Markdown: reportMarkdown(report, 'en'),
    'a page and its pictures': reportPage(report, 'en'),
    'a widget': dashboardWidget(widgetInput([shownVantage({ outcome: 'kept', report })])),
    'a status page': statusPage(
      {
        vantages: [{ name: 'here', report, history: [] }],
        ...{ atMs: Date.now(), ids: true, timeZone: 'UTC' },
      },
      'en',
    ),
    'the log': lines.join('\n'),
    'a dimension': dimensionValue(HOSTILE),
    'commands to paste': rendered.flatMap((one: RenderedFinding) => one.runbook?.commands ?? []).join('\n'),
  };
  for (const [where, text] of Object.entries(outputs)) {
    assert.doesNotMatch(text, ACTING, where);
  }
  assertOurs(outputs['a page and its pictures'] ?? '');
  assertOurs(outputs['a status page'] ?? '');
  assertOurs(outputs['a widget'] ?? '', 1);
  assert.doesNotMatch(outputs.Markdown ?? '', /(^|[^\\`])<script>|\]\(javascript:/);
  assert.doesNotMatch(outputs['commands to paste'] ?? '', /\$\(reboot\)|`id`|rm -rf/);
  assert.match(outputs['a dimension'] ?? '', /^[\x21-\x7e]{1,255}$/);
  assert.equal(lines.length, 2, 'one line a finding');
  for (const line of lines) assert.equal(JSON.parse(line).type, 'finding');
});

/** Every text of a request, keys included. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...textsOf(one)]);
}

/** What formats, calls or links in a receiver; undefined where a text is only shown. */
const WORKS_IN: Readonly<Record<keyof typeof CHANNELS, RegExp | undefined>> = {
  slack: /<!|<http:|<script/,
  // An unescaped sign of Markdown that the peer sent.
  discord: /(?<!\\)\[x(?<!\\)\]\(|(?<!\\)<(!channel|script|img)/,
  teams: undefined,
  pagerDuty: undefined,
  opsgenie: undefined,
  webhook: undefined,
  eventBridge: undefined,
};

test('what a hostile peer says goes through mail, chat and every channel, and does nothing in any', async (t) => {
  const { findings } = await hostileReport(t);
  const sample = (await sampleMessages('en')).get('failed');
  assert(sample?.type === 'failed');
  for (const finding of findings) {
    const published = writeMessage({ ...sample, finding }, 'en');
    const { subject, body } = published;
    assert.doesNotMatch(subject, /\n/);
    const message = { id: 'id-1', published, text: `${subject}\n\n${body}` };
    const credentials = { url: new URL('https://receiver.example/x'), key: `whsec_${'A'.repeat(32)}` };
    const channels = Object.entries<Channel>(CHANNELS).map(([name, channel]) => {
      const sent =
        channel.transport === 'http'
          ? channel.requests(message, credentials, 0).map(({ body: one }) => one)
          : channel.events(message).map(({ detail }) => detail);
      assert(sent.length > 0, name);
      return [name, sent] as const;
    });
    const outputs: Readonly<Record<string, unknown>> = {
      mail: [subject, body],
      chat: chatNotification(published),
      ...Object.fromEntries(channels),
    };
    for (const [where, output] of Object.entries(outputs)) {
      const texts = textsOf(output);
      assert(
        texts.some((text) => WORDS.test(text)),
        `${where} tells the words of the peer`,
      );
      const works = WORKS_IN[where as keyof typeof CHANNELS];
      for (const text of texts) {
        assert.doesNotMatch(text, ACTING, where);
        assert(text.isWellFormed(), where);
        // Nothing works inside a block of code.
        if (works !== undefined) assert.doesNotMatch(text.replace(/```[\s\S]*?```/g, ''), works, where);
      }
    }
    // Markdown of Teams works in a TextBlock, and in nothing of a RichTextBlock.
    assert.doesNotMatch(JSON.stringify(outputs.teams), /"TextBlock"|"Action\./);
    assert.match(JSON.stringify(outputs.discord), /"allowed_mentions":\{"parse":\[\]\}/);
    for (const command of [outputs.pagerDuty, outputs.webhook, outputs.eventBridge].flatMap(commandsIn))
      assert.doesNotMatch(command, /\$\(reboot\)|`id`|rm -rf/);
  }
});

/** Every command and fix that stands in a request, to be pasted. */
function commandsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'commands' || key === 'fix' ? textsOf(one) : commandsIn(one),
  );
}

test('what a hostile peer says is data in what an agent is answered', async (t) => {
  const { tls } = await servePeers(t);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [ENTRY, 'mcp'] }));
  t.after(() => client.close());
  const { content } = await client.callTool({ name: 'check', arguments: { tls: `${HOST}:${tls}` } });
  const texts = (content as readonly { readonly text: string }[]).map(({ text }) => text);
  assert.match(texts[0] ?? '', /alert\(1\)/);
  for (const text of texts) assert.doesNotMatch(text, ACTING);
  const report = JSON.parse(texts[0] ?? '');
  assert.doesNotMatch(commandsIn(report).join('\n'), /\$\(reboot\)|`id`|rm -rf/);
});
