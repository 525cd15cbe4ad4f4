import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecordedCall } from './aws-recorder.ts';
import { schemaOf } from './aws-services.ts';
import { decodeForm } from './aws-wire.ts';

const CHECKER = fileURLToPath(new URL('aws-forms.py', import.meta.url));

/** A call as an SDK was given it. */
type AwsForm = Pick<RecordedCall, 'service' | 'operation' | 'input'>;

/** Members that the JavaScript SDK's models have (3.1169, CloudWatch Logs "FilterLogEvents") and older botocore lacks. */
const NEWER: Readonly<Record<string, readonly string[]>> = { FilterLogEvents: ['startFromHead'] };

const kept = new Set<string>();

/**
 * Keeps a call that a test made of the fake for `npm test`, which has all of them looked at by one checker at its end.
 * Each form once; where a file runs by itself nothing is kept.
 */
export function keepForm(call: AwsForm): void {
  const folder = process.env.GATEWATCH_AWS_FORMS;
  if (folder === undefined) return;
  const line = lineOf(call);
  if (kept.has(line)) return;
  kept.add(line);
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${line}\n`);
}

/**
 * What of some calls AWS would refuse for its form, by AWS's own models as botocore holds them: unknown and missing
 * members, types, lengths, patterns, enums. Each form once.
 */
export async function formFaults(calls: readonly RecordedCall[]): Promise<readonly string[]> {
  const lines = await Promise.all(calls.map(async (call) => lineOf(await decoded(call))));
  if (lines.length === 0) throw new Error('no call to look at');
  const output = await new Promise<string>((resolve, reject) => {
    const child = execFile('python3', [CHECKER], { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr)),
    );
    child.stdin?.end(`${[...new Set(lines)].join('\n')}\n`);
  });
  return output.split('\n').filter(Boolean);
}

/** What the recorder kept as it stood in a form. */
async function decoded(call: RecordedCall): Promise<AwsForm> {
  if (!('Action' in call.input)) return call;
  const schema = await schemaOf(call.service, call.operation);
  if (schema === undefined) throw new Error(`no schema of ${call.service}:${call.operation}`);
  const form = new URLSearchParams(call.input as Record<string, string>);
  const dialect = call.service === 'ec2' ? 'ec2' : 'query';
  return { ...call, input: decodeForm(schema.input, form, dialect) };
}

function lineOf({ service, operation, input }: AwsForm): string {
  const known = Object.entries(input).filter(([key]) => NEWER[operation]?.includes(key) !== true);
  return JSON.stringify({ service, operation, input: Object.fromEntries(known) });
}
