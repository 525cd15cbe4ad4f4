import { type Guess, isIn, type Packet, passes } from './naive-model.ts';
import type { World } from './worlds.ts';

/** Addresses a block stands for in the model: those that rules of `worlds.ts` tell apart. */
const SAMPLES = [
  '10.0.0.5',
  '10.0.0.6',
  '10.0.0.9',
  '10.0.0.13',
  '10.0.0.20',
  '10.0.0.21',
  '10.0.1.4',
  '10.0.1.9',
];
const SAMPLES_V6 = [
  '2001:db8:0:1::5',
  '2001:db8:0:1::9',
  '2001:db8:0:2::14',
  '2001:db8:0:2::15',
  '2001:db8:1:1::4',
];
const HIDDEN = ['198.51.100.77', '10.0.0.20', '192.168.5.8', '203.0.113.200'];
const HIDDEN_V6 = ['2600:1f00::99', '2001:db8:0:2::14', 'fd00:9::7'];
/** Both sides of every limit of a rule's ports in `worlds.ts`. */
const SOURCE_PORTS = [1024, 1030, 1031, 32_767, 32_768, 40_000, 40_001, 60_999, 61_000, 65_535];

function addressesOf(text: string): readonly string[] {
  if (!text.includes('/')) return [text];
  return [...SAMPLES, ...SAMPLES_V6].filter((address) => isIn(address, text));
}

/** What becomes of the packet in every way in which the open questions may turn out. */
export function everyOutcome({ question, state }: World): ReadonlySet<boolean> {
  const { from, to, protocol, port } = question;
  const range = from.ephemeralPorts ?? { from: 1024, to: 65_535 };
  const outcomes = new Set<boolean>();
  const hidden = to.address.includes(':') ? HIDDEN_V6 : HIDDEN;
  const guesses: Guess[] = [true, false].flatMap((referencesApply) =>
    (['nothing', 'everything'] as const).flatMap((unreadListHolds) =>
      hidden.flatMap((hiddenSource) =>
        [true, false].flatMap((lastOfEqualRoutes) =>
          [true, false].map((heldByDelegation) => ({
            referencesApply,
            unreadListHolds,
            hiddenSource,
            lastOfEqualRoutes,
            heldByDelegation,
          })),
        ),
      ),
    ),
  );
  for (const source of addressesOf(from.address)) {
    for (const destination of addressesOf(to.address)) {
      for (const sourcePort of SOURCE_PORTS.filter((one) => range.from <= one && one <= range.to)) {
        const packet: Packet = { source, destination, sourcePort, port, protocol };
        for (const guess of guesses) outcomes.add(passes(question, packet, state, guess));
        if (outcomes.size === 2) return outcomes;
      }
    }
  }
  return outcomes;
}
