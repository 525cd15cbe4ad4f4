import { NormalizedSchema } from '@smithy/core/schema';

/** The services by the name they sign with; each client's exports hold the schema of every operation. */
const CLIENTS = {
  ec2: () => import('@aws-sdk/client-ec2'),
  storagegateway: () => import('@aws-sdk/client-storage-gateway'),
  ssm: () => import('@aws-sdk/client-ssm'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  monitoring: () => import('@aws-sdk/client-cloudwatch'),
  elasticloadbalancing: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  sts: () => import('@aws-sdk/client-sts'),
  secretsmanager: () => import('@aws-sdk/client-secrets-manager'),
  acm: () => import('@aws-sdk/client-acm'),
  iam: () => import('@aws-sdk/client-iam'),
  directconnect: () => import('@aws-sdk/client-direct-connect'),
  kms: () => import('@aws-sdk/client-kms'),
  route53resolver: () => import('../../lib/aws/route53-resolver.ts'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  sns: () => import('@aws-sdk/client-sns'),
  sqs: () => import('@aws-sdk/client-sqs'),
  events: () => import('@aws-sdk/client-eventbridge'),
  organizations: () => import('@aws-sdk/client-organizations'),
} as const;
export type ServiceName = keyof typeof CLIENTS;
export type ClientOf<S extends ServiceName> = Awaited<ReturnType<(typeof CLIENTS)[S]>>;

/** What goes into an operation and what comes out of it; undefined of what no client here knows. */
export async function schemaOf(
  service: string,
  operation: string,
): Promise<{ readonly input: NormalizedSchema; readonly output: NormalizedSchema } | undefined> {
  const clients: Readonly<Record<string, () => Promise<object>>> = CLIENTS;
  const client = (await clients[service]?.()) as Readonly<Record<string, unknown>> | undefined;
  const schema = client?.[`${operation}$`] as readonly unknown[] | undefined;
  return schema === undefined
    ? undefined
    : { input: NormalizedSchema.of(schema[4] as never), output: NormalizedSchema.of(schema[5] as never) };
}
