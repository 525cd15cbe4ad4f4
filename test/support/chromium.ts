import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { findTool } from './programs.ts';

const run = promisify(execFile);

/** No profile of somebody's, no first run, nothing it would like to fetch on its own. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever a page asks for, nothing leaves the machine.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--window-size=1280,1000',
  // What a script waits for passes at once.
  '--virtual-time-budget=60000',
];
/** It starts within a second or two; a machine that is busy with other tests takes longer. */
const LIMIT_MS = 120_000;

/** A browser to open pages in; undefined where this machine has none, which CI must not be. */
export function findChromium(): string | undefined {
  return findTool('chromium') ?? findTool('chromium-browser') ?? findTool('google-chrome');
}

/**
 * Opens a page in a browser and answers what a script finds there once everything in it is loaded.
 *
 * @param body - markup of the page's body
 * @param script - runs in the page; the value of its last statement is the answer, as JSON
 */
export async function lookInChromium(
  t: Pick<TestContext, 'after'>,
  chromium: string,
  body: string,
  script: string,
): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-chromium-'));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }));
  const file = join(folder, 'page.html');
  await writeFile(file, pageOf(body, script));
  const { stdout } = await run(
    chromium,
    [...FLAGS, `--user-data-dir=${join(folder, 'profile')}`, '--dump-dom', pathToFileURL(file).href],
    { timeout: LIMIT_MS, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, HOME: folder } },
  );
  const [, answer] = /<pre id="answer">([^<]*)<\/pre>/.exec(stdout) ?? [];
  if (answer === undefined) throw new Error(`the page did not answer: ${stdout.slice(-500)}`);
  const { value, error } = JSON.parse(decodeURIComponent(answer));
  if (error !== undefined) throw new Error(error);
  return value;
}

function pageOf(body: string, script: string): string {
  return `<!doctype html>
<html><head><meta charset="utf-8"><title>test</title></head><body>${body}
<script type="text/plain" id="script">${script}</script>
<script>
addEventListener('load', () => {
  const answer = document.createElement('pre');
  answer.id = 'answer';
  const tell = (told) => {
    answer.textContent = encodeURIComponent(JSON.stringify(told));
    document.body.append(answer);
  };
  const fail = (error) => tell({ error: String(error?.stack ?? error) });
  try {
    const value = (0, eval)(document.getElementById('script').textContent);
    if (typeof value?.then === 'function') value.then((later) => tell({ value: later }), fail);
    else tell({ value });
  } catch (error) {
    fail(error);
  }
});
</script></body></html>`;
}
