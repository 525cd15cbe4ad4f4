import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { KindTexts } from '../../core/runbook.ts';
import type { ClockReason } from './spec.ts';

/** The service’s clock is the reference: what is wrong is here. */
const OWN_CLOCK_WRONG = {
  causes: [
    'The time service of this machine is stopped, or its servers cannot be reached.',
    'A virtual machine was suspended or restored and its clock was not set afterwards.',
    'A proxy answers in place of the service, and its clock is wrong.',
  ],
  steps: [
    'Look at the state of the time service with the commands below: is a source selected, and how old is the last update?',
    'Set the clock at once with "chronyc makestep" (or "w32tm /resync" on Windows).',
    'Give this machine time servers it can reach; on EC2 the Amazon Time Sync Service at 169.254.169.123 needs no route.',
    'If {host} is answered by a proxy, compare with another service: the Date header may be the proxy’s.',
  ],
};

export const texts: KindTexts<ClockReason> = {
  healthy: 'The target’s clock agrees with the clock of the vantage.',
  reasons: {
    'clock-skewed': {
      title: 'The target’s clock is wrong',
      summary:
        'The clock of {host} differs by {offsetSeconds} s from the clock of the vantage (positive: it is ahead; source: {source}, accurate to {errorMs} ms).',
      meaning: `Activation allows ${CLOCK_LIMITS.skewedS} seconds; from ${CLOCK_LIMITS.criticalMin} minutes on AWS rejects the signatures of every request, the gateway goes offline and its health log says GatewayClockOutOfSync. The comparison is with the checking machine’s clock: the check "ntp" of the same vantage says whether that one is right.`,
      causes: [
        'The gateway cannot reach its time servers: UDP 123 is blocked.',
        'The hypervisor’s clock is wrong: the virtual machine takes its time from it at start, or all the time.',
        'The virtual machine was suspended, restored from a snapshot or moved.',
      ],
      steps: [
        'Look at the finding "ntp" of this vantage: if the clock here is the one that is wrong, fix that first.',
        'On the gateway’s local console open System Time Management, compare the time with the time servers, and synchronise it.',
        'Correct the time of the hypervisor (VMware ESXi, Hyper-V, KVM) and its NTP settings, then restart the gateway.',
        'Allow UDP 123 from the gateway to its time servers (time.aws.com, 0-3.amazon.pool.ntp.org) or to your own.',
        'On EC2 the clock cannot be set by hand: restart the instance, and if the offset stays ask AWS Support, with the gateway id and the offset measured here.',
      ],
      variants: {
        reference: {
          title: 'The clock of the vantage is wrong',
          summary:
            'The clock of the vantage differs by {offsetSeconds} s from that of {host} (positive: it is behind; source: {source}, accurate to {errorMs} ms).',
          meaning: `AWS rejects the signature of a request from ${CLOCK_LIMITS.criticalMin} minutes on (RequestTimeTooSkewed, InvalidSignatureException). Certificates may look expired or not yet valid, and every time measured from here is off by as much.`,
          ...OWN_CLOCK_WRONG,
        },
      },
    },
    'clock-drifting': {
      title: 'The target’s clock is drifting',
      summary:
        'The clock of {host} differs by {offsetSeconds} s from the clock of the vantage (positive: it is ahead; source: {source}, accurate to {errorMs} ms).',
      meaning: `The offset is still allowed (${CLOCK_LIMITS.skewedS} seconds for an activation, ${CLOCK_LIMITS.criticalMin} minutes for requests), but a synchronised clock is never ${CLOCK_LIMITS.driftingS} seconds off: nothing keeps it in step, and it will go on.`,
      causes: [
        'The gateway has had no answer from its time servers for days.',
        'The hypervisor’s clock drifts and the guest follows it.',
      ],
      steps: [
        'Compare with the last days’ offsets: a steady growth means that it is not synchronised at all.',
        'Check from the gateway’s network that UDP 123 to its time servers is answered.',
        'On the gateway’s local console open System Time Management and synchronise the time.',
        'Check the time of the hypervisor.',
      ],
      variants: {
        reference: {
          title: 'The clock of the vantage is drifting',
          summary:
            'The clock of the vantage differs by {offsetSeconds} s from that of {host} (positive: it is behind; source: {source}, accurate to {errorMs} ms).',
          meaning: `AWS still accepts requests: it allows ${CLOCK_LIMITS.criticalMin} minutes. A synchronised clock is never ${CLOCK_LIMITS.driftingS} seconds off: nothing keeps it in step, and it will go on.`,
          ...OWN_CLOCK_WRONG,
        },
      },
    },
    'clock-unreadable': {
      title: 'The target’s clock cannot be read',
      summary: 'No service on {host} reports its time (tried: {tried}).',
      meaning:
        'The clock may be right or wrong; it cannot be seen from here. A gateway shows it over SMB (file shares), over HTTP on port 80 (only before activation), or over NTP, if one of them can be reached. This is no failure and pages nobody.',
      causes: [
        'The gateway serves neither SMB nor HTTP: an activated volume or tape gateway has no such service.',
        'The ports are not open from this vantage.',
        'The server hides its time (a SystemTime of zero), or a cache answers for it.',
      ],
      steps: [
        'Read the evidence: it says for each source why it gave no time.',
        'For a file gateway with SMB shares, allow TCP 445 from this vantage.',
        'For other gateways look at System Time Management on the local console, and rely on the check "gateway", which reads GatewayClockOutOfSync from the health log.',
      ],
      variants: {
        reference: {
          title: 'The clock of the vantage could not be compared',
          summary: '{host} does not report its time (tried: {tried}).',
          meaning:
            'The clock of the vantage may be right or wrong: this service gave no usable Date header. This is no failure and pages nobody.',
          causes: [
            'The service or a device before it sends no Date header, or a stored answer.',
            'The connection ended before the answer.',
          ],
          steps: [
            'Read the evidence: it says why no time was given.',
            'Compare with another service: check --service sts.',
          ],
        },
      },
    },
  },
};
