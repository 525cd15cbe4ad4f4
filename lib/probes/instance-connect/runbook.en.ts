import type { KindTexts } from '../../core/runbook.ts';
import type { InstanceConnectReason } from './spec.ts';

export const texts: KindTexts<InstanceConnectReason> = {
  healthy:
    'The EC2 Instance Connect endpoint is ready and every instance behind it runs; or, of a preflight, nothing prevents creating one.',
  reasons: {
    'instance-connect-missing': {
      title: 'The Instance Connect endpoint does not exist',
      summary:
        'No EC2 Instance Connect endpoint matches {wanted} in this account and Region (VPC {vpc}; other endpoints there: {others}).',
      meaning:
        'Without an endpoint, instances without a public address cannot be reached: neither by the console nor by "aws ec2-instance-connect ssh". A VPC has one endpoint at most, in one subnet of one zone, so there is no second one to fall back on.',
      causes: [
        'It was deleted, or its stack was recreated: a new endpoint has a new id.',
        'The endpoint was never created in this VPC, or it is in another account or Region.',
        'The id in the configuration is misspelt.',
      ],
      steps: [
        'List the endpoints with the first command and compare ids, VPCs and states.',
        'If it was recreated, put the new id into gatewatch.yaml, or leave the id out: then the endpoint of the instances’ VPC is taken.',
        'If it was deleted by mistake, find out by whom with the second command.',
        'Create it with the last command: the subnet in it has free addresses and, as far as possible, is in the zone of most instances. Add --security-group-ids with a group that may send to the instances on TCP 22 and 3389; left out, the VPC’s default group is taken. Creation takes up to ten minutes.',
        'If the quota of 5 endpoints per Region is used up, delete one that is not needed first; this quota cannot be raised.',
      ],
    },
    'instance-connect-not-ready': {
      title: 'The Instance Connect endpoint is not ready',
      summary:
        'The EC2 Instance Connect endpoint {endpoint} in subnet {subnet} (zone {zone}) is in state {state}, {minutes} minutes after it was created (AWS says: {stateMessage}).',
      meaning:
        'Only create-complete and update-complete carry logins. Creation takes up to ten minutes, and an update some; the failed states do not recover by themselves, and an endpoint cannot be moved: since a VPC may have only one, it is deleted and created again in another subnet.',
      causes: [
        'It was created or changed a few minutes ago.',
        'Its subnet has no free address, or the service-linked role AWSServiceRoleForEC2InstanceConnect could not be created for lack of permission.',
        'Its Availability Zone is impaired: the endpoint is in one zone only.',
        'Somebody is deleting it.',
      ],
      steps: [
        'Read its state and AWS’s message with the first command.',
        'If it is being created or updated, wait until ten minutes have passed and look again; nothing needs to be done before.',
        'After update-failed, repeat the change (aws ec2 modify-instance-connect-endpoint) or set it back; if that fails too, replace it.',
        'If creation failed or its zone ({zone}) is impaired, replace it: delete it with the delete command below, wait until the first command no longer finds it, then create it in the other subnet with the last command. Its security groups ({groups}) and the setting for client addresses stay the same.',
        'Put the new id into gatewatch.yaml, or leave the id out. IAM policies that name the old endpoint need the new one as well.',
        'Until it is ready, use Session Manager, or a host in the same VPC, to log in.',
      ],
    },
    'instance-not-running': {
      title: 'An instance behind the endpoint is not running',
      summary:
        'The instance {instance} is not running but {state} (AWS says: {stateReason}), so nobody can log in to it.',
      meaning:
        'The endpoint leads to running instances only. An instance that is "missing" does not exist in this account and Region, or no instance carries the tags.',
      causes: [
        'It was stopped by a person, a schedule or a cost rule, or it shut itself down.',
        'It was terminated and replaced, for example by an Auto Scaling group: the new one has a new id.',
        'Its start failed: no capacity in the zone, or a damaged or encrypted volume without access to its key.',
      ],
      steps: [
        'Read its state and AWS’s reason with the first command, and start it if it should run.',
        'If it was replaced, put the new id into gatewatch.yaml, or name instances by tags.',
        'When it runs, log in with the command below. That needs no key pair (key pair of the instance: {keyPair}) but the package ec2-instance-connect on it: Amazon Linux 2023, Amazon Linux 2 from 2.0.20190618 and Ubuntu from 20.04 come with it. Minimal images and other systems may lack it; there, use the key pair with "ssh -i KEY" through "aws ec2-instance-connect open-tunnel".',
        'If login is refused with "Permission denied (publickey)", verify the package on the instance: "rpm -q ec2-instance-connect" on Amazon Linux, "dpkg -s ec2-instance-connect" on Ubuntu. The sshd command below must show eic_run_authorized_keys; a setting of your own for AuthorizedKeysCommand is left as it is by the package, and keeps Instance Connect from working.',
        'Install what is missing: "sudo dnf install ec2-instance-connect" on Amazon Linux 2023, "sudo yum install ec2-instance-connect" on Amazon Linux 2, "sudo apt-get install ec2-instance-connect" on Ubuntu; then restart sshd.',
        'On Windows no package is needed: the tunnel leads to 3389, and the key pair only decrypts the first Administrator password.',
      ],
    },
    'instance-connect-quota-full': {
      title: 'A quota forbids another Instance Connect endpoint',
      summary:
        'No EC2 Instance Connect endpoint can be created in VPC {vpc}: {used} of {limit} are there (endpoints: {endpoints}).',
      meaning:
        'AWS allows one endpoint per VPC and five per account and Region, and raises neither. Endpoints that failed or are being deleted may count until they are gone.',
      causes: [
        'The VPC has an endpoint already, perhaps of another team.',
        'Endpoints of VPCs that are no longer used were left behind.',
        'The endpoint was created since, and the preflight is still in gatewatch.yaml.',
      ],
      steps: [
        '{scopeMeans}',
        'Look at the endpoints with the first command: id, VPC, state.',
        'Delete the one that is not needed with the delete command (aws ec2 delete-instance-connect-endpoint), and wait until it is gone.',
        'Once the endpoint is created, replace preflight in gatewatch.yaml by instances or tags.',
      ],
    },
    'instance-connect-subnet-full': {
      title: 'The subnet has no free address for the endpoint',
      summary:
        'The subnet {subnet} (zone {zone}) in VPC {vpc} has no address left for an Instance Connect endpoint (free addresses: {free}).',
      meaning:
        'An endpoint takes one address of its subnet. An existing one goes on working, but it cannot be created again there after a failure or a deletion; a new one cannot be created at all. A "-" says that the VPC has no such subnet.',
      causes: [
        'The subnet is small, and instances, functions or load balancers took its addresses.',
        'Network interfaces that nobody uses any more were left behind.',
        'For a preflight: the subnet does not exist, or belongs to another VPC.',
      ],
      steps: [
        'Compare the free addresses of all subnets with the first command.',
        'Find unused interfaces (status available) with the second command and delete them.',
        'For a preflight, create the endpoint in the subnet of the last command instead.',
        'If the endpoint is already here, move it at a quiet time: delete it, wait until it is gone, create it in the other subnet with the commands below. Nobody can log in through it for about ten minutes.',
      ],
    },
    'instance-connect-address-type': {
      title: 'The endpoint’s address type does not fit',
      summary:
        'The address type {addressType} of the endpoint {endpoint} does not fit (instance: {instance}): {mismatchMeans}',
      meaning:
        'An Instance Connect endpoint leads only to addresses of its own type. It preserves client addresses only with type ipv4, and only inside its own VPC.',
      causes: [
        'The subnet has IPv4 and IPv6 blocks: an endpoint created there without a type is dual-stack.',
        'Preserving client addresses was switched on for an endpoint that is not of type ipv4.',
        'The instance has an IPv6 address only.',
      ],
      steps: [
        'Read the type and the setting with the first command.',
        'If clients’ addresses need not be preserved, switch it off with the second command; the instances’ rules then see the endpoint’s security group.',
        'Otherwise change the type: aws ec2 modify-instance-connect-endpoint with --ip-address-type.',
        'If the instance lacks the address, give its interface one, or use an endpoint of the other type.',
      ],
    },
    'instance-key-pair-missing': {
      title: 'An instance has no key pair',
      summary: 'The instance {instance} ({system}) was started without a key pair.',
      meaning:
        'On Linux a login then works only with the package ec2-instance-connect, which does not come with this image. On Windows the administrator’s password cannot be decrypted without a key pair.',
      causes: [
        'The launch template names no key pair.',
        'Logins are meant to go through Session Manager or a domain account.',
      ],
      steps: [
        'Check whether the package is installed: set ssm: true on the target, or log in with the second command and run rpm -q or dpkg -s ec2-instance-connect.',
        'On Linux install the package, or add a public key to authorized_keys.',
        'On Windows use an account of the domain, or reset the password with the runbook AWSSupport-ResetAccess.',
        'Name a key pair in the launch template for the next instance.',
      ],
    },
  },
  glossary: {
    preserve: 'It preserves client addresses, which AWS supports only for endpoints of type ipv4.',
    family: 'The instance has no address of this type.',
    otherVpc: 'It preserves client addresses, and the instance is in another VPC.',
    VPC: 'The limit of one endpoint per VPC is reached: use the one that is there (several zones need no second one, traffic only costs more), or delete it first to move it to another subnet.',
    Region:
      'The limit of five endpoints per account and Region is reached: one endpoint also reaches instances of VPCs that are peered or joined by a transit gateway, as long as client addresses are not preserved.',
  },
};
