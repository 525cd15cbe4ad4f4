import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import {
  DescribeGatewayInformationCommand,
  type DescribeGatewayInformationOutput,
  DescribeMaintenanceStartTimeCommand,
  DescribeSMBSettingsCommand,
  type GatewayInfo,
  InvalidGatewayRequestException,
  paginateListGateways,
  type StorageGatewayClient,
} from '@aws-sdk/client-storage-gateway';
import type {
  GatewayAnswer,
  GatewayInformation,
  GatewayListing,
  StorageGatewayReader,
} from '../core/aws/storage-gateway-reader.ts';
import { present, tagsOf } from './ec2-filters.ts';
import { readPages } from './pages.ts';
import { asking, errorName } from './refusals.ts';

/** Reads Storage Gateway, and the newest images from the public parameters of Systems Manager. */
export function createStorageGatewayReader(
  gateways: StorageGatewayClient,
  parameters: SSMClient,
): StorageGatewayReader {
  return {
    list: (signal) =>
      readPages(
        'storagegateway:ListGateways',
        paginateListGateways({ client: gateways }, {}, { abortSignal: signal }),
        ({ Gateways }) => Gateways?.map(toListing),
      ),
    describe: (GatewayARN, signal) =>
      unlessErrorCode('storagegateway:DescribeGatewayInformation', async () => {
        const command = new DescribeGatewayInformationCommand({ GatewayARN });
        return toInformation(await gateways.send(command, { abortSignal: signal }), GatewayARN);
      }),
    maintenance: async (GatewayARN, signal) => {
      try {
        const answer = await asking('storagegateway:DescribeMaintenanceStartTime', () =>
          gateways.send(new DescribeMaintenanceStartTimeCommand({ GatewayARN }), { abortSignal: signal }),
        );
        return {
          hourOfDay: answer.HourOfDay,
          minuteOfHour: answer.MinuteOfHour,
          dayOfWeek: answer.DayOfWeek,
          dayOfMonth: answer.DayOfMonth,
          timezone: answer.Timezone,
          automaticUpdatePolicy: answer.SoftwareUpdatePreferences?.AutomaticUpdatePolicy,
        };
      } catch (error) {
        if (error instanceof InvalidGatewayRequestException) return undefined;
        throw error;
      }
    },
    smbSettings: async (GatewayARN, signal) => {
      try {
        const answer = await asking('storagegateway:DescribeSMBSettings', () =>
          gateways.send(new DescribeSMBSettingsCommand({ GatewayARN }), { abortSignal: signal }),
        );
        return { domain: answer.DomainName, directoryStatus: answer.ActiveDirectoryStatus };
      } catch (error) {
        if (error instanceof InvalidGatewayRequestException) return undefined;
        throw error;
      }
    },
    latestImage: async (applianceType, signal) => {
      const Name = `/aws/service/storagegateway/ami/${applianceType}/latest`;
      try {
        const answer = await asking('ssm:GetParameter', () =>
          parameters.send(new GetParameterCommand({ Name }), { abortSignal: signal }),
        );
        return answer.Parameter?.Value;
      } catch (error) {
        if (errorName(error) === 'ParameterNotFound') return undefined;
        throw error;
      }
    },
  };
}

/** An offline gateway is an answer, not an exception: AWS says so with an error code of the service. */
async function unlessErrorCode(
  action: string,
  ask: () => Promise<GatewayInformation>,
): Promise<GatewayAnswer> {
  try {
    return { outcome: 'described', gateway: await asking(action, ask) };
  } catch (error) {
    if (!(error instanceof InvalidGatewayRequestException)) throw error;
    return {
      outcome: 'error-code',
      errorCode: error.error?.errorCode ?? error.name,
      message: error.message,
    };
  }
}

function toListing(gateway: GatewayInfo): GatewayListing {
  return {
    id: gateway.GatewayId ?? '',
    arn: gateway.GatewayARN ?? '',
    name: gateway.GatewayName,
    type: gateway.GatewayType,
    operationalState: gateway.GatewayOperationalState,
    softwareVersion: gateway.SoftwareVersion,
    deprecationDate: gateway.DeprecationDate,
    ec2InstanceId: gateway.Ec2InstanceId,
    ec2InstanceRegion: gateway.Ec2InstanceRegion,
    hostEnvironment: gateway.HostEnvironment,
  };
}

function toInformation(gateway: DescribeGatewayInformationOutput, arn: string): GatewayInformation {
  const interfaces = gateway.GatewayNetworkInterfaces ?? [];
  return {
    id: gateway.GatewayId ?? '',
    arn: gateway.GatewayARN ?? arn,
    name: gateway.GatewayName,
    type: gateway.GatewayType,
    softwareVersion: gateway.SoftwareVersion,
    deprecationDate: gateway.DeprecationDate,
    ec2InstanceId: gateway.Ec2InstanceId,
    ec2InstanceRegion: gateway.Ec2InstanceRegion,
    hostEnvironment: gateway.HostEnvironment,
    state: gateway.GatewayState,
    timezone: gateway.GatewayTimezone,
    addresses: [
      ...present(interfaces.map((one) => one.Ipv4Address)),
      ...present(interfaces.map((one) => one.Ipv6Address)),
    ],
    endpointType: gateway.EndpointType,
    vpcEndpoint: gateway.VPCEndpoint,
    logGroupArn: gateway.CloudWatchLogGroupARN,
    lastSoftwareUpdate: gateway.LastSoftwareUpdate,
    nextUpdateAvailabilityDate: gateway.NextUpdateAvailabilityDate,
    softwareUpdatesEndDate: gateway.SoftwareUpdatesEndDate,
    tags: tagsOf(gateway.Tags),
  };
}
