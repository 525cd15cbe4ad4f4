import { globSync, readFileSync } from 'node:fs';

const folder = new URL('../docs/', import.meta.url);

/** docs/README.md: every page of the folder by its title, so that none is lost. */
export function indexPage(): string {
  const pages = globSync('*.md', { cwd: folder.pathname })
    .filter((page) => page !== 'README.md')
    .map((page) => ({ page, title: titleOf(page) }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  return [
    '# Documentation',
    '',
    'Made by `npm run docs`. The beginning is in [README.md](../README.md), the design in [ARCHITECTURE.md](../ARCHITECTURE.md).',
    '',
    ...pages.map(({ page, title }) => `- [${title}](${page})`),
    '- [Decisions](adr)',
    '',
  ].join('\n');
}

function titleOf(page: string): string {
  const [, title = page] = /^# (.+)$/m.exec(readFileSync(new URL(page, folder), 'utf8')) ?? [];
  return title;
}
