import type { BgpLogMeaning, TunnelLogMeaning } from '../../catalogue/vpn-log-messages.ts';
import type { ChangeWord } from '../../core/last-good.ts';

/** What outside addresses were compared with, and what is to be done with the new ones. */
export type AddressWord =
  | 'configured'
  | 'remembered'
  | 'write-down'
  | 'follows'
  /** Beside something graver. */
  | 'addresses-changed-too';

/** In which rhythm a tunnel goes down. */
type RhythmWord = 'phase-1-lifetime' | 'phase-2-lifetime' | 'regular' | 'irregular';

/** Why a tunnel that is up brings no routes, where no log says so. */
export type BgpWord =
  | 'bgp-log-off'
  | 'bgp-log-silent'
  | 'asn-same'
  | 'nothing-announced'
  | 'no-static-route'
  | 'prefix-not-known';

/** Why one direction carries nothing. */
type OneWayWord = 'esp-blocked' | 'udp-4500-blocked' | 'nothing-comes-in' | 'nothing-goes-out';

/** What each word means and what to do about it, in one language. Of the log: `nothing` where none was read. */
export type VpnGlossary = Readonly<
  Record<
    | TunnelLogMeaning
    | BgpLogMeaning
    | BgpWord
    | OneWayWord
    | 'nothing'
    | AddressWord
    | RhythmWord
    | ChangeWord,
    string
  >
>;
