import type { KindTexts } from '../../core/runbook.ts';
import type { InstanceLoginReason } from './spec.ts';

export const texts: KindTexts<InstanceLoginReason> = {
  healthy: 'Every instance takes logins of EC2 Instance Connect, as far as Systems Manager reports.',
  reasons: {
    'instance-connect-package-missing': {
      title: 'The package ec2-instance-connect is missing',
      summary:
        'The instance {instance} ({system}, key pair: {keyPair}) does not have the package ec2-instance-connect.',
      meaning:
        'Instance Connect pushes a public key for one minute, and the package hands it to sshd. Without it, only your own key pair gives access.',
      causes: [
        'The image is minimal, or of a distribution that does not bring it.',
        'The package was removed by hardening.',
      ],
      steps: [
        'Install it with one of the commands below; sshd needs no restart.',
        'Put it into the image, so that the next instance has it too.',
        'Until then log in with the key pair, or through Session Manager.',
      ],
    },
    'sshd-ignores-instance-connect': {
      title: 'sshd does not ask Instance Connect for keys',
      summary:
        'sshd of {instance} has AuthorizedKeysCommand {authorizedKeysCommand}, which is not the one of Instance Connect.',
      meaning:
        'The package leaves an AuthorizedKeysCommand that is set already as it is. The pushed key is then never read, and the login ends with "Permission denied (publickey)".',
      causes: [
        'A directory service or SSSD sets its own AuthorizedKeysCommand.',
        'Configuration management wrote sshd_config after the package was installed.',
      ],
      steps: [
        'Show what sshd uses, and which file sets it, with the commands below.',
        'If nobody needs it, remove the line, reinstall the package and reload sshd.',
        'If it is needed, log in with a key pair and open-tunnel, or write a script that asks both.',
      ],
    },
    'instance-not-managed': {
      title: 'Systems Manager reports nothing about an instance',
      summary: 'Systems Manager does not report whether {instance} has the package ec2-instance-connect.',
      meaning:
        'The instance is not managed, or no inventory of applications is collected. Whether it takes logins of Instance Connect is not known.',
      causes: [
        'The agent does not run, or the instance profile lacks AmazonSSMManagedInstanceCore.',
        'The subnet does not reach ssm, ssmmessages and ec2messages.',
        'No association collects the inventory.',
      ],
      steps: [
        'Check the agent with the first command.',
        'Set up the inventory: Systems Manager, Inventory, "Setup inventory".',
        'Or let the second command print package and sshd setting: the next run reads its result.',
      ],
    },
  },
};
