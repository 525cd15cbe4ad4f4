import type { DifferenceKind } from './compare.ts';
import type { DeviceNote } from './device-connection.ts';

/** What `gatewatch vpn-config` says, in one language. */
export interface VpnConfigTexts {
  /** `{count}`, `{vpn}` */
  readonly headline: { readonly none: string; readonly one: string; readonly many: string };
  /** `{tunnel}`, `{connection}`, `{device}`, `{aws}`: the fact, and what follows from it. */
  readonly difference: Readonly<Record<DifferenceKind, string>>;
  readonly weight: { readonly stops: string; readonly unstable: string; readonly slow: string };
  readonly write: string;
  readonly run: string;
  readonly afterwards: string;
  /** `{tunnels}` */
  readonly sameKeys: string;
  readonly keysNotCompared: string;
  readonly nothingCompared: string;
  /** `{text}` */
  readonly note: Readonly<Record<DeviceNote['what'], string>>;
}
