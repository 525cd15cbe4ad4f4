import type { Config } from '../config/config.ts';
import { type Hours, WEEKDAYS } from '../core/notify/hours.ts';
import { fitsOne, isQuiet, isRouted, type Recipient, type Route } from '../core/notify/route.ts';
import { type Severity, USUAL_SEVERITIES } from '../core/reason.ts';
import { HOUR_MS } from '../core/time.ts';

/** Who receives what, in words. */
export interface DescribedReaders {
  /** In order; the last is what no route fits. */
  readonly routes: readonly { readonly fits: string; readonly to: readonly string[] }[];
  readonly quiet: readonly {
    readonly channel: string;
    readonly hours: string;
    readonly except: readonly Severity[];
  }[];
  /** What may not be meant. */
  readonly notes: readonly string[];
}

/** @returns undefined where everything goes to everybody */
export function describeReaders(
  { notify, vantages }: Config,
  checks: readonly string[],
): DescribedReaders | undefined {
  if (!isRouted(notify)) return undefined;
  const { routes, recipients } = notify;
  const everybody = recipients.map(({ name }) => name);
  const targets = vantages.flatMap((vantage) => vantage.targets);
  const buses = notify.channels.filter(({ key }) => key === 'eventBridge').map(({ name }) => name);
  return {
    routes: [
      ...routes.map((route) => ({ fits: conditionsOf(route), to: route.to })),
      { fits: 'everything else', to: everybody },
    ],
    quiet: recipients.flatMap(({ name, quiet }) =>
      quiet === undefined ? [] : [{ channel: name, hours: hoursInWords(quiet), except: quiet.except }],
    ),
    notes: [
      ...routes.flatMap((route, index) => routeNotes(route, index + 1, { checks, targets, buses })),
      ...[...routes, undefined].flatMap((route, index) =>
        waitingNotes(
          route === undefined ? 'what no route fits' : `route ${index + 1}`,
          route?.severity ?? USUAL_SEVERITIES,
          recipients.filter(({ name }) => route?.to.includes(name) ?? true),
        ),
      ),
    ],
  };
}

/** Who receives what, a line each: every channel with what it takes and when it is quiet, then the routes in their order. */
export function receiverLines({ notify }: Pick<Config, 'notify'>): readonly string[] {
  const { recipients, channels, routes } = notify;
  const whereOf = (name: string) => {
    const { webhookSecret, keySecret, bus } =
      channels.find((channel) => channel.name === name)?.settings ?? {};
    const where = webhookSecret ?? keySecret ?? bus;
    return where === undefined ? '' : ` (${where})`;
  };
  return [
    ...recipients.map(
      ({ name, severity, quiet }) =>
        `${name}${whereOf(name)} receives ${severity.join(', ')}${quiet === undefined ? '' : `; quiet ${quietInWords(quiet)}`}`,
    ),
    ...routes.map((route, index) => `route ${index + 1}: ${conditionsOf(route)} -> ${route.to.join(', ')}`),
  ];
}

function quietInWords(quiet: NonNullable<Recipient['quiet']>): string {
  const { except } = quiet;
  return `${hoursInWords(quiet)}${except.length === 0 ? '' : `, but for what is ${except.join(' or ')}`}`;
}

function conditionsOf({ to: _, when, tags = {}, ...named }: Route): string {
  const words = [
    ...Object.entries(named).map(([key, values = []]) => `${key} ${values.join(' or ')}`),
    ...Object.entries(tags).map(([key, values]) => `tag ${key} ${values.join(' or ')}`),
    ...(when === undefined ? [] : [hoursInWords(when)]),
  ];
  return words.length === 0 ? 'everything' : words.join(', ');
}

function hoursInWords({ days, from, to, timezone }: Hours): string {
  const hours = from === undefined || to === undefined ? 'the whole day' : `${from} to ${to}`;
  return `${days.length === WEEKDAYS.length ? 'every day' : days.join(' ')} ${hours} ${timezone}`;
}

type Targets = Config['vantages'][number]['targets'];

/** What only the account tells is no fault of the file; it is a word for who wrote it. */
function routeNotes(
  route: Route,
  number: number,
  {
    checks,
    targets,
    buses,
  }: { readonly checks: readonly string[]; readonly targets: Targets; readonly buses: readonly string[] },
): readonly string[] {
  const fits = (patterns: readonly string[], values: readonly (string | undefined)[]) =>
    values.some((value) => fitsOne(patterns, value));
  const found = (what: string) =>
    `Route ${number}: no target of the file has ${what}; only what is discovered may.`;
  const { check, owner, target, tags = {}, to } = route;
  return [
    ...(check ?? [])
      .filter((pattern) => !fits([pattern], checks))
      .map((pattern) => `Route ${number}: no check is called ${pattern}. The checks: ${checks.join(', ')}.`),
    ...(owner === undefined ||
    fits(
      owner,
      targets.map((one) => one.owner),
    )
      ? []
      : [found(`the owner ${owner.join(' or ')}`)]),
    ...(target === undefined ||
    fits(
      target,
      targets.map(({ name }) => name),
    )
      ? []
      : [found(`the name ${target.join(' or ')}`)]),
    ...Object.entries(tags)
      .filter(
        ([key, patterns]) =>
          !fits(
            patterns,
            targets.map((one) => one.tags?.[key]),
          ),
      )
      .map(([key, patterns]) => found(`the tag ${key} ${patterns.join(' or ')}`)),
    ...(to.every((name) => buses.includes(name))
      ? [`Route ${number}: EventBridge alone receives it. A rule of yours must pass it on.`]
      : []),
  ];
}

/** A Monday; any week is as good. */
const WEEK_MS = Date.UTC(2026, 0, 5);
const HOURS_A_WEEK = Array.from({ length: 168 }, (_, hour) => WEEK_MS + hour * HOUR_MS);

/** Times at which everybody who would receive something is quiet. */
function waitingNotes(
  what: string,
  severities: readonly Severity[],
  readers: readonly Recipient[],
): readonly string[] {
  return severities.flatMap((severity) => {
    const taking = readers.filter((reader) => reader.severity.includes(severity));
    const allWait =
      taking.length > 0 &&
      HOURS_A_WEEK.some((atMs) => taking.every((reader) => isQuiet(reader, severity, atMs)));
    return allWait
      ? [
          `What is ${severity} of ${what} waits while all its channels are quiet: ${taking.map(({ name }) => name).join(', ')}.`,
        ]
      : [];
  });
}
