import { readFile, writeFile } from 'node:fs/promises';
import { PROBES } from '../lib/probes/registry.ts';
import { checksPage } from '../lib/report/docs/checks-page.ts';
import { messagesPage, putIntoReadme, readmeMessages } from './messages-page.ts';

// docs/checks.md, from the registry: `npm run docs`.
await writeFile(new URL('../docs/checks.md', import.meta.url), await checksPage(PROBES));
// docs/messages.md and the messages of the README, from sample findings.
await writeFile(new URL('../docs/messages.md', import.meta.url), await messagesPage());
const readme = new URL('../README.md', import.meta.url);
await writeFile(readme, putIntoReadme(await readFile(readme, 'utf8'), await readmeMessages()));
