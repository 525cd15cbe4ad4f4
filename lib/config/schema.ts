import * as z from 'zod/mini';
import { CHANNEL_FIELDS, type ChannelKey } from '../channels/settings.ts';
import { LOCALES } from '../core/locale.ts';
import { WEEKDAYS } from '../core/notify/hours.ts';
import { SEVERITIES, USUAL_SEVERITIES } from '../core/reason.ts';
import { awsId, tagsField } from '../probes/kit/fields.ts';
import { REASON_BY_CODE } from '../probes/mtls/codes.ts';
import { regionField } from '../targets/fields.ts';
import { TARGETS } from '../targets/registry.ts';
import type { Target } from '../targets/target.ts';
import {
  accountId,
  accountName,
  channelName,
  cronPattern,
  emailAddress,
  externalId,
  filterPattern,
  formerName,
  isoDuration,
  loadBalancerName,
  logGroupName,
  namePattern,
  objectName,
  organizationalUnit,
  ownerName,
  s3Url,
  scheduleRate,
  tagKey,
  timeOfDay,
  timeZone,
  vantageName,
  viewerPrincipal,
} from './fields.ts';

/** What discovery can look for in the account. */
export const DISCOVERABLE = [
  'storage-gateway',
  'vpn',
  'transit-gateway',
  'instance-connect',
  'client-vpn',
  'direct-connect',
] as const;
export type Discoverable = (typeof DISCOVERABLE)[number];

const DEFAULT_LOG_GROUPS = ['/aws/vendedlogs/*', '/aws/storagegateway/*'] as const;

const severities = z._default(z.array(z.enum(SEVERITIES)).check(z.minLength(1)), [...USUAL_SEVERITIES]);

const weekdays = z._default(z.array(z.enum(WEEKDAYS)).check(z.minLength(1), z.maxLength(7)), [...WEEKDAYS]);

/** When a channel receives nothing but what is excepted. */
const quiet = z.optional(
  z.strictObject({
    days: weekdays,
    from: z.optional(timeOfDay),
    to: z.optional(timeOfDay),
    /** Default: `notify.timezone`. */
    timezone: z.optional(timeZone),
    except: z._default(z.array(z.enum(SEVERITIES)), ['critical']),
  }),
);

const names = z.array(namePattern).check(z.minLength(1), z.maxLength(50));

/** Who receives what fits; of several routes the first that fits decides. */
const routeSchema = z.strictObject({
  account: z.optional(names),
  vantage: z.optional(names),
  target: z.optional(names),
  owner: z.optional(names),
  tags: z.optional(z.record(tagKey, names)),
  check: z.optional(names),
  severity: z.optional(z.array(z.enum(SEVERITIES)).check(z.minLength(1))),
  when: z.optional(
    z.strictObject({
      days: weekdays,
      from: z.optional(timeOfDay),
      to: z.optional(timeOfDay),
      timezone: z.optional(timeZone),
    }),
  ),
  to: z.array(z.string()).check(z.minLength(1), z.maxLength(100)),
});

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** More channels of one kind than an installation has teams. */
const MOST_OF_A_KIND = 20;
const optionalName = z.optional(channelName);

/** What every channel has: its own fields, and the severities it takes. */
type ChannelSchema<K extends ChannelKey, Name = unknown> = z.ZodMiniObject<
  Mutable<(typeof CHANNEL_FIELDS)[K]> & { severity: typeof severities; quiet: typeof quiet } & Name,
  z.core.$strict
>;

/** An entry for each channel, or a list of several of its kind. */
function channelFields() {
  const entries = Object.entries(CHANNEL_FIELDS).map(([key, fields]) => {
    const own = { ...fields, severity: severities, quiet };
    const named = z.strictObject({ name: optionalName, ...own });
    const several = z.array(named).check(z.minLength(1), z.maxLength(MOST_OF_A_KIND));
    return [key, z.optional(z.union([z.strictObject(own), several]))];
  });
  return Object.fromEntries(entries) as {
    [K in ChannelKey]: z.ZodMiniOptional<
      z.ZodMiniUnion<[ChannelSchema<K>, z.ZodMiniArray<ChannelSchema<K, { name: typeof optionalName }>>]>
    >;
  };
}

/** Each is asked of the table with every message about the target. */
const MOST_FORMER_NAMES = 10;

/** Of one vantage, in a configuration; discovery and the command line may have more. */
export const MOST_TARGETS = 500;

/** The fields every target has, beside its type's own. */
const targetOptions = [...TARGETS].map((target: Target) => {
  const fields = target.fields._zod.innerType;
  // Fields may check each other; `extend` refuses such an object.
  return z.safeExtend(fields, {
    type: z.literal(target.type),
    name: objectName,
    /** Who is responsible: in messages and reports, and for routes. */
    owner: z.optional(ownerName),
    // Types that follow an object by its tags have the key already; all others only carry them.
    ...(!('tags' in fields.shape) && { tags: z.optional(tagsField) }),
    /** Times and offsets become metrics; each series costs money. */
    measurements: z._default(z.boolean(), false),
    /** Its earlier names: history and open incidents go on under the name of today. */
    was: z.optional(
      z.union([formerName, z.array(formerName).check(z.minLength(1), z.maxLength(MOST_FORMER_NAMES))]),
    ),
  });
});
const [firstTarget, ...otherTargets] = targetOptions;
// The registry is never empty; the type of a discriminated union wants it said.
if (firstTarget === undefined) throw new Error('no target types are registered');
const targetSchema = z.discriminatedUnion('type', [firstTarget, ...otherTargets]);

const subnets = z.array(awsId('subnet')).check(z.minLength(1), z.maxLength(16));

/** Which of the objects that are found are meant: those that fit everything that is said. */
const objectFilter = z
  .strictObject({
    /** Each with its value; `*` stands for anything, `?` for one character. */
    tags: z.optional(z.record(z.string().check(z.minLength(1), z.maxLength(128)), filterPattern)),
    /** Accounts. */
    owners: z.optional(z.array(accountId).check(z.minLength(1), z.maxLength(100))),
    names: z.optional(z.array(filterPattern).check(z.minLength(1), z.maxLength(100))),
  })
  .check(
    z.refine(
      (filter) => Object.values(filter).some((one) => one !== undefined && Object.keys(one).length > 0),
      'expected at least one of tags, owners, names',
    ),
  );
const objectFilters = z._default(z.array(objectFilter).check(z.maxLength(50)), []);

/** Lambda API Reference, "PutFunctionConcurrency"; AWS raises the quota of an account to tens of thousands. */
const MOST_CONCURRENCY = 10_000;

function concurrency(least: number) {
  return z
    .int()
    .check(
      z.refine(
        (count) => count >= least && count <= MOST_CONCURRENCY,
        `expected a whole number from ${least} to ${MOST_CONCURRENCY}`,
      ),
    );
}

const vantageSchema = z.strictObject({
  name: vantageName,
  /** Without one the vantage is on premises and is driven by `gatewatch run`. */
  vpc: z.optional(awsId('vpc')),
  subnets: z.optional(subnets),
  /** Every subnet of it is dual-stack: its probe gets IPv6 as well. */
  ipv6: z.optional(z.boolean()),
  /** Of its targets that know `ssm` and do not say. */
  ssm: z.optional(z.boolean()),
  /** Says of an on-premises vantage that `gatewatch run` is always on: then its silence raises an alarm. */
  runs: z.optional(z.boolean()),
  discover: z._default(z.array(z.enum(DISCOVERABLE)), []),
  /** Of what is found only this becomes a target. Left out: all of it. */
  include: objectFilters,
  /** And none of this. */
  exclude: objectFilters,
  /** How many of its probe run at once at most; Lambda keeps as many free for it. */
  concurrency: z.optional(concurrency(1)),
  targets: z._default(z.array(targetSchema).check(z.maxLength(MOST_TARGETS)), []),
});

/** More than one installation enters: the role of `watch` names each. */
export const MOST_ACCOUNTS = 200;

/** An account beside the installation's own, with what is watched there; without `id` and `name`, each of its unit. */
const accountSchema = z.strictObject({
  id: z.optional(accountId),
  name: z.optional(accountName),
  regions: z.array(regionField).check(z.minLength(1), z.maxLength(20)),
  /** Where the account stands in the organization: its stack is deployed by way of it. */
  organizationalUnit,
  /** Default: the name of the installation, `gatewatch-STAGE`. */
  externalId: z.optional(externalId),
  vantages: z
    .array(
      z.safeExtend(vantageSchema, {
        /** Default: the only Region of the account. */
        region: z.optional(regionField),
      }),
    )
    .check(z.minLength(1), z.maxLength(20)),
});

/** Batches of alarms that `notify` works through at once: enough not to wait for a slow recheck, few enough to see an outage as one. */
export const NOTIFY_BATCHES = 2;
/** Each batch may ask `watch` for a recheck beside a run, and the tick calls `notify` beside them. */
export const LEAST_CONCURRENCY = { watch: NOTIFY_BATCHES + 1, notify: NOTIFY_BATCHES + 1 } as const;

/**
 * gatewatch.yaml as a person writes it. What one value alone cannot tell (names that stand twice, how two
 * values fit together) is in `rules.ts`.
 */
export const configSchema = z.strictObject({
  language: z._default(z.enum(LOCALES), 'en'),
  /** Of the times in messages and on pages. */
  timezone: z._default(timeZone, 'UTC'),
  schedule: z._default(scheduleRate, 'rate(5 minutes)'),
  alarm: z._default(
    z.strictObject({
      failing: z.int().check(z.minimum(1), z.maximum(100)),
      of: z.int().check(z.minimum(1), z.maximum(100)),
    }),
    { failing: 2, of: 3 },
  ),
  notify: z._default(
    z.strictObject({
      email: z._default(z.array(z.strictObject({ to: emailAddress, severity: severities, quiet })), []),
      ...channelFields(),
      /** Amazon Q Developer in chat applications, on its own topic. */
      chat: z._default(z.boolean(), false),
      /** Who receives what; what no route fits goes to everybody. */
      routes: z._default(z.array(routeSchema).check(z.maxLength(100)), []),
      /** More failures at once than this become one digest. */
      digestAbove: z._default(z.int().check(z.minimum(1), z.maximum(100)), 5),
      /** How often people are reminded of an outage that lasts. */
      remindEvery: z._default(isoDuration, 'PT4H'),
      /** When the daily summary of what is degraded and muted is sent. */
      digestAt: z._default(timeOfDay, '09:00'),
      /** Default: the `timezone` of the file. */
      timezone: z.optional(timeZone),
    }),
    {
      email: [],
      chat: false,
      routes: [],
      digestAbove: 5,
      remindEvery: 'PT4H',
      digestAt: '09:00',
    },
  ),
  /** Who may take the role that looks at the dashboard and the reports; without them there is none. */
  viewers: z._default(z.array(viewerPrincipal).check(z.maxLength(20)), []),
  /** The tag whose value is the owner of a target that names none. */
  ownerTag: z.optional(tagKey),
  /** May be empty beside `accounts`. */
  vantages: z.array(vantageSchema).check(z.maxLength(50)),
  accounts: z._default(z.array(accountSchema).check(z.maxLength(MOST_ACCOUNTS)), []),
  mtls: z._default(
    z.array(
      z.strictObject({
        name: objectName,
        loadBalancer: loadBalancerName,
        logs: z.optional(s3Url),
        page: z.optional(
          z.strictObject({
            reasons: z.array(z.enum(Object.values(REASON_BY_CODE))).check(z.minLength(1)),
            atLeast: z._default(z.int().check(z.minimum(1)), 1),
          }),
        ),
      }),
    ),
    [],
  ),
  maintenance: z._default(
    z.array(
      z.strictObject({
        name: objectName,
        targets: z.array(objectName).check(z.minLength(1)),
        cron: cronPattern,
        duration: isoDuration,
        timezone: timeZone,
      }),
    ),
    [],
  ),
  /**
   * Which series are published. `full`: one a target and check. `failing`: only of what fails, until it has been healthy
   * for as long as its alarm looks back. `summary`: the same, with one series a target, and no alarm of its own:
   * messages come from the reports.
   */
  metrics: z._default(z.enum(['full', 'failing', 'summary']), 'full'),
  /** The page in CloudWatch that messages link to; an account has three free. */
  dashboard: z._default(z.boolean(), true),
  /** What the topics are encrypted with. CloudWatch cannot publish to one under the key that AWS manages. */
  encryption: z._default(z.enum(['customer-key', 'none']), 'customer-key'),
  /**
   * Log groups that may be read beside a failure: health logs of gateways, logs of VPN tunnels. The default is where
   * AWS's consoles and guides put them; the functions may read no other.
   */
  logGroups: z._default(z.array(logGroupName).check(z.maxLength(20)), [...DEFAULT_LOG_GROUPS]),
  /** Where flow logs write in S3; the functions may read no other bucket for them. */
  flowLogs: z._default(z.array(s3Url).check(z.maxLength(20)), []),
  /** How many of these functions run at once at most; Lambda keeps as many free for each. */
  concurrency: z.optional(
    z.strictObject({
      watch: z.optional(concurrency(LEAST_CONCURRENCY.watch)),
      notify: z.optional(concurrency(LEAST_CONCURRENCY.notify)),
    }),
  ),
  /** For organisations that allow no function outside a VPC. */
  watch: z.optional(z.strictObject({ vpc: awsId('vpc'), subnets })),
});
export type WrittenConfig = z.infer<typeof configSchema>;
