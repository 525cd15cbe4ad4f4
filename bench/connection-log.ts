import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { REASON_BY_CODE } from '../lib/probes/mtls/codes.ts';

/** A small generator with a fixed seed (mulberry32), so that every run reads the same log. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const CODES = Object.keys(REASON_BY_CODE);
const CLIENTS = 5000;
const START_MS = Date.UTC(2026, 10, 21, 10, 0, 0);

/** A connection log in gzip: one connection in 20 is refused, the rest is accepted. */
export async function writeConnectionLog(path: string, lines: number, seed = 1): Promise<void> {
  const random = numbersFrom(seed);
  const gzip = createGzip();
  const file = gzip.pipe(createWriteStream(path));
  let block: string[] = [];
  for (let index = 0; index < lines; index += 1) {
    block.push(line(index, random));
    if (block.length === 2000 || index === lines - 1) {
      if (!gzip.write(`${block.join('\n')}\n`)) await once(gzip, 'drain');
      block = [];
    }
  }
  gzip.end();
  await finished(file);
}

function line(index: number, random: () => number): string {
  const at = new Date(START_MS + index * 3)
    .toISOString()
    .replace('Z', `${String(index % 1000).padStart(3, '0')}Z`);
  const client = Math.floor(random() * CLIENTS);
  const address = `198.51.${100 + (client % 100)}.${1 + (Math.floor(client / 100) % 250)}`;
  const port = 1024 + Math.floor(random() * 64_000);
  const refused = random() < 0.05;
  const code = CODES[client % CODES.length];
  const serial = (0x5a_0000_0000 + client * 7919).toString(16).toUpperCase();
  const trace = Math.floor(random() * 2 ** 52)
    .toString(16)
    .padStart(32, '0');
  return [
    at,
    address,
    port,
    443,
    'TLSv1.3',
    'TLS_AES_128_GCM_SHA256',
    refused ? '-' : (random() / 10).toFixed(3),
    `"CN=client-${client}.example.com,OU=Payments Team,O=Example Corp\\, Ltd,L=Seattle,ST=Washington,C=US"`,
    'NotBefore=2026-01-02T19:17:20Z;NotAfter=2027-04-02T19:17:20Z',
    serial,
    refused ? `Failed:${code}` : 'Success',
    `TID_${trace}`,
    'X25519MLKEM768',
    'app/api/0123456789abcdef',
    '10.0.1.17',
  ].join(' ');
}
