import type { KindRemedies } from '../../core/runbook.ts';
import type { NtpReason } from './spec.ts';

const REQUIREMENTS = 'https://docs.aws.amazon.com/filegateway/latest/files3/Requirements.html';
const TIME_SYNC = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/set-time.html';
const NETWORK_ACLS = 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html';

/** Both only ask: `-Q` prints the offset and exits, `-q` of ntpdate sets nothing. */
const ASK_ONE = ["chronyd -Q -t 5 'server {host} iburst'", 'ntpdate -q {host}'];
const LOOK_AT_THE_CLOCK = ['chronyc tracking', 'chronyc sources -v', 'timedatectl'];

export const remedies: KindRemedies<NtpReason> = {
  'vantage-clock-skewed': { commands: [...LOOK_AT_THE_CLOCK, 'sudo chronyc makestep'], links: [TIME_SYNC] },
  'ntp-silent': { commands: ASK_ONE, links: [REQUIREMENTS, TIME_SYNC, NETWORK_ACLS] },
  'ntp-refused': { commands: [...ASK_ONE, 'ip route get {address}'], links: [REQUIREMENTS, TIME_SYNC] },
  'ntp-unsynchronised': { commands: ASK_ONE, links: [TIME_SYNC] },
  'ntp-disagree': { commands: ASK_ONE, links: [TIME_SYNC] },
  'ntp-partly-silent': { commands: ASK_ONE, links: [REQUIREMENTS] },
};
