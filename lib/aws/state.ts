import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from '../core/clock.ts';
import type { Incident, IncidentKey, Mute, StateStore } from '../core/incident.ts';
import { type ClientOptions, clientSettings } from './clients.ts';
import { asking } from './refusals.ts';

/** The IAM actions the table is used with. */
export const STATE_ACTIONS = [
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:DeleteItem',
  'dynamodb:Query',
] as const;

const DAY_MS = 86_400_000;
/** Nothing outlives its use; an incident that nobody closed in a quarter is an incident nobody has. */
const LASTS_MS = { incident: 90 * DAY_MS, lastGood: 400 * DAY_MS, report: 30 * DAY_MS } as const;

export interface StateOptions extends ClientOptions {
  readonly table: string;
  readonly region: string;
  readonly clock: Clock;
}

/**
 * The table that remembers what was told. An item is a key (`what`, `which`), a JSON `value`, `expiresAt`
 * (seconds, TTL) and, for incidents, `stateChangedMs` as a number, which the conditional writes compare.
 */
export function createStateStore({
  table,
  region,
  clock,
  ...options
}: StateOptions): StateStore & { readonly close: () => void } {
  const client = new DynamoDBClient(clientSettings(region, options));
  const keyOf = (what: string, which: string) => ({ what: { S: what }, which: { S: which } });
  const isAlive = (item: Item | undefined) => Number(item?.expiresAt?.N ?? 0) * 1000 > clock.wallMs();

  async function read<T>(what: string, which: string): Promise<T | undefined> {
    const { Item } = await asking('dynamodb:GetItem', () =>
      client.send(new GetItemCommand({ TableName: table, Key: keyOf(what, which), ConsistentRead: true })),
    );
    // TTL removes items some time after they expired ("How it works: DynamoDB Time to Live").
    return isAlive(Item) ? parseValue<T>(Item) : undefined;
  }

  async function list<T>(what: string): Promise<readonly T[]> {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const page = await asking('dynamodb:Query', () =>
        client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'what = :what',
            ExpressionAttributeValues: { ':what': { S: what } },
            ConsistentRead: true,
            ExclusiveStartKey: from,
          }),
        ),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
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
    more: { readonly attributes?: Item; readonly condition?: string; readonly values?: Item } = {},
  ): Promise<boolean> {
    const Item = {
      ...keyOf(what, which),
      value: { S: JSON.stringify(value) },
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

  async function remove(what: string, which: string, condition?: string, values?: Item): Promise<boolean> {
    return await whereConditionHolds(() =>
      asking('dynamodb:DeleteItem', () =>
        client.send(
          new DeleteItemCommand({
            TableName: table,
            Key: keyOf(what, which),
            ConditionExpression: condition,
            ExpressionAttributeValues: values,
          }),
        ),
      ),
    );
  }

  const notOlder = 'attribute_not_exists(stateChangedMs) OR stateChangedMs <= :changed';
  const changedAt = ({ stateChangedMs }: Incident): Item => ({ ':changed': { N: String(stateChangedMs) } });
  const nowMs = () => clock.wallMs();

  return {
    incident: (key) => read<Incident>('incident', incidentId(key)),
    openIncidents: () => list<Incident>('incident'),
    putIncident: (incident) =>
      write('incident', incidentId(incident), incident, nowMs() + LASTS_MS.incident, {
        attributes: { stateChangedMs: { N: String(incident.stateChangedMs) } },
        condition: notOlder,
        values: changedAt(incident),
      }),
    closeIncident: (incident) => remove('incident', incidentId(incident), notOlder, changedAt(incident)),
    claim: (key, lastsMs) =>
      write('claim', key, nowMs(), nowMs() + lastsMs, {
        condition: 'attribute_not_exists(what) OR expiresAt <= :now',
        values: { ':now': { N: String(Math.floor(nowMs() / 1000)) } },
      }),
    release: async (key) => {
      await remove('claim', key);
    },
    mutes: () => list<Mute>('mute'),
    putMute: async (mute) => {
      await write('mute', mute.target, mute, mute.untilMs);
    },
    deleteMute: async (target) => {
      await remove('mute', target);
    },
    lastGood: (key) => read<string>('last-good', key),
    putLastGood: async (key, fingerprint) => {
      await write('last-good', key, fingerprint, nowMs() + LASTS_MS.lastGood);
    },
    lastReport: (vantage) => read<string>('report', vantage),
    putLastReport: async (vantage, report) => {
      await write('report', vantage, report, nowMs() + LASTS_MS.report);
    },
    close: () => client.destroy(),
  };
}

type Item = Record<string, AttributeValue>;

/** Names hold no control characters (`lib/config/fields.ts`), so a line feed keeps them apart. */
function incidentId({ vantage, target, check }: IncidentKey): string {
  return `${vantage}\n${target}\n${check}`;
}

/** What this module wrote itself; an item of a later version that cannot be read counts as not there. */
function parseValue<T>(item: Item | undefined): T | undefined {
  const text = item?.value?.S;
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
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
