import * as z from 'zod/mini';
import { configSchema } from './schema.ts';

/** The schema of gatewatch.yaml for editors, as the file `docs/gatewatch.schema.json` holds it. */
export function editorSchema(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ title: 'gatewatch.yaml', ...schema }, null, 2)}\n`;
}
