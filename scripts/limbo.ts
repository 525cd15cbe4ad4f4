import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { evaluateClientCert } from '../lib/probes/mtls/client-cert.ts';
import { readDer } from '../lib/trust/certificate.ts';
import { HARMLESS_FLAWS, judgeChain } from '../lib/trust/chain-verdict.ts';
import { readClientCertificate } from '../lib/trust/client-certificate.ts';
import { readRevocationList } from '../lib/trust/revocation-list.ts';

const run = promisify(execFile);

/** The fields of an x509-limbo case that decide what is asked (limbo-schema.json; unknown fields are passed over). */
const limboFile = z.object({
  version: z.literal(1),
  testcases: z.array(
    z.object({
      id: z.string(),
      description: z.string(),
      validation_kind: z.enum(['SERVER', 'CLIENT']),
      trusted_certs: z.array(z.string()),
      untrusted_intermediates: z.array(z.string()),
      peer_certificate: z.string(),
      validation_time: z.nullish(z.string()),
      expected_result: z.enum(['SUCCESS', 'FAILURE']),
      expected_peer_name: z.nullish(z.object({ kind: z.string(), value: z.string() })),
      max_chain_depth: z.nullish(z.number()),
      crls: z.optional(z.array(z.string())),
    }),
  ),
});
export type LimboCase = z.infer<typeof limboFile>['testcases'][number];

/** Reads a file of x509-limbo, plain or gzipped. */
export async function readLimbo(path: string): Promise<readonly LimboCase[]> {
  const bytes = await readFile(path);
  const text = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
  return limboFile.parse(JSON.parse(text.toString())).testcases;
}

/** One verdict: taken or refused, and why in a few words. */
export interface LimboVerdict {
  readonly accepted: boolean;
  readonly why: string;
}

/** Our two judges: of what servers show, and of what clients show to a load balancer. */
export const LIMBO_JUDGES = ['server', 'client'] as const;
export type LimboJudge = (typeof LIMBO_JUDGES)[number];

/** A case with all that was said of it. */
export interface LimboResult {
  readonly id: string;
  readonly judge: LimboJudge;
  /** What x509-limbo expects; undefined where it asks another question than this judge answers. */
  readonly expected: boolean | undefined;
  readonly ours: LimboVerdict;
  readonly openssl: LimboVerdict;
  /** What our verdict cost, milliseconds. */
  readonly tookMs: number;
}

/** The moment of cases that name none; their certificates are good for centuries. */
const ANY_MOMENT_MS = Date.parse('2026-06-01T00:00:00Z');

/** Asks both of our judges, and OpenSSL beside each, for every case. */
export async function runLimbo(cases: readonly LimboCase[]): Promise<readonly LimboResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-limbo-'));
  try {
    const results: LimboResult[] = [];
    for (const one of cases) {
      for (const judge of LIMBO_JUDGES) {
        const openssl = await askOpenssl(one, judge, folder);
        const startedMs = performance.now();
        const ours = askOurs(one, judge);
        const tookMs = performance.now() - startedMs;
        results.push({ id: one.id, judge, expected: expectedOf(one, judge), ours, openssl, tookMs });
      }
    }
    return results;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Lists of revoked certificates are looked at for clients only: browsers and gateways do not ask for them. */
function expectedOf(one: LimboCase, judge: LimboJudge): boolean | undefined {
  const isClients = one.validation_kind === 'CLIENT' || listsOf(one).length > 0;
  return isClients === (judge === 'client') ? one.expected_result === 'SUCCESS' : undefined;
}

function listsOf({ crls }: LimboCase): readonly string[] {
  return crls ?? [];
}

function momentOf({ validation_time: at }: LimboCase): number {
  return at === null || at === undefined ? ANY_MOMENT_MS : Date.parse(at);
}

function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[A-Z0-9 ]+-----/g, ''), 'base64');
}

function chainOf(one: LimboCase): readonly Buffer[] {
  return [one.peer_certificate, ...one.untrusted_intermediates].map(derOf);
}

/** What one of our judges says. */
export function askOurs(one: LimboCase, judge: LimboJudge): LimboVerdict {
  return judge === 'client' ? askClientJudge(one) : askServerJudge(one);
}

function askServerJudge(one: LimboCase): LimboVerdict {
  const roots = one.trusted_certs.flatMap((pem) => {
    const certificate = readDer(derOf(pem));
    const spki = certificate?.key?.export({ type: 'spki', format: 'der' }).toString('base64');
    return spki === undefined
      ? []
      : [{ name: '', organisation: '', spki, certificate: derOf(pem).toString('base64') }];
  });
  const name = one.expected_peer_name?.value;
  const chain = chainOf(one).map((der) => der.toString('base64'));
  const { flaws } = judgeChain(
    chain,
    { acceptNames: name === undefined ? [] : [name], trust: { roots } },
    momentOf(one),
  );
  const bad = flaws.filter(
    ({ flaw }) => !HARMLESS_FLAWS.includes(flaw) && (name !== undefined || flaw !== 'name-mismatch'),
  );
  const words = (bad.length > 0 ? bad : flaws).map(({ flaw, values }) =>
    typeof values.rule === 'string' ? `${flaw} (${values.rule})` : flaw,
  );
  return { accepted: bad.length === 0, why: words.join(', ') };
}

/** The quotas of load balancers, and the keys they take, are no rules of paths. */
const NOT_ASKED: readonly string[] = [
  'ClientCertMaxChainDepthExceeded',
  'ClientCertMaxSizeExceeded',
  'ClientCertTypeUnsupported',
  'ClientCertIncompatible',
];

function askClientJudge(one: LimboCase): LimboVerdict {
  const { problems } = evaluateClientCert({
    sent: chainOf(one).map(readClientCertificate),
    anchors: one.trusted_certs.flatMap((pem) => readClientCertificate(derOf(pem)) ?? []),
    lists: listsOf(one).flatMap((pem) => readRevocationList(derOf(pem), 'crls') ?? []),
    atMs: momentOf(one),
  });
  // Certificates of servers are for other purposes; everything else of them is asked of this judge too.
  const passedOver = isForClients(one) ? NOT_ASKED : [...NOT_ASKED, 'ClientCertPurposeInvalid'];
  const asked = problems.filter(({ code }) => !passedOver.includes(code));
  return {
    accepted: asked.length === 0,
    why: asked.map(({ code, detail }) => `${code}: ${detail}`).join('; '),
  };
}

function isForClients({ validation_kind: kind }: LimboCase): boolean {
  return kind === 'CLIENT';
}

/** `openssl verify` as curl, Node and s2n-tls ask it: partial chains, the purpose, the name, the moment. */
async function askOpenssl(one: LimboCase, judge: LimboJudge, folder: string): Promise<LimboVerdict> {
  const file = async (name: string, pems: readonly string[]) => {
    const path = join(folder, name);
    await writeFile(path, pems.join('\n'));
    return path;
  };
  const words = [
    ...['verify', '-partial_chain', '-no-CApath', '-no-CAstore'],
    ...['-CAfile', await file('trusted.pem', one.trusted_certs)],
    ...['-attime', String(Math.floor(momentOf(one) / 1000))],
  ];
  if (one.untrusted_intermediates.length > 0) {
    words.push('-untrusted', await file('untrusted.pem', one.untrusted_intermediates));
  }
  if (judge === 'server') {
    const name = one.expected_peer_name;
    words.push('-purpose', 'sslserver');
    if (name?.kind === 'DNS') words.push('-verify_hostname', name.value);
    if (name?.kind === 'IP') words.push('-verify_ip', name.value);
  } else {
    words.push('-purpose', isForClients(one) ? 'sslclient' : 'any');
    const lists = listsOf(one);
    if (lists.length > 0) words.push('-crl_check', '-CRLfile', await file('lists.pem', lists));
  }
  if (one.max_chain_depth !== null && one.max_chain_depth !== undefined) {
    words.push('-verify_depth', String(one.max_chain_depth));
  }
  words.push(await file('leaf.pem', [one.peer_certificate]));
  try {
    await run('openssl', words);
    return { accepted: true, why: '' };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const why = /error \d+ at \d+ depth lookup: *(.+)/.exec(stdout + stderr)?.[1] ?? 'refused';
    return { accepted: false, why };
  }
}
