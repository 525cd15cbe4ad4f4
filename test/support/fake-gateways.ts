import { FakeAwsError, invalidGatewayRequest } from './aws-faults.ts';
import type { FakeServices } from './fake-aws.ts';

/** One gateway of the fake account, in the API's own members. `offline` makes it answer as a disconnected one does. */
export interface FakeGateway {
  readonly id: string;
  readonly offline?: boolean;
  /** Members of DescribeGatewayInformation's answer. */
  readonly information?: object;
  /** Members of its line in ListGateways. */
  readonly listing?: object;
}

export function gatewayArn(id: string): string {
  return `arn:aws:storagegateway:ap-northeast-2:123456789012:gateway/${id}`;
}

/** Storage Gateway as the wire shows it: listed always, described only while connected. */
export function fakeGateways(gateways: readonly FakeGateway[], maintenance: object = {}) {
  const find = (arn: string | undefined): FakeGateway => {
    const gateway = gateways.find((one) => gatewayArn(one.id) === arn);
    if (gateway === undefined)
      throw invalidGatewayRequest('GatewayNotFound', 'The specified gateway was not found.');
    if (gateway.offline) {
      throw invalidGatewayRequest('GatewayNotConnected', 'The specified gateway is not connected.');
    }
    return gateway;
  };
  return {
    ListGateways: () => ({
      Gateways: gateways.map(({ id, listing }) => ({
        GatewayId: id,
        GatewayARN: gatewayArn(id),
        GatewayType: 'FILE_S3',
        GatewayOperationalState: 'ACTIVE',
        GatewayName: `name of ${id}`,
        ...listing,
      })),
    }),
    DescribeGatewayInformation: ({ GatewayARN }) => {
      const { id, information } = find(GatewayARN);
      return {
        GatewayId: id,
        GatewayARN,
        GatewayName: `name of ${id}`,
        GatewayType: 'FILE_S3',
        GatewayState: 'RUNNING',
        GatewayTimezone: 'GMT+9:00',
        EndpointType: 'STANDARD',
        SoftwareVersion: '2.1.4',
        GatewayNetworkInterfaces: [{ Ipv4Address: '10.0.1.20', MacAddress: '02:00:00:00:00:01' }],
        ...information,
      };
    },
    DescribeMaintenanceStartTime: ({ GatewayARN }) => {
      find(GatewayARN);
      return {
        GatewayARN,
        Timezone: 'GMT+9:00',
        HourOfDay: 3,
        MinuteOfHour: 30,
        DayOfWeek: 6,
        ...maintenance,
      };
    },
  } satisfies FakeServices['storagegateway'];
}

/** A log group that answers FilterLogEvents as CloudWatch Logs does, newest first where that is asked for. */
export function fakeLogGroup(
  name: string,
  lines: readonly { readonly atMs: number; readonly text: string }[],
) {
  return {
    FilterLogEvents: ({ logGroupName, logGroupIdentifier, startTime = 0, startFromHead }) => {
      const asked = logGroupIdentifier ?? logGroupName ?? '';
      if (asked.includes('*'))
        throw new FakeAwsError('InvalidParameterException', 'invalid logGroupIdentifier');
      if (!asked.endsWith(name)) {
        throw new FakeAwsError('ResourceNotFoundException', 'The specified log group does not exist.');
      }
      const events = lines
        .filter(({ atMs }) => atMs >= startTime)
        .sort((a, b) => (startFromHead === false ? b.atMs - a.atMs : a.atMs - b.atMs))
        .map(({ atMs, text }, index) => ({
          logStreamName: 'health',
          timestamp: atMs,
          ingestionTime: atMs,
          message: text,
          eventId: String(index),
        }));
      return { events, searchedLogStreams: [] };
    },
  } satisfies FakeServices['logs'];
}
