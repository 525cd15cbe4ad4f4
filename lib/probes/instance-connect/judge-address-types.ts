import type { Instance, InstanceConnectEndpoint } from '../../core/aws/instance-connect-reader.ts';
import type { Judged, JudgedFault } from '../../core/probe.ts';
import type { InstanceConnectObservation } from './observe.ts';
import type { InstanceConnectReason, InstanceConnectSpec } from './spec.ts';
import { endpointOfVpc, isLeaving } from './states.ts';

type Fault = JudgedFault<InstanceConnectReason>;

/**
 * Does the endpoint's address type fit? It leads to addresses of its own type only, and preserves client addresses only
 * with type ipv4 and inside its VPC.
 *
 * Source: EC2 API reference, "CreateInstanceConnectEndpoint" (IpAddressType: "PreserveClientIp is only supported on IPv4
 * EC2 Instance Connect Endpoints"); EC2 User Guide, "Connect to your instances using EC2 Instance Connect Endpoint"
 * (considerations). Read 2026-11-30.
 */
export function judgeAddressTypes(
  spec: InstanceConnectSpec,
  { endpoints, instances }: InstanceConnectObservation,
): Judged<InstanceConnectReason> {
  const pairs = instances
    .filter((one) => !isLeaving(one))
    .flatMap((instance) => {
      const endpoint =
        spec.endpoint === undefined
          ? endpointOfVpc(endpoints, instance.vpcId ?? '')
          : endpoints.find(({ id }) => id === spec.endpoint);
      return endpoint === undefined ? [] : [{ instance, endpoint }];
    });
  const used = new Map(
    [...pairs.map(({ endpoint }) => endpoint), ...endpoints.filter(({ id }) => id === spec.endpoint)].map(
      (one) => [one.id, one],
    ),
  );
  return {
    evidence: [],
    faults: [...[...used.values()].flatMap(preserveFault), ...pairs.flatMap(familyFault)],
  };
}

/** Endpoints from before AWS told it have the first. */
function addressTypeOf({ ipAddressType = 'ipv4' }: InstanceConnectEndpoint): string {
  return ipAddressType;
}

function preserveFault(endpoint: InstanceConnectEndpoint): readonly Fault[] {
  return endpoint.preserveClientAddress && addressTypeOf(endpoint) !== 'ipv4'
    ? [fault(endpoint.id, endpoint, undefined, 'preserve')]
    : [];
}

function familyFault({
  instance,
  endpoint,
}: {
  readonly instance: Instance;
  readonly endpoint: InstanceConnectEndpoint;
}): readonly Fault[] {
  const addressType = addressTypeOf(endpoint);
  const { privateAddresses } = instance;
  const has = (v6: boolean) => privateAddresses.some((one) => one.includes(':') === v6);
  const fits = addressType === 'dualstack' || has(addressType === 'ipv6');
  if (privateAddresses.length > 0 && !fits) return [fault(instance.id, endpoint, instance, 'family')];
  const isElsewhere = instance.vpcId !== undefined && instance.vpcId !== endpoint.vpcId;
  return endpoint.preserveClientAddress && isElsewhere
    ? [fault(instance.id, endpoint, instance, 'otherVpc')]
    : [];
}

function fault(
  subject: string,
  endpoint: InstanceConnectEndpoint,
  instance: Instance | undefined,
  mismatch: 'preserve' | 'family' | 'otherVpc',
): Fault {
  return {
    reason: 'instance-connect-address-type',
    subject,
    values: {
      mismatch,
      endpoint: endpoint.id,
      addressType: addressTypeOf(endpoint),
      instance: instance?.id ?? '-',
    },
  };
}
