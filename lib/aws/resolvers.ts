import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ResolverReader } from '../core/aws/resolver-reader.ts';
import { canonicalName } from '../core/text.ts';
import { present } from './ec2-filters.ts';
import { readPages } from './pages.ts';
import {
  ListResolverEndpointIpAddressesCommand,
  ListResolverEndpointsCommand,
  ListResolverRuleAssociationsCommand,
  ListResolverRulesCommand,
  type ResolverClient,
  resolverPages,
} from './route53-resolver.ts';
import { readVpcDns } from './subnet-facts.ts';

const DNS_PORT = 53;

export function createResolverReader(client: ResolverClient, ec2: EC2Client): ResolverReader {
  return {
    vpcDns: (vpcId, signal) => readVpcDns(ec2, vpcId, signal),
    endpoints: (signal) =>
      readPages(
        'route53resolver:ListResolverEndpoints',
        resolverPages(client, ListResolverEndpointsCommand, {}, signal),
        ({ ResolverEndpoints }) =>
          ResolverEndpoints?.map((one) => ({
            id: one.Id ?? '',
            name: one.Name,
            direction: one.Direction ?? '',
            status: one.Status ?? '',
            statusMessage: one.StatusMessage,
            vpcId: one.HostVPCId ?? '',
            securityGroupIds: one.SecurityGroupIds ?? [],
          })),
      ),
    addresses: (ResolverEndpointId, signal) =>
      readPages(
        'route53resolver:ListResolverEndpointIpAddresses',
        resolverPages(client, ListResolverEndpointIpAddressesCommand, { ResolverEndpointId }, signal),
        ({ IpAddresses }) =>
          IpAddresses?.flatMap(({ Ip, Ipv6, Status = '' }) =>
            present([Ip, Ipv6]).map((address) => ({ address, status: Status })),
          ),
      ),
    rules: (signal) =>
      readPages(
        'route53resolver:ListResolverRules',
        resolverPages(client, ListResolverRulesCommand, {}, signal),
        ({ ResolverRules }) =>
          ResolverRules?.map((one) => ({
            id: one.Id ?? '',
            domain: canonicalName(one.DomainName ?? ''),
            type: one.RuleType ?? '',
            endpointId: one.ResolverEndpointId,
            targets: (one.TargetIps ?? []).flatMap(({ Ip, Ipv6, Port = DNS_PORT }) =>
              present([Ip, Ipv6]).map((address) => ({ address, port: Port })),
            ),
          })),
      ),
    associations: (vpcId, signal) =>
      readPages(
        'route53resolver:ListResolverRuleAssociations',
        resolverPages(
          client,
          ListResolverRuleAssociationsCommand,
          { Filters: [{ Name: 'VPCId', Values: [vpcId] }] },
          signal,
        ),
        ({ ResolverRuleAssociations }) =>
          ResolverRuleAssociations?.map(({ ResolverRuleId = '', Status = '' }) => ({
            ruleId: ResolverRuleId,
            status: Status,
          })),
      ),
  };
}
