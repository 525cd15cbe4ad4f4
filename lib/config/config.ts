import type { ChannelSettings } from '../channels/channel.ts';
import { CHANNEL_KEYS, type ChannelKey } from '../channels/settings.ts';
import type { Locale } from '../core/locale.ts';
import type { Recipient, Route } from '../core/notify/route.ts';
import { labelsOf, type OwnerRule } from '../core/owner.ts';
import type { PlannedTarget } from '../core/plan.ts';
import { SEVERITIES, type Severity } from '../core/reason.ts';
import { type Spoke, spokeVantageName } from '../core/vantage.ts';
import { TARGETS } from '../targets/registry.ts';
import { parseDurationMs } from './duration.ts';
import { formerPlace } from './former-name-rules.ts';
import { parseRate, type Rate } from './rate.ts';
import type { Discoverable, WrittenConfig } from './schema.ts';

/** gatewatch.yaml with every default filled in. */
export interface Config {
  readonly language: Locale;
  readonly schedule: Rate;
  /** `failing` of the last `of` runs. */
  readonly alarm: { readonly failing: number; readonly of: number };
  readonly notify: Notify;
  readonly vantages: readonly Vantage[];
  /** Accounts beside the installation's own; their vantages stand among `vantages`. */
  readonly accounts: readonly Account[];
  readonly mtls: readonly MutualTls[];
  readonly maintenance: readonly Maintenance[];
  readonly metrics: WrittenConfig['metrics'];
  /** Accounts, and ARNs of roles and users, that may take the role that only looks. */
  readonly viewers: readonly string[];
  readonly dashboard: boolean;
  readonly encryption: WrittenConfig['encryption'];
  /** Names of log groups, each with a star at its end where it stands for several. */
  readonly logGroups: readonly string[];
  /** `s3://bucket/prefix` that flow logs are delivered to. */
  readonly flowLogs: readonly string[];
  /** How many of each function run at once at most, where that is limited. */
  readonly concurrency: { readonly watch?: number | undefined; readonly notify?: number | undefined };
  /** Where `watch` is, for organisations that allow no function outside a VPC. */
  readonly watchNetwork?: Network;
}

/** Where a function is inside a VPC. */
export interface Network {
  readonly vpc: string;
  readonly subnets: readonly string[];
}

/** An account beside the installation's own. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly regions: readonly string[];
  readonly organizationalUnit: string;
  readonly externalId?: string;
}

/** A place to look from. Without a network it is on premises, driven by `gatewatch run`. */
export interface Vantage {
  readonly name: string;
  readonly network?: Network;
  /** Where it stands, if that is another account or Region than the installation's own. */
  readonly spoke?: Spoke;
  /** Whether its subnets are dual-stack; without it an IPv6 address is not reachable from there. */
  readonly ipv6?: boolean;
  /** An on-premises vantage whose loop is always on: its silence is a fault. */
  readonly runs: boolean;
  readonly discover: readonly Discoverable[];
  /** What says who is responsible for what is found. */
  readonly labels?: OwnerRule;
  /** What of the objects that are found becomes a target: what fits one of `include`, where there are any, and none of `exclude`. */
  readonly include?: readonly ObjectFilter[];
  readonly exclude?: readonly ObjectFilter[];
  /** How many of its probe run at once at most, where that is limited. */
  readonly concurrency?: number;
  readonly targets: readonly ConfiguredTarget[];
}

/** It fits an object of which everything that is said holds. */
export interface ObjectFilter {
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly owners?: readonly string[] | undefined;
  readonly names?: readonly string[] | undefined;
}

interface ConfiguredTarget extends PlannedTarget {
  /** Whether its times and offsets become metrics. */
  readonly measurements: boolean;
}

/** A channel of the file. */
export interface NamedChannel {
  readonly key: ChannelKey;
  /** What routes call it: its own name where there are several of its kind, else its key. */
  readonly name: string;
  readonly settings: ChannelSettings;
}

interface Notify {
  readonly email: readonly { readonly to: string; readonly severity: readonly Severity[] }[];
  /** Every channel that the file names, in the order of kinds. */
  readonly channels: readonly NamedChannel[];
  readonly chat: boolean;
  /** In order: the first that fits decides; what none fits goes to everybody. */
  readonly routes: readonly Route[];
  /** Everybody who may be named by a route. */
  readonly recipients: readonly Recipient[];
  readonly digestAbove: number;
  readonly reminderMs: number;
  /** `HH:MM` in `timezone`. */
  readonly digestAt: string;
  readonly timezone: string;
}

export interface MutualTls {
  readonly name: string;
  readonly loadBalancer: string;
  readonly logs?: string;
  readonly page?: { readonly reasons: readonly string[]; readonly atLeast: number };
}

export interface Maintenance {
  readonly name: string;
  readonly targets: readonly string[];
  readonly cron: string;
  readonly durationMs: number;
  readonly timezone: string;
}

/** What was written, in the terms of the program. It takes only what the schema and the rules accepted. */
export function toConfig(written: WrittenConfig): Config {
  const { language, alarm, notify, mtls, maintenance, watch } = written;
  const { metrics, dashboard, encryption, logGroups, flowLogs, ownerTag } = written;
  const accounts = written.accounts.filter(isNamed);
  const tagKeys = [...new Set(notify.routes.flatMap(({ tags = {} }) => Object.keys(tags)))];
  const labels = { ownerTag, tagKeys };
  const schedule = parseRate(written.schedule);
  if ('fault' in schedule) throw new Error(`the schema accepted ${written.schedule}`);
  const { email, chat, routes, digestAbove, digestAt, remindEvery, timezone = written.timezone } = notify;
  const channels = channelsOf(notify).map(({ quiet: _, ...channel }) => channel);
  return {
    language,
    schedule,
    alarm,
    notify: {
      email,
      chat,
      routes: routes.map((route) => toRoute(route, timezone)),
      recipients: recipientsOf(notify, timezone),
      digestAbove,
      digestAt,
      timezone,
      reminderMs: parseDurationMs(remindEvery) ?? 0,
      channels,
    },
    vantages: [
      ...written.vantages.map((vantage) => toVantage(vantage, labels)),
      ...accounts.flatMap((account) => vantagesOf(account, labels)),
    ],
    accounts: accounts.map(({ vantages: _, externalId, ...account }) => ({
      ...account,
      ...(externalId !== undefined && { externalId }),
    })),
    mtls: mtls.map(({ name, loadBalancer, logs, page }) => ({
      name,
      loadBalancer,
      ...(logs !== undefined && { logs }),
      ...(page !== undefined && { page }),
    })),
    maintenance: maintenance.map(({ duration, ...window }) => ({
      ...window,
      durationMs: parseDurationMs(duration) ?? 0,
    })),
    metrics,
    viewers: written.viewers,
    dashboard,
    encryption,
    logGroups,
    flowLogs,
    concurrency: written.concurrency ?? {},
    ...(watch !== undefined && { watchNetwork: watch }),
  };
}

type WrittenNotify = WrittenConfig['notify'];

function toRoute({ when, ...route }: WrittenNotify['routes'][number], timezone: string): Route {
  return { ...route, ...(when !== undefined && { when: { ...when, timezone: when.timezone ?? timezone } }) };
}

/** Every channel of the file: one of a kind has the name of its kind, and so has that one of several which has none. */
function channelsOf(notify: WrittenNotify) {
  return CHANNEL_KEYS.flatMap((key) =>
    [notify[key] ?? []].flat().map(({ quiet, ...written }) => {
      const { name = key, ...settings } = { name: undefined, ...written };
      return { key, name, settings, quiet };
    }),
  );
}

/** Every channel that the file names, by the name that routes give it. */
function recipientsOf(notify: WrittenNotify, timezone: string): readonly Recipient[] {
  const { email, chat } = notify;
  const channels = channelsOf(notify);
  const names = new Set<string>(channels.map(({ name }) => name));
  return [
    ...email.map(({ to: name, severity, quiet }) => ({ name, severity, quiet })),
    ...channels.map(({ key, name, settings: { severity }, quiet }) => ({
      name,
      severity,
      quiet,
      ...(!names.has(key) && { was: key }),
    })),
    ...(chat ? [{ name: 'chat', severity: SEVERITIES, quiet: undefined }] : []),
  ].map(({ quiet, ...recipient }) => ({
    ...recipient,
    ...(quiet !== undefined && { quiet: { ...quiet, timezone: quiet.timezone ?? timezone } }),
  }));
}

type NamedAccount = WrittenConfig['accounts'][number] & Pick<Account, 'id' | 'name'>;

/** Units have accounts once they are expanded. */
function isNamed(account: WrittenConfig['accounts'][number]): account is NamedAccount {
  return account.id !== undefined && account.name !== undefined;
}

/** The vantages of another account, by the names they have everywhere. */
function vantagesOf(
  { id, name, regions, externalId, vantages }: NamedAccount,
  labels: OwnerRule,
): readonly Vantage[] {
  return vantages.map(({ region = regions[0] ?? '', ...written }) => {
    const spoke: Spoke = {
      account: { id, name },
      region,
      vantage: written.name,
      ...(externalId !== undefined && { externalId }),
    };
    return { ...toVantage({ ...written, name: spokeVantageName(spoke) }, labels), spoke };
  });
}

interface WrittenTarget extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly owner?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly type: string;
  readonly measurements: boolean;
  readonly was?: string | readonly string[];
}

/** The types of target that may read what Systems Manager knows. */
const KNOW_SSM = typesWith('ssm');
/** The types of target that are found by their tags. */
const FOLLOW_TAGS = typesWith('tags');

function typesWith(field: string): ReadonlySet<string> {
  return new Set(
    TARGETS.filter(({ fields }) => field in fields._zod.innerType.shape).map(({ type }) => type),
  );
}

function toVantage(
  {
    name,
    vpc,
    subnets,
    ipv6,
    ssm = false,
    runs = false,
    discover,
    include,
    exclude,
    concurrency,
    targets,
  }: WrittenConfig['vantages'][number],
  labels: OwnerRule,
): Vantage {
  return {
    name,
    ...(vpc !== undefined && subnets !== undefined && { network: { vpc, subnets } }),
    ...(ipv6 !== undefined && { ipv6 }),
    runs,
    discover,
    ...(discover.length > 0 && { labels }),
    ...(include.length > 0 && { include }),
    ...(exclude.length > 0 && { exclude }),
    ...(concurrency !== undefined && { concurrency }),
    // The registry erases what the fields of a type are; these stand in the schema of every one.
    targets: (targets as unknown as readonly WrittenTarget[]).map(
      ({ name: target, type, measurements, was, owner, tags, ...fields }) => ({
        name: target,
        type,
        measurements,
        ...(was !== undefined && { was: [was].flat().map((one) => formerPlace(one, name)) }),
        ...labelsOf({ owner, tags }, labels),
        fields: {
          ...(KNOW_SSM.has(type) && { ssm }),
          ...(tags !== undefined && FOLLOW_TAGS.has(type) && { tags }),
          ...fields,
        },
      }),
    ),
  };
}
