import type { KindRemedies } from '../../core/runbook.ts';
import type { ActivationReason } from './spec.ts';

const TROUBLESHOOTING =
  'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-gateway-activation.html';
const KEY = 'https://docs.aws.amazon.com/filegateway/latest/files3/get-activation-key.html';
const REQUIREMENTS = 'https://docs.aws.amazon.com/filegateway/latest/files3/Requirements.html';

/** `ncport` and `sslcheck` are commands of the gateway's own console ("Running storage gateway commands"). */
export const remedies: KindRemedies<ActivationReason> = {
  'activation-port-closed': {
    commands: ['nc -vz -w 5 {address} {port}'],
    links: [TROUBLESHOOTING, REQUIREMENTS],
  },
  'activation-not-a-gateway': {
    commands: ['nc -v -w 5 {address} {port}', 'curl -sv -X OPTIONS --max-time 10 http://{host}:{port}/'],
    links: [KEY, REQUIREMENTS],
  },
  'activation-wrong-address': {
    commands: ['dig +short {name}', 'curl -sv -X OPTIONS --max-time 10 http://{host}:{port}/'],
    links: [KEY, TROUBLESHOOTING],
  },
  'activation-gateway-cannot-reach-aws': {
    commands: [
      'ncport -d {endpoint} -p {activationPort}',
      'sslcheck -d {endpoint} -p {activationPort}',
      'dig +short {endpoint}',
    ],
    links: [TROUBLESHOOTING, REQUIREMENTS],
  },
};
