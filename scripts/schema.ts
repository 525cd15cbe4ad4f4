/** Writes the JSON Schemas of docs/: of gatewatch.yaml, and of what programs read. Run it after a change of either. */
import { writeFile } from 'node:fs/promises';
import { publishedSchema } from '../lib/channels/published-schema.ts';
import { editorSchema } from '../lib/config/json-schema.ts';

await writeFile(new URL('../docs/gatewatch.schema.json', import.meta.url), editorSchema());
await writeFile(new URL('../docs/report.schema.json', import.meta.url), publishedSchema());
