import type { KindRemedies } from '../../core/runbook.ts';
import type { InstanceLoginReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide';
const SET_UP = `${GUIDE}/ec2-instance-connect-set-up.html`;
const INVENTORY = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/inventory-configure.html';
const MANAGED = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/managed_instances.html';

/** It reads, and changes nothing; gatewatch looks for its result by the comment. */
const READ_SSHD =
  'aws ssm send-command --instance-ids {instance} --document-name AWS-RunShellScript --comment gatewatch-sshd --parameters \'commands=["sudo sshd -T | grep -i ^authorizedkeyscommand; rpm -q ec2-instance-connect || dpkg-query -W ec2-instance-connect"]\'';

export const remedies: KindRemedies<InstanceLoginReason> = {
  'instance-connect-package-missing': {
    commands: [
      'sudo dnf install ec2-instance-connect',
      'sudo apt-get install ec2-instance-connect',
      READ_SSHD,
    ],
    links: [SET_UP],
  },
  'sshd-ignores-instance-connect': {
    commands: [
      "sudo sshd -T | grep -i '^authorizedkeyscommand'",
      'sudo grep -rin AuthorizedKeysCommand /etc/ssh/sshd_config /etc/ssh/sshd_config.d',
      READ_SSHD,
    ],
    links: [SET_UP],
  },
  'instance-not-managed': {
    commands: [
      'aws ssm describe-instance-information --filters Key=InstanceIds,Values={instance} --query "InstanceInformationList[].{Ping:PingStatus,Agent:AgentVersion,System:PlatformName}"',
      READ_SSHD,
    ],
    links: [MANAGED, INVENTORY],
  },
};
