import { GATEWAY_TYPE_FACTS, gatewayTypeOf } from '../../catalogue/gateway-types.ts';
import type { JudgedFault } from '../../core/probe.ts';
import { boundedText, canonicalName } from '../../core/text.ts';
import type { GatewayObservation } from './observe.ts';
import type { GatewayReason, GatewaySpec } from './spec.ts';

type Described = Extract<GatewayObservation, { readonly outcome: 'described' }>;
type ConfigIssue = JudgedFault<GatewayReason>;

/** What activation fixed for good: the gateway's type and the endpoint it uses, against what is wanted. */
export function judgeIdentity(spec: GatewaySpec, described: Described): readonly ConfigIssue[] {
  return [...judgeType(spec, described), ...judgeEndpoint(spec, described)];
}

function judgeType({ wants }: GatewaySpec, { gateway }: Described): readonly ConfigIssue[] {
  if (wants.type === undefined || gateway.type === undefined) return [];
  if (GATEWAY_TYPE_FACTS[wants.type].apiTypes.includes(gateway.type.toUpperCase())) return [];
  return [
    {
      reason: 'gateway-wrong-type',
      subject: gateway.id,
      values: {
        gateway: gateway.id,
        type: gatewayTypeOf(gateway.type) ?? boundedText(gateway.type, 40),
        typeWanted: wants.type,
      },
    },
  ];
}

function judgeEndpoint({ wants }: GatewaySpec, { gateway }: Described): readonly ConfigIssue[] {
  const faults: ConfigIssue[] = [];
  const is = endpointOf(gateway);
  const fault = (endpoint: string, endpointWanted: string): ConfigIssue => ({
    reason: 'gateway-wrong-endpoint',
    subject: gateway.id,
    values: { gateway: gateway.id, endpoint, endpointWanted },
  });
  if (wants.endpoint !== undefined && !isSameEndpoint(is, wants.endpoint))
    faults.push(fault(is, wants.endpoint));
  const family = gateway.endpointType?.toLowerCase().replaceAll('_', '-');
  if (wants.endpointType !== undefined && family !== undefined && family !== wants.endpointType) {
    faults.push(fault(boundedText(family, 40), wants.endpointType));
  }
  return faults;
}

/** The name of the VPC endpoint that the gateway uses; `public` without one. */
export function endpointOf({ vpcEndpoint }: Described['gateway']): string {
  return vpcEndpoint || 'public';
}

/** An endpoint's names all begin with its id: `vpce-0123456789abcdef0-abcdefgh.storagegateway.…`. */
function isSameEndpoint(is: string, wanted: string): boolean {
  const idOf = (text: string) => /^vpce-[0-9a-f]+/.exec(canonicalName(text))?.[0];
  const id = idOf(wanted);
  return canonicalName(is) === canonicalName(wanted) || (id !== undefined && id === idOf(is));
}
