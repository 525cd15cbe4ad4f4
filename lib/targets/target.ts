import type * as z from 'zod/mini';
import type { Tags } from '../core/aws/aws-object.ts';
import type { DiscoveredTarget } from '../core/aws/discovered-target.ts';
import type { Instance, InstanceConnectEndpoint } from '../core/aws/instance-connect-reader.ts';
import type { LastGood } from '../core/last-good.ts';
import type { Question } from '../core/observation.ts';
import type { LeftOutReason } from '../core/plan.ts';
import { readPemRoots } from '../trust/pem-roots.ts';

/** A public key that ends a chain in place of the partition's own roots. */
export interface TrustedRoot {
  readonly name: string;
  readonly organisation: string;
  /** DER SubjectPublicKeyInfo, base64. */
  readonly spki: string;
  /** DER of its certificate, base64, where it is at hand: its dates and limits hold too. */
  readonly certificate?: string;
}

/** The context of a target whose `trust` names its own roots: they replace all others. */
export function trusting(
  { trust }: Readonly<Record<string, unknown>>,
  context: TargetContext,
): TargetContext {
  const read = typeof trust === 'string' ? readPemRoots(trust) : undefined;
  return read !== undefined && 'roots' in read ? { ...context, trust: read.roots } : context;
}

/** A target as its neighbours see it. */
export interface SiblingTarget {
  readonly name: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** It was found, and is in no gatewatch.yaml. */
  readonly discovered?: true;
}

/** What a target may know of the world when it makes its questions. */
export interface TargetContext {
  /** Roots accepted in place of the partition's, from `--trust` or the target's own `trust`. */
  readonly trust?: readonly TrustedRoot[];
  /** What AWS said of an endpoint id. */
  readonly endpoints: ReadonlyMap<string, KnownEndpoint>;
  /** The stack's own Region. */
  readonly region?: string;
  /** What AWS said of Instance Connect endpoints and the instances behind them; absent where it was not asked, or refused. */
  readonly instanceConnect?: KnownInstanceConnect;
  /** What AWS said of a Client VPN endpoint's id. */
  readonly clientVpns?: ReadonlyMap<string, KnownClientVpn>;
  /** What is remembered of the vantage's targets; absent where there is no memory, or it did not tell. */
  readonly lastGood?: readonly LastGood[];
  /** Where the vantage is, if that is in a VPC. */
  readonly place?: { readonly vpc: string; readonly subnets: readonly string[] };
  /**
   * Every target of the vantage, asked now or not: what one names with `via`, or leaves to the others. Default: those
   * that are planned together.
   */
  readonly siblings?: readonly SiblingTarget[];
}

/** A VPC endpoint as discovery found it. */
export interface KnownEndpoint {
  readonly id: string;
  readonly region: string;
  /** The name to ask: the first without a zone. */
  readonly dnsName: string;
  /** Private addresses of its network interfaces. */
  readonly addresses: readonly string[];
}

/** Every endpoint of the account, and the instances that targets name by id or by tags. */
export interface KnownInstanceConnect {
  readonly endpoints: readonly InstanceConnectEndpoint[];
  readonly instances: readonly Instance[];
}

/** A Client VPN endpoint as AWS describes it. */
export interface KnownClientVpn {
  /** As AWS writes it: `*.cvpn-endpoint-….clientvpn.<region>.amazonaws.com`. */
  readonly dnsName: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp';
}

/** How objects that the account holds become targets of a type. */
export interface DiscoveredFields<I, C> {
  /** The word under `discover:`. */
  readonly by: string;
  /** The check that says so when looking is refused. */
  readonly check: string;
  /** The fields somebody would have written; undefined for an object of another type. */
  readonly fields: (found: DiscoveredTarget) => I | undefined;
  /** Whether a target that is configured means this very object: then it stays, and the object is not added. */
  readonly covers: (configured: C, found: DiscoveredTarget) => boolean;
}

/** What a target asks, or why it does not. */
export type TargetPlan =
  | {
      readonly outcome: 'asks';
      readonly questions: readonly Question[];
      /** Asked as well where the vantage reaches names outside its network. */
      readonly outside?: readonly Question[];
    }
  | { readonly outcome: 'left-out'; readonly why: LeftOutReason };

/**
 * What may stand under `targets:` with one `type`, and which questions it means.
 *
 * @typeParam C - the target as configured, without `name` and `type`
 */
interface TargetDefinition<T extends string, C> {
  readonly type: T;
  /** The fields beside `name` and `type`; unknown ones are refused. Made when they are read first: most runs need few of them. */
  readonly fields: z.ZodMiniLazy<z.ZodMiniObject>;
  readonly questions: (target: C & { readonly name: string }, context: TargetContext) => TargetPlan;
  /** Absent where nothing of this type can be discovered. */
  readonly discovered?: DiscoveredFields<Record<string, unknown>, Readonly<Record<string, unknown>>>;
}

/** A definition whose own type is erased; a target goes only to the type that parsed it. */
export type Target<T extends string = string> = TargetDefinition<T, Record<string, unknown>>;

/** Ties a target's schema and its questions together; nothing happens at run time. */
export function defineTarget<const T extends string, F extends z.ZodMiniLazy<z.ZodMiniObject>>(definition: {
  readonly type: T;
  readonly fields: F;
  readonly questions: (target: z.infer<F> & { readonly name: string }, context: TargetContext) => TargetPlan;
  readonly discovered?: DiscoveredFields<z.input<F>, z.infer<F>>;
}): Target<T> {
  return definition as unknown as Target<T>;
}

/** Whether an object is named by its id, or carries all the tags it is followed by. */
export function isFollowed(
  { id, tags }: DiscoveredTarget,
  by: { readonly id?: string | undefined; readonly tags?: Tags | undefined },
): boolean {
  if (by.id !== undefined && by.id.toLowerCase() === id.toLowerCase()) return true;
  return by.tags !== undefined && Object.entries(by.tags).every(([key, value]) => tags[key] === value);
}
