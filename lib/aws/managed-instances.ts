import {
  ListCommandInvocationsCommand,
  ListInventoryEntriesCommand,
  paginateDescribeInstanceInformation,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { ManagedInstanceReader } from '../core/aws/managed-instance-reader.ts';
import { inChunks } from './ec2-filters.ts';
import { readPages } from './pages.ts';
import { asking } from './refusals.ts';

const APPLICATIONS = 'AWS:Application';
/** The newest come first; one that ran longer ago than these says nothing of today. */
const INVOCATIONS_READ = 50;

/** Reads what Systems Manager knows of instances. */
export function createManagedInstanceReader(client: SSMClient): ManagedInstanceReader {
  return {
    managed: (ids, signal) =>
      inChunks(ids, (some) =>
        readPages(
          'ssm:DescribeInstanceInformation',
          paginateDescribeInstanceInformation(
            { client },
            { Filters: [{ Key: 'InstanceIds', Values: [...some] }] },
            { abortSignal: signal },
          ),
          ({ InstanceInformationList }) =>
            InstanceInformationList?.map((one) => ({
              id: one.InstanceId ?? '',
              platform: one.PlatformName,
              platformVersion: one.PlatformVersion,
              ping: one.PingStatus ?? 'unknown',
            })),
        ),
      ),
    application: async (InstanceId, name, signal) => {
      const ask = (input: { readonly Filters?: { Key: string; Values: string[]; Type: 'Equal' }[] }) =>
        asking('ssm:ListInventoryEntries', () =>
          client.send(
            new ListInventoryEntriesCommand({ InstanceId, TypeName: APPLICATIONS, MaxResults: 1, ...input }),
            { abortSignal: signal },
          ),
        );
      const found = await ask({ Filters: [{ Key: `${APPLICATIONS}.Name`, Values: [name], Type: 'Equal' }] });
      const [entry] = found.Entries ?? [];
      if (entry !== undefined) return { outcome: 'installed', version: entry.Version ?? '-' };
      // That nothing is listed means that it is absent only where something else is.
      const any = await ask({});
      return { outcome: (any.Entries ?? []).length > 0 ? 'absent' : 'not-collected' };
    },
    commandOutput: async (InstanceId, comment, signal) => {
      const { CommandInvocations = [] } = await asking('ssm:ListCommandInvocations', () =>
        client.send(
          new ListCommandInvocationsCommand({ InstanceId, Details: true, MaxResults: INVOCATIONS_READ }),
          { abortSignal: signal },
        ),
      );
      const [newest] = CommandInvocations.filter(
        ({ Comment, Status }) => Comment === comment && Status === 'Success',
      ).sort((a, b) => (b.RequestedDateTime?.getTime() ?? 0) - (a.RequestedDateTime?.getTime() ?? 0));
      if (newest === undefined) return undefined;
      const output = (newest.CommandPlugins ?? []).map(({ Output }) => Output ?? '').join('\n');
      return { output, ranAtMs: newest.RequestedDateTime?.getTime() ?? 0 };
    },
  };
}
