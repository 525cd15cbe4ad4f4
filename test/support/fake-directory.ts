import { invalidGatewayRequest } from './aws-faults.ts';
import type { FakeServices } from './fake-aws.ts';
import { fakeGateways } from './fake-gateways.ts';

const GATEWAY = 'sgw-12A3456B';

/** A gateway and the state of its membership of a domain; undefined: the gateway is not connected. */
export function fakeDirectory(
  status: string | undefined,
  domain: string | undefined = 'corp.example.com',
): FakeServices {
  return {
    storagegateway: {
      ...fakeGateways([{ id: GATEWAY }]),
      DescribeSMBSettings: ({ GatewayARN }) => {
        if (status === undefined) throw invalidGatewayRequest('GatewayNotConnected', 'not connected');
        return { GatewayARN, DomainName: domain, ActiveDirectoryStatus: status };
      },
    },
  };
}
