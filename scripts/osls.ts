import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { requireAws, useProfile } from '../lib/cli/aws.ts';
import { isAgreed } from '../lib/cli/deploy/ask.ts';
import { namedRegion, placeLine } from '../lib/cli/deploy/place.ts';
import { GatewatchError } from '../lib/core/errors.ts';

/**
 * osls, where `gatewatch deploy` would go: the Region is that of --region, else of the environment, else of the profile.
 * `node scripts/osls.ts deploy --stage prod`; what it does not know goes to osls as it is.
 */

/** A package is the same for every Region; osls wants one all the same. */
const ANY_REGION = 'us-east-1';

const [command = '', ...args] = process.argv.slice(2);
const { values, tokens } = parseArgs({
  args,
  strict: false,
  tokens: true,
  options: {
    stage: { type: 'string', short: 's', default: 'dev' },
    region: { type: 'string', short: 'r' },
    profile: { type: 'string' },
    'aws-profile': { type: 'string' },
    yes: { type: 'boolean' },
  },
});
const OWN = new Set(['stage', 'region', 'profile', 'aws-profile', 'yes']);
const own = new Set(
  tokens.flatMap((token) =>
    token.kind === 'option' && OWN.has(token.name)
      ? [token.index, ...(token.value === undefined || token.inlineValue ? [] : [token.index + 1])]
      : [],
  ),
);
const rest = args.filter((_, index) => !own.has(index));

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof GatewatchError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const stage = String(values.stage);
  const typed = text(values.region);
  if (command === 'package') return await osls(stage, namedRegion(typed) ?? ANY_REGION);
  useProfile(text(values.profile) ?? text(values['aws-profile']));
  const session = await requireAws({ ...(typed !== undefined && { region: typed }) }, 'a deployment');
  session.close();
  const { account, region } = session;
  const place = placeLine({ account, region, stage });
  process.stdout.write(`${place}\n`);
  if (namedRegion(typed) === undefined) {
    const yes = values.yes === true;
    const question = `Nobody named a Region; the profile's own is ${region}. ${command} there?`;
    if (!(await isAgreed(question, { yes }, process))) {
      process.stdout.write('Nothing was changed.\n');
      return 3;
    }
  }
  return await osls(stage, region);
}

async function osls(stage: string, region: string): Promise<number> {
  const bin = fileURLToPath(import.meta.resolve('osls/bin/serverless.js'));
  const child = spawn(process.execPath, [bin, command, '--stage', stage, '--region', region, ...rest], {
    stdio: 'inherit',
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
