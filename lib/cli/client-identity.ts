import { readFile } from 'node:fs/promises';
import type { ClientIdentity } from '../core/client-identity.ts';
import { fileProblem } from '../core/file-problem.ts';
import { checkIdentity } from '../net/mutual-tls.ts';
import type { IssueList } from './values.ts';

/**
 * Reads `--client-cert` and `--client-key`. Nothing of the key's content goes into a message.
 *
 * @returns undefined where neither is given, or after noting the fault
 */
export async function readClientIdentity(
  flags: { readonly clientCert?: string; readonly clientKey?: string },
  list: IssueList,
): Promise<ClientIdentity | undefined> {
  const { clientCert, clientKey } = flags;
  if (clientCert === undefined && clientKey === undefined) return undefined;
  if (clientCert === undefined || clientKey === undefined) {
    const [given, missing] =
      clientCert === undefined ? ['--client-key', '--client-cert'] : ['--client-cert', '--client-key'];
    list.faults.push({ path: given, message: `goes with ${missing}` });
    return undefined;
  }
  const certificate = 'a PEM certificate, or a chain of them';
  const certPem = await readPem(
    '--client-cert',
    clientCert,
    /-----BEGIN CERTIFICATE-----/,
    certificate,
    list,
  );
  const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
  const keyPem = await readPem('--client-key', clientKey, privateKey, 'a PEM private key', list);
  if (certPem === undefined || keyPem === undefined) return undefined;
  if (/ENCRYPTED/.test(keyPem)) {
    const message = `"${clientKey}" is encrypted: openssl pkey -in FILE -out DECRYPTED.key`;
    list.faults.push({ path: '--client-key', message });
    return undefined;
  }
  const fault = checkIdentity({ certPem, keyPem });
  if (fault !== undefined) list.faults.push({ path: '--client-key', message: fault });
  return fault === undefined ? { certPem, keyPem } : undefined;
}

async function readPem(
  path: string,
  file: string,
  wanted: RegExp,
  expected: string,
  { faults }: IssueList,
): Promise<string | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    if (wanted.test(text)) return text;
    faults.push({ path, message: `expected ${expected} in "${file}"` });
  } catch (error) {
    faults.push({
      path,
      message: `cannot read "${file}" (${fileProblem(error)})`,
    });
  }
  return undefined;
}
