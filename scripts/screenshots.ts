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
import type { TargetHistory } from '../lib/core/history.ts';
import type { Locale } from '../lib/core/locale.ts';
import { HOUR_MS } from '../lib/core/time.ts';
import { traceHistory } from '../lib/report/history/trace-history.ts';
import { reportPage } from '../lib/report/html/html.ts';
import { type Html, html, joined, raw, wholeWords } from '../lib/report/html/html-template.ts';
import { statusPage } from '../lib/report/html/status-page.ts';
import { writeMessage } from '../lib/report/message/message.ts';
import { slackPayload } from '../lib/report/message/slack.ts';
import { dashboardWidget } from '../lib/report/widget/widget.ts';
import { decodeEntities } from './messages-page.ts';
import { sampleMessages } from './sample-messages.ts';
import { sampleReport } from './sample-report.ts';
import { terminalSvg } from './terminal-svg.ts';

const run = promisify(execFile);
const folder = new URL('../docs/img/', import.meta.url);
const COLUMNS = 100;
const MOST_PICTURES = 5;

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
await photograph('widget.png', await widget('en'), 1000, 640);
await photograph('status.png', await status('en'), 800, 470);
await photograph('slack.png', await slack('en'), 720, 560);
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
  // A table that is drawn anew and taken away again is no part of the picture.
  const [before = ''] = written.split('\u001b[?2026h');
  const after = written.split('\u001b[?2026l').at(-1) ?? '';
  return before === written ? written : `${before}${after}`;
}

async function widget(locale: Locale): Promise<string> {
  const nowMs = Date.parse(report.startedAt) + 90_000;
  const vantages = [
    {
      name: report.vantage,
      place: 'vpc',
      known: { outcome: 'kept', report: await sampleReport(locale) },
      history: [sampleHistory('sgw-endpoint', nowMs)],
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
    timeZone: '+09:00',
  });
  return framed(raw(drawn), '');
}

/** Thirty days of one target: well but for an hour a week ago, and failing since the last hour. */
function sampleHistory(target: string, nowMs: number): TargetHistory {
  const point = (ago: number, value: number) => ({ atMs: nowMs - ago * HOUR_MS, value });
  const hours = Array.from({ length: 720 }, (_, ago) => ago);
  const [history] = traceHistory(
    {
      heartbeat: hours.map((ago) => point(ago, 12)),
      unknown: [],
      targets: [
        {
          target,
          statuses: hours
            .filter((ago) => ago !== 9)
            .map((ago) => point(ago, ago === 0 || ago === 170 ? 2 : ago === 15 ? 1 : 0)),
          plots: [
            {
              name: 'ConnectTime',
              unit: ' ms',
              points: hours
                .slice(1, 24)
                .map((ago) => point(ago, 1.2 + (ago % 5) * 0.3))
                .reverse(),
            },
          ],
        },
      ],
    },
    { nowMs, sparse: false },
  );
  if (history === undefined) throw new Error('there is no sample of a history');
  return history;
}

/** The page that may be published. */
async function status(locale: Locale): Promise<string> {
  const shown = await sampleReport(locale);
  const atMs = Date.parse(shown.startedAt) + 90_000;
  const vantage = { name: shown.vantage, report: shown, history: [sampleHistory('sgw-endpoint', atMs)] };
  return statusPage({ vantages: [vantage], atMs, ids: false, timeZone: 'Asia/Seoul' }, locale);
}

/** The blocks as Slack draws them, near enough: the folded part shows its first lines. */
async function slack(locale: Locale): Promise<string> {
  const message = (await sampleMessages(locale)).get('failed');
  if (message === undefined) throw new Error('there is no sample of a failure');
  const { blocks = [], attachments = [] } = slackPayload(writeMessage(message, locale, 'Asia/Seoul'));
  const shown = blocks.map((block) =>
    block.type === 'actions'
      ? html`<p>${joined(block.elements.map(({ text }) => html`<span class="button">${text.text}</span> `))}</p>`
      : slackLine(block.text.text),
  );
  const folded = attachments.map(
    ({ text }) =>
      html`<div class="folded">${slackLine(text.split('\n').slice(0, 5).join('\n'))}<p><a>Show more</a></p></div>`,
  );
  return framed(
    joined([...shown, ...folded]),
    'main { padding: 4px 16px; margin: 12px; } p, pre { white-space: pre-wrap; overflow-wrap: break-word; font-size: 15px; margin: 6px 0; } pre { background: #f6f6f6; border: 1px solid #ddd; border-radius: 4px; padding: 8px; font-size: 12px; } p:first-child { font-weight: 700; font-size: 18px; } .icon { display: inline-block; width: .75em; height: .75em; border-radius: 50%; background: #dd2e44; } .button { border: 1px solid #bbb; border-radius: 6px; padding: 3px 12px; font-weight: 600; font-size: 14px; } .folded { border-left: 4px solid #b3261e; padding-left: 12px; margin-top: 10px; } .folded p:first-child { font-weight: 400; font-size: 15px; } a { color: #1264a3; }',
  );
}

/** Slack's own markup: bold between asterisks, code between fences. */
function slackLine(line: string): Html {
  const parts = decodeEntities(line).split(/```\n?([\s\S]*?)```/);
  return joined(
    parts.map((part, index) => {
      if (index % 2 === 1) return html`<pre>${wholeWords(part.trim())}</pre>`;
      if (part.trim() === '') return raw('');
      const pieces = part.trim().split(/\*([^*\n]+)\*/);
      return html`<p>${joined(pieces.map((piece, at) => (at % 2 === 1 ? html`<b>${wholeWords(piece)}</b>` : withIcon(piece))))}</p>`;
    }),
  );
}

/** The icon as a disc: not every machine that makes pictures has a font for it. */
function withIcon(text: string): Html {
  const [before = '', after] = text.split('🔴');
  return after === undefined
    ? wholeWords(text)
    : html`${before}<span class="icon"></span>${wholeWords(after)}`;
}

async function email(locale: Locale): Promise<string> {
  const message = (await sampleMessages(locale)).get('failed');
  if (message === undefined) throw new Error('there is no sample of a failure');
  const { subject, body } = writeMessage(message, locale, 'Asia/Seoul');
  return framed(
    html`<h1>${subject}</h1><pre>${body}</pre>`,
    'main { padding: 16px; } h1 { font-size: 19px; } pre { font: 15px/1.5 system-ui, sans-serif; white-space: pre-wrap; overflow-wrap: anywhere; }',
  );
}

function framed(content: { readonly markup: string }, style: string): string {
  return html`<!doctype html><html><head><meta charset="utf-8"><style>.w { display: inline-block; max-width: 100%; overflow-wrap: anywhere; vertical-align: top; } body { margin: 0; font-family: system-ui, sans-serif; background: #fff; } ${raw(style)}</style></head><body><main>${content}</main></body></html>`
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
    '--run-all-compositor-stages-before-draw',
    '--virtual-time-budget=2000',
    `--user-data-dir=${join(work, 'p')}`,
  ];
  let before: Buffer | undefined;
  let taken: Buffer | undefined;
  // On a busy machine a tile may stay unpainted: a picture counts when a second one is the same.
  for (
    let pictures = 0;
    pictures < MOST_PICTURES && (before === undefined || !taken?.equals(before));
    pictures += 1
  ) {
    before = taken;
    await run(
      'chromium',
      [...flags, `--window-size=${width},${height}`, `--screenshot=${shot}`, pathToFileURL(file).href],
      { timeout: 120_000 },
    );
    taken = await readFile(shot);
  }
  if (taken === undefined) throw new Error(`${name}: no picture was taken`);
  await writeFile(new URL(name, folder), taken);
  await rm(work, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
}
