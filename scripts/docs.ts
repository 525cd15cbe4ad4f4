import { mkdir, rm, writeFile } from 'node:fs/promises';
import { LOCALES } from '../lib/core/locale.ts';
import { PROBES } from '../lib/probes/registry.ts';
import { checksPage } from '../lib/report/docs/checks-page.ts';
import { cliPage } from './cli-page.ts';
import { configurationPage } from './configuration-page.ts';
import { indexPage } from './index-page.ts';
import { MESSAGE_PAGES, messagesPage } from './messages-page.ts';
import { runbookPages } from './runbook-pages.ts';

// docs/checks.md, from the registry: `npm run docs`.
await writeFile(new URL('../docs/checks.md', import.meta.url), await checksPage(PROBES));
// docs/messages.md, from sample findings.
for (const locale of LOCALES)
  await writeFile(new URL(`../docs/${MESSAGE_PAGES[locale]}`, import.meta.url), await messagesPage(locale));
// docs/configuration.md, from the schema; docs/cli.md, from the program.
await writeFile(new URL('../docs/configuration.md', import.meta.url), configurationPage());
await writeFile(new URL('../docs/cli.md', import.meta.url), await cliPage());
// docs/runbooks: a page for each reason and language.
await rm(new URL('../docs/runbooks/', import.meta.url), { recursive: true, force: true });
for (const locale of LOCALES)
  await mkdir(new URL(`../docs/runbooks/${locale}/`, import.meta.url), { recursive: true });
for (const [path, page] of await runbookPages(PROBES))
  await writeFile(new URL(`../docs/${path}`, import.meta.url), page);
// docs/README.md: every page, by its title.
await writeFile(new URL('../docs/README.md', import.meta.url), indexPage());
