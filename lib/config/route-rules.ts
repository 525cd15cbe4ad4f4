import { CHANNEL_KEYS } from '../channels/settings.ts';
import { isMapping } from '../core/json.ts';
import { suggest } from '../core/nearest.ts';
import { hides, OWN_ACCOUNT, type Route } from '../core/notify/route.ts';
import { USUAL_SEVERITIES } from '../core/reason.ts';
import { fitsWildcards } from '../core/wildcard.ts';
import type { Config } from './config.ts';
import { type SchemaIssue, showValue } from './issues.ts';
import { at, listAt, ordinal } from './rule-kit.ts';

/** What routes must obey, in a file that the schema accepts: routes name what others are. */
export function routeIssues(config: Config): readonly SchemaIssue[] {
  const { routes } = config.notify;
  return routes.flatMap((route, index) => [
    ...unknownReaders(route, config).map((fault) => placed(fault, index)),
    ...nobodyReads(route, config).map((fault) => placed(fault, index)),
    ...nothingFits(route, config).map((fault) => placed(fault, index)),
    ...neverDecides(routes, index),
  ]);
}

/** Times of day that leave no span, or an endless one. */
export function hoursIssues(root: unknown): readonly SchemaIssue[] {
  const notify = at(root, 'notify');
  const spans = [
    ...listAt(notify, 'routes').map((route, index) => ({
      hours: at(route, 'when'),
      path: ['routes', index, 'when'],
    })),
    ...listAt(notify, 'email').map((one, index) => ({
      hours: at(one, 'quiet'),
      path: ['email', index, 'quiet'],
    })),
    ...CHANNEL_KEYS.flatMap((key) => [
      { hours: at(at(notify, key), 'quiet'), path: [key, 'quiet'] },
      ...listAt(notify, key).map((one, index) => ({
        hours: at(one, 'quiet'),
        path: [key, index, 'quiet'],
      })),
    ]),
  ];
  return spans.flatMap(({ hours, path }): readonly SchemaIssue[] => {
    const [from, to] = [at(hours, 'from'), at(hours, 'to')];
    if ((from === undefined) !== (to === undefined)) {
      const [missing, present] = from === undefined ? ['from', 'to'] : ['to', 'from'];
      const message = `is missing: expected it beside "${present}" (without both it is the whole day)`;
      return [{ path: ['notify', ...path, missing], about: 'value', message }];
    }
    const days = new Set(listAt(hours, 'days'));
    if (
      isMapping(hours) &&
      path.at(-1) === 'quiet' &&
      from === undefined &&
      (days.size === 0 || days.size === 7)
    ) {
      const message =
        'expected "from" and "to", or some "days": quiet hours that never end hold everything back';
      return [{ path: ['notify', ...path], about: 'value', message }];
    }
    if (from === undefined || from !== to) return [];
    const message = `expected another time than "from", got ${showValue(to)}`;
    return [{ path: ['notify', ...path, 'to'], about: 'value', message }];
  });
}

interface RouteFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function placed({ path, message }: RouteFault, index: number): SchemaIssue {
  return { path: ['notify', 'routes', index, ...path], about: 'value', message };
}

function unknownReaders({ to }: Route, { notify: { recipients } }: Config): readonly RouteFault[] {
  const names = [...new Set(recipients.map(({ name }) => name))];
  return to.flatMap((name, index) => {
    if (names.includes(name)) return [];
    const message = `expected a channel of this file (${names.join(', ') || 'there is none'}), got ${showValue(name)}${suggest(name, names)}`;
    return [{ path: ['to', index], message }];
  });
}

/** A severity that fits the route, and that none of its channels takes. */
function nobodyReads({ to, severity }: Route, { notify: { recipients } }: Config): readonly RouteFault[] {
  const readers = recipients.filter(({ name }) => to.includes(name));
  if (readers.length < to.length) return [];
  const wanted = severity ?? USUAL_SEVERITIES;
  const lost = wanted.filter((one) => !readers.some((reader) => reader.severity.includes(one)));
  if (lost.length === 0) return [];
  const message = `expected a channel that takes what is ${lost.join(' or ')}: ${to.join(', ')} would not receive it, and nobody else does`;
  return [{ path: ['to'], message }];
}

/** Names that nothing in the file has. What discovery finds has names and tags that nobody wrote down. */
function nothingFits(route: Route, config: Config): readonly RouteFault[] {
  const { accounts, vantages, mtls } = config;
  const targets = vantages.flatMap((vantage) => vantage.targets);
  const isDiscovering = vantages.some(({ discover }) => discover.length > 0);
  const listed = (
    key: 'account' | 'vantage' | 'target' | 'owner',
    what: string,
    names: readonly (string | undefined)[],
  ): readonly RouteFault[] => {
    const known = [...new Set(names.filter((name) => name !== undefined))];
    return (route[key] ?? []).flatMap((pattern, index) => {
      if (known.some((name) => fitsWildcards(pattern, name))) return [];
      const message = `expected ${what}, got ${showValue(pattern)}${suggest(pattern, known)}: nothing would fit the route`;
      return [{ path: [key, index], message }];
    });
  };
  return [
    ...listed('account', `the name of an account, or ${OWN_ACCOUNT} for the installation's own`, [
      OWN_ACCOUNT,
      ...accounts.map(({ name }) => name),
    ]),
    ...listed(
      'vantage',
      'the name of a vantage',
      vantages.map(({ name }) => name),
    ),
    ...(isDiscovering
      ? []
      : [
          ...listed(
            'target',
            'the name of a target',
            [...targets, ...mtls].map(({ name }) => name),
          ),
          ...listed(
            'owner',
            'an owner of a target',
            targets.map(({ owner }) => owner),
          ),
          ...tagsOfNobody(route, targets),
        ]),
  ];
}

function tagsOfNobody(
  { tags = {} }: Route,
  targets: Config['vantages'][number]['targets'],
): readonly RouteFault[] {
  return Object.entries(tags).flatMap(([key, patterns]) => {
    const values = targets.flatMap((target) => target.tags?.[key] ?? []);
    if (values.length === 0) {
      const message = `expected a tag that a target carries: none has ${showValue(key)}, and nothing would fit the route`;
      return [{ path: ['tags', key], message }];
    }
    return patterns.flatMap((pattern, index) =>
      values.some((value) => fitsWildcards(pattern, value))
        ? []
        : [
            {
              path: ['tags', key, index],
              message: `expected a value that a target carries, got ${showValue(pattern)}${suggest(pattern, values)}: nothing would fit the route`,
            },
          ],
    );
  });
}

function neverDecides(routes: readonly Route[], index: number): readonly SchemaIssue[] {
  const [route, first] = [
    routes[index],
    routes.slice(0, index).findIndex((one) => hides(one, routes[index] ?? one)),
  ];
  if (route === undefined || first < 0) return [];
  const message = `expected a route that can decide: everything that fits it fits the ${ordinal(first)} one already, and the first that fits decides`;
  return [{ path: ['notify', 'routes', index], about: 'value', message }];
}
