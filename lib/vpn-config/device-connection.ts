import type { SharedKey } from '../wire/shared-key.ts';

/** Where something is written. */
export interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** One setting of a device, with its place and the key it was written under. */
export interface Setting<T> extends Place {
  readonly key: string;
  readonly value: T;
}

/** What one side proposes for one phase, in AWS's names: `AES256`, `SHA2-256`, 14. */
export interface Proposal {
  readonly encryption: readonly string[];
  /** Empty with AES-GCM, and where the device's own defaults decide. */
  readonly integrity: readonly string[];
  readonly dhGroups: readonly number[];
}

export type DeviceFormat = 'ipsec.conf' | 'swanctl.conf' | 'aws-download';

/** One side of a connection, as the device names it. */
interface DeviceSide {
  readonly address?: Setting<string>;
  readonly id?: Setting<string>;
  readonly subnets?: Setting<readonly string[]>;
}

/** One connection of the device. What is absent is left to the device's own defaults. */
export interface DeviceConnection extends Place {
  readonly name: string;
  readonly format: DeviceFormat;
  readonly local: DeviceSide;
  readonly remote: DeviceSide;
  readonly ikeVersions?: Setting<readonly ('ikev1' | 'ikev2')[]>;
  readonly phase1?: Setting<readonly Proposal[]>;
  readonly phase2?: Setting<readonly Proposal[]>;
  readonly usesForwardSecrecy?: Setting<boolean>;
  readonly phase1LifetimeSeconds?: Setting<number>;
  readonly phase2LifetimeSeconds?: Setting<number>;
  readonly dpdDelaySeconds?: Setting<number>;
  readonly dpdAction?: Setting<string>;
  /** `start` begins by itself, `wait` does not. */
  readonly startup?: Setting<'start' | 'wait'>;
  readonly mtuBytes?: Setting<number>;
  /** Forces or forbids NAT traversal; absent: found out by IKE. */
  readonly natTraversal?: Setting<boolean>;
}

/** A pre-shared key of the device: for whom, and a way to compare it. Its text is kept nowhere. */
export interface DeviceSecret extends Place {
  /** Addresses and ids it is for; empty: for every peer. */
  readonly ids: readonly string[];
  readonly key: SharedKey;
}

/** All that was read of a device's files. */
export interface DeviceConfig {
  readonly connections: readonly DeviceConnection[];
  readonly secrets: readonly DeviceSecret[];
  /** Files that are made for secrets, whether they hold one or not. */
  readonly secretFiles: readonly string[];
  /** What was not read, and why: an include that is not among the files, a value nobody knows. */
  readonly notes: readonly DeviceNote[];
}

export interface DeviceNote extends Place {
  readonly what: 'include-not-read' | 'value-not-known' | 'line-not-known';
  readonly text: string;
}
