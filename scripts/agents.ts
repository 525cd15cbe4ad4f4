/** Writes llms.txt and docs/skill.md from the command line's own help. */
import { writeFile } from 'node:fs/promises';
import { llmsTxt, skillPage } from '../lib/cli/agent-pages.ts';
import { documentedProgram } from './cli-page.ts';

const program = await documentedProgram();
await writeFile(new URL('../llms.txt', import.meta.url), llmsTxt(program));
await writeFile(new URL('../docs/skill.md', import.meta.url), skillPage(program));
