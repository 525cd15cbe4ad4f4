import { setTimeout as pause } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Tag,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { asking, errorName } from './refusals.ts';

/** One resource that a change set touches. */
export interface StackChange {
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import' | 'Dynamic' | (string & {});
  readonly logicalId: string;
  readonly type: string;
  /** True where CloudFormation makes a new one and takes the old away. */
  readonly replaces: boolean;
  /** Which properties change, where CloudFormation says. */
  readonly properties: readonly string[];
}

/** A change set as it was made; it does nothing until it is carried out. */
export type ChangeSet =
  | { readonly outcome: 'ready'; readonly name: string; readonly changes: readonly StackChange[] }
  | { readonly outcome: 'no-changes' }
  | { readonly outcome: 'failed'; readonly why: string };

/** One step of a stack under way. */
export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** How it ended. `why` is CloudFormation's own first reason. */
export type StackEnd =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'failed'; readonly status: string; readonly why?: StackEvent };

/**
 * CloudFormation and its bucket, as one deployment needs them.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface Deployment {
  /** The stack's status; undefined where there is none. */
  readonly status: () => Promise<string | undefined>;
  readonly createChangeSet: (
    template: { readonly body: string } | { readonly url: string },
    type: 'CREATE' | 'UPDATE',
    tags: Readonly<Record<string, string>>,
  ) => Promise<ChangeSet>;
  readonly discardChangeSet: (name: string) => Promise<void>;
  /** Carries a change set out and follows it to its end. */
  readonly execute: (name: string, onEvent: (event: StackEvent) => void) => Promise<StackEnd>;
  readonly remove: (onEvent: (event: StackEvent) => void) => Promise<StackEnd>;
  /** The physical name of a resource; undefined where the stack has none. */
  readonly physicalId: (logicalId: string) => Promise<string | undefined>;
  /** Uploads an object unless it is there. */
  readonly upload: (bucket: string, key: string, body: Uint8Array) => Promise<void>;
  /** @returns how many objects were deleted */
  readonly emptyBucket: (bucket: string) => Promise<number>;
  readonly close: () => void;
}

const CHANGE_SET_PAUSE_MS = 2000;
const EVENT_PAUSE_MS = 3000;
/** A change set of some hundred resources takes a minute; an interface endpoint or a rollback many. */
const LONGEST_MS = 60 * 60_000;

export function createDeployment(
  stackName: string,
  region: string,
  options: ClientOptions & { readonly pauseMs?: number } = {},
): Deployment {
  const { pauseMs, ...own } = options;
  const settings = clientSettings(region, own);
  const client = new CloudFormationClient(settings);
  // As the URL of the template: an endpoint in place of AWS has no names of buckets in front of it.
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const StackName = stackName;

  async function status(): Promise<string | undefined> {
    try {
      const { Stacks } = await asking('cloudformation:DescribeStacks', () =>
        client.send(new DescribeStacksCommand({ StackName })),
      );
      return Stacks?.[0]?.StackStatus;
    } catch (error) {
      // CloudFormation has no name of its own for it ("Stack with id … does not exist").
      if (errorName(error) === 'ValidationError') return undefined;
      throw error;
    }
  }

  async function describe(name: string): Promise<ChangeSet | undefined> {
    const changes: StackChange[] = [];
    let NextToken: string | undefined;
    do {
      const page = await asking('cloudformation:DescribeChangeSet', () =>
        client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName: name, NextToken })),
      );
      if (page.Status === 'FAILED') {
        const why = page.StatusReason ?? 'no reason given';
        return /didn.t contain changes|No updates are to be performed/i.test(why)
          ? { outcome: 'no-changes' }
          : { outcome: 'failed', why };
      }
      if (page.Status !== 'CREATE_COMPLETE') return undefined;
      for (const { ResourceChange: one } of page.Changes ?? []) {
        changes.push({
          action: one?.Action ?? '',
          logicalId: one?.LogicalResourceId ?? '',
          type: one?.ResourceType ?? '',
          replaces: one?.Replacement === 'True',
          properties: [
            ...new Set((one?.Details ?? []).flatMap(({ Target }) => Target?.Name ?? Target?.Attribute ?? [])),
          ],
        });
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return { outcome: 'ready', name, changes };
  }

  async function events(): Promise<readonly StackEvent[]> {
    const { StackEvents } = await asking('cloudformation:DescribeStackEvents', () =>
      client.send(new DescribeStackEventsCommand({ StackName })),
    );
    // Newest first, as CloudFormation tells them.
    return (StackEvents ?? []).toReversed().map((one) => ({
      id: one.EventId ?? '',
      logicalId: one.LogicalResourceId ?? '',
      type: one.ResourceType ?? '',
      status: one.ResourceStatus ?? '',
      ...(one.ResourceStatusReason !== undefined && { reason: one.ResourceStatusReason }),
    }));
  }

  /** Tells each event once, until the stack itself settles. */
  async function follow(
    seen: Set<string>,
    onEvent: (event: StackEvent) => void,
    isDone: (status: string | undefined) => boolean,
  ): Promise<StackEnd> {
    const startedMs = Date.now();
    let why: StackEvent | undefined;
    while (Date.now() - startedMs < LONGEST_MS) {
      const now = await status();
      const fresh = now === undefined ? [] : (await events()).filter(({ id }) => !seen.has(id));
      for (const event of fresh) {
        seen.add(event.id);
        // What was only cancelled because of another failure explains nothing.
        if (/FAILED$/.test(event.status) && !/cancelled/i.test(event.reason ?? '')) why ??= event;
        onEvent(event);
      }
      if (isDone(now)) return { outcome: 'done' };
      if (now !== undefined && !/_IN_PROGRESS$/.test(now))
        return { outcome: 'failed', status: now, ...(why !== undefined && { why }) };
      await pause(pauseMs ?? EVENT_PAUSE_MS);
    }
    return { outcome: 'failed', status: 'still under way', ...(why !== undefined && { why }) };
  }

  return {
    status,
    createChangeSet: async (template, type, tags) => {
      const ChangeSetName = `gatewatch-${Date.now()}`;
      await asking('cloudformation:CreateChangeSet', () =>
        client.send(
          new CreateChangeSetCommand({
            StackName,
            ChangeSetName,
            ChangeSetType: type,
            Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
            Tags: Object.entries(tags).map(([Key, Value]): Tag => ({ Key, Value })),
            ...('body' in template ? { TemplateBody: template.body } : { TemplateURL: template.url }),
          }),
        ),
      );
      const startedMs = Date.now();
      while (Date.now() - startedMs < LONGEST_MS) {
        const made = await describe(ChangeSetName);
        if (made !== undefined) return made;
        await pause(pauseMs ?? CHANGE_SET_PAUSE_MS);
      }
      return { outcome: 'failed', why: 'CloudFormation is still making the change set' };
    },
    discardChangeSet: async (ChangeSetName) => {
      await asking('cloudformation:DeleteChangeSet', () =>
        client.send(new DeleteChangeSetCommand({ StackName, ChangeSetName })),
      );
    },
    execute: async (ChangeSetName, onEvent) => {
      const seen = new Set((await events()).map(({ id }) => id));
      await asking('cloudformation:ExecuteChangeSet', () =>
        client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName })),
      );
      return follow(seen, onEvent, (now) => now === 'CREATE_COMPLETE' || now === 'UPDATE_COMPLETE');
    },
    remove: async (onEvent) => {
      const seen = new Set((await events()).map(({ id }) => id));
      await asking('cloudformation:DeleteStack', () => client.send(new DeleteStackCommand({ StackName })));
      return follow(seen, onEvent, (now) => now === undefined || now === 'DELETE_COMPLETE');
    },
    physicalId: async (LogicalResourceId) => {
      try {
        const { StackResourceDetail } = await asking('cloudformation:DescribeStackResource', () =>
          client.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId })),
        );
        return StackResourceDetail?.PhysicalResourceId;
      } catch (error) {
        if (errorName(error) === 'ValidationError') return undefined;
        throw error;
      }
    },
    upload: async (Bucket, Key, Body) => {
      const isThere = await asking('s3:GetObject', async () => {
        try {
          await s3.send(new HeadObjectCommand({ Bucket, Key }));
          return true;
        } catch (error) {
          // Without s3:ListBucket a missing object answers 403; the upload itself then says what is wrong.
          if (/^(NotFound|NoSuchKey|403|Forbidden)$/.test(errorName(error))) return false;
          throw error;
        }
      });
      if (isThere) return;
      await asking('s3:PutObject', () => s3.send(new PutObjectCommand({ Bucket, Key, Body })));
    },
    emptyBucket: async (Bucket) => {
      let deleted = 0;
      let KeyMarker: string | undefined;
      let VersionIdMarker: string | undefined;
      do {
        const page = await asking('s3:ListBucketVersions', () =>
          s3.send(new ListObjectVersionsCommand({ Bucket, KeyMarker, VersionIdMarker })),
        );
        const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(
          ({ Key, VersionId }) => ({
            Key,
            ...(VersionId !== undefined && VersionId !== 'null' && { VersionId }),
          }),
        );
        if (Objects.length > 0)
          await asking('s3:DeleteObject', () =>
            s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } })),
          );
        deleted += Objects.length;
        ({ NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page);
        if (page.IsTruncated !== true) break;
      } while (KeyMarker !== undefined);
      return deleted;
    },
    close: () => {
      client.destroy();
      s3.destroy();
    },
  };
}

/** The path-style URL that CloudFormation reads a template from (S3 User Guide, "Accessing a bucket"). */
export function templateUrl(bucket: string, key: string, region: string, dnsSuffix: string): string {
  return `https://s3.${region}.${dnsSuffix}/${bucket}/${key}`;
}
