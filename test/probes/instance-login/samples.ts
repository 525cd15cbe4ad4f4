import type { Instance } from '../../../lib/core/aws/instance-connect-reader.ts';
import type { InstanceLoginObservation, LoginFacts } from '../../../lib/probes/instance-login/observe.ts';
import { withoutUndefined } from '../../support/without-undefined.ts';

const ID = 'i-0123456789abcdef0';
const INSTANCE: Instance = {
  id: ID,
  state: 'running',
  keyName: 'ops',
  privateAddresses: ['10.0.1.10'],
  securityGroupIds: [],
  tags: {},
};
const MANAGED = { id: ID, platform: 'Amazon Linux', platformVersion: '2023', ping: 'Online' };
const OURS = '/opt/aws/bin/eic_run_authorized_keys %u %f';

const seen = (facts: Partial<LoginFacts>, instance: Partial<Instance> = {}): InstanceLoginObservation => ({
  outcome: 'read',
  instances: [{ instance: withoutUndefined({ ...INSTANCE, ...instance }), managed: MANAGED, ...facts }],
  refused: [],
});
const ran = (authorizedKeysCommand: string) => ({ ranAtMs: 0, authorizedKeysCommand });
const installed = { outcome: 'installed', version: '1.1' } as const;
const absent = { outcome: 'absent' } as const;

const spec = { instances: [ID] };
export const specs = [spec];

const is = (status: string, reason: string | null) => ({ status, reason });

export const samples = [
  {
    name: 'Windows, which Systems Manager does not manage',
    spec,
    observation: {
      outcome: 'read',
      instances: [{ instance: { ...INSTANCE, platform: 'windows' } }],
      refused: [],
    },
    expect: is('healthy', null),
  },
  {
    name: 'Systems Manager tells no system',
    spec,
    observation: seen({ managed: { id: ID, ping: 'Online' }, inventory: absent }),
    expect: is('degraded', 'instance-connect-package-missing'),
  },
  {
    name: 'Systems Manager tells no version of the system',
    spec,
    observation: seen({ managed: { id: ID, platform: 'Ubuntu', ping: 'Online' }, inventory: installed }),
    expect: is('healthy', null),
  },
  {
    name: 'the package is there',
    spec,
    observation: seen({ inventory: installed, command: ran(OURS) }),
    expect: is('healthy', null),
  },
  {
    name: 'no package, but a key pair',
    spec,
    observation: seen({ inventory: absent }),
    expect: is('degraded', 'instance-connect-package-missing'),
  },
  {
    name: 'neither package nor key pair',
    spec,
    observation: seen({ inventory: absent }, { keyName: undefined }),
    expect: is('failed', 'instance-connect-package-missing'),
  },
  {
    name: 'another AuthorizedKeysCommand',
    spec,
    observation: seen(
      { inventory: installed, command: ran('/usr/bin/sss_ssh_authorizedkeys') },
      { keyName: undefined },
    ),
    expect: is('failed', 'sshd-ignores-instance-connect'),
  },
  {
    name: 'sshd asks nobody',
    spec,
    observation: seen({ inventory: installed, command: ran('none') }),
    expect: is('degraded', 'sshd-ignores-instance-connect'),
  },
  {
    name: 'unknown to Systems Manager',
    spec,
    observation: { outcome: 'read', instances: [{ instance: INSTANCE }], refused: [] },
    expect: is('unknown', 'instance-not-managed'),
  },
  {
    name: 'managed, but without an inventory',
    spec,
    observation: seen({ inventory: { outcome: 'not-collected' } }),
    expect: is('unknown', 'instance-not-managed'),
  },
  {
    name: 'Windows needs no package',
    spec,
    observation: seen({ inventory: absent }, { platform: 'windows' }),
    expect: is('healthy', null),
  },
  {
    name: 'an instance that is stopped is told elsewhere',
    spec,
    observation: seen({ inventory: absent }, { state: 'stopped' }),
    expect: is('healthy', null),
  },
] as const;
