/** One bar of a plot: a ratio, how far it spread, and what it should be. */
export interface Bar {
  readonly label: string;
  readonly ratio: number;
  readonly least: number;
  readonly most: number;
  readonly aim?: number;
}

const WIDTH = 910;
const LABEL = 450;
const ROW = 26;

/** Ratios as bars, with their spread and their aim, as an SVG. */
export function plotRatios(title: string, bars: readonly Bar[]): string {
  const top = Math.max(...bars.map(({ most, aim = 0 }) => Math.max(most, aim))) * 1.1;
  const x = (ratio: number) => Math.round(LABEL + (ratio / top) * (WIDTH - LABEL - 60));
  const rows = bars.map(({ label, ratio, least, most, aim }, index) => {
    const y = 40 + index * ROW;
    return [
      `<text x="${LABEL - 8}" y="${y + 13}" text-anchor="end">${label}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${x(ratio) - LABEL}" height="16" fill="#4878a8"/>`,
      `<line x1="${x(least)}" x2="${x(most)}" y1="${y + 8}" y2="${y + 8}" stroke="#1b2a3a" stroke-width="2"/>`,
      `<text x="${x(Math.max(most, aim ?? 0)) + 6}" y="${y + 13}">${ratio.toFixed(2)} ×</text>`,
      ...(aim === undefined
        ? []
        : [
            `<line x1="${x(aim)}" x2="${x(aim)}" y1="${y - 3}" y2="${y + 19}" stroke="#b03a2e" stroke-width="2"/>`,
          ]),
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${56 + bars.length * ROW}" font-family="sans-serif" font-size="12">
<title>${title}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="12" y="20" font-weight="bold">${title}</text>
${rows.join('\n')}
</svg>
`;
}
