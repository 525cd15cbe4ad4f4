import { readFile } from 'node:fs/promises';
import type { NetworkPicture } from '../core/aws/network-picture.ts';
import { badUsage, type ConfigIssue, InputError } from '../core/errors.ts';
import { fileProblem } from '../core/file-problem.ts';
import { readSnapshot, type Snapshot } from '../explain/journey/snapshot.ts';
import { withChanges } from '../explain/journey/with-changes.ts';
import { type AwsFlags, requireAws } from './aws.ts';

/** Longer than the largest Region takes: an answer to a person is worth waiting for. */
const READ_TIMEOUT_MS = 120_000;
/** More than any Region's network comes to. */
const LARGEST_FILE = 512 * 1024 * 1024;

/**
 * The network of the Region, read now.
 *
 * @throws {GatewatchError} without credentials, or where AWS does not answer
 */
export async function takeSnapshot(flags: AwsFlags, what: string): Promise<Snapshot> {
  const session = await requireAws(flags, what);
  try {
    const { readNetworkPicture } = await import('../aws/network-picture.ts');
    const picture = await readNetworkPicture(session.clients.ec2, AbortSignal.timeout(READ_TIMEOUT_MS));
    const { account, region } = session;
    return { takenAt: new Date().toISOString(), account, region, picture };
  } finally {
    session.close();
  }
}

/** @throws {InputError} `bad-usage` that says what is wrong with the file */
export async function loadSnapshot(path: string): Promise<Snapshot> {
  const read = readSnapshot(await contentOf('--snapshot', path));
  if (read.outcome === 'read') return read.snapshot;
  throw badUsage(`--snapshot ${path}`, read.message);
}

/** @throws {InputError} `bad-usage` with every change that cannot be made */
export async function applyChanges(picture: NetworkPicture, path: string): Promise<NetworkPicture> {
  const changed = withChanges(picture, await contentOf('--with', path));
  if (changed.outcome === 'changed') return changed.picture;
  const at = (fault: ConfigIssue) => ({ ...fault, path: `${path} ${fault.path}`.trim() });
  throw new InputError('bad-usage', changed.faults.map(at));
}

async function contentOf(flag: string, path: string): Promise<string> {
  try {
    const content = await readFile(path, 'utf8');
    if (content.length <= LARGEST_FILE) return content;
  } catch (error) {
    throw badUsage(flag, `cannot read "${path}" (${fileProblem(error)})`);
  }
  throw badUsage(flag, `"${path}" is larger than 512 MiB`);
}
