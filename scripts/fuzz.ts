/**
 * Hands every byte reader hostile inputs: `npm run fuzz -- [--rounds N] [--seed N] [--only NAME]`.
 *
 * Exit status: 0 none threw, 1 one did (its input is printed), 2 bad usage.
 */
import { parseArgs } from 'node:util';
import { BYTE_READERS } from '../test/fuzz/byte-readers.ts';
import { fuzzReader } from '../test/fuzz/fuzz-reader.ts';
import { PROTOCOL_READERS } from '../test/fuzz/protocol-readers.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const rounds = Number(values.rounds ?? 10_000);
const seed = Number(values.seed ?? Date.now() % 2 ** 32);
const all = [...BYTE_READERS, ...PROTOCOL_READERS];
const readers = all.filter(({ name }) => values.only === undefined || name === values.only);
if (!Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed) || readers.length === 0) {
  const names = all.map(({ name }) => name).join(', ');
  process.stderr.write(`usage: npm run fuzz -- [--rounds N] [--seed N] [--only NAME]; readers: ${names}\n`);
  process.exit(2);
}
process.stdout.write(`seed ${seed}\n`);
for (const reader of readers) {
  const { rounds: done, slowestMs, failure } = fuzzReader(reader, rounds, seed);
  process.stdout.write(`${reader.name}: ${done} inputs, slowest ${Math.ceil(slowestMs)} ms\n`);
  if (failure === undefined) continue;
  process.stdout.write(`  threw ${failure.error}\n  input ${failure.input}\n`);
  process.exitCode = 1;
}
