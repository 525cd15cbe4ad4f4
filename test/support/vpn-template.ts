import { parse } from 'yaml';
import { FAKE, type FakeVpn, fakeConnection, fakeTable, fakeTelemetry, WELL } from './fake-vpn.ts';

/** A CloudFormation template's resources, as far as a VPN needs. */
export type Template = Readonly<Record<string, Resource>>;
interface Resource {
  readonly Type: string;
  readonly DependsOn?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
interface Reference {
  readonly Ref: string;
}

/** Reads a template; `!Ref` becomes what it stands for. */
export function readTemplate(text: string): Template {
  const customTags = [{ tag: '!Ref', resolve: (name: string) => ({ Ref: name }) }];
  const { Resources }: { readonly Resources: Template } = parse(text, { customTags });
  return Resources;
}

/**
 * Properties that a resource cannot be made without (CloudFormation reference, "Required: Yes"; an attachment needs
 * one of two gateways). A connection may be made without a gateway.
 */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::VPCGatewayAttachment': ['VpcId', 'VpnGatewayId'],
  'AWS::EC2::VPNConnection': ['CustomerGatewayId'],
  'AWS::EC2::VPNConnectionRoute': ['VpnConnectionId', 'DestinationCidrBlock'],
  'AWS::EC2::VPNGatewayRoutePropagation': ['VpnGatewayId', 'RouteTableIds'],
};

/**
 * The world that AWS makes of a template in which one resource was forgotten: what refers to something that is not there is not made either, and the
 * device has done its part, so that tunnels are up wherever there is a connection.
 */
export function deployed(template: Template, forgotten?: string): FakeVpn {
  const made = makeable(
    Object.entries(template).filter(([name]) => name !== forgotten),
    template,
  );
  const ofType = (type: string) =>
    Object.entries(made).filter(([, { Type }]) => Type === `AWS::EC2::${type}`);
  const exists = (value: unknown) => isReference(value) && value.Ref in made;
  const [gateway] = ofType('VPNGateway');
  const [customerGateway] = ofType('CustomerGateway');
  const [connection] = ofType('VPNConnection');
  const attached = ofType('VPCGatewayAttachment').length > 0;
  const hasRoute = ofType('VPNConnectionRoute').length > 0;
  const propagates = ofType('VPNGatewayRoutePropagation').length > 0;
  const endsAtGateway = gateway !== undefined && exists(connection?.[1].Properties.VpnGatewayId);
  const { Options, ...base } = fakeConnection();
  const whole = {
    ...base,
    VpnGatewayId: endsAtGateway ? FAKE.vgw : undefined,
    Options: {
      ...(Options as object),
      StaticRoutesOnly: connection?.[1].Properties.StaticRoutesOnly === true,
    },
    Routes: hasRoute ? [{ DestinationCidrBlock: FAKE.prefix, State: 'available', Source: 'Static' }] : [],
    // With static routing no route is ever accepted.
    VgwTelemetry: FAKE.tunnels.map((address) => fakeTelemetry(address, { AcceptedRouteCount: 0 })),
  };
  const routes = propagates && hasRoute ? fakeTable(0).Routes : [];
  return {
    ...WELL,
    gateways:
      gateway === undefined
        ? []
        : [
            {
              VpnGatewayId: FAKE.vgw,
              State: 'available',
              VpcAttachments: attached ? [{ VpcId: FAKE.vpc, State: 'attached' }] : [],
            },
          ],
    customerGateways:
      customerGateway === undefined
        ? []
        : [{ CustomerGatewayId: FAKE.cgw, State: 'available', IpAddress: FAKE.device }],
    connections: connection === undefined ? [] : [whole],
    routeTables: [0, 1].map((n) =>
      fakeTable(n === 0 ? 0 : 1, {
        PropagatingVgws: propagates ? [{ GatewayId: FAKE.vgw }] : [],
        Routes: routes,
      }),
    ),
  };
}

/** Without what cannot be made because something it needs is not made, and what needs that in turn. */
function makeable(resources: readonly (readonly [string, Resource])[], whole: Template): Template {
  const made = new Set(resources.map(([name]) => name));
  const isLacking = (name: string) => name in whole && !made.has(name);
  const kept = resources.filter(([, { Type, Properties, DependsOn }]) => {
    const needs = (REQUIRED[Type] ?? []).flatMap((property) => {
      const value = Properties[property];
      return isReference(value) ? [value.Ref] : [];
    });
    return ![...needs, ...(DependsOn === undefined ? [] : [DependsOn])].some(isLacking);
  });
  return kept.length === resources.length ? Object.fromEntries(kept) : makeable(kept, whole);
}

function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && 'Ref' in value;
}
