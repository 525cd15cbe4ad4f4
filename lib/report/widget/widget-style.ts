import { css, DARK, FONT, LIGHT, NARROW_RULES, REPORT_RULES } from '../html/page-style.ts';

/** The element that holds a widget's content. Every rule holds inside it only: other widgets share the page. */
const ROOT = '.gatewatch';

/**
 * How a widget looks. The theme is the dashboard's own, which the function is told; the ground is ours, so that the
 * colours have their contrast on it. Room is the widget's, not the window's: it is asked of the container.
 */
export const WIDGET_STYLE = `
${ROOT} {
  ${LIGHT}
  color-scheme: light; container-type: inline-size; box-sizing: border-box;
  background: var(--ground); color: var(--text); font: 14px/1.5 ${FONT}; padding: 2px 4px 4px;
}
${ROOT}.dark { ${DARK} color-scheme: dark; }
${css(REPORT_RULES, ROOT)}
${css(
  [
    ['cwdb-action', 'display: none;'],
    ['.vantage + .vantage', 'margin-top: 1.5em; padding-top: 1em; border-top: 1px solid var(--line);'],
    ['.head', 'display: flex; flex-wrap: wrap; gap: .25em .75em; align-items: center; font-size: 1.2em;'],
    ['.head .status', 'min-width: 0; font-weight: 700;'],
    [
      '.btn',
      `margin-left: auto; padding: .2em 1em; font-size: .8em; font-weight: 600; text-decoration: none; cursor: pointer;
  color: var(--link); border: 2px solid currentcolor; border-radius: 999px; white-space: nowrap;`,
    ],
    ['.btn:hover', 'background: var(--raised);'],
    ['.when', 'color: var(--quiet); font-size: .9em;'],
    // A hop takes three lines at most; here what it is and how it stands share one.
    ['.hop .what, .hop .state', 'display: inline;'],
    ['.path', 'margin: .2em 0 .3em;'],
    ['.summary', 'font-size: 1em; margin: 0;'],
    ['.fix', 'margin: .3em 0;'],
    ['.fix pre', 'padding: .35em .6em;'],
    ['summary', 'padding: .35em 0;'],
    ['.count', 'color: var(--status);'],
    [
      '.banner',
      `margin: .6em 0; padding: .4em .8em; background: var(--raised); border-left: .3em solid var(--status);
  border-radius: .3em;`,
    ],
    ['.target-head', 'display: flex; flex-wrap: wrap; gap: 0 .6em; margin: .8em 0 .2em; font-size: 1.05em;'],
    ['.target-head .status', 'min-width: 0;'],
    ['details details', 'border-left-width: 1px; background: none;'],
    ['.others', 'list-style: none; padding: 0;'],
    ['.others li', 'display: flex; flex-wrap: wrap; gap: 0 .75em;'],
    ['.limits', 'margin-top: 1em; border: 0; padding: 0;'],
  ],
  ROOT,
)}
@container (max-width: 36rem) {
${css(NARROW_RULES, ROOT)}
}
`;
