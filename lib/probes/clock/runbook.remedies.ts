import type { KindRemedies } from '../../core/runbook.ts';
import type { ClockReason } from './spec.ts';

const ACTIVATION =
  'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-gateway-activation.html';
const FILE_GATEWAY_ERRORS =
  'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-file-gateway-issues.html';
const REQUIREMENTS = 'https://docs.aws.amazon.com/filegateway/latest/files3/Requirements.html';

/** Each shows the target's time, one a source; `date` is what to compare it with. */
const READ_THE_CLOCK = [
  'nmap -Pn -p 445 --script smb2-time {host}',
  'curl -sI http://{host}/ | grep -i ^date',
  'date -u',
];

export const remedies: KindRemedies<ClockReason> = {
  'clock-skewed': { commands: READ_THE_CLOCK, links: [ACTIVATION, FILE_GATEWAY_ERRORS, REQUIREMENTS] },
  'clock-drifting': { commands: READ_THE_CLOCK, links: [ACTIVATION, REQUIREMENTS] },
  'clock-unreadable': { commands: READ_THE_CLOCK, links: [REQUIREMENTS] },
};
