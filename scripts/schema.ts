/** Writes docs/gatewatch.schema.json. Run it after a change of what gatewatch.yaml may hold. */
import { writeFile } from 'node:fs/promises';
import { editorSchema } from '../lib/config/json-schema.ts';

await writeFile(new URL('../docs/gatewatch.schema.json', import.meta.url), editorSchema());
