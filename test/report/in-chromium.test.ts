import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reportPage } from '../../lib/report/html/html.ts';
import { escapeHtml } from '../../lib/report/html/html-template.ts';
import { dashboardWidget, faultyWidget } from '../../lib/report/widget/widget.ts';
import { findChromium, lookInChromium } from '../support/chromium.ts';
import { poisoned, sampleReport } from '../support/sample-report.ts';
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
  'a b code cwdb-action details div h3 h4 li ol p pre section span style summary table tbody td tr ul'.split(
    ' ',
  );
const PAGE_ELEMENTS =
  'a b body code details div h1 h2 h3 h4 head header li main meta ol p pre section span style summary table tbody td title tr ul'.split(
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
    assert(!rows.some((row) => /^(degraded|healthy|unknown|runbook|limits) open$/.test(row)), `${rows}`);
    assert.equal(pressed, 'unfolds');
  }
  assert.deepEqual(
    ['wide', 'narrow', 'page'].map((name) => of(name).ground),
    ['rgb(255, 255, 255)', 'rgb(20, 23, 27)', 'rgb(255, 255, 255)'],
  );
});
