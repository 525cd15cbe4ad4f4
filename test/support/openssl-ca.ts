import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { DAY_MS } from '../../lib/core/time.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);

/** What `openssl genpkey` makes. */
const KEYS = {
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  secp256k1: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
  rsa1024: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  rsa2048: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ed25519: ['-algorithm', 'ED25519'],
} as const;
type KeyKind = keyof typeof KEYS;

export interface IssueOptions {
  readonly name: string;
  readonly key?: KeyKind;
  /** Lines of an openssl extension section; none makes an X.509 version 1 certificate. */
  readonly extensions?: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
  readonly hash?: 'sha256' | 'sha1' | 'sha384' | 'md5';
  /** RSASSA-PSS in place of PKCS #1; the issuer's key is an RSA one. */
  readonly pss?: true;
  /** The key of this one, in place of a new one. */
  readonly keyOf?: Issued;
}

export interface Issued {
  readonly pem: string;
  readonly keyPem: string;
  readonly certPath: string;
  readonly keyPath: string;
}

export const CLIENT_EXTENSIONS = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=clientAuth',
] as const;
export const CA_EXTENSIONS = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
] as const;

/** A certificate authority as people run one: a folder and `openssl ca`. */
export interface OpensslCa extends Issued {
  readonly name: string;
  readonly issue: (options: IssueOptions) => Promise<Issued>;
  /** A CA below this one. */
  readonly subordinate: (options: IssueOptions) => Promise<OpensslCa>;
  readonly revoke: (issued: Issued) => Promise<void>;
  /** The revocation list as it is now, PEM. */
  readonly list: (options?: {
    readonly from?: Date;
    readonly to?: Date;
    readonly extensions?: readonly string[];
  }) => Promise<string>;
}

/** Makes a folder for a test's certificates; it is removed when the test ends. */
export async function certificateFolder(t: TestContext): Promise<string> {
  const folder = await temporaryFolder(t, 'certs');
  return folder;
}

export async function makeRoot(folder: string, options: IssueOptions): Promise<OpensslCa> {
  return makeCa(folder, options, undefined);
}

let serials = 0;

async function makeCa(
  folder: string,
  options: IssueOptions,
  parent: ((options: IssueOptions) => Promise<Issued>) | undefined,
): Promise<OpensslCa> {
  serials += 1;
  const home = join(folder, `ca-${serials}`);
  await mkdir(home);
  await writeFile(join(home, 'index.txt'), '');
  await writeFile(join(home, 'index.txt.attr'), 'unique_subject = no\n');
  await writeFile(join(home, 'serial'), `${(serials * 0x10000 + 0xa1).toString(16).padStart(8, '0')}\n`);
  await writeFile(join(home, 'crlnumber'), '01\n');
  const own = await (parent ?? ((wanted: IssueOptions) => sign(home, wanted, undefined)))({
    extensions: CA_EXTENSIONS,
    ...options,
  });
  const issue = (wanted: IssueOptions) => sign(home, { extensions: CLIENT_EXTENSIONS, ...wanted }, own);
  const signer = ['-cert', own.certPath, '-keyfile', own.keyPath];
  return {
    ...own,
    name: options.name,
    issue,
    subordinate: (wanted) => makeCa(folder, wanted, issue),
    revoke: async ({ certPath }) => {
      await run('openssl', ['ca', '-config', await configOf(home, []), ...signer, '-revoke', certPath], {
        cwd: home,
      });
    },
    list: async ({
      from = new Date(Date.now() - DAY_MS),
      to = new Date(Date.now() + DAY_MS),
      extensions = [],
    } = {}) => {
      const config = await configOf(home, [], extensions);
      const path = join(home, `list-${Math.random().toString(36).slice(2)}.pem`);
      await run(
        'openssl',
        // prettier-ignore
        [
          'ca',
          '-config',
          config,
          ...signer,
          '-gencrl',
          '-crl_lastupdate',
          opensslTime(from),
          '-crl_nextupdate',
          opensslTime(to),
          ...(extensions.length > 0 ? ['-crlexts', 'crl_extensions'] : []),
          '-out',
          path,
        ],
        { cwd: home },
      );
      return readFile(path, 'utf8');
    },
  };
}

let issuedCount = 0;

async function sign(home: string, options: IssueOptions, by: Issued | undefined): Promise<Issued> {
  const { name, key = 'p256', extensions = [], hash = 'sha256' } = options;
  const { from = new Date(Date.now() - 30 * DAY_MS), to = new Date(Date.now() + 365 * DAY_MS) } = options;
  issuedCount += 1;
  const stem = join(home, `issued-${issuedCount}`);
  const [keyPath, requestPath, certPath] = [`${stem}.key`, `${stem}.csr`, `${stem}.pem`] as const;
  if (options.keyOf === undefined) await run('openssl', ['genpkey', ...KEYS[key], '-out', keyPath]);
  else await copyFile(options.keyOf.keyPath, keyPath);
  const subject = name.startsWith('/') ? name : `/C=KR/O=Example Corp, Ltd/CN=${name}`;
  await run('openssl', ['req', '-new', '-key', keyPath, '-subj', subject, '-out', requestPath]);
  if (extensions.length === 0 && by !== undefined) {
    // `openssl ca` always writes version 3; `x509 -req` without extensions writes version 1.
    // prettier-ignore
    await run('openssl', [
      'x509',
      '-req',
      '-in',
      requestPath,
      '-CA',
      by.certPath,
      '-CAkey',
      by.keyPath,
      '-set_serial',
      `${0x7000 + issuedCount}`,
      '-days',
      '300',
      '-out',
      certPath,
    ]);
  } else {
    const signer =
      by === undefined ? ['-selfsign', '-keyfile', keyPath] : ['-cert', by.certPath, '-keyfile', by.keyPath];
    const digest = (by === undefined ? key : '') === 'ed25519' ? [] : ['-md', hash];
    // prettier-ignore
    await run(
      'openssl',
      [
        'ca',
        '-batch',
        '-notext',
        '-config',
        await configOf(home, extensions),
        '-in',
        requestPath,
        ...signer,
        ...digest,
        ...(options.pss === true
          ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest']
          : []),
        '-startdate',
        opensslTime(from),
        '-enddate',
        opensslTime(to),
        '-out',
        certPath,
      ],
      { cwd: home },
    );
  }
  const [pem, keyPem] = await Promise.all([readFile(certPath, 'utf8'), readFile(keyPath, 'utf8')]);
  return { pem, keyPem, certPath, keyPath };
}

async function configOf(
  home: string,
  extensions: readonly string[],
  listExtensions: readonly string[] = [],
): Promise<string> {
  const path = join(home, `config-${Math.random().toString(36).slice(2)}.cnf`);
  const lines = [
    '[ca]',
    'default_ca = here',
    '[here]',
    `database = ${home}/index.txt`,
    `serial = ${home}/serial`,
    `crlnumber = ${home}/crlnumber`,
    `new_certs_dir = ${home}`,
    'default_md = sha256',
    'default_crl_days = 1',
    'policy = any',
    'x509_extensions = extensions',
    'unique_subject = no',
    '[any]',
    'countryName = optional',
    'organizationName = optional',
    'organizationalUnitName = optional',
    'commonName = optional',
    '[extensions]',
    ...extensions,
    '[crl_extensions]',
    ...listExtensions,
  ];
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

/** `YYYYMMDDHHMMSSZ` */
function opensslTime(date: Date): string {
  return `${date
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/[-:T]/g, '')}Z`;
}
