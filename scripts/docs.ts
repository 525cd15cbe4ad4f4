import { writeFile } from 'node:fs/promises';
import { PROBES } from '../lib/probes/registry.ts';
import { checksPage } from '../lib/report/checks-page.ts';

// docs/checks.md, from the registry: `npm run docs`.
await writeFile(new URL('../docs/checks.md', import.meta.url), await checksPage(PROBES));
