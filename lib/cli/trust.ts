import { readFile } from 'node:fs/promises';
import { fileProblem } from '../core/file-problem.ts';
import { type PemRoot, readPemRoots } from '../trust/pem-roots.ts';
import type { IssueList } from './values.ts';

/**
 * Reads the roots of a PEM file.
 *
 * @returns undefined after noting the fault
 */
export async function readTrust(
  path: string,
  { faults }: IssueList,
): Promise<readonly PemRoot[] | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    faults.push({ path: '--trust', message: `cannot read "${path}" (${fileProblem(error)})` });
    return undefined;
  }
  const read = readPemRoots(text, ` in "${path}"`);
  if ('roots' in read) return read.roots;
  faults.push(...read.faults.map((message) => ({ path: '--trust', message })));
  return undefined;
}
