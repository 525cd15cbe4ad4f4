import type { KindRemedies } from '../../core/runbook.ts';
import type { InstanceConnectReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide';
const ENDPOINT = `${GUIDE}/connect-with-ec2-instance-connect-endpoint.html`;
const CREATE_PAGE = `${GUIDE}/create-ec2-instance-connect-endpoints.html`;
const GROUPS = `${GUIDE}/eice-security-groups.html`;
const QUOTAS = `${GUIDE}/eice-quotas.html`;
const SET_UP = `${GUIDE}/ec2-instance-connect-set-up.html`;
const STOPPED = `${GUIDE}/TroubleshootingInstancesStopping.html`;

const LIST =
  'aws ec2 describe-instance-connect-endpoints --query "InstanceConnectEndpoints[].{Id:InstanceConnectEndpointId,Vpc:VpcId,Subnet:SubnetId,Zone:AvailabilityZone,State:State,Why:StateMessage}" --output table';
const DESCRIBE =
  'aws ec2 describe-instance-connect-endpoints --instance-connect-endpoint-ids {endpoint} --query "InstanceConnectEndpoints[].{State:State,Why:StateMessage,Subnet:SubnetId,Zone:AvailabilityZone,Groups:SecurityGroupIds}"';
const DELETE = 'aws ec2 delete-instance-connect-endpoint --instance-connect-endpoint-id {replace}';
const SUBNETS =
  'aws ec2 describe-subnets --filters Name=vpc-id,Values={vpc} --query "Subnets[].{Id:SubnetId,Zone:AvailabilityZone,Free:AvailableIpAddressCount}" --output table';
const CREATE = 'aws ec2 create-instance-connect-endpoint --subnet-id {newSubnet}';
/** Of a preflight, which has nothing to move. */
const CREATE_HERE = 'aws ec2 create-instance-connect-endpoint --subnet-id {insteadSubnet}';
/** One endpoint a VPC: the old one goes first. */
const MOVE = [
  DELETE,
  `${CREATE} --security-group-ids {onlyGroup} --{preserve}`,
  `${CREATE} --security-group-ids {firstGroup} {secondGroup} --{preserve}`,
];

export const remedies: KindRemedies<InstanceConnectReason> = {
  'instance-connect-missing': {
    commands: [
      LIST,
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteInstanceConnectEndpoint --max-results 5',
      CREATE_HERE,
    ],
    links: [CREATE_PAGE, GROUPS],
  },
  'instance-connect-not-ready': { commands: [DESCRIBE, SUBNETS, ...MOVE], links: [ENDPOINT, CREATE_PAGE] },
  'instance-not-running': {
    commands: [
      'aws ec2 describe-instances --instance-ids {instance} --query "Reservations[].Instances[].{State:State.Name,Why:StateReason.Message,Key:KeyName,Image:ImageId,Zone:Placement.AvailabilityZone}"',
      'aws ec2 start-instances --instance-ids {stopped}',
      'aws ec2 wait instance-status-ok --instance-ids {present}',
      'aws ec2-instance-connect ssh --instance-id {linux} --connection-type eice',
      'aws ec2-instance-connect open-tunnel --instance-id {windows} --remote-port 3389 --local-port 13389',
      "sudo sshd -T | grep -i '^authorizedkeyscommand'",
    ],
    links: [STOPPED, SET_UP],
  },
  'instance-connect-address-type': {
    commands: [
      'aws ec2 describe-instance-connect-endpoints --instance-connect-endpoint-ids {endpoint} --query "InstanceConnectEndpoints[].{Type:IpAddressType,Preserve:PreserveClientIp,Vpc:VpcId,State:State}"',
      'aws ec2 modify-instance-connect-endpoint --instance-connect-endpoint-id {endpoint} --no-preserve-client-ip',
    ],
    links: [CREATE_PAGE, ENDPOINT],
  },
  'instance-key-pair-missing': {
    commands: [
      'aws ec2 describe-instances --instance-ids {instance} --query "Reservations[].Instances[].{Key:KeyName,Image:ImageId,Profile:IamInstanceProfile.Arn}"',
      'aws ssm start-session --target {instance}',
    ],
    links: [SET_UP],
  },
  'instance-connect-quota-full': { commands: [LIST, DESCRIBE, DELETE], links: [QUOTAS, CREATE_PAGE] },
  'instance-connect-subnet-full': {
    commands: [
      SUBNETS,
      'aws ec2 describe-network-interfaces --filters Name=subnet-id,Values={subnet} --query "NetworkInterfaces[].{Id:NetworkInterfaceId,Type:InterfaceType,Status:Status,Of:Description}" --output table',
      ...MOVE,
      CREATE_HERE,
    ],
    links: [CREATE_PAGE],
  },
};
