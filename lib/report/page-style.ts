/**
 * How the page looks: the system's own fonts, light or dark as the reader has it, readable on a phone and on paper.
 * Colours keep a contrast of 4.5 to 1 against their ground (WCAG 2.2, 1.4.3); the words say the same without them.
 */
export const PAGE_STYLE = `
:root {
  --ground: #fff; --raised: #f6f7f9; --text: #1b1f24; --quiet: #59636e; --line: #d7dce2; --link: #0b57d0;
  --healthy: #186a2c; --degraded: #8a5300; --failed: #b3261e; --unknown: #6a3ea1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1d2127; --text: #e6e9ee; --quiet: #a1abb7; --line: #353c46; --link: #8ab4f8;
    --healthy: #7ddc91; --degraded: #f3b95f; --failed: #ff8f85; --unknown: #cba6f7;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo", sans-serif;
}
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .4rem; }
h4 { font-size: .9rem; margin: 1rem 0 .3rem; color: var(--quiet); }
p { margin: .3rem 0; overflow-wrap: anywhere; }
header p { color: var(--quiet); }
ul, ol { margin: .3rem 0; padding-left: 1.4rem; }
li { margin: .2rem 0; overflow-wrap: anywhere; }
a { color: var(--link); }
.totals { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 1rem 0; }
.totals li { margin: 0; padding: .25rem .75rem; border: 1px solid currentcolor; border-radius: 999px; }
.totals .none { color: var(--quiet); border-color: var(--line); }
.healthy { --status: var(--healthy); } .degraded { --status: var(--degraded); }
.failed { --status: var(--failed); } .unknown { --status: var(--unknown); }
.totals .healthy, .totals .degraded, .totals .failed, .totals .unknown { color: var(--status); }
details {
  border: 1px solid var(--line); border-left: .3rem solid var(--status); border-radius: .4rem;
  margin: .5rem 0; padding: 0 1rem; background: var(--ground);
}
details[open] { padding-bottom: 1rem; }
summary {
  display: flex; flex-wrap: wrap; gap: .15rem .75rem; align-items: baseline; padding: .6rem 0; cursor: pointer;
}
summary::-webkit-details-marker { display: none; }
summary::after { content: "▸"; margin-left: auto; color: var(--quiet); }
details[open] > summary::after { content: "▾"; }
summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.mark { width: 1.1em; text-align: center; color: var(--status); font-weight: 700; }
.status { min-width: 6.5em; color: var(--status); font-weight: 600; }
.target { font-weight: 600; overflow-wrap: anywhere; }
.check, .reason { color: var(--quiet); overflow-wrap: anywhere; }
.summary { font-size: 1.05rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
td {
  padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere;
  min-width: 7rem;
}
.bad td:nth-child(2) { color: var(--failed); font-weight: 600; }
.degraded .bad td:nth-child(2) { color: var(--degraded); }
.unknown .bad td:nth-child(2) { color: var(--unknown); }
pre {
  margin: .4rem 0; padding: .75rem 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: .4rem;
  font: .85rem/1.6 ui-monospace, "SFMono-Regular", Consolas, "Liberation Mono", monospace;
  white-space: pre-wrap; overflow-wrap: anywhere;
}
pre code { display: block; font: inherit; padding-left: 2ch; text-indent: -2ch; }
:lang(ko) { word-break: keep-all; }
.limits { color: var(--quiet); font-size: .9rem; border-top: 1px solid var(--line); margin-top: 2rem; }
@media (max-width: 40rem) {
  td { display: block; border: 0; padding: 0; }
  tr { display: block; border-top: 1px solid var(--line); padding: .35rem 0; }
}
@media print { details { break-inside: avoid; } }
`;
