import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { LogFailures } from '../core/notify/client-failures.ts';
import {
  type ClosedIncident,
  type HeldNotice,
  type Incident,
  isOpen,
  type Mute,
  readIncident,
  type StateStore,
  subjectId,
} from '../core/notify/incident.ts';
import type { Clock } from '../core/time.ts';
import { DAY_MS } from '../core/time.ts';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { once } from './lazy.ts';
import { asking } from './refusals.ts';
import type { ReportPlace } from './report-objects.ts';

/** The IAM actions the table is used with. */
export const STATE_ACTIONS = [
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:DeleteItem',
  'dynamodb:Query',
] as const;

/** The table answers in milliseconds, and nobody waits for one that does not: messages go out without it. */
const REQUEST_TIMEOUT_MS = 2000;

/**
 * Nothing outlives its use; an incident that nobody closed in a quarter is an incident nobody has. What guards against
 * late deliveries outlives the longest a queue keeps a message (14 days; SQS API Reference, "SetQueueAttributes").
 */
const LASTS_MS = {
  open: 90 * DAY_MS,
  closed: 15 * DAY_MS,
  seen: 15 * DAY_MS,
  lastGood: 400 * DAY_MS,
  report: 30 * DAY_MS,
  /** Quiet hours end within a week. */
  held: 15 * DAY_MS,
  /** Told by the next daily digest, and by the one after it where the first could not. */
  logFailures: 3 * DAY_MS,
} as const;

export interface StateOptions extends ClientOptions {
  readonly table: string;
  readonly region: string;
  readonly clock: Clock;
  /** Where reports go that no item can hold; absent where the stack has no such bucket. */
  readonly reportsBucket?: string | undefined;
}

/** For those who want to know what a vantage was called: the last report of each, JSON. */
export interface KeptReports {
  readonly lastReports: () => Promise<readonly string[]>;
}

/** For those who watch what is told: the keys of marks that begin so. */
export interface SeenKeys {
  readonly seenKeys: (prefix: string) => Promise<readonly string[]>;
}

/**
 * The table that remembers what was told. An item is a key (`what`, `which`), a JSON `value` (gzipped in `packed` when
 * it is long), `expiresAt` (seconds, TTL) and, for incidents, `stateChangedMs` as a number, which the
 * conditional writes compare.
 */
export function createStateStore({
  table,
  region,
  clock,
  reportsBucket,
  ...options
}: StateOptions): StateStore & SeenKeys & KeptReports & { readonly close: () => void } {
  const settings = clientSettings(region, options);
  const client = new DynamoDBClient({
    ...settings,
    requestHandler: { ...settings.requestHandler, requestTimeout: REQUEST_TIMEOUT_MS },
  });
  const keyOf = (what: string, which: string) => ({ what: { S: what }, which: { S: which } });
  const isAlive = (item: Item | undefined) => Number(item?.expiresAt?.N ?? 0) * 1000 > clock.wallMs();

  async function read<T>(what: string, which: string): Promise<T | undefined> {
    const { Item } = await asking('dynamodb:GetItem', () =>
      client.send(new GetItemCommand({ TableName: table, Key: keyOf(what, which), ConsistentRead: true })),
    );
    // TTL removes items some time after they expired ("How it works: DynamoDB Time to Live").
    return isAlive(Item) ? parseValue<T>(Item) : undefined;
  }

  /** @param from - the first sort key that is wanted */
  async function list<T>(what: string, from?: string): Promise<readonly T[]> {
    const items: Item[] = [];
    let next: Item | undefined;
    do {
      const page = await asking('dynamodb:Query', () =>
        client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: from === undefined ? 'what = :what' : 'what = :what AND which >= :from',
            ExpressionAttributeValues: {
              ':what': { S: what },
              ...(from !== undefined && { ':from': { S: from } }),
            },
            ConsistentRead: true,
            ExclusiveStartKey: next,
          }),
        ),
      );
      items.push(...(page.Items ?? []));
      next = page.LastEvaluatedKey;
    } while (next !== undefined);
    return items.filter(isAlive).flatMap((item) => {
      const value = parseValue<T>(item);
      return value === undefined ? [] : [value];
    });
  }

  /** @returns whether the condition held, and so whether it was written */
  async function write(
    what: string,
    which: string,
    value: unknown,
    expiresAtMs: number,
    more: {
      readonly attributes?: Item;
      readonly condition?: string;
      readonly values?: Item;
      /** The value, where it was packed already. */
      readonly packed?: Item;
    } = {},
  ): Promise<boolean> {
    const Item = {
      ...keyOf(what, which),
      ...(more.packed ?? packed(JSON.stringify(value))),
      expiresAt: { N: String(Math.ceil(expiresAtMs / 1000)) },
      ...more.attributes,
    };
    return await whereConditionHolds(() =>
      asking('dynamodb:PutItem', () =>
        client.send(
          new PutItemCommand({
            TableName: table,
            Item,
            ConditionExpression: more.condition,
            ExpressionAttributeValues: more.values,
          }),
        ),
      ),
    );
  }

  async function remove(what: string, which: string): Promise<void> {
    await asking('dynamodb:DeleteItem', () =>
      client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(what, which) })),
    );
  }

  /** Writes unless the table holds a newer change of state. */
  async function putIncident(value: Incident | ClosedIncident): Promise<boolean> {
    const changed = { N: String(value.stateChangedMs) };
    const lastsMs = value.phase === 'closed' ? LASTS_MS.closed : LASTS_MS.open;
    return await write('incident', shortKey(subjectId(value.subject)), value, nowMs() + lastsMs, {
      attributes: { stateChangedMs: changed },
      condition: 'attribute_not_exists(stateChangedMs) OR stateChangedMs <= :changed',
      values: { ':changed': changed },
    });
  }
  const nowMs = () => clock.wallMs();
  const objects = once(async () =>
    (await import('./report-objects.ts')).createReportObjects(region, options),
  );

  /** @returns false where it fits nowhere */
  async function putReport(vantage: string, report: string): Promise<boolean> {
    const expiresAtMs = nowMs() + LASTS_MS.report;
    const item = packed(JSON.stringify(report));
    if ((item.packed?.B?.length ?? 0) <= LARGEST_VALUE_BYTES) {
      await write('report', vantage, report, expiresAtMs, { packed: item });
      return true;
    }
    if (reportsBucket === undefined) return false;
    const place = await (await objects()).put(reportsBucket, vantage, gzipSync(report));
    await write('report', vantage, place, expiresAtMs);
    return true;
  }

  /** The report itself, or by the row that says where it lies. */
  async function reportOf(value: string | ReportPlace | undefined): Promise<string | undefined> {
    if (value === undefined || typeof value === 'string') return value;
    return await (await objects()).get(value);
  }

  return {
    incident: async (subject) => readIncident(await read('incident', shortKey(subjectId(subject)))),
    openIncidents: async () => (await list('incident')).map(readIncident).filter(isOpen),
    putIncident,
    seen: async (key) => (await read<number>('seen', shortKey(key))) !== undefined,
    seenKeys: async (prefix) => {
      const { Items = [] } = await asking('dynamodb:Query', () =>
        client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'what = :what AND begins_with(which, :prefix)',
            ExpressionAttributeValues: { ':what': { S: 'seen' }, ':prefix': { S: prefix } },
            ConsistentRead: true,
            // Newest last in the key's order: one page of the newest is more than a watcher waits for.
            ScanIndexForward: false,
          }),
        ),
      );
      return Items.filter(isAlive).flatMap(({ which }) => which?.S ?? []);
    },
    putSeen: async (key) => {
      await write('seen', shortKey(key), nowMs(), nowMs() + LASTS_MS.seen);
    },
    claim: (key, lastsMs) =>
      write('claim', shortKey(key), nowMs(), nowMs() + lastsMs, {
        condition: 'attribute_not_exists(what) OR expiresAt <= :now',
        values: { ':now': { N: String(Math.floor(nowMs() / 1000)) } },
      }),
    release: (key) => remove('claim', shortKey(key)),
    mutes: () => list<Mute>('mute'),
    putMute: async (mute) => {
      await write('mute', mute.target, mute, mute.untilMs);
    },
    deleteMute: (target) => remove('mute', target),
    held: () => list<HeldNotice>('held'),
    putHeld: async (notice) => {
      await write('held', heldKey(notice), notice, nowMs() + LASTS_MS.held);
    },
    deleteHeld: (notice) => remove('held', heldKey(notice)),
    lastGood: (vantage) => read<string>('last-good', vantage),
    putLastGood: async (vantage, lastGood) => {
      await write('last-good', vantage, lastGood, nowMs() + LASTS_MS.lastGood);
    },
    failing: (vantage) => read<string>('failing', vantage),
    putFailing: async (vantage, failing) => {
      await write('failing', vantage, failing, nowMs() + LASTS_MS.report);
    },
    knownTargets: (vantage) => read<string>('known-targets', vantage),
    putKnownTargets: async (vantage, known) => {
      await write('known-targets', vantage, known, nowMs() + LASTS_MS.lastGood);
    },
    lastReport: async (vantage) => await reportOf(await read<string | ReportPlace>('report', vantage)),
    lastReports: async () => {
      const all = await Promise.all((await list<string | ReportPlace>('report')).map(reportOf));
      return all.filter((one) => one !== undefined);
    },
    putLastReport: putReport,
    putLogFailures: async ({ id, atMs }, failures) => {
      const which = `${new Date(atMs).toISOString()}#${createHash('sha256').update(id).digest('hex')}`;
      await write('log-failures', which, failures, atMs + LASTS_MS.logFailures);
    },
    logFailuresSince: async (sinceMs) =>
      (await list<readonly LogFailures[]>('log-failures', new Date(sinceMs).toISOString())).flat(),
    close: () => client.destroy(),
  };
}

function heldKey({ channel, id }: HeldNotice): string {
  return shortKey(`${channel}\n${id}`);
}

type Item = Record<string, AttributeValue>;

/** A contributor's id alone may fill a sort key, which holds 1,024 bytes (Developer Guide, "Constraints"). */
function shortKey(key: string): string {
  return Buffer.byteLength(key) <= 256 ? key : createHash('sha256').update(key).digest('hex');
}

/** "The maximum item size in DynamoDB is 400 KB" (Developer Guide, "Constraints"): a report of many targets exceeds it. */
function packed(json: string): Item {
  return json.length < PACK_FROM_CHARACTERS ? { value: { S: json } } : { packed: { B: gzipSync(json) } };
}

const PACK_FROM_CHARACTERS = 4096;
/** Of an item, less its keys and what the table counts for each attribute. */
const LARGEST_VALUE_BYTES = 350_000;

/** What this module wrote itself; an item of a later version that cannot be read counts as not there. */
function parseValue<T>(item: Item | undefined): T | undefined {
  try {
    const text = item?.packed?.B === undefined ? item?.value?.S : gunzipSync(item.packed.B).toString();
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

async function whereConditionHolds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
