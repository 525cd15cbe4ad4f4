/**
 * Renews every picture under docs/img: `npm run screenshots`. The terminal is drawn as SVG; pages, the widget, Slack and
 * mail are photographed in Chromium, which must be installed.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { runCommandLine } from '../lib/cli/program.ts';
import type { Locale } from '../lib/core/locale.ts';
import { reportPage } from '../lib/report/html/html.ts';
import { type Html, html, joined, raw } from '../lib/report/html/html-template.ts';
import { writeMessage } from '../lib/report/message/message.ts';
import { slackPayload } from '../lib/report/message/slack.ts';
import { dashboardWidget } from '../lib/report/widget/widget.ts';
import { sampleMessages } from './sample-messages.ts';
import { sampleReport } from './sample-report.ts';
import { terminalSvg } from './terminal-svg.ts';

const run = promisify(execFile);
const folder = new URL('../docs/img/', import.meta.url);
const COLUMNS = 100;

await mkdir(folder, { recursive: true });
for (const locale of ['en', 'ko', 'fr'] as const) {
  const drawn = await terminal(['demo', '--lang', locale]);
  await writeFile(
    new URL(locale === 'en' ? 'demo.svg' : `demo.${locale}.svg`, folder),
    terminalSvg('gatewatch demo', drawn, COLUMNS),
  );
}
const report = await sampleReport('en');
await photograph('page.png', reportPage(report, 'en'), 1000, 720);
await photograph('page.phone.png', reportPage(await sampleReport('ko'), 'ko'), 500, 900);
await photograph('widget.png', await widget('en'), 1000, 430);
await photograph('slack.png', await slack('en'), 720, 760);
await photograph('email.phone.png', await email('en'), 500, 900);

/** What a command prints on its own terminal, with its colours. */
async function terminal(words: readonly string[]): Promise<string> {
  let written = '';
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      written += String(chunk);
      done();
    },
  });
  const shown = { isTTY: true, columns: COLUMNS, rows: 50, hasColors: () => true, getColorDepth: () => 8 };
  // A command only writes to its streams, and asks what they can show.
  const stream = Object.assign(sink, shown) as unknown as NodeJS.WriteStream;
  await runCommandLine(words, { stdout: stream, stderr: stream });
  return written;
}

async function widget(locale: Locale): Promise<string> {
  const nowMs = Date.parse(report.startedAt) + 90_000;
  const vantages = [
    {
      name: report.vantage,
      place: 'vpc',
      known: { outcome: 'kept', report: await sampleReport(locale) },
      links: {},
    },
  ] as const;
  const endpoint = 'arn:aws:lambda:ap-northeast-2:123456789012:function:gatewatch-prod-dashboard';
  const drawn = dashboardWidget({
    locale,
    theme: 'light',
    vantages,
    nowMs,
    periodMs: 300_000,
    endpoint,
    parameters: {},
  });
  return framed(raw(drawn), '');
}

/** The blocks as Slack draws them, near enough. */
async function slack(locale: Locale): Promise<string> {
  const message = (await sampleMessages(locale)).get('failed');
  if (message === undefined) throw new Error('there is no sample of a failure');
  const texts = JSON.stringify(slackPayload(writeMessage(message, locale)).blocks ?? []);
  const lines: string[] = [];
  JSON.parse(texts, (key, value) => {
    if (key === 'text' && typeof value === 'string') lines.push(value);
    return value;
  });
  return framed(
    joined(lines.map(slackLine)),
    'main { border-left: 4px solid #e01e5a; padding: 4px 16px; margin: 12px; } p, pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 15px; margin: 6px 0; } pre { background: #f6f6f6; border: 1px solid #ddd; border-radius: 4px; padding: 8px; font-size: 12px; } p:first-child { font-weight: 700; font-size: 18px; }',
  );
}

/** Slack's own markup: bold between asterisks, code between fences. */
function slackLine(line: string): Html {
  const plain = line.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  const parts = plain.split(/```\n?([\s\S]*?)```/);
  return joined(
    parts.map((part, index) => {
      if (index % 2 === 1) return html`<pre>${part.trim()}</pre>`;
      if (part.trim() === '') return raw('');
      const pieces = part.trim().split(/\*([^*\n]+)\*/);
      return html`<p>${joined(pieces.map((piece, at) => (at % 2 === 1 ? html`<b>${piece}</b>` : html`${piece}`)))}</p>`;
    }),
  );
}

async function email(locale: Locale): Promise<string> {
  const message = (await sampleMessages(locale)).get('failed');
  if (message === undefined) throw new Error('there is no sample of a failure');
  const { subject, body } = writeMessage(message, locale);
  return framed(
    html`<h1>${subject}</h1><pre>${body}</pre>`,
    'main { padding: 16px; } h1 { font-size: 19px; } pre { font: 15px/1.5 system-ui, sans-serif; white-space: pre-wrap; overflow-wrap: anywhere; }',
  );
}

function framed(content: { readonly markup: string }, style: string): string {
  return html`<!doctype html><html><head><meta charset="utf-8"><style>body { margin: 0; font-family: system-ui, sans-serif; background: #fff; } ${raw(style)}</style></head><body><main>${content}</main></body></html>`
    .markup;
}

async function photograph(name: string, page: string, width: number, height: number): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'gatewatch-shot-'));
  const file = join(work, 'page.html');
  const shot = join(work, 'shot.png');
  await writeFile(file, page);
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${join(work, 'p')}`,
  ];
  await run(
    'chromium',
    [...flags, `--window-size=${width},${height}`, `--screenshot=${shot}`, pathToFileURL(file).href],
    { timeout: 120_000 },
  );
  await writeFile(new URL(name, folder), await readFile(shot));
  await rm(work, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
}
