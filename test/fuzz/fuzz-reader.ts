import type { ByteReader } from './byte-readers.ts';

/** What came of many inputs to one reader. */
export interface FuzzResult {
  readonly name: string;
  readonly rounds: number;
  readonly slowestMs: number;
  /** The first input that made it throw, in hex, and what it threw. */
  readonly failure?: { readonly input: string; readonly error: unknown };
}

/** Hands a reader inputs made of its seeds; the same seed gives the same inputs. */
export function fuzzReader(reader: ByteReader, rounds: number, seed: number): FuzzResult {
  const random = randomFrom(seed);
  let slowestMs = 0;
  let beforeMs = processorMs();
  for (let round = 0; round < rounds; round += 1) {
    const input = mutate(reader.seeds, random);
    try {
      reader.read(input);
    } catch (error) {
      if (!reader.refuses?.(error)) {
        const failure = { input: input.subarray(0, 4096).toString('hex'), error };
        return { name: reader.name, rounds: round + 1, slowestMs, failure };
      }
    }
    // What was refused counts as well, and so does making the next input, which takes nothing.
    const nowMs = processorMs();
    slowestMs = Math.max(slowestMs, nowMs - beforeMs);
    beforeMs = nowMs;
  }
  return { name: reader.name, rounds, slowestMs };
}

/** What this process has used: another program that has the processor is none of a reader's doing. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

type Random = (below: number) => number;

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Values that readers stumble over: lengths at their limits, tags, signs. */
const NASTY = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x84, 0x88, 0xff, 0x30, 0x31, 0x02, 0x03, 0x05, 0xa0, 0xa3];

function mutate(seeds: readonly Buffer[], random: Random): Buffer {
  let bytes = Buffer.from(seeds[random(seeds.length)] ?? Buffer.alloc(0));
  for (let changes = 1 + random(6); changes > 0; changes -= 1) {
    const at = random(bytes.length + 1);
    switch (random(7)) {
      case 0:
        bytes[at] = random(256);
        break;
      case 1:
        bytes[at] = NASTY[random(NASTY.length)] ?? 0;
        break;
      case 2:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
        break;
      case 3:
        bytes = bytes.subarray(0, at);
        break;
      case 4: {
        // A piece of another seed, or of this one, in its place.
        const from = seeds[random(seeds.length)] ?? bytes;
        const start = random(from.length);
        const piece = from.subarray(start, start + random(64));
        bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + random(64))]);
        break;
      }
      case 5:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(16))]);
        break;
      default:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          Buffer.alloc(random(300), NASTY[random(NASTY.length)] ?? 0),
          bytes.subarray(at),
        ]);
    }
  }
  return bytes;
}
