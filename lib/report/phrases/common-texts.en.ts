import type { CommonReason } from '../../core/reason.ts';
import type { ReasonText } from '../../core/runbook.ts';

export type CommonTexts = Readonly<Record<CommonReason, ReasonText>>;

export const en: CommonTexts = {
  'vantage-broken': {
    title: 'The vantage itself has no network',
    summary:
      'Nothing can be checked from {vantage}: its name servers and every unrelated target do not respond.',
    meaning:
      'All questions failed at once, including those that have nothing to do with each other. The fault lies where the questions come from, not with the targets.',
    causes: [
      'The security group or network ACL of the vantage lets nothing out.',
      "The subnet's route table or the DHCP options (name servers) were changed.",
      'The probe function is not running, or its network interface is gone.',
    ],
    steps: [
      'Look for a change of routes, network ACLs or DHCP options in the subnets of the vantage.',
      'Test the probe function of the vantage in the Lambda console with the sample event.',
      'Treat the other findings of this vantage as not known until it answers again.',
    ],
    variants: {
      'not-entered': {
        title: 'The account of the vantage cannot be entered',
        summary: 'Nothing can be checked from {vantage}: the role of its account cannot be taken.',
        meaning:
          'gatewatch enters another account by a role. AWS refused that role, so nothing was checked there.',
        causes: [
          'The stack of the spoke is missing in this account and Region.',
          'The role trusts another installation, or expects another external id.',
          'A service control policy denies sts:AssumeRole.',
        ],
        steps: [
          'Run gatewatch deploy. It renews the stack set in every account.',
          'If it stays, open the stack set in the CloudFormation console and read the status of this account and Region.',
          'Compare the external id of the role with externalId of the account in gatewatch.yaml.',
        ],
      },
      'not-called': {
        title: 'The probe of the vantage cannot be called',
        summary: 'Nothing can be checked from {vantage}: its probe function cannot be called.',
        meaning:
          'gatewatch entered the account, and AWS refused the call of the probe function. Nothing was checked there.',
        causes: [
          'The role of the spoke lacks lambda:InvokeFunction, or a policy denies it.',
          'The functions of the account use all of its concurrency.',
        ],
        steps: [
          'Read in the evidence whether the call was denied or throttled.',
          'If it was denied, run gatewatch deploy. It renews the role in every account.',
          'If it was throttled, compare aws lambda get-account-settings with what the functions of that account need.',
        ],
      },
      'other-version': {
        title: 'The probe of the vantage is of another version',
        summary: 'The probe of {vantage} does not understand the questions of this installation.',
        meaning:
          'The installation and a probe understand each other over one version. These two are further apart.',
        causes: [
          'The stack set was not updated in this account and Region.',
          'The installation was rolled back and its spokes were not.',
        ],
        steps: [
          'Update the spoke: run gatewatch deploy with the version of the installation.',
          'If it stays, open the stack set in the CloudFormation console and read why this account was not updated.',
        ],
      },
      'other-clock': {
        title: 'The clock of the vantage differs',
        summary: 'Nothing is concluded from {vantage}: its clock and that of the installation differ.',
        meaning:
          'Dates of certificates and the time of servers are compared with these clocks. With two times a verdict would be a guess.',
        causes: ['The clock of the probe function is wrong.', 'The clock of the function watch is wrong.'],
        steps: [
          'Compare the times in the logs of both functions with a clock that is right.',
          'Run gatewatch deploy again: new functions start with the clock of AWS.',
        ],
      },
    },
  },
  'probe-crashed': {
    title: 'The check itself crashed',
    summary: 'The check of {subject} crashed; nothing is known about the target.',
    meaning:
      'A defect in gatewatch, not in your network. The stack is in the log of the function, or printed with --debug.',
    causes: [
      'A defect in gatewatch.',
      'A question that does not fit this version: the functions were deployed from different versions.',
    ],
    steps: [
      'Run the same check with --debug, or read the log of the function.',
      'Deploy all functions from the same version.',
      'Report the stack to the project.',
    ],
  },
  'access-denied': {
    title: 'AWS denies access',
    summary: 'AWS refused to answer about {subject}: the permission {action} is missing.',
    meaning: 'The check reads AWS and is not allowed to. Nothing is known about the target itself.',
    causes: ['The role lacks the action.', 'A service control policy or a permissions boundary denies it.'],
    steps: [
      'Add the action {action} to the role that runs the check.',
      'If it is there, look for a service control policy or a boundary that denies it.',
      'Run the check again.',
    ],
  },
  throttled: {
    title: 'AWS throttles the check',
    summary:
      'AWS answered "too many requests" about {subject} ({action}); nothing is known about the target.',
    meaning: 'The API limit of the account was used up, by this check or by others in the account.',
    causes: ['Many tools read the same API at once.', 'The schedule is too dense for the number of targets.'],
    steps: [
      'Wait for the next run; one such run means little.',
      'If it stays, widen the schedule or ask AWS to raise the limit.',
      'Look in CloudTrail for who else calls {action}.',
    ],
  },
  'aws-unavailable': {
    title: 'AWS does not answer',
    summary: 'AWS gave no answer about {subject} ({action}: {code}); nothing is known about the target.',
    meaning:
      'AWS answered with a server error (HTTP 5xx), or nothing came back. The check tried several times.',
    causes: [
      'The AWS service has an outage in this Region.',
      'The network here does not reach the AWS API: no NAT gateway, no VPC endpoint, or a proxy that is not set.',
    ],
    steps: [
      'Run the check again; one such run means little.',
      'If {code} begins with HTTP 5, look at the AWS Health Dashboard for this Region.',
      'Otherwise test the path to the API from here: curl -sv https://SERVICE.REGION.amazonaws.com.',
    ],
  },
  'out-of-time': {
    title: 'The check ran out of time',
    summary: 'The check of {subject} did not end in time. Its state is not known.',
    meaning: 'The run ended before this check had an answer: other checks took long, or there were too many.',
    causes: [
      'Too many targets for one vantage and its timeout.',
      'Many targets that do not respond: each takes its whole time limit.',
      'The vantage has too little processor time: it read its sockets too late to tell whether an answer was missing.',
    ],
    steps: [
      'Look at the other findings first: targets that do not respond use up the time.',
      'Give the run a longer timeout or split the targets over several vantages.',
      'On a busy machine, give the check more processor time: a function gets it with more memory.',
    ],
  },
  'not-reachable-from-here': {
    title: 'Cannot be checked from this place',
    summary: '{subject} cannot be checked from {vantage}.',
    meaning:
      'The vantage does not reach the target by design, for example from a VPC without internet access. This says nothing about the target.',
    causes: [
      'The subnet has no NAT gateway and no internet gateway.',
      'The target speaks an address family the vantage does not have.',
    ],
    steps: [
      'Run `gatewatch check` from a vantage that has a path to the target.',
      'Move the target to another vantage in gatewatch.yaml.',
    ],
  },
  'blocked-by': {
    title: 'Not checked because of another failure',
    summary: '{subject} was not checked. Fix first: {lowerCheck} {lowerReason}.',
    meaning:
      'What this check needs is broken, so this check says nothing about the target. Fix the other finding; this one follows.',
    // One for each rule, by its name (`BLOCKED_BY_RULES`): a finding shows those that matched.
    causes: [
      'due-to: a check that this one needs failed at the same place.',
      'whole-target: a failure of the same target stops everything else about it.',
      'device-of-connection: the customer gateway device, which is a target too, does not answer IKE.',
      'attachment-of-connection: the VPN connection of this attachment is missing or not available.',
      'connection-on-attachment: the transit gateway attachment of this VPN connection is missing or not available.',
      'connection-on-attachment-tables: the attachment of this VPN connection is not associated or not propagated.',
      'route-into-connection: the blackhole route leads into a VPN connection that is down.',
      'route-announced-by-connection: a VPN connection that is down announced the missing route.',
      'route-into-attachment: the blackhole route leads into an attachment that is missing or not available.',
      'route-propagated-by-attachment: an attachment that has failed propagated the missing route.',
      'attachment-on-path: an attachment that has failed is on the path to this target.',
      'route-on-path: a route that is missing or a blackhole is on the path to this target.',
      'return-route-on-path: another check found the same missing return route.',
      'beyond-connection: this target is behind a VPN connection that is down.',
    ],
    steps: ['Follow the runbook of the finding that is named.'],
  },
};
