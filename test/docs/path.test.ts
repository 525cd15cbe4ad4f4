import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { NETWORK_PICTURE_ACTIONS } from '../../lib/aws/network-picture.ts';
import { writeSnapshot } from '../../lib/explain/journey/snapshot.ts';
import { runHere } from '../support/run-cli.ts';
import { route } from '../support/sample-network.ts';
import { PICTURE_IDS, samplePicture } from '../support/sample-picture.ts';

const PAGE = new URL('../../docs/path.md', import.meta.url);
const update = process.env.UPDATE_GOLDEN === '1';
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-path-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs what stands after `$` in a block, with the files of the page in a folder of its own. */
async function session(command: string): Promise<string> {
  const words = command.split(' ').map((word) => (word.endsWith('.json') ? join(folder, word) : word));
  const { stdout, stderr } = await runHere(...words.slice(1));
  assert.equal(stderr, '');
  return stdout.replaceAll(`${folder}/`, '');
}

test('the page shows what the commands print, and the actions that are read', async () => {
  const picture = samplePicture([route('0.0.0.0/0', { kind: 'nat-gateway', id: PICTURE_IDS.nat })]);
  const about = { takenAt: '2026-11-30T09:00:00.000Z', account: '111122223333', region: 'ap-northeast-2' };
  writeFileSync(join(folder, 'network.json'), writeSnapshot({ ...about, picture }));
  const page = readFileSync(PAGE, 'utf8');
  const [, change = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  writeFileSync(join(folder, 'change.json'), change);
  let written = page.replace(
    /<!-- actions -->\n[\s\S]*?(?=\n## )/,
    `<!-- actions -->\n\n${NETWORK_PICTURE_ACTIONS.map((action) => `- \`${action}\`\n`).join('')}`,
  );
  let sessions = 0;
  for (const [block, command = ''] of page.matchAll(/```console\n\$ (.*)\n[\s\S]*?```/g)) {
    const printed = await session(command);
    written = written.replace(block, () => `\`\`\`console\n$ ${command}\n${printed}\`\`\``);
    sessions += 1;
  }
  assert.ok(sessions >= 5);
  if (update) writeFileSync(PAGE, written);
  assert.equal(page, written, 'run with UPDATE_GOLDEN=1 and read the diff');
});
