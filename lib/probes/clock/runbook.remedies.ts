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

/** Beside a reference: its time, ours, and what keeps ours in step. */
const COMPARE_OURS = ['curl -sI https://{host}/ | grep -i ^date', 'date -u', 'chronyc tracking'];
const SET_THE_TIME = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/set-time.html';
const reference = { commands: COMPARE_OURS, links: [SET_THE_TIME] };

export const remedies: KindRemedies<ClockReason> = {
  'clock-skewed': {
    commands: READ_THE_CLOCK,
    links: [ACTIVATION, FILE_GATEWAY_ERRORS, REQUIREMENTS],
    variants: { reference },
  },
  'clock-drifting': { commands: READ_THE_CLOCK, links: [ACTIVATION, REQUIREMENTS], variants: { reference } },
  'clock-unreadable': { commands: READ_THE_CLOCK, links: [REQUIREMENTS], variants: { reference } },
};
