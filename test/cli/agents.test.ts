import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { llmsTxt, skillPage } from '../../lib/cli/agent-pages.ts';
import { bounded } from '../../lib/cli/mcp-server.ts';
import { createProgram } from '../../lib/cli/program.ts';
import { closedPort, openPort } from '../support/loopback-ports.ts';
import { ENTRY } from '../support/run-cli.ts';

/** What agents are given: tools over the Model Context Protocol, and pages made of the help. */

const program = await createProgram({ stdout: process.stdout, stderr: process.stderr });

async function connect(t: { readonly after: (end: () => Promise<void>) => unknown }): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const env = { ...process.env, AWS_EC2_METADATA_DISABLED: 'true' } as Record<string, string>;
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [ENTRY, 'mcp'], env }));
  t.after(() => client.close());
  return client;
}

interface Text {
  readonly type: string;
  readonly text: string;
}

async function call(client: Client, name: string, input: Record<string, unknown>) {
  const answer = await client.callTool({ name, arguments: input });
  return { isError: answer.isError === true, texts: (answer.content as Text[]).map(({ text }) => text) };
}

test('the tools are the commands that read, and none changes anything', async (t) => {
  const client = await connect(t);
  const { tools } = await client.listTools();
  const names = tools.map(({ name }) => name);
  for (const name of ['check', 'runbook', 'mtls']) assert(names.includes(name), names.join());
  for (const { name, annotations, inputSchema, description } of tools) {
    assert.deepEqual([annotations?.readOnlyHint, annotations?.destructiveHint], [true, false], name);
    assert(description !== undefined && description.length > 10);
    const keys = Object.keys(inputSchema.properties ?? {});
    for (const secret of ['clientKey', 'html', 'debug']) assert(!keys.includes(secret), `${name} ${secret}`);
  }
  assert.match(client.getInstructions() ?? '', /Nothing here changes anything/);
});

test('one call finds what is broken, with its cause, and a failed check is an answer', async (t) => {
  const client = await connect(t);
  const [open, closed] = [await openPort(t), await closedPort()];
  const { isError, texts } = await call(client, 'check', { tcp: `127.0.0.1:${open},127.0.0.1:${closed}` });
  assert.equal(isError, false);
  const report = JSON.parse(texts[0] ?? '');
  assert.deepEqual(
    report.findings.map(({ reason }: { readonly reason: string }) => reason).sort(),
    [null, 'port-refused'].sort(),
  );
  assert.equal(texts.at(-1), 'exit status 1');
  // Two at once wait for each other: they share the exit status of one process.
  const [good, bad] = await Promise.all([
    call(client, 'check', { tcp: `127.0.0.1:${open}` }),
    call(client, 'check', { tcp: `127.0.0.1:${closed}` }),
  ]);
  assert.deepEqual([good.texts.at(-1), bad.texts.at(-1)], ['exit status 0', 'exit status 1']);
});

test('a runbook, and what is asked wrongly, are told', async (t) => {
  const client = await connect(t);
  const known = await call(client, 'runbook', { reason: 'port-filtered' });
  assert.match(known.texts[0] ?? '', /^port-filtered: /);
  const unknown = await call(client, 'runbook', { reason: 'port-filterd' });
  assert.deepEqual(
    [unknown.isError, /did you mean port-filtered\?/.test(unknown.texts.join())],
    [true, true],
  );
  // A value is never taken for a flag.
  const sly = await call(client, 'runbook', { reason: '--lang' });
  assert.deepEqual([sly.isError, /there is no reason "--lang"/.test(sly.texts.join())], [true, true]);
});

test('an answer that is too long loses what is healthy first, and says how much', () => {
  const finding = (status: string) => ({ status, evidence: 'x'.repeat(200) });
  const report = { version: 1, findings: [...Array(400).fill(finding('healthy')), finding('failed')] };
  const kept = JSON.parse(bounded(JSON.stringify(report), 5000));
  assert.equal(kept.findings[0].status, 'failed');
  assert.equal(kept.findings.length + kept.findingsLeftOut, 401);
  assert.match(bounded('y'.repeat(100), 10), /^y{10}\n… 90 characters are left out/);
});

test('the pages for agents are what the help says today', async () => {
  for (const [file, page] of [
    ['llms.txt', llmsTxt(program)],
    ['docs/skill.md', skillPage(program)],
  ] as const)
    assert.equal(
      await readFile(new URL(`../../${file}`, import.meta.url), 'utf8'),
      page,
      `npm run docs renews ${file}`,
    );
});
