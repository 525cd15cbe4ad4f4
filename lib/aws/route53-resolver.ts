import { StorageGatewayClient } from '@aws-sdk/client-storage-gateway';
import { type Client, Command } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import { partitionOf } from '../catalogue/regions.ts';
import type { clientSettings } from './client-settings.ts';
import { pagesOf } from './pages.ts';

/**
 * What is read of Route 53 Resolver, in the SDK's own parts (docs/adr/0028): services that speak AWS JSON 1.1 differ in
 * their name, their place and their operations. Only members that are used are listed.
 * Source: Route 53 API reference, "Route 53 Resolver" actions; `npm test` compares every request with botocore's model.
 */
const SERVICE = 'Route53Resolver';
const SIGNED_AS = 'route53resolver';
const NAMESPACE = 'com.amazonaws.route53resolver';

/** Which operations it knows is told by what it is sent. */
export type ResolverClient = Client<object, PageInput, PageOutput, StorageGatewayClient['config']>;

export function createResolverClient(settings: ReturnType<typeof clientSettings>): ResolverClient {
  const suffix = partitionOf(settings.region)?.dnsSuffix ?? 'amazonaws.com';
  const place = `https://${SIGNED_AS}.${settings.region}.${suffix}`;
  const client = new StorageGatewayClient({
    ...settings,
    serviceId: SERVICE,
    // The SDK's types leave it out: it would sign as Storage Gateway.
    ...{ signingName: SIGNED_AS },
    protocolSettings: { defaultNamespace: NAMESPACE, serviceTarget: SERVICE, version: '2018-04-01' },
    endpointProvider: ({ Endpoint }) => ({ url: new URL(Endpoint ?? place) }),
  });
  // Only the types of its own operations are Storage Gateway's.
  return client as unknown as ResolverClient;
}

/** Smithy's static schemas, as every client of the SDK writes them: 3 a structure, 1 a list, 9 an operation. */
type Structure = [3, string, string, 0, string[], Member[]];
type List = [1, string, string, 0, Member];
/** A text, a number, or what is inside. */
type Member = 0 | 1 | (() => Structure | List);
type Members = Readonly<Record<string, Member>>;

function structure(name: string, members: Members): Structure {
  return [3, NAMESPACE, name, 0, Object.keys(members), Object.values(members)];
}

function list(name: string, of: Member): () => List {
  const schema: List = [1, NAMESPACE, name, 0, of];
  return () => schema;
}

function listOf(name: string, members: Members): () => List {
  const inner = structure(name, members);
  return list(`${name}s`, () => inner);
}

interface PageInput {
  readonly NextToken?: string | undefined;
}
interface PageOutput {
  readonly $metadata: object;
  readonly NextToken?: string;
}

function operation<I extends PageInput, O extends PageOutput>(
  name: string,
  asked: Members,
  answered: Members,
) {
  const page: Members = { NextToken: 0, MaxResults: 1 };
  const input = structure(`${name}Request`, { ...page, ...asked });
  const output = structure(`${name}Response`, { ...page, ...answered });
  const schema: [9, string, string, 0, () => Structure, () => Structure] = [
    9,
    NAMESPACE,
    name,
    0,
    () => input,
    () => output,
  ];
  const command = Command.classBuilder<I, O, StorageGatewayClient['config']>()
    .ep({ Endpoint: { type: 'builtInParams', name: 'endpoint' } })
    .m((made, _stack, config) => [getEndpointPlugin(config, made.getEndpointParameterInstructions())])
    .s(SERVICE, name, {})
    .n('Route53ResolverClient', `${name}Command`)
    .sc(schema)
    .build();
  return { schema, command };
}

/** One listing, page by page. */
export function resolverPages<I extends PageInput, O extends PageOutput>(
  client: ResolverClient,
  made: ReturnType<typeof operation<I, O>>['command'],
  input: I,
  abortSignal: AbortSignal,
): AsyncIterable<O> {
  return pagesOf((NextToken) => client.send(new made({ ...input, NextToken }), { abortSignal }));
}

const FILTERS = { Filters: listOf('Filter', { Name: 0, Values: list('FilterValues', 0) }) };

interface Filtered extends PageInput {
  readonly Filters?: readonly { readonly Name: string; readonly Values: readonly string[] }[];
}
type Rows<Name extends string, Row> = PageOutput & { readonly [K in Name]?: readonly Row[] };
type Texts<Name extends string> = { readonly [K in Name]?: string };

const endpoints = operation<
  Filtered,
  Rows<
    'ResolverEndpoints',
    Texts<'Id' | 'Name' | 'Direction' | 'HostVPCId' | 'Status' | 'StatusMessage'> & {
      readonly SecurityGroupIds?: readonly string[];
    }
  >
>('ListResolverEndpoints', FILTERS, {
  ResolverEndpoints: listOf('ResolverEndpoint', {
    Id: 0,
    Name: 0,
    Direction: 0,
    HostVPCId: 0,
    Status: 0,
    StatusMessage: 0,
    SecurityGroupIds: list('SecurityGroupIds', 0),
  }),
});
const addresses = operation<
  PageInput & { readonly ResolverEndpointId: string },
  Rows<'IpAddresses', Texts<'Ip' | 'Ipv6' | 'Status'>>
>(
  'ListResolverEndpointIpAddresses',
  { ResolverEndpointId: 0 },
  { IpAddresses: listOf('IpAddressResponse', { Ip: 0, Ipv6: 0, Status: 0 }) },
);
const rules = operation<
  Filtered,
  Rows<
    'ResolverRules',
    Texts<'Id' | 'DomainName' | 'RuleType' | 'ResolverEndpointId'> & {
      readonly TargetIps?: readonly (Texts<'Ip' | 'Ipv6'> & { readonly Port?: number })[];
    }
  >
>('ListResolverRules', FILTERS, {
  ResolverRules: listOf('ResolverRule', {
    Id: 0,
    DomainName: 0,
    RuleType: 0,
    ResolverEndpointId: 0,
    TargetIps: listOf('TargetAddress', { Ip: 0, Ipv6: 0, Port: 1 }),
  }),
});
const associations = operation<
  Filtered,
  Rows<'ResolverRuleAssociations', Texts<'ResolverRuleId' | 'Status'>>
>('ListResolverRuleAssociations', FILTERS, {
  ResolverRuleAssociations: listOf('ResolverRuleAssociation', { ResolverRuleId: 0, Status: 0 }),
});

export const ListResolverEndpointsCommand = endpoints.command;
export const ListResolverEndpoints$ = endpoints.schema;
export const ListResolverEndpointIpAddressesCommand = addresses.command;
export const ListResolverEndpointIpAddresses$ = addresses.schema;
export const ListResolverRulesCommand = rules.command;
export const ListResolverRules$ = rules.schema;
export const ListResolverRuleAssociationsCommand = associations.command;
export const ListResolverRuleAssociations$ = associations.schema;
