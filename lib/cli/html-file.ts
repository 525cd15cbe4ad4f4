import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../core/errors.ts';
import { fileProblem } from '../core/file-problem.ts';
import type { IssueList } from './values.ts';

/** Notes what would keep the page from being written: better now than after the asking. */
export async function noteUnwritable(path: string, { faults }: IssueList): Promise<void> {
  try {
    if (await isFolder(path)) {
      faults.push({ path: '--html', message: `expected a file, "${path}" is a folder` });
      return;
    }
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    faults.push(unwritable(path, error));
  }
}

/** @throws {InputError} `bad-usage` when it cannot be written after all */
export async function writePage(path: string, page: string): Promise<void> {
  try {
    await writeFile(path, page);
  } catch (error) {
    throw new InputError('bad-usage', [unwritable(path, error)]);
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Not there yet: then it is made.
    return false;
  }
}

function unwritable(path: string, error: unknown) {
  return { path: '--html', message: `cannot write "${path}" (${fileProblem(error)})` };
}
