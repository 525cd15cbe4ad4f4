import assert from 'node:assert/strict';
import type { FakeServices } from './fake-aws.ts';

export const LOGIN_INSTANCE = 'i-0123456789abcdef0';

export interface LoginWorld {
  readonly applications?: readonly string[];
  readonly managed?: boolean;
  /** Outputs of commands, by comment, the newest first. */
  readonly ran?: readonly (readonly [string, string])[];
}

/** An instance that Systems Manager knows, with its packages and what commands on it said. */
export function fakeInstanceLogin({
  applications = ['bash', 'ec2-instance-connect'],
  managed = true,
  ran = [],
}: LoginWorld = {}): FakeServices {
  return {
    ec2: {
      DescribeInstances: () => ({
        Reservations: [{ Instances: [{ InstanceId: LOGIN_INSTANCE, State: { Name: 'running' } }] }],
      }),
    },
    ssm: {
      DescribeInstanceInformation: ({ Filters = [] }) => {
        assert.deepEqual(Filters, [{ Key: 'InstanceIds', Values: [LOGIN_INSTANCE] }]);
        const one = {
          InstanceId: LOGIN_INSTANCE,
          PlatformName: 'Ubuntu',
          PlatformVersion: '24.04',
          PingStatus: 'Online',
        };
        return { InstanceInformationList: managed ? [one] : [] };
      },
      ListInventoryEntries: ({ TypeName, Filters }) => {
        assert.equal(TypeName, 'AWS:Application');
        const wanted = Filters?.[0]?.Values?.[0];
        const found = applications.filter((one) => wanted === undefined || one === wanted);
        return { TypeName, Entries: found.map((Name) => ({ Name, Version: '1.1.17' })) };
      },
      ListCommandInvocations: () => ({
        CommandInvocations: ran.map(([Comment, Output], index) => ({
          Comment,
          Status: 'Success',
          RequestedDateTime: new Date(Date.parse('2026-11-21T10:00:00Z') - index * 60_000),
          CommandPlugins: [{ Output }],
        })),
      }),
    },
  };
}
