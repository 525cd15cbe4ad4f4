/** A rule: its selectors, separated by commas, and its declarations. */
type Rule = readonly [selectors: string, declarations: string];

/** Colours keep a contrast of 4.5 to 1 against their ground (WCAG 2.2, 1.4.3); the words say the same without them. */
export const LIGHT = `--ground: #fff; --raised: #f6f7f9; --text: #1b1f24; --quiet: #59636e; --line: #d7dce2; --link: #0b57d0;
  --healthy: #186a2c; --degraded: #8a5300; --failed: #b3261e; --unknown: #6a3ea1;`;
export const DARK = `--ground: #14171b; --raised: #1d2127; --text: #e6e9ee; --quiet: #a1abb7; --line: #353c46; --link: #8ab4f8;
  --healthy: #7ddc91; --degraded: #f3b95f; --failed: #ff8f85; --unknown: #cba6f7;`;

export const FONT = 'system-ui, "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo", sans-serif';

/** How a report looks wherever it is: lengths follow the text it is in, not the page around it. */
export const REPORT_RULES: readonly Rule[] = [
  ['*', 'box-sizing: border-box;'],
  ['h1', 'font-size: 1.5em; margin: 0;'],
  ['h2', 'font-size: 1.15em; margin: 2em 0 .5em;'],
  ['h3', 'font-size: 1em; margin: 1.25em 0 .4em;'],
  ['h4', 'font-size: .9em; margin: 1em 0 .3em; color: var(--quiet);'],
  ['p', 'margin: .3em 0; overflow-wrap: anywhere;'],
  ['header p', 'color: var(--quiet);'],
  ['ul, ol', 'margin: .3em 0; padding-left: 1.4em;'],
  ['li', 'margin: .2em 0; overflow-wrap: anywhere;'],
  ['a', 'color: var(--link);'],
  ['.healthy', '--status: var(--healthy);'],
  ['.degraded', '--status: var(--degraded);'],
  ['.failed', '--status: var(--failed);'],
  ['.unknown', '--status: var(--unknown);'],
  [
    'details',
    `border: 1px solid var(--line); border-left: .3em solid var(--status); border-radius: .4em;
  margin: .5em 0; padding: 0 1em; background: var(--ground);`,
  ],
  ['details[open]', 'padding-bottom: 1em;'],
  [
    'summary',
    'display: flex; flex-wrap: wrap; gap: .15em .75em; align-items: baseline; padding: .6em 0; cursor: pointer; overflow-wrap: anywhere;',
  ],
  ['summary::-webkit-details-marker', 'display: none;'],
  ['summary::after', 'content: "▸"; margin-left: auto; color: var(--quiet);'],
  ['details[open] > summary::after', 'content: "▾";'],
  ['summary:focus-visible', 'outline: 2px solid var(--link); outline-offset: 2px;'],
  ['.mark', 'width: 1.1em; text-align: center; color: var(--status); font-weight: 700;'],
  ['.status', 'min-width: 6.5em; color: var(--status); font-weight: 600;'],
  ['.target', 'font-weight: 600; overflow-wrap: anywhere;'],
  ['.check, .reason', 'color: var(--quiet); overflow-wrap: anywhere;'],
  ['.summary', 'font-size: 1.05em;'],
  ['table', 'border-collapse: collapse; width: 100%; font-size: .875em;'],
  [
    'td',
    `padding: .35em .75em .35em 0; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere;
  min-width: 7em;`,
  ],
  ['.bad td:nth-child(2)', 'color: var(--failed); font-weight: 600;'],
  ['.degraded .bad td:nth-child(2)', 'color: var(--degraded);'],
  ['.unknown .bad td:nth-child(2)', 'color: var(--unknown);'],
  [
    'pre',
    `margin: .4em 0; padding: .75em 1em; background: var(--raised); border: 1px solid var(--line); border-radius: .4em;
  font: .85em/1.6 ui-monospace, "SFMono-Regular", Consolas, "Liberation Mono", monospace;
  white-space: pre-wrap; overflow-wrap: anywhere;`,
  ],
  ['pre code', 'display: block; font: inherit; padding-left: 2ch; text-indent: -2ch;'],
  ['pre code', 'user-select: all;'],
  // A box of its own goes to the next line whole.
  [
    '.w',
    'display: inline-block; max-width: 100%; text-indent: 0; vertical-align: top; overflow-wrap: anywhere;',
  ],
  // The line under a link does not go on into a box of its own.
  ['a .w', 'text-decoration: underline;'],
  [':lang(ko)', 'word-break: keep-all;'],
  ['.path', 'margin: .5em 0 .75em;'],
  ['.path .more', 'color: var(--quiet); font-size: .875em;'],
  ['.lane', 'display: flex; flex-wrap: wrap; gap: .5em 0; list-style: none; margin: .4em 0; padding: 0;'],
  [
    '.hop',
    `--hop: var(--quiet); position: relative; display: flex; flex-direction: column; align-items: flex-start; margin: 0;
  padding-right: 1.6em; max-width: 100%; font-size: .875em; line-height: 1.35;`,
  ],
  [
    '.hop::after',
    'content: ""; position: absolute; left: 26px; right: .4em; top: 10px; border-top: 2px solid var(--line);',
  ],
  ['.hop:last-child::after', 'display: none;'],
  ['.hop svg', 'width: 20px; height: 20px; fill: var(--hop); flex: none; margin-bottom: .15em;'],
  [
    '.hop .sign',
    'fill: none; stroke: var(--ground); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round;',
  ],
  ['.hop .hollow', 'fill: none; stroke: var(--hop); stroke-width: 2;'],
  ['.hop circle.hollow', 'stroke-dasharray: 3.4 2.5;'],
  ['.hop.passed', '--hop: var(--healthy);'],
  ['.hop.failed', '--hop: var(--failed);'],
  ['.hop.degraded', '--hop: var(--degraded);'],
  ['.hop.not-checked', '--hop: var(--unknown);'],
  ['.hop span', 'display: block; overflow-wrap: anywhere; max-width: 12em;'],
  ['.hop .figure', 'color: var(--quiet);'],
  ['.hop .state', 'color: var(--hop); font-weight: 700;'],
  ['.hop.failed .what', 'color: var(--failed); font-weight: 700;'],
  ['.fix', 'display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .25em .75em; margin: .5em 0;'],
  ['.fix dt', 'font-weight: 700;'],
  ['.fix dd', 'margin: 0; overflow-wrap: anywhere;'],
  ['.fix pre', 'margin: 0;'],
  ['.place', 'color: var(--quiet); overflow-wrap: anywhere;'],
  [
    '.history',
    'display: flex; flex-wrap: wrap; gap: .2em 1.2em; align-items: center; font-size: .85em; margin: .4em 0 .8em;',
  ],
  ['.history p', 'margin: 0; color: var(--quiet);'],
  ['.history .since', 'color: var(--failed);'],
  ['.day, .plot', 'display: flex; gap: .5em; align-items: center; color: var(--quiet); max-width: 100%;'],
  ['.day svg, .plot svg', 'flex: none; max-width: 100%;'],
  ['.day path', 'fill: var(--status);'],
  ['.plot path', 'fill: none; stroke: var(--link); stroke-width: 1.5;'],
  ['.host', 'font-weight: 600;'],
  ['details.more', 'border-left-width: 1px; border-color: var(--line); padding: 0 .75em;'],
  ['details.more > summary', 'color: var(--quiet); padding: .4em 0;'],
  ['.limits', 'color: var(--quiet); font-size: .9em; border-top: 1px solid var(--line); margin-top: 2em;'],
];

/** Where there is little room: an entry of evidence takes lines instead of columns. */
export const NARROW_RULES: readonly Rule[] = [
  ['.lane.healthy ~ .lane, .lane.failed ~ .lane:not(.failed)', 'display: none;'],
  ['.hop', 'padding-right: 1.2em;'],
  ['td', 'display: block; border: 0; padding: 0;'],
  ['tr', 'display: block; border-top: 1px solid var(--line); padding: .35em 0;'],
];

/**
 * Rules as CSS.
 *
 * @param within - a selector: the rules then hold nowhere else. Written out rather than nested, for anything that cleans a
 * style sheet may not know nesting.
 */
export function css(rules: readonly Rule[], within?: string): string {
  const inside = (selectors: string) =>
    within === undefined
      ? selectors
      : selectors
          .split(', ')
          .map((one) => `${within} ${one}`)
          .join(', ');
  return rules.map(([selectors, declarations]) => `${inside(selectors)} { ${declarations} }`).join('\n');
}

/** How the page looks: the system's own fonts, light or dark as the reader has it, readable on a phone and on paper. */
export const PAGE_STYLE = `
:root { ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 ${FONT}; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
h1 { display: flex; flex-wrap: wrap; gap: 0 .75em; }
.count { color: var(--status); }
.target-path { border-top: 1px solid var(--line); margin-top: 1.25rem; }
.target-path h2, .target-path h3, .wrong li { display: flex; flex-wrap: wrap; gap: 0 .6em; margin: .9rem 0 .4rem; }
.target-path h2 .status, .target-path h3 .status, .wrong .status { min-width: 0; }
.wrong { list-style: none; padding: 0; }
.wrong li { margin: .1em 0; }
.counts { color: var(--quiet); font-weight: 400; font-size: .8em; align-self: center; }
.copy { font: inherit; font-size: .85em; padding: .15em .9em; color: var(--link); background: none; border: 1px solid currentcolor; border-radius: 999px; cursor: pointer; margin-top: .3em; }
.fix dd > pre + .copy { margin-bottom: .3em; }
${css(REPORT_RULES)}
/* On a phone the label stands above, so that a command keeps the width. */
@media (max-width: 26rem) { .fix { grid-template-columns: minmax(0, 1fr); gap: 0; } .fix dt { margin-top: .4em; } .fix pre { padding: .5em .6em; }
  details { padding: 0 .6em; } }
@media (max-width: 40rem) {
main { padding-top: .6rem; }
.target-path { margin-top: .6rem; }
.target-path h2 { margin-top: .5rem; }
${css(NARROW_RULES)}
}
@media print { details { break-inside: avoid; } }
`;
