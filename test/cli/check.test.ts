import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { runCommandLine } from '../../lib/cli/program.ts';
import { ENTRY, reportOf, runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { closedPort } from '../support/tls-peers.ts';

async function openPort(t: test.TestContext): Promise<number> {
  const server = net.createServer((socket) => socket.on('error', () => {}).resume());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as net.AddressInfo).port;
}

test('an open port exits 0, a refused one 1, and both stand in the report', async (t) => {
  const [open, { port: closed }] = [await openPort(t), await closedPort()];
  const healthy = await runCli('check', '--tcp', `127.0.0.1:${open}`, '--json');
  assert.equal(healthy.status, 0);
  assert.deepEqual(reportOf(healthy).totals, { healthy: 1, degraded: 0, failed: 0, unknown: 0 });
  assert.equal(reportOf(healthy).findings[0]?.reason, null);

  const broken = await runCli('check', '--tcp', `127.0.0.1:${open},127.0.0.1:${closed}`, '--json');
  assert.equal(broken.status, 1);
  const finding = reportOf(broken).findings.find(({ target }) => target === `127.0.0.1:${closed}`);
  assert.deepEqual(
    [finding?.check, finding?.status, finding?.reason, finding?.severity],
    ['port', 'failed', 'port-refused', 'critical'],
  );
  const [evidence] = finding?.evidence ?? [];
  assert.deepEqual(
    [evidence?.subject, evidence?.address, evidence?.port, evidence?.outcome, evidence?.attempts],
    [`127.0.0.1:${closed}`, '127.0.0.1', closed, 'refused', 2],
  );
  assert.ok(finding?.runbook?.commands.includes(`ncport -d 127.0.0.1 -p ${closed}`));
});

test('a check that needs a closed port is explained by it, also where only that check was wanted', async () => {
  const { port: closed } = await closedPort();
  const run = await runCli('check', '--tls', `127.0.0.1:${closed}`, '--only', 'tls', '--json');
  assert.equal(run.status, 1);
  const found = reportOf(run).findings.map(({ check, status, reason }) => [check, status, reason]);
  assert.deepEqual(found, [
    ['port', 'failed', 'port-refused'],
    ['tls', 'unknown', 'blocked-by'],
  ]);
  const tls = reportOf(run).findings[1];
  assert.deepEqual(tls?.evidence[0]?.blockedBy, {
    target: `127.0.0.1:${closed}`,
    check: 'port',
    reason: 'port-refused',
    because: 'due-to',
  });
  const rule = 'due-to: a check that this one needs failed at the same place.';
  assert.deepEqual(reportOf(run).findings.find(({ check }) => check === 'tls')?.runbook?.causes, [rule]);
  const words = await runCli('check', '--tls', `127.0.0.1:${closed}`, '--only', 'tls', '--explain');
  assert(words.stdout.includes(`    ${rule}\n`), words.stdout);
});

test('only what was wanted is shown while nothing is wrong', async (t) => {
  const open = await openPort(t);
  const run = await runCli(
    'check',
    '--tcp',
    `127.0.0.1:${open}`,
    '--tls',
    `127.0.0.1:${open}`,
    '--only',
    'port',
    '--json',
  );
  assert.deepEqual(
    reportOf(run).findings.map(({ check }) => check),
    ['port'],
  );
});

test('words without a terminal are plain lines, in the language that was asked for', async () => {
  const { port: closed } = await closedPort();
  const { status, stdout } = await runCli('check', '--tcp', `127.0.0.1:${closed}`, '--lang', 'ko');
  assert.equal(status, 1);
  assert.match(stdout, /^실패 1 · 127\.0\.0\.1:\d+ · 점검 위치: 이 장비 · \d+ ms\n/);
  assert.match(stdout, /\n✗ 실패 {2}127\.0\.0\.1:\d+ · port-refused\n/);
  assert.match(stdout, /\n {2}명령 {2}ncport -d 127\.0\.0\.1 -p \d+\n/);
  assert.doesNotMatch(stdout, /\u001b/, 'colours or cursor movements in a pipe');
});

test('Markdown has a table, a section a finding, and fenced commands', async () => {
  const { port: closed } = await closedPort();
  const { stdout } = await runCli('check', '--tcp', `127.0.0.1:${closed}`, '--markdown');
  assert.match(stdout, /^# gatewatch\n/);
  assert.match(stdout, /\| ❌ \| 127\.0\.0\.1:\d+ \| port \|/);
  assert.match(stdout, /```sh\nncport -d 127\.0\.0\.1 -p \d+\n/);
});

test('debug prints questions and observations to stderr, and the report alone to stdout', async () => {
  const { port: closed } = await closedPort();
  const run = await runCli('check', '--tcp', `127.0.0.1:${closed}`, '--json', '--debug');
  assert.equal(reportOf(run).version, 1);
  const [line = ''] = run.stderr.split('\n');
  assert.equal(JSON.parse(line).question.kind, 'port');
  assert.equal(JSON.parse(line).observation.outcome, 'asked');
});

test('debug names the rule that made a fault blocked-by', async () => {
  const { port: closed } = await closedPort();
  const run = await runCli('check', '--tls', `127.0.0.1:${closed}`, '--only', 'tls', '--json', '--debug');
  const last = JSON.parse(run.stderr.trim().split('\n').at(-1) ?? '');
  assert.equal(last.check, 'tls');
  assert.deepEqual(last.blockedBy, {
    target: `127.0.0.1:${closed}`,
    check: 'port',
    reason: 'port-refused',
    because: 'due-to',
  });
});

test('a reader that goes away ends the check quietly', async () => {
  const { port: closed } = await closedPort();
  const { spawn } = await import('node:child_process');
  const child = spawn(
    'sh',
    ['-c', `"${process.execPath}" bin/start.mjs check --tcp 127.0.0.1:${closed} | true`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  await once(child, 'close');
  assert.equal(stderr, '');
});

test('a reader of stderr that goes away does not change the exit status', async () => {
  const child = spawn(process.execPath, [ENTRY, 'check', '--no-such-flag'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.destroy();
  const [status] = await once(child, 'close');
  assert.equal(status, 2);
});

test('on a terminal, debug lines and the live table do not overwrite each other', async (t) => {
  const { TERM } = process.env;
  process.env.TERM = 'xterm';
  t.after(() => {
    if (TERM === undefined) delete process.env.TERM;
    else process.env.TERM = TERM;
  });
  const { port: closed } = await closedPort();
  const drawnWith = async (...flags: readonly string[]) => {
    let drawn = '';
    const terminal = new Writable({
      write: (chunk, _encoding, done) => {
        drawn += chunk;
        done();
      },
    });
    const streams = {
      stdout: Object.assign(terminal, { isTTY: true, rows: 24, columns: 80 }),
      stderr: terminal,
    };
    const before = process.exitCode;
    // A command only writes to its streams, and asks whether and how large a terminal they are.
    await runCommandLine(
      ['check', '--tcp', `127.0.0.1:${closed}`, ...flags],
      streams as unknown as Parameters<typeof runCommandLine>[1],
    );
    process.exitCode = before;
    return drawn;
  };
  assert.match(await drawnWith(), /checking: 0 of 1 answered/);
  assert.doesNotMatch(await drawnWith('--debug'), /checking: /);
});

test('an IPv6 address stands in brackets wherever its port follows, and without them elsewhere', async () => {
  const { port: closed } = await closedPort('::1');
  const place = `[::1]:${closed}`;
  const run = await runCli('check', '--tls', place, '--json');
  const report = reportOf(run);
  assert.deepEqual(
    report.findings.map(({ target, check, reason }) => [target, check, reason]),
    [
      [place, 'port', 'port-refused'],
      [place, 'tls', 'blocked-by'],
    ],
  );
  for (const { evidence } of report.findings) {
    assert.deepEqual([evidence[0]?.subject, evidence[0]?.address], [place, '::1']);
  }
  assert.match(report.findings[0]?.summary ?? '', new RegExp(`^Port ${closed} of ::1 refuses`));
  assert.ok(report.findings[0]?.runbook?.commands.includes(`ncport -d ::1 -p ${closed}`));
});

test('a report that cannot be written is told in words, and is no verdict', async () => {
  // Where everything that is written meets a full disk (full(4)); only Linux has it.
  if (process.platform !== 'linux') return;
  const full = await open('/dev/full', 'w');
  const child = spawn(process.execPath, [ENTRY, 'check', '--tcp', '127.0.0.1:1', '--json'], {
    stdio: ['ignore', full.fd, 'pipe'],
  });
  assert.ok(child.stderr);
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  await full.close();
  assert.equal(status, 74);
  assert.equal(stderr, 'gatewatch: the report cannot be written (ENOSPC)\n');
});

test('French headings have their no-break space before the colon', async () => {
  const { port: closed } = await closedPort();
  const { stdout } = await runCli('check', '--tcp', `127.0.0.1:${closed}`, '--lang', 'fr', '--explain');
  const headings = stdout.split('\n').filter((line) => line.endsWith(':'));
  assert.ok(headings.includes('  Preuves\u00a0:'), headings.join());
  assert.deepEqual(
    headings.filter((line) => !line.endsWith('\u00a0:')),
    [],
  );
});

test('what another machine found of the same target says whose side the cause is on, on the page as well', async (t) => {
  const { port } = await closedPort();
  const at = await temporaryFolder(t, 'beside');
  const [other, page] = [join(at, 'site.json'), join(at, 'page.html')];
  const target = `127.0.0.1:${port}`;
  await writeFile(
    other,
    JSON.stringify({
      version: 1,
      vantage: 'local',
      findings: [{ target, check: 'port', status: 'healthy' }],
    }),
  );
  const run = await runCli('check', '--tcp', target, '--json', '--beside', `idc=${other}`);
  const [finding] = reportOf(run).findings;
  assert.equal(
    finding?.betweenVantages?.sentence,
    'Fails from this machine, works from idc: the cause is on the side of this machine.',
  );
  assert.equal(finding?.runbook?.causes[0], finding?.betweenVantages?.cause);
  await runCli('check', '--tcp', target, '--html', page, '--beside', other);
  assert.match(await readFile(page, 'utf8'), /Fails from this machine, works from site: the cause/);
  for (const [file, says] of [
    [join(at, 'nosuch'), /cannot read .*ENOENT/],
    [page, /cannot read .*it is no JSON/],
  ] as const) {
    const refused = await runCli('check', '--tcp', target, '--beside', file);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, says);
  }
});
