import type { KindRemedies } from '../../core/runbook.ts';
import type { HelloReason } from './spec.ts';

const REQUIREMENTS = 'https://docs.aws.amazon.com/filegateway/latest/files3/Requirements.html';
const INSTANCE_CONNECT =
  'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-with-ec2-instance-connect-endpoint.html';
const CONNECT_TROUBLE =
  'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/TroubleshootingInstancesConnecting.html';

/** One greeting each: where the server speaks first, and where the client does. */
const GREET = ['nc -v -w 5 {address} {port} < /dev/null', 'nmap -sV -Pn -p {port} {address}'];

export const remedies: KindRemedies<HelloReason> = {
  'hello-silent': { commands: GREET, links: [REQUIREMENTS, CONNECT_TROUBLE] },
  'hello-wrong-protocol': { commands: GREET, links: [REQUIREMENTS] },
  'hello-malformed': { commands: GREET, links: [REQUIREMENTS] },
  'hello-throttled': {
    commands: [
      'ssh-keyscan -p {port} {address}',
      "sudo ss -tnp state established '( sport = :{port} )'",
      'sudo sshd -T | grep -i -e maxstartups -e persource',
    ],
    links: [CONNECT_TROUBLE, INSTANCE_CONNECT],
  },
};
