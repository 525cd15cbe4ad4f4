import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RecordedCall } from './aws-recorder.ts';

const CHECKER = fileURLToPath(new URL('aws-forms.py', import.meta.url));

/** What a call is written as on the wire and botocore names otherwise is left to the services' own stand-ins. */
const QUERY_SERVICES = new Set(['sns', 'elasticloadbalancing', 'ec2', 's3']);

/** Members that the JavaScript SDK's models have (3.1169, CloudWatch Logs "FilterLogEvents") and older botocore lacks. */
const NEWER: Readonly<Record<string, readonly string[]>> = { FilterLogEvents: ['startFromHead'] };

/**
 * What of some calls AWS would refuse for its form, by AWS's own models as botocore holds them: unknown and missing
 * members, types, lengths, patterns, enums. Each form once.
 */
export async function formFaults(calls: readonly RecordedCall[]): Promise<readonly string[]> {
  const lines = calls
    .filter(({ service }) => !QUERY_SERVICES.has(service))
    .map(({ service, operation, input }) => {
      const known = Object.entries(input).filter(([key]) => NEWER[operation]?.includes(key) !== true);
      return JSON.stringify({ service, operation, input: Object.fromEntries(known) });
    });
  if (lines.length === 0) throw new Error('no call to look at');
  const output = await new Promise<string>((resolve, reject) => {
    const child = execFile('python3', [CHECKER], { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr)),
    );
    child.stdin?.end(`${[...new Set(lines)].join('\n')}\n`);
  });
  return output.split('\n').filter(Boolean);
}
