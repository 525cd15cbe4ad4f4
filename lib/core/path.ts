import type { Evidence } from './finding.ts';
import type { JsonObject } from './json.ts';
import type { Status } from './reason.ts';

/**
 * Every hop a path may have, in the order packets meet them: names first, then the rules of AWS on the near side, what
 * lies between, and the far side. A kind names its own in its `hops`.
 */
export const HOPS = [
  'vantage',
  'name',
  'address',
  'resolver',
  'instance-connect',
  'security-group',
  'network-acl',
  'route',
  'transit-gateway',
  'vpn-gateway',
  'tunnel',
  'device',
  'direct-connect',
  'client-vpn',
  'vpc-endpoint',
  'load-balancer',
  'instance',
  'proxy',
  'port',
  'tls',
  'service',
  'clock',
  'gateway',
] as const;
export type HopName = (typeof HOPS)[number];

/** `not-reached`: a hop before it is broken. `not-checked`: it could not be asked, or silence proves nothing. */
export const HOP_STATES = ['passed', 'failed', 'not-reached', 'not-checked'] as const;
export type HopState = (typeof HOP_STATES)[number];

/** One hop as a report has it. Texts are in the report's language. */
export interface PathHop extends JsonObject {
  readonly name: HopName;
  readonly state: HopState;
  /** What is there: a name, an address, `:1031`, or how many (`3 addresses`). */
  readonly label?: string;
  /** One number with its unit: `12 ms`, `213 d`, `+0.4 s`, `1/2`. */
  readonly figure?: string;
  /** It works, but not as it should. */
  readonly degraded?: true;
  /** Why it is not well: a reason of the check that looked at it. */
  readonly reason?: string;
  readonly check?: string;
}

/** Hops from the vantage, or from where else it begins, to the far end. Places whose hops look alike share a lane. */
export interface PathLane {
  readonly status: Status;
  readonly hops: readonly PathHop[];
}

/** All lanes of one target, the worst first. */
export interface TargetPath {
  readonly target: string;
  readonly status: Status;
  readonly lanes: readonly PathLane[];
  /** Lanes that are not listed; absent where all are. */
  readonly lanesLeftOut?: number;
}

/** What of an evidence entry tells two places apart. */
export type PlaceField = 'host' | 'address' | 'port';

/** How a hop's number is told: one of the kind's measurements, or a count. */
export type HopFigure =
  | {
      readonly measurement: string;
      /** `offset` is signed seconds. */
      readonly as: 'time' | 'days' | 'offset';
      /** Which of several is told. */
      readonly worst: 'largest' | 'smallest' | 'furthest';
    }
  /** How many of its places had one of these outcomes: `1/2`. */
  | { readonly share: readonly string[] };

/** What a kind knows of one hop. A hop without `reasons` takes every reason that no other hop of the kind takes. */
export interface KindHop<R extends string = string> {
  readonly name: HopName;
  readonly reasons?: readonly R[];
  /** Which evidence is here; default: all. */
  readonly at?: (evidence: Evidence) => boolean;
  /** What its evidence is kept apart by; none: it is on every lane. */
  readonly by?: readonly PlaceField[];
  /** The field that lists several addresses of one entry, each a place. */
  readonly each?: 'addresses';
  readonly shows?: PlaceField | 'subject' | 'via';
  readonly figure?: HopFigure;
  /** Where its own path begins, beside the target's; undefined: it is on the target's. */
  readonly line?: (evidence: Evidence) => PathLine | undefined;
}

/** A path beside the target's own: through a proxy, or from somewhere else than the vantage. */
export interface PathLine {
  readonly key: string;
  /** Where it begins; default: the vantage. */
  readonly from?: string;
}
