import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LOCALES, type Locale } from '../../lib/core/locale.ts';
import type { Report } from '../../lib/core/report.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { reportPage } from '../../lib/report/html/html.ts';
import { escapeHtml } from '../../lib/report/html/html-template.ts';
import { withPaths } from '../../lib/report/path/with-paths.ts';
import { dashboardWidget, faultyWidget } from '../../lib/report/widget/widget.ts';
import { sampleReport } from '../../scripts/sample-report.ts';
import { findChromium, lookInChromium } from '../support/chromium.ts';
import { poisoned } from '../support/sample-report.ts';
import { ENDPOINT, everyOutcome, shownVantage, widgetInput } from '../support/shown-vantages.ts';

/** The widget and the page of a report as a browser shows them: every language, both themes, wide and narrow. */

const MEASURE = readFileSync(new URL('../support/measure-page.js', import.meta.url), 'utf8');
/** Closes what it stands in, and acts where it is taken for markup. */
const EVIL =
  '"></cwdb-action></details></style></div><a class="btn">x</a><cwdb-action action="call" endpoint="evil">{}</cwdb-action><img src="https://evil.example/x" onerror="acted=1"><svg><use href="#a"></use></svg><iframe></iframe><script>acted=1</script>';

interface Measured {
  readonly name: string;
  readonly rows: readonly string[];
  readonly pressed: string;
  readonly elements: readonly string[];
  readonly handlers: readonly string[];
  readonly actions: readonly {
    readonly on: string;
    readonly isShown: boolean;
    readonly endpoint: string;
    readonly call: object;
  }[];
  readonly links: readonly string[];
  readonly cleaned: string;
  readonly cutOff: readonly string[];
  readonly faint: readonly string[];
  readonly ground: string;
  readonly requests: readonly string[];
}

const room = (name: string, widthPx: number, content: string) =>
  `<div class="room" id="${name}" style="width:${widthPx}px">${content}</div>`;

async function rooms(): Promise<string> {
  const [english, korean, french] = await Promise.all(
    (['en', 'ko', 'fr'] as const).map((locale) => sampleReport(locale)),
  );
  assert(english && korean && french);
  const bad = poisoned(english, EVIL);
  return [
    room('wide', 1100, dashboardWidget(widgetInput(everyOutcome(english)))),
    room('narrow', 320, dashboardWidget(widgetInput(everyOutcome(korean), { locale: 'ko', theme: 'dark' }))),
    room('french', 480, dashboardWidget(widgetInput(everyOutcome(french), { locale: 'fr', theme: 'dark' }))),
    room(
      'hostile',
      320,
      dashboardWidget(widgetInput([shownVantage({ outcome: 'kept', report: bad }, { failedRun: EVIL })])),
    ),
    room('faulty', 320, faultyWidget([EVIL], { locale: 'en', theme: 'dark' })),
    room('page', 1100, framed(reportPage(english, 'en'))),
    room('page-narrow', 360, framed(reportPage(korean, 'ko'))),
    room('page-hostile', 360, framed(reportPage(bad, 'en'))),
    // What is not ours keeps its own look.
    `<table id="theirs"><tbody><tr><td>x</td></tr></tbody></table>`,
  ].join('\n');
}

function framed(page: string): string {
  return `<iframe style="width:100%;height:900px;border:0" srcdoc="${escapeHtml(page)}"></iframe>`;
}

const WIDGET_ELEMENTS =
  'a b circle code cwdb-action dd details div dl dt h3 h4 li ol p path pre section span style summary svg table tbody td tr ul wbr'.split(
    ' ',
  );
const PAGE_ELEMENTS =
  'a b body button circle code dd details div dl dt h1 h2 h3 h4 head header li main meta ol p path pre script section span style summary svg table tbody td time title tr ul wbr'.split(
    ' ',
  );

test('a browser shows the widget and the page whole, legible and inert, in every language and width', async (t) => {
  const chromium = findChromium();
  if (chromium === undefined) {
    assert.notEqual(process.env.CI, 'true', 'CI must have chromium');
    return t.skip('chromium is not installed');
  }
  const answers = (await lookInChromium(t, chromium, await rooms(), MEASURE)) as readonly Measured[];
  const of = (name: string): Measured => {
    const found = answers.find((one) => one.name === name);
    assert(found, name);
    return found;
  };
  assert.equal(answers.length, 8);
  for (const { name, elements, handlers, links, requests } of answers) {
    const ours = name.startsWith('page') ? PAGE_ELEMENTS : WIDGET_ELEMENTS;
    assert.deepEqual(
      elements.filter((element) => !ours.includes(element)),
      [],
      `${name}: no element but ours`,
    );
    assert.deepEqual([handlers, requests], [[], []], `${name}: nothing runs, nothing is fetched`);
    assert.deepEqual(
      [...new Set(links)].filter((protocol) => protocol !== 'https:'),
      [],
      name,
    );
  }
  for (const { name, cutOff, faint } of answers) {
    assert.deepEqual(cutOff, [], `${name}: nothing is cut off`);
    assert.deepEqual(faint, [], `${name}: everything can be read`);
  }
  for (const name of ['wide', 'narrow', 'french', 'hostile', 'faulty'])
    assert.equal(of(name).cleaned, 'nothing', `${name}: nothing of it is cleaned away`);
  assert.deepEqual(
    of('hostile').actions,
    [
      {
        on: 'a.btn btn-primary',
        isShown: false,
        endpoint: ENDPOINT,
        call: { checkNow: 'seoul-prod' },
      },
    ],
    'one button, and it is ours',
  );
  assert.deepEqual(
    of('wide').actions.map(({ on, call }) => [on, call]),
    ['seoul-prod', 'fresh', 'stale', 'late', 'new', 'table-down'].map((checkNow) => [
      'a.btn btn-primary',
      { checkNow },
    ]),
  );
  for (const name of ['wide', 'narrow', 'page']) {
    const { rows, pressed } = of(name);
    assert(rows.includes('failed open') && rows.includes('degraded'), `${name}: ${rows}`);
    assert(!rows.some((row) => /^(degraded|healthy|unknown|more|limits) open$/.test(row)), `${rows}`);
    assert.equal(pressed, 'unfolds');
  }
  assert.deepEqual(
    ['wide', 'narrow', 'page'].map((name) => of(name).ground),
    ['rgb(255, 255, 255)', 'rgb(20, 23, 27)', 'rgb(255, 255, 255)'],
  );
});

/** An audit takes seconds: each language, each theme and the narrowest and widest once. */
const AUDITED = [
  'page en 320',
  'page ko 369 dark',
  'page fr 1440',
  'widget en 369 light',
  'widget ko 369 dark',
];

/** A page of one report: what is measured where a person sees it first. */
const LOOK_AT_FIRST = `(async () => {
  const AUDITED = ${JSON.stringify(AUDITED)};
  const results = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument;
    const hop = page.querySelector('.hop.failed');
    const fix = page.querySelector('.fix');
    const edge = page.documentElement.clientWidth;
    let violations = [];
    if (AUDITED.includes(frame.id)) {
      frame.contentWindow.eval(document.getElementById('axe').textContent);
      ({ violations } = await frame.contentWindow.axe.run(page, { resultTypes: ['violations'] }));
    }
    results.push({
      name: frame.id,
      hopBottom: hop === null ? null : hop.getBoundingClientRect().bottom,
      fixTop: fix === null ? null : fix.getBoundingClientRect().top,
      fixBottom: (fix?.querySelector('pre')?.getBoundingClientRect().bottom ?? 10000) - (page.querySelector('.gatewatch')?.getBoundingClientRect().top ?? 0),
      sideways: page.documentElement.scrollWidth > edge,
      violations: violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html.slice(0, 120)).slice(0, 2).join(' | ')),
    });
  }
  return results;
})()`;

interface SeenFirst {
  readonly name: string;
  readonly hopBottom: number | null;
  readonly fixTop: number | null;
  readonly fixBottom: number;
  readonly sideways: boolean;
  readonly violations: readonly string[];
}

test('from 320 to 1440 px the broken hop is seen without scrolling, and axe finds nothing', async (t) => {
  const chromium = findChromium();
  if (chromium === undefined) {
    assert.notEqual(process.env.CI, 'true', 'CI must have chromium');
    return t.skip('chromium is not installed');
  }
  const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  const frames = await Promise.all(
    LOCALES.map(async (locale) => {
      const report = await sampleReport(locale);
      const many = thousand(report);
      return [320, 369, 768, 1440].flatMap((width) => [
        frameOf(`page ${locale} ${width}`, width, reportPage(report, locale)),
        frameOf(`page ${locale} ${width} dark`, width, darkened(reportPage(report, locale))),
        ...(['light', 'dark'] as const).map((theme) =>
          frameOf(`widget ${locale} ${width} ${theme}`, width, inPage(report, { locale, theme })),
        ),
        ...(width === 369 ? [frameOf(`thousand ${locale}`, width, reportPage(many, locale))] : []),
      ]);
    }),
  );
  const body = `<script type="text/plain" id="axe">${axe.replaceAll('</script', '<\\/script')}</script>${frames.flat().join('\n')}`;
  const seen = (await lookInChromium(t, chromium, body, LOOK_AT_FIRST)) as readonly SeenFirst[];
  assert.equal(seen.length, 3 * 17);
  for (const { name, hopBottom, fixTop, fixBottom, sideways, violations } of seen) {
    assert.deepEqual(violations, [], name);
    assert.equal(sideways, false, `${name} scrolls sideways`);
    assert(hopBottom !== null && hopBottom < 700, `${name}: the broken hop ends at ${hopBottom} px`);
    // The widget's own height on the dashboard: the path, the cause and the fix are there without scrolling.
    if (/^widget .. 1440/.test(name)) assert(fixBottom < 369, `${name}: the fix ends at ${fixBottom} px`);
    assert(fixTop !== null && fixTop < 900, `${name}: cause and fix begin at ${fixTop} px`);
  }
});

function frameOf(name: string, width: number, page: string): string {
  // The page lets no script in but its own; axe is looked through an open door.
  const open = page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  return `<iframe id="${name}" style="width:${width}px;height:900px;border:0" srcdoc="${escapeHtml(open)}"></iframe>`;
}

/** The page as a reader with a dark theme has it. */
function darkened(page: string): string {
  return page.replace('@media (prefers-color-scheme: dark)', '@media all');
}

function inPage(report: Report, look: { readonly locale: Locale; readonly theme: 'light' | 'dark' }): string {
  const widget = dashboardWidget(widgetInput([shownVantage({ outcome: 'kept', report })], look));
  return `<!doctype html><html lang="${look.locale}"><head><title>t</title></head><body style="margin:0"><main><h1>x</h1><h2>y</h2>${widget}</main></body></html>`;
}

/** The report of an account with many targets. */
function thousand(report: Report): Report {
  const findings = Array.from({ length: 1000 }, (_, index) => {
    const one = report.findings[index % report.findings.length];
    assert(one);
    return { ...one, target: `${one.target}-${index}` };
  });
  return withPaths({ ...report, findings }, PROBES, 'en');
}
