/**
 * Verifies on a real account what no test could: `npm run verify-deployment -- --stage dev --region REGION`. It reads,
 * runs one check that publishes nothing and sends one test message. `--dry-run` prints the commands and runs none.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs, promisify } from 'node:util';
import { verificationCommands, withoutSecrets } from './verification.ts';

const run = promisify(execFile);
const RESULT = 'verify-deployment.json';
const LONGEST_MS = 180_000;

const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'dev' },
    region: { type: 'string', default: '' },
    'dry-run': { type: 'boolean', default: false },
  },
});
if (values.region === '') {
  process.stderr.write('--region is missing: where was it deployed?\n');
  process.exit(2);
}

const results: unknown[] = [];
let failed = 0;
for (const { verifies, program, args } of verificationCommands(values.stage, values.region)) {
  const typed = [program, ...args.map((arg) => (/^[\w./:=@-]+$/.test(arg) ? arg : `'${arg}'`))].join(' ');
  process.stdout.write(`${verifies}\n  ${typed}\n`);
  if (values['dry-run']) continue;
  try {
    const { stdout } = await run(program, args, { timeout: LONGEST_MS, maxBuffer: 10_000_000 });
    results.push({ verifies, command: typed, output: withoutSecrets(stdout) });
    process.stdout.write('  done\n');
  } catch (error) {
    failed += 1;
    const { message, stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string };
    results.push({
      verifies,
      command: typed,
      failed: withoutSecrets(stderr === '' ? message : stderr),
      output: withoutSecrets(stdout),
    });
    process.stdout.write(`  failed: ${withoutSecrets(stderr === '' ? message : stderr).split('\n')[0]}\n`);
  }
}
if (!values['dry-run']) {
  await writeFile(RESULT, `${JSON.stringify({ at: new Date().toISOString(), results }, null, 2)}\n`);
  process.stdout.write(
    `\n${results.length - failed} of ${results.length} done. Read ${RESULT}, then send it with an issue: account numbers and addresses of mail are blanked.\n`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
}
