import { type Clock, DAY_MS, systemClock } from '../../lib/core/time.ts';
import { clientVpn } from '../../lib/probes/client-vpn/kind.ts';
import { directConnect } from '../../lib/probes/direct-connect/kind.ts';
import { gateway } from '../../lib/probes/gateway/kind.ts';
import { instanceConnect } from '../../lib/probes/instance-connect/kind.ts';
import { instanceLogin } from '../../lib/probes/instance-login/kind.ts';
import { COMMAND_COMMENT } from '../../lib/probes/instance-login/observe.ts';
import { path } from '../../lib/probes/path/kind.ts';
import { transitGateway } from '../../lib/probes/transit-gateway/kind.ts';
import { vpcEndpoint } from '../../lib/probes/vpc-endpoint/kind.ts';
import { vpn } from '../../lib/probes/vpn/kind.ts';
import { FakeAwsError, FakeTransportFault } from '../support/aws-faults.ts';
import type { FakeAwsOptions, FakeServices } from '../support/fake-aws.ts';
import { CLIENT_VPN, fakeClientVpn, RULES } from '../support/fake-client-vpn.ts';
import { fakeDirectConnect, INTERFACE, PEER, VIRTUAL_INTERFACE } from '../support/fake-direct-connect.ts';
import { type FakeGateway, fakeGateways, fakeLogGroup } from '../support/fake-gateways.ts';
import * as eice from '../support/fake-instance-connect.ts';
import { fakeInstanceLogin, LOGIN_INSTANCE, type LoginWorld } from '../support/fake-instance-login.ts';
import {
  ATTACHMENT,
  FIRST,
  fakeTransitGateway,
  SECOND,
  TO_SITE,
  type TransitWorld,
} from '../support/fake-transit-gateway.ts';
import { fakeVpcEndpoint, VPC_ENDPOINT } from '../support/fake-vpc-endpoint.ts';
import {
  FAKE,
  type FakeVpn,
  fakeConnection,
  fakeTable,
  fakeTelemetry,
  fakeVpnServices,
  WELL,
  withBgpLogs,
} from '../support/fake-vpn.ts';
import { ask } from './ask-aws.ts';
import type { Faults } from './fault.ts';

/** Faults of what AWS holds, each told by the wire-level fake and read by the real SDK. */

/** The moment of the look, where the fault has a date. */
const NOW_MS = Date.parse('2026-11-21T10:00:00Z');
const clock: Clock = { ...systemClock, wallMs: () => NOW_MS };

const ofEndpoint = (endpoint: object, wants: object = {}, options?: FakeAwsOptions) =>
  ask(vpcEndpoint, { endpoint: VPC_ENDPOINT, wants }, fakeVpcEndpoint(endpoint), options);
const endpointRefusing = (refuse: () => never, timeoutMs = 10_000) =>
  ask(vpcEndpoint, { endpoint: VPC_ENDPOINT, timeoutMs }, { ec2: { DescribeVpcEndpoints: refuse } });

export const VPC_ENDPOINT_FAULTS: Faults = {
  'endpoint-deleted': {
    planted: 'the account holds no endpoint with this id',
    see: ask(vpcEndpoint, { endpoint: 'vpce-0eeeeeeeeeeeeeeee' }, fakeVpcEndpoint()),
    expected: ['vpc-endpoint failed endpoint-missing critical at vpce-0eeeeeeeeeeeeeeee'],
  },
  'endpoint-being-deleted': {
    planted: 'the endpoint is in state deleting',
    see: ofEndpoint({ State: 'deleting' }),
    expected: ['vpc-endpoint failed endpoint-not-available critical at vpce-0123456789abcdef0'],
  },
  'endpoint-pending': {
    planted: 'the endpoint is in state pending',
    see: ofEndpoint({ State: 'pending' }),
    expected: ['vpc-endpoint failed endpoint-not-available critical at vpce-0123456789abcdef0'],
  },
  'endpoint-pending-acceptance': {
    planted: 'the endpoint waits for its acceptance',
    see: ofEndpoint({ State: 'pendingAcceptance' }),
    expected: ['vpc-endpoint failed endpoint-not-available critical at vpce-0123456789abcdef0'],
  },
  'endpoint-rejected': {
    planted: 'the endpoint was rejected',
    see: ofEndpoint({ State: 'rejected' }),
    expected: ['vpc-endpoint failed endpoint-not-available critical at vpce-0123456789abcdef0'],
  },
  'endpoint-failed': {
    planted: 'the endpoint failed: its subnet has no free addresses',
    see: ofEndpoint({ State: 'failed', LastError: { Code: 'x', Message: 'not enough free addresses' } }),
    expected: ['vpc-endpoint failed endpoint-not-available critical at vpce-0123456789abcdef0'],
  },
  'endpoint-private-dns-is-on': {
    planted: 'private DNS is on where gateways use the public endpoint',
    see: ofEndpoint({ PrivateDnsEnabled: true }, { privateDns: 'off', zones: 2 }),
    expected: ['vpc-endpoint failed endpoint-private-dns-on critical at vpce-0123456789abcdef0'],
  },
  'endpoint-private-dns-is-off': {
    planted: 'private DNS is off where clients use the public names',
    see: ofEndpoint({ PrivateDnsEnabled: false }, { privateDns: 'on', zones: 2 }),
    expected: ['vpc-endpoint failed endpoint-private-dns-off critical at vpce-0123456789abcdef0'],
  },
  'endpoint-in-one-zone': {
    planted: 'the endpoint stands in one Availability Zone',
    see: ofEndpoint({ SubnetIds: ['subnet-a'], NetworkInterfaceIds: ['eni-a'] }),
    expected: ['vpc-endpoint degraded endpoint-single-zone warning at vpce-0123456789abcdef0'],
  },
  'aws-action-denied': {
    planted: 'the role may not call ec2:DescribeNetworkInterfaces',
    see: ofEndpoint({}, {}, { deny: ['ec2:DescribeNetworkInterfaces'] }),
    expected: ['vpc-endpoint unknown access-denied at target'],
  },
  'aws-throttles': {
    planted: 'EC2 answers RequestLimitExceeded to every try',
    see: ofEndpoint({}, {}, { throttle: { 'ec2:DescribeVpcEndpoints': 50 } }),
    expected: ['vpc-endpoint unknown throttled at target'],
  },
  'aws-internal-error': {
    planted: 'EC2 answers 500 InternalError',
    see: endpointRefusing(() => {
      throw new FakeAwsError('InternalError', 'An internal error has occurred', 500);
    }),
    expected: ['vpc-endpoint unknown aws-unavailable at target'],
  },
  'aws-behind-a-proxy-page': {
    planted: 'a proxy answers 503 with its own page in place of EC2',
    see: endpointRefusing(() => {
      throw new FakeTransportFault('proxy-page');
    }),
    expected: ['vpc-endpoint unknown aws-unavailable at target'],
  },
  'aws-cuts-the-connection': {
    planted: 'the connection to EC2 is cut in the middle of a request',
    see: endpointRefusing(() => {
      throw new FakeTransportFault('cut');
    }),
    expected: ['vpc-endpoint unknown aws-unavailable at target'],
  },
  'aws-never-answers': {
    planted: 'EC2 accepts the request and never answers',
    see: endpointRefusing(() => {
      throw new FakeTransportFault('hang');
    }, 300),
    expected: ['vpc-endpoint unknown out-of-time at target'],
  },
};

const GATEWAY_ID = 'sgw-12A3456B';
const HEALTH_GROUP = '/gw/filer-1';
const LOGGED = {
  CloudWatchLogGroupARN: `arn:aws:logs:ap-northeast-2:123456789012:log-group:${HEALTH_GROUP}:*`,
};
const gatewayThat = (one: Partial<FakeGateway>, wants: object = {}, maintenance?: object) =>
  ask(
    gateway,
    { gateway: GATEWAY_ID, wants },
    { storagegateway: fakeGateways([{ id: GATEWAY_ID, ...one }], maintenance) },
    undefined,
    clock,
  );
const gatewayThatLogged = (fields: object, minutesAgo = 5) => {
  const atMs = NOW_MS - minutesAgo * 60_000;
  const text = JSON.stringify({ severity: 'ERROR', gateway: GATEWAY_ID, timestamp: String(atMs), ...fields });
  const storagegateway = fakeGateways([{ id: GATEWAY_ID, information: LOGGED }]);
  const services = { storagegateway, logs: fakeLogGroup(HEALTH_GROUP, [{ atMs, text }]) };
  return ask(gateway, { gateway: GATEWAY_ID }, services, undefined, clock);
};
const newestImage: FakeServices['ssm'] = {
  GetParameter: ({ Name = '' }) => ({ Parameter: { Name, Type: 'String', Value: 'ami-0aaaaaaaaaaaaaaaa' } }),
};
const oldInstance: FakeServices['ec2'] = {
  DescribeImages: () => ({ Images: [] }),
  DescribeInstances: () => ({
    Reservations: [
      {
        ReservationId: 'r-1',
        Instances: [
          { InstanceId: 'i-0123456789abcdef0', ImageId: 'ami-0bbbbbbbbbbbbbbbb', State: { Name: 'running' } },
        ],
      },
    ],
  }),
};

export const GATEWAY_FAULTS: Faults = {
  'gateway-deleted': {
    planted: 'the account lists no gateway with this id',
    see: ask(gateway, { gateway: 'sgw-0FFFFFFF' }, { storagegateway: fakeGateways([{ id: GATEWAY_ID }]) }),
    expected: ['gateway failed gateway-missing critical at sgw-0FFFFFFF'],
  },
  'gateway-disconnected': {
    planted: 'Storage Gateway answers GatewayNotConnected',
    see: gatewayThat({ offline: true }),
    expected: ['gateway failed gateway-offline critical at sgw-12A3456B'],
  },
  'gateway-shut-down': {
    planted: 'the gateway is in state SHUTDOWN',
    see: gatewayThat({ information: { GatewayState: 'SHUTDOWN' } }),
    expected: ['gateway failed gateway-not-running critical at sgw-12A3456B'],
  },
  'gateway-of-another-type': {
    planted: 'a file gateway where a tape gateway is meant',
    see: gatewayThat({}, { type: 'tape' }),
    expected: ['gateway failed gateway-wrong-type critical at sgw-12A3456B'],
  },
  'gateway-activated-to-the-public-endpoint': {
    planted: 'the gateway was activated through the public endpoint, not the VPC endpoint',
    see: gatewayThat({}, { endpoint: VPC_ENDPOINT }),
    expected: ['gateway failed gateway-wrong-endpoint critical at sgw-12A3456B'],
  },
  'gateway-activated-to-the-standard-endpoint': {
    planted: 'the gateway was activated through the standard endpoint where FIPS is meant',
    see: gatewayThat({}, { endpointType: 'fips' }),
    expected: ['gateway failed gateway-wrong-endpoint critical at sgw-12A3456B'],
  },
  'gateway-clock-out-of-sync-logged': {
    planted: 'the health log has GatewayClockOutOfSync',
    see: gatewayThatLogged({ type: 'GatewayClockOutOfSync', gatewayTimeDriftSeconds: '12301' }),
    expected: ['gateway failed gateway-clock-out-of-sync critical at sgw-12A3456B GatewayClockOutOfSync'],
  },
  'gateway-logged-access-denied': {
    planted: 'the health log has S3AccessDenied',
    see: gatewayThatLogged({ type: 'S3AccessDenied', bucket: 'files' }),
    expected: ['gateway failed gateway-health-error warning at sgw-12A3456B S3AccessDenied'],
  },
  'gateway-logged-no-cache': {
    planted: 'the health log has IoThrottled, an error',
    see: gatewayThatLogged({ type: 'IoThrottled' }),
    expected: ['gateway degraded gateway-health-error warning at sgw-12A3456B IoThrottled'],
  },
  'gateway-logged-something-new': {
    planted: 'the health log has an error of a type that AWS added since',
    see: gatewayThatLogged({ type: 'FutureDiskAlert' }),
    expected: ['gateway degraded gateway-health-error warning at sgw-12A3456B FutureDiskAlert'],
  },
  'gateway-restarted-outside-its-window': {
    planted: 'the gateway restarted outside its maintenance window',
    see: gatewayThatLogged({ type: 'Reboot', severity: 'INFO' }, 0),
    expected: ['gateway degraded gateway-health-error warning at sgw-12A3456B Reboot'],
  },
  'gateway-deprecated-soon': {
    planted: 'the software is deprecated in four weeks',
    see: gatewayThat({ information: { DeprecationDate: '2026-12-19T00:00:00Z' } }),
    expected: ['gateway degraded gateway-deprecated warning at sgw-12A3456B'],
  },
  'gateway-update-waits': {
    planted: 'an update is available since six weeks',
    see: gatewayThat({ information: { NextUpdateAvailabilityDate: '2026-10-10T00:00:00Z' } }),
    expected: ['gateway degraded gateway-update-overdue info at sgw-12A3456B'],
  },
  'gateway-image-is-old': {
    planted: 'before activation: the instance runs an older image than the newest of its type',
    see: ask(
      gateway,
      { instance: 'i-0123456789abcdef0', wants: { type: 'file-s3' } },
      { ec2: oldInstance, ssm: newestImage, storagegateway: fakeGateways([]) },
    ),
    expected: ['gateway degraded gateway-image-outdated warning at i-0123456789abcdef0'],
  },
};

const [ONE = '', TWO = ''] = FAKE.tunnels;
const DOWN = { Status: 'DOWN', StatusMessage: 'IPSEC IS DOWN', AcceptedRouteCount: 0 };
const oneDown = fakeConnection({ VgwTelemetry: [fakeTelemetry(TWO, DOWN), fakeTelemetry(ONE)] });
const bothDown = fakeConnection({ VgwTelemetry: [fakeTelemetry(TWO, DOWN), fakeTelemetry(ONE, DOWN)] });
const vpnWith = (world: Partial<FakeVpn>, spec: object = {}, options?: FakeAwsOptions) =>
  ask(
    vpn,
    { vpn: FAKE.vpn, ...spec },
    fakeVpnServices(() => ({ ...WELL, ...world })),
    options,
  );
const logOf = (details: string) => ({ [`${FAKE.vpn}-${TWO}-IKE.log`]: [{ details }] });
const bgpLogOf = (line: object) => ({
  [`${FAKE.vpn}-${TWO}-BGP.log`]: [{ resource_id: `${FAKE.vpn}_${TWO}`, ...line }],
});
const bothUp = { [ONE]: [1, 1], [TWO]: [1, 1] };
const bare = (n: 0 | 1) => fakeTable(n, { PropagatingVgws: [], Routes: [] });

export const VPN_FAULTS: Faults = {
  'vpn-deleted': {
    planted: 'the connection was deleted',
    see: vpnWith({ connections: [] }),
    expected: ['vpn failed vpn-missing critical at vpn-0123456789abcdef0'],
  },
  'vpn-made-anew': {
    planted: 'the connection was deleted and made anew under another id',
    see: vpnWith({ connections: [fakeConnection({ VpnConnectionId: 'vpn-0fedcba9876543210' })] }),
    expected: ['vpn failed vpn-missing critical at vpn-0123456789abcdef0'],
  },
  'vpn-pending': {
    planted: 'the connection is in state pending',
    see: vpnWith({ connections: [fakeConnection({ State: 'pending' })] }),
    expected: ['vpn failed vpn-not-available critical at vpn-0123456789abcdef0'],
  },
  'vpn-gateway-detached': {
    planted: 'the virtual private gateway is attached to no VPC',
    see: vpnWith(
      { gateways: [{ VpnGatewayId: FAKE.vgw, State: 'available', VpcAttachments: [] }] },
      { vpc: FAKE.vpc },
    ),
    expected: ['vpn failed vpn-gateway-not-attached critical at vgw-0123456789abcdef0'],
  },
  'customer-gateway-replaced': {
    planted: 'the customer gateway has another address than the device',
    see: vpnWith({}, { expectCustomerGatewayAddress: '198.51.100.99' }),
    expected: ['vpn failed customer-gateway-address-changed warning at cgw-0123456789abcdef0'],
  },
  'one-tunnel-down': {
    planted: 'one tunnel is down',
    see: vpnWith({ connections: [oneDown] }),
    expected: ['vpn degraded tunnel-down warning at 203.0.113.2'],
  },
  'one-tunnel-down-in-maintenance': {
    planted: 'one tunnel is down while AWS replaces its endpoint',
    see: vpnWith({
      connections: [oneDown],
      replacements: {
        [TWO]: { PendingMaintenance: 'Available', MaintenanceAutoAppliedAfter: new Date('2026-12-01') },
      },
    }),
    expected: ['vpn degraded tunnel-down info at 203.0.113.2, 203.0.113.2 (tunnel-replacement-pending)'],
  },
  'both-tunnels-down': {
    planted: 'both tunnels are down',
    see: vpnWith({ connections: [bothDown] }),
    expected: ['vpn failed tunnels-down critical at vpn-0123456789abcdef0'],
  },
  'pre-shared-key-differs': {
    planted: 'one tunnel is down and its log says AUTHENTICATION_FAILED',
    see: vpnWith({
      connections: [oneDown],
      log: logOf('AWS tunnel is sending AUTHENTICATION_FAILED as the response'),
    }),
    expected: ['vpn failed tunnel-psk-mismatch warning at 203.0.113.2, 203.0.113.2 (tunnel-down)'],
  },
  'pre-shared-keys-differ': {
    planted: 'both tunnels are down and the log of one says AUTHENTICATION_FAILED',
    see: vpnWith({
      connections: [bothDown],
      log: logOf('AWS tunnel is sending AUTHENTICATION_FAILED as the response'),
    }),
    expected: [
      'vpn failed tunnel-psk-mismatch critical at 203.0.113.2, vpn-0123456789abcdef0 (tunnels-down)',
    ],
  },
  'outside-address-replaced': {
    planted: 'AWS gave a tunnel another outside address than the device has',
    see: vpnWith({}, { expectOutsideAddresses: [ONE, '203.0.113.99'] }),
    expected: ['vpn degraded tunnel-address-changed warning at 203.0.113.2'],
  },
  'tunnel-without-a-route': {
    planted: 'both tunnels are up and accept no BGP route',
    see: vpnWith({
      connections: [
        fakeConnection({
          VgwTelemetry: [TWO, ONE].map((one) =>
            fakeTelemetry(one, { StatusMessage: '0 BGP ROUTES', AcceptedRouteCount: 0 }),
          ),
        }),
      ],
    }),
    expected: ['vpn failed tunnel-without-routes critical at 203.0.113.1, 203.0.113.2'],
  },
  'propagation-switched-off': {
    planted: 'no route table of the VPC takes routes from the gateway',
    see: vpnWith({ routeTables: [bare(0), bare(1)] }),
    expected: ['vpn failed route-not-propagated critical at rtb-0aaaaaaaaaaaaaaaa'],
  },
  'propagation-off-in-one-subnet': {
    planted: 'the route table of one named subnet takes no routes from the gateway',
    see: vpnWith({ routeTables: [fakeTable(0), bare(1)] }, { subnets: [...FAKE.subnets] }),
    expected: ['vpn failed route-not-propagated critical at rtb-0bbbbbbbbbbbbbbbb'],
  },
  'vpn-route-left-behind': {
    planted: 'the route to the site is a blackhole',
    see: vpnWith({
      routeTables: [0, 1].map((n) =>
        fakeTable(n as 0 | 1, {
          PropagatingVgws: [],
          Routes: [
            {
              DestinationCidrBlock: FAKE.prefix,
              GatewayId: FAKE.vgw,
              State: 'blackhole',
              Origin: 'CreateRoute',
            },
          ],
        }),
      ),
    }),
    expected: ['vpn failed vpn-route-blackhole critical at rtb-0aaaaaaaaaaaaaaaa, rtb-0bbbbbbbbbbbbbbbb'],
  },
  'replacement-announced': {
    planted: 'AWS announced the replacement of a tunnel endpoint',
    see: vpnWith({
      replacements: {
        [TWO]: { PendingMaintenance: 'Available', MaintenanceAutoAppliedAfter: new Date('2026-12-01') },
      },
    }),
    expected: ['vpn degraded tunnel-replacement-pending info at 203.0.113.2'],
  },
  'bgp-session-lost': {
    planted: 'IPsec of one tunnel stands, and the device answers BGP with another AS number',
    see: vpnWith({
      connections: [withBgpLogs({ VgwTelemetry: [fakeTelemetry(TWO, DOWN), fakeTelemetry(ONE)] })],
      log: {
        [`${FAKE.vpn}-${TWO}-IKE.log`]: [
          { ike_phase1_state: 'Established', ike_phase2_state: 'Established' },
        ],
      },
      bgpLog: bgpLogOf({
        type: 'BGPStatus',
        status: 'DOWN',
        message: {
          details:
            'AWS-side peer detected a bad OPEN message from neighbor 169.254.10.6 - remote AS is 65001, expected 65000',
        },
      }),
    }),
    expected: ['vpn degraded bgp-session-down warning at 203.0.113.2, 203.0.113.2 (tunnel-down)'],
  },
  'bgp-prefix-denied': {
    planted: 'AWS denies a prefix that the device announces: it carries the AS of AWS',
    see: vpnWith({
      connections: [withBgpLogs({})],
      bgpLog: bgpLogOf({
        type: 'RouteStatus',
        status: 'ADVERTISED',
        message: { prefix: '10.60.0.0/16', details: 'DENIED due to: as-path contains our own AS' },
      }),
    }),
    expected: ['vpn degraded bgp-prefixes-denied warning at 203.0.113.2'],
  },
  'bgp-prefixes-near-the-limit': {
    planted: 'the device announces almost as many prefixes as AWS takes',
    see: vpnWith({
      connections: [withBgpLogs({})],
      bgpLog: bgpLogOf({
        type: 'BGPStatus',
        status: 'UP',
        message: {
          details:
            'AWS-side peer is reporting a maximum prefix limit warning - received 95 prefixes from neighbor 169.254.10.6, limit is 100',
        },
      }),
    }),
    expected: ['vpn degraded bgp-prefix-limit warning at 203.0.113.2'],
  },
  'tunnels-with-different-options': {
    planted: 'one tunnel offers IKEv1 and IKEv2, the other IKEv2 alone',
    see: vpnWith({
      connections: [
        fakeConnection({
          Options: {
            StaticRoutesOnly: false,
            TunnelOptions: FAKE.tunnels.map((OutsideIpAddress, n) => ({
              OutsideIpAddress,
              TunnelInsideCidr: `169.254.10.${n * 4}/30`,
              IkeVersions: n === 0 ? [{ Value: 'ikev1' }, { Value: 'ikev2' }] : [{ Value: 'ikev2' }],
            })),
          },
        }),
      ],
    }),
    expected: ['vpn degraded tunnel-options-differ info at vpn-0123456789abcdef0'],
  },
  'tunnel-goes-up-and-down': {
    planted: 'a tunnel that is up now was down five times within hours',
    see: vpnWith({
      connections: [
        fakeConnection({
          VgwTelemetry: [
            fakeTelemetry(TWO, { LastStatusChange: new Date(Date.now() - 10 * 60_000) }),
            fakeTelemetry(ONE),
          ],
        }),
      ],
      tunnelStates: { [ONE]: [1, 1], [TWO]: [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1] },
    }),
    expected: ['vpn degraded tunnel-flapping warning at 203.0.113.2'],
  },
  'nothing-comes-in-through-the-tunnels': {
    planted: 'both tunnels are up; megabytes go to the site within the hour, and nothing comes back',
    see: vpnWith(
      {
        tunnelStates: bothUp,
        carried: { [`${ONE} TunnelDataOut`]: [9_000_000], [`${ONE} TunnelDataIn`]: [100] },
      },
      { traffic: true },
    ),
    expected: ['vpn degraded tunnel-one-way warning at vpn-0123456789abcdef0'],
  },
  'nothing-goes-out-through-the-tunnels': {
    planted: 'both tunnels are up; megabytes come from the site within the hour, and nothing goes there',
    see: vpnWith(
      {
        tunnelStates: bothUp,
        carried: { [`${ONE} TunnelDataIn`]: [9_000_000], [`${ONE} TunnelDataOut`]: [100] },
      },
      { traffic: true },
    ),
    expected: ['vpn degraded tunnel-one-way warning at vpn-0123456789abcdef0'],
  },
  'each-direction-in-a-tunnel-of-its-own': {
    planted: 'packets to the site take one tunnel, and the answers come through the other',
    see: vpnWith(
      {
        tunnelStates: bothUp,
        carried: { [`${ONE} TunnelDataOut`]: [9_000_000], [`${TWO} TunnelDataIn`]: [9_000_000] },
      },
      { traffic: true },
    ),
    expected: ['vpn degraded tunnel-asymmetric info at vpn-0123456789abcdef0'],
  },
  'tunnels-that-nobody-uses': {
    planted: 'both tunnels are up and carry the checks of AWS alone',
    see: vpnWith(
      { tunnelStates: bothUp, carried: { [`${ONE} TunnelDataOut`]: [100], [`${ONE} TunnelDataIn`]: [100] } },
      { traffic: true },
    ),
    expected: [],
  },
  'vpn-state-may-not-be-read': {
    planted: 'the role may not call ec2:DescribeVpnConnections',
    see: vpnWith({}, {}, { deny: ['ec2:DescribeVpnConnections'] }),
    expected: ['vpn unknown access-denied at target'],
  },
};

const throughEice = (faults: eice.InstanceConnectFaults, spec: object = { instances: [eice.LINUX] }) =>
  ask(instanceConnect, spec, eice.fakeInstanceConnect(faults));

export const INSTANCE_CONNECT_FAULTS: Faults = {
  'instance-connect-endpoint-deleted': {
    planted: 'the VPC has no Instance Connect endpoint',
    see: throughEice({ endpoint: null }),
    expected: ['instance-connect failed instance-connect-missing critical at vpc-0123456789abcdef0'],
  },
  'instance-connect-endpoint-creating': {
    planted: 'the endpoint is being created since a minute',
    see: throughEice({ endpoint: { State: 'create-in-progress', CreatedAt: new Date(Date.now() - 60_000) } }),
    expected: ['instance-connect degraded instance-connect-not-ready warning at eice-0123456789abcdef0'],
  },
  'instance-connect-endpoint-stuck': {
    planted: 'the endpoint is being created since days',
    see: throughEice({ endpoint: { State: 'create-in-progress' } }),
    expected: ['instance-connect failed instance-connect-not-ready critical at eice-0123456789abcdef0'],
  },
  'instance-connect-endpoint-create-failed': {
    planted: 'the endpoint is in state create-failed',
    see: throughEice({ endpoint: { State: 'create-failed', StateMessage: 'no free addresses' } }),
    expected: ['instance-connect failed instance-connect-not-ready critical at eice-0123456789abcdef0'],
  },
  'instance-connect-endpoint-update-failed': {
    planted: 'the endpoint is in state update-failed',
    see: throughEice({ endpoint: { State: 'update-failed' } }),
    expected: ['instance-connect failed instance-connect-not-ready critical at eice-0123456789abcdef0'],
  },
  'instance-connect-without-ipv4': {
    planted: 'the endpoint has IPv6 addresses alone, and the instance IPv4 alone',
    see: throughEice({ endpoint: { IpAddressType: 'ipv6' } }),
    expected: ['instance-connect failed instance-connect-address-type warning at i-0aaaaaaaaaaaaaaaa'],
  },
  'instance-without-a-key-pair': {
    planted: 'the Windows instance was started without a key pair',
    see: throughEice({ linux: { KeyName: undefined, Platform: 'windows' } }),
    expected: ['instance-connect degraded instance-key-pair-missing info at i-0aaaaaaaaaaaaaaaa'],
  },
  'instance-stopped': {
    planted: 'the instance is stopped',
    see: throughEice({ linux: { State: { Name: 'stopped' } } }),
    expected: ['instance-connect failed instance-not-running warning at i-0aaaaaaaaaaaaaaaa'],
  },
  'instance-terminated': {
    planted: 'the account holds no instance with this id',
    see: throughEice({ linux: null }),
    expected: ['instance-connect failed instance-not-running warning at i-0aaaaaaaaaaaaaaaa'],
  },
  'instance-connect-quota-used-up': {
    planted: 'before creation: the Region has five endpoints already',
    see: throughEice({ endpoint: null, elsewhere: 5 }, { preflight: { vpc: eice.VPC } }),
    expected: ['instance-connect failed instance-connect-quota-full warning at vpc-0123456789abcdef0'],
  },
  'instance-connect-one-per-vpc': {
    planted: 'before creation: the VPC has its endpoint already',
    see: throughEice({}, { preflight: { vpc: eice.VPC } }),
    expected: ['instance-connect failed instance-connect-quota-full warning at vpc-0123456789abcdef0'],
  },
  'instance-connect-subnet-used-up': {
    planted: 'the subnet of the endpoint has no free address',
    see: throughEice({ free: 0 }),
    expected: ['instance-connect degraded instance-connect-subnet-full warning at eice-0123456789abcdef0'],
  },
};

const LOGIN = { instances: [LOGIN_INSTANCE] };
const loginOf = (world: LoginWorld) => ask(instanceLogin, LOGIN, fakeInstanceLogin(world));

export const INSTANCE_LOGIN_FAULTS: Faults = {
  'instance-connect-package-gone': {
    planted: 'the inventory of the instance has no package ec2-instance-connect',
    see: loginOf({ applications: ['bash'] }),
    expected: ['instance-login failed instance-connect-package-missing warning at i-0123456789abcdef0'],
  },
  'instance-unknown-to-systems-manager': {
    planted: 'Systems Manager does not know the instance',
    see: loginOf({ managed: false }),
    expected: ['instance-login unknown instance-not-managed at i-0123456789abcdef0'],
  },
  'sshd-asks-another-command': {
    planted: 'sshd takes keys from another command',
    see: loginOf({ ran: [[COMMAND_COMMENT, 'authorizedkeyscommand /usr/bin/sss_ssh_authorizedkeys\n']] }),
    expected: ['instance-login failed sshd-ignores-instance-connect warning at i-0123456789abcdef0'],
  },
};

const attached = (world: Partial<TransitWorld>, spec: object = {}) =>
  ask(transitGateway, { attachment: ATTACHMENT, ...spec }, fakeTransitGateway(world));
const REACHES = { reaches: ['10.60.1.10'] };

export const TRANSIT_GATEWAY_FAULTS: Faults = {
  'attachment-deleted': {
    planted: 'the attachment is in state deleted',
    see: attached({ attachment: { State: 'deleted' } }),
    expected: ['transit-gateway failed attachment-missing critical at tgw-attach-0123456789abcdef0'],
  },
  'attachment-waits': {
    planted: 'the attachment waits for its acceptance',
    see: attached({ attachment: { State: 'pendingAcceptance' } }),
    expected: ['transit-gateway failed attachment-not-available critical at tgw-attach-0123456789abcdef0'],
  },
  'attachment-failed': {
    planted: 'the attachment is in state failed',
    see: attached({ attachment: { State: 'failed' } }),
    expected: ['transit-gateway failed attachment-not-available critical at tgw-attach-0123456789abcdef0'],
  },
  'attachment-in-no-table': {
    planted: 'the attachment is associated with no route table',
    see: attached({ attachment: { Association: undefined } }),
    expected: ['transit-gateway failed attachment-not-associated critical at tgw-attach-0123456789abcdef0'],
  },
  'attachment-propagates-nowhere': {
    planted: 'the attachment propagates into no route table and no static route leads to it',
    see: attached({ propagatesIn: [] }),
    expected: ['transit-gateway failed attachment-not-propagated critical at tgw-attach-0123456789abcdef0'],
  },
  'transit-route-withdrawn': {
    planted: 'the route to the site was withdrawn',
    see: attached({ routes: {}, dropped: [3, 40] }, REACHES),
    expected: [
      'transit-gateway failed transit-route-missing critical at tgw-attach-0123456789abcdef0 -> 10.60.1.10',
    ],
  },
  'transit-route-blackholed': {
    planted: 'the route to the site is a blackhole',
    see: attached({ routes: { [FIRST]: [{ ...TO_SITE, State: 'blackhole' }] } }, REACHES),
    expected: [
      'transit-gateway failed transit-route-blackhole critical at tgw-attach-0123456789abcdef0 -> 10.60.1.10',
    ],
  },
  'transit-blackhole-left-behind': {
    planted: 'a static route leads to an attachment that is gone',
    see: attached({
      routes: {
        [FIRST]: [
          TO_SITE,
          {
            DestinationCidrBlock: '10.9.0.0/16',
            Type: 'static',
            State: 'blackhole',
            TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-gone' }],
          },
        ],
        [SECOND]: [],
      },
    }),
    expected: [
      'transit-gateway degraded transit-route-blackhole warning at tgw-attach-0123456789abcdef0 -> 10.9.0.0/16',
    ],
  },
  'way-back-missing': {
    planted: 'the VPC has no route to the transit gateway',
    see: attached({ vpcRoutes: [] }),
    expected: ['transit-gateway failed return-route-missing critical at rtb-1'],
  },
};

const overDirectConnect = (change: object, line?: string) =>
  ask(
    directConnect,
    { virtualInterface: VIRTUAL_INTERFACE },
    fakeDirectConnect(
      [{ ...INTERFACE, ...change }],
      line === undefined ? [] : [{ connectionId: INTERFACE.connectionId, connectionState: line }],
    ),
  );
const SESSION_DOWN = {
  virtualInterfaceState: 'down',
  bgpPeers: [{ ...PEER, bgpStatus: 'down' }],
};

export const DIRECT_CONNECT_FAULTS: Faults = {
  'virtual-interface-deleted': {
    planted: 'the virtual interface is in state deleted',
    see: overDirectConnect({ virtualInterfaceState: 'deleted' }),
    expected: ['direct-connect failed direct-connect-missing critical at dxvif-0123abcd'],
  },
  'virtual-interface-not-accepted': {
    planted: 'the virtual interface waits for its owner to accept it',
    see: overDirectConnect({ virtualInterfaceState: 'confirming' }),
    expected: ['direct-connect failed direct-connect-not-available critical at dxvif-0123abcd'],
  },
  'failover-is-tested': {
    planted: 'somebody runs the failover test: AWS takes the BGP session down',
    see: overDirectConnect({ ...SESSION_DOWN, virtualInterfaceState: 'testing' }, 'available'),
    expected: ['direct-connect degraded direct-connect-not-available info at dxvif-0123abcd'],
  },
  'line-without-light': {
    planted: 'the line is down, and its BGP session with it',
    see: overDirectConnect(SESSION_DOWN, 'down'),
    expected: ['direct-connect failed direct-connect-link-down critical at dxvif-0123abcd'],
  },
  'bgp-down-on-a-good-line': {
    planted: 'the line is up, and the BGP session is down',
    see: overDirectConnect(SESSION_DOWN, 'available'),
    expected: ['direct-connect failed direct-connect-bgp-down critical at dxvif-0123abcd'],
  },
  'one-of-two-bgp-sessions-down': {
    planted: 'the IPv4 session is up, and the IPv6 session is down',
    see: overDirectConnect({
      bgpPeers: [PEER, { ...PEER, bgpPeerId: 'dxpeer-2', addressFamily: 'ipv6', bgpStatus: 'down' }],
    }),
    expected: ['direct-connect degraded direct-connect-bgp-down warning at dxvif-0123abcd'],
  },
};

const clientVpnWith = (
  endpoint: object,
  rules: readonly object[] = RULES,
  more: Parameters<typeof fakeClientVpn>[2] = {},
  spec: object = {},
) =>
  ask(clientVpn, { endpoint: CLIENT_VPN, ...spec }, fakeClientVpn(endpoint, rules, more), undefined, clock);
const endsIn = (days: number, more: object = {}) => ({
  certificate: {
    DomainName: 'vpn.example.com',
    Status: 'ISSUED',
    Type: 'IMPORTED',
    NotBefore: new Date(NOW_MS - 300 * DAY_MS),
    NotAfter: new Date(NOW_MS + days * DAY_MS),
    ...more,
  },
});

export const CLIENT_VPN_FAULTS: Faults = {
  'client-vpn-deleted': {
    planted: 'the Client VPN endpoint is deleted',
    see: clientVpnWith({ Status: { Code: 'deleted' } }),
    expected: ['client-vpn failed client-vpn-missing critical at cvpn-endpoint-0123456789abcdef0'],
  },
  'client-vpn-being-deleted': {
    planted: 'the Client VPN endpoint is in state deleting',
    see: clientVpnWith({ Status: { Code: 'deleting' } }),
    expected: ['client-vpn failed client-vpn-not-available critical at cvpn-endpoint-0123456789abcdef0'],
  },
  'client-vpn-pending': {
    planted: 'the Client VPN endpoint is new: pending-associate, without a subnet',
    see: clientVpnWith({ Status: { Code: 'pending-associate' } }, RULES, { networks: [] }),
    expected: ['client-vpn failed client-vpn-not-associated critical at cvpn-endpoint-0123456789abcdef0'],
  },
  'client-vpn-without-a-network': {
    planted: 'no subnet is associated',
    see: clientVpnWith({}, RULES, { networks: [] }),
    expected: ['client-vpn failed client-vpn-not-associated critical at cvpn-endpoint-0123456789abcdef0'],
  },
  'client-vpn-association-failed': {
    planted: 'the association with the subnet failed',
    see: clientVpnWith({}, RULES, {
      networks: [
        {
          AssociationId: 'cvpn-assoc-1',
          TargetNetworkId: 'subnet-1',
          Status: { Code: 'association-failed' },
        },
      ],
    }),
    expected: ['client-vpn failed client-vpn-not-associated critical at cvpn-endpoint-0123456789abcdef0'],
  },
  'client-vpn-without-a-rule': {
    planted: 'there is no authorization rule',
    see: clientVpnWith({}, []),
    expected: ['client-vpn failed client-vpn-not-authorised critical at cvpn-endpoint-0123456789abcdef0'],
  },
  'client-vpn-rule-for-another-network': {
    planted: 'no rule authorises the network that must be reached',
    see: clientVpnWith({}, RULES, {}, { reaches: ['10.9.0.1'] }),
    expected: ['client-vpn failed client-vpn-not-authorised critical at cvpn-endpoint-0123456789abcdef0'],
  },
  'client-vpn-certificate-ends-soon': {
    planted: 'the server certificate ends in five days',
    see: clientVpnWith({}, RULES, endsIn(5)),
    expected: [
      'client-vpn degraded client-vpn-certificate-expires warning at arn:aws:acm:ap-northeast-2:123456789012:certificate/12345678-1234-1234-1234-123456789012',
    ],
  },
  'client-vpn-certificate-ended': {
    planted: 'the server certificate ended yesterday',
    see: clientVpnWith({}, RULES, endsIn(-1, { Status: 'EXPIRED' })),
    expected: [
      'client-vpn degraded client-vpn-certificate-expires critical at arn:aws:acm:ap-northeast-2:123456789012:certificate/12345678-1234-1234-1234-123456789012',
    ],
  },
  'client-vpn-certificate-revoked': {
    planted: 'the server certificate is revoked',
    see: clientVpnWith({}, RULES, endsIn(100, { Status: 'REVOKED' })),
    expected: [
      'client-vpn degraded client-vpn-certificate-expires critical at arn:aws:acm:ap-northeast-2:123456789012:certificate/12345678-1234-1234-1234-123456789012',
    ],
  },
};

const segment = {
  name: 'endpoint to instance',
  from: { subnets: [eice.ENDPOINT_SUBNET], securityGroups: [eice.ENDPOINT_GROUP], name: 'admin' },
  to: { instance: eice.LINUX },
  ports: [22],
};
const alongPath = (
  faults: eice.InstanceConnectFaults,
  change: FakeServices['ec2'] = {},
  more: object = {},
) => {
  const { ec2 } = eice.fakeInstanceConnect(faults);
  return ask(path, { segments: [{ ...segment, ...more }] }, { ec2: { ...ec2, ...change } });
};
const routes = (...Routes: readonly object[]): FakeServices['ec2'] => ({
  DescribeRouteTables: () => ({
    RouteTables: [
      {
        RouteTableId: 'rtb-0123456789abcdef0',
        VpcId: eice.VPC,
        Associations: [{ Main: true }],
        Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }, ...Routes],
      },
    ],
  }),
});
const toSite = {
  name: 'instance to site',
  from: { instance: eice.LINUX },
  to: { address: '10.60.1.10' },
  via: { kind: 'virtual-private-gateway', id: 'vgw-0123456789abcdef0' },
};
/** The groups of the sample let answers out of an instance, and nothing else. */
const letsOut = (peer: string): FakeServices['ec2'] => ({
  DescribeSecurityGroupRules: () => ({
    SecurityGroupRules: [eice.INSTANCE_GROUP].map((GroupId) => ({
      GroupId,
      IsEgress: true,
      IpProtocol: '-1',
      FromPort: -1,
      ToPort: -1,
      CidrIpv4: peer,
    })),
  }),
});

export const PATH_FAULTS: Faults = {
  'group-does-not-let-in': {
    planted: 'the group of the instance lets port 22 in from elsewhere only',
    see: alongPath({ admits: '192.0.2.0/24' }),
    expected: [
      'path failed path-security-group-blocks critical at admin -> i-0aaaaaaaaaaaaaaaa:22 | fix: aws ec2 authorize-security-group-ingress --group-id \'sg-0cccccccccccccccc\' --ip-permissions \'[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"UserIdGroupPairs":[{"GroupId":"sg-0aaaaaaaaaaaaaaaa"}]}]\'',
    ],
  },
  'group-does-not-let-out': {
    planted: 'the group of the endpoint lets port 3389 out only',
    see: alongPath({ lets: [3389] }),
    expected: [
      'path failed path-security-group-blocks critical at admin -> i-0aaaaaaaaaaaaaaaa:22 | fix: aws ec2 authorize-security-group-egress --group-id \'sg-0aaaaaaaaaaaaaaaa\' --ip-permissions \'[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"UserIdGroupPairs":[{"GroupId":"sg-0cccccccccccccccc"}]}]\'',
    ],
  },
  'acl-denies': {
    planted: 'the network ACL denies port 22',
    see: alongPath({ aclDenies: 22 }),
    expected: [
      "path failed path-network-acl-blocks critical at admin -> i-0aaaaaaaaaaaaaaaa:22 | fix: aws ec2 create-network-acl-entry --network-acl-id 'acl-0cccccccccccccccc' --ingress --rule-number '49' --rule-action 'allow' --protocol 6 --cidr-block '10.0.1.0/24' --port-range From=22,To=22",
    ],
  },
  'acl-denies-the-answers': {
    planted: 'the network ACL denies the port range that answers go to',
    see: alongPath(
      {},
      {
        DescribeNetworkAcls: () => ({
          NetworkAcls: [
            {
              NetworkAclId: 'acl-0cccccccccccccccc',
              VpcId: eice.VPC,
              IsDefault: false,
              Associations: [{ SubnetId: eice.ENDPOINT_SUBNET }, { SubnetId: eice.INSTANCE_SUBNET }],
              Entries: [
                {
                  RuleNumber: 100,
                  Egress: false,
                  RuleAction: 'allow',
                  Protocol: '-1',
                  CidrBlock: '0.0.0.0/0',
                },
                {
                  RuleNumber: 100,
                  Egress: true,
                  RuleAction: 'allow',
                  Protocol: '6',
                  CidrBlock: '0.0.0.0/0',
                  PortRange: { From: 22, To: 22 },
                },
              ],
            },
          ],
        }),
      },
    ),
    expected: [
      "path failed path-network-acl-blocks critical at admin -> i-0aaaaaaaaaaaaaaaa:22 | fix: aws ec2 create-network-acl-entry --network-acl-id 'acl-0cccccccccccccccc' --egress --rule-number '110' --rule-action 'allow' --protocol 6 --cidr-block '10.0.1.0/24' --port-range From=1024,To=65535",
    ],
  },
  'route-to-the-site-missing': {
    planted: 'no route leads to the site',
    see: alongPath({}, { ...routes(), ...letsOut('0.0.0.0/0') }, toSite),
    expected: [
      "path failed path-no-route critical at i-0aaaaaaaaaaaaaaaa -> 10.60.1.10:22 | fix: aws ec2 enable-vgw-route-propagation --route-table-id 'rtb-0123456789abcdef0' --gateway-id 'vgw-0123456789abcdef0'",
    ],
  },
  'route-to-the-site-blackholed': {
    planted: 'the route to the site is a blackhole',
    see: alongPath(
      {},
      {
        ...routes({
          DestinationCidrBlock: '10.60.0.0/16',
          GatewayId: 'vgw-0123456789abcdef0',
          State: 'blackhole',
        }),
        ...letsOut('0.0.0.0/0'),
      },
      toSite,
    ),
    expected: [
      "path failed path-blackhole critical at i-0aaaaaaaaaaaaaaaa -> 10.60.1.10:22 | fix: aws ec2 attach-vpn-gateway --vpn-gateway-id 'vgw-0123456789abcdef0' --vpc-id 'vpc-0123456789abcdef0'",
    ],
  },
  'interface-gone': {
    planted: 'the instance of the path has no network interface any more',
    see: alongPath({}, { DescribeNetworkInterfaces: () => ({ NetworkInterfaces: [] }) }),
    expected: ['path unknown path-undecided at admin -> i-0aaaaaaaaaaaaaaaa:22'],
  },
};
