import { runSimulation } from '@cloud-copilot/iam-simulate';
import { asFields } from '../../lib/core/json.ts';
import type { RecordedCall } from './aws-recorder.ts';

const ACCOUNT = '123456789012';
const PLACE = `us-east-1:${ACCOUNT}`;

/** What IAM is asked about a call. */
export interface IamRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export interface RequestSources {
  /** The ARN of each secret: Secrets Manager ends it with characters of its own. */
  readonly secretArns: ReadonlyMap<string, string>;
  /** The key of each encrypted topic. */
  readonly topicKeys: ReadonlyMap<string, string>;
}

/**
 * What a call asks of IAM.
 * Source: Service Authorization Reference, the page of each service: actions and their resource types.
 *
 * @throws for a call whose resource it does not know: it would pass unseen
 */
export function iamRequests(call: RecordedCall, sources: RequestSources): readonly IamRequest[] {
  const { caller: principal, service, operation, input } = call;
  const request = (action: string, resource: string, context = {}): IamRequest => ({
    principal,
    action,
    resource,
    context,
  });
  const text = (key: string): string => {
    const value = input[key];
    if (typeof value !== 'string') throw new Error(`${service}:${operation} has no ${key}`);
    return value;
  };
  switch (service) {
    case 'monitoring':
      if (operation === 'DescribeAlarms')
        return [request('cloudwatch:DescribeAlarms', `arn:aws:cloudwatch:${PLACE}:alarm:*`)];
      // What reads metrics knows no narrower resource, and no namespace.
      if (operation === 'GetMetricData') return [request('cloudwatch:GetMetricData', '*')];
      return [request(`cloudwatch:${operation}`, '*', { 'cloudwatch:namespace': text('Namespace') })];
    case 'dynamodb':
      return [
        request(`dynamodb:${operation}`, `arn:aws:dynamodb:${PLACE}:table/${text('TableName')}`, {
          'dynamodb:LeadingKeys': [leadingKey(input)],
        }),
      ];
    case 's3':
      return [request(`s3:${operation}`, `arn:aws:s3:::${text('Bucket')}/${text('Key')}`)];
    case 'elasticloadbalancing':
      // What describes knows no narrower resource.
      return [request(`elasticloadbalancing:${operation}`, '*')];
    case 'lambda':
      return [request('lambda:InvokeFunction', `arn:aws:lambda:${PLACE}:function:${text('FunctionName')}`)];
    case 'sqs':
      return [request(`sqs:${operation}`, `arn:aws:sqs:${PLACE}:${text('QueueUrl').split('/').at(-1)}`)];
    case 'sns': {
      const topic = text('TopicArn');
      const key = sources.topicKeys.get(topic);
      // SNS asks for a data key in the name of the publisher (SNS Developer Guide, "Key management").
      const encrypts = key === undefined ? [] : ['kms:GenerateDataKey', 'kms:Decrypt'];
      return [request(`sns:${operation}`, topic), ...encrypts.map((action) => request(action, key ?? ''))];
    }
    case 'logs': {
      const group = `arn:aws:logs:${PLACE}:log-group:${text(operation === 'FilterLogEvents' ? 'logGroupIdentifier' : 'logGroupName')}`;
      const stream = operation === 'PutLogEvents' ? `log-stream:${text('logStreamName')}` : '*';
      return [request(`logs:${operation}`, `${group}:${stream}`)];
    }
    case 'secretsmanager': {
      const arn = sources.secretArns.get(text('SecretId'));
      if (arn === undefined) throw new Error(`no secret ${text('SecretId')}`);
      return [request(`secretsmanager:${operation}`, arn)];
    }
    default:
      throw new Error(`${service}:${operation}: its resource is not known here`);
  }
}

/** The partition key of the item that is asked for, or of those that are listed (`what`, `lib/aws/state.ts`). */
function leadingKey({ Key, Item, ExpressionAttributeValues }: RecordedCall['input']): string {
  const key = asFields(Key)?.what ?? asFields(Item)?.what ?? asFields(ExpressionAttributeValues)?.[':what'];
  const value = asFields(key)?.S;
  if (typeof value !== 'string') throw new Error('a call of the table without a partition key');
  return value;
}

/**
 * Whether a role's policies allow a request; otherwise why not.
 *
 * @param resourcePolicy - of what is asked for; a key's own policy decides whether roles may be trusted with it at all
 */
export async function simulate(
  { principal, action, resource, context }: IamRequest,
  policies: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[],
  resourcePolicy?: object,
): Promise<'Allowed' | string> {
  const answer = await runSimulation(
    {
      request: {
        principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${principal}/${principal}`,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: Object.fromEntries(
          Object.entries(context).map(([key, value]) => [
            key,
            typeof value === 'string' ? value : [...value],
          ]),
        ),
      },
      identityPolicies: policies.map(({ PolicyName: name, PolicyDocument: policy }) => ({ name, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy !== undefined && { resourcePolicy }),
    },
    {},
  );
  return answer.resultType === 'error' ? JSON.stringify(answer.errors) : answer.overallResult;
}
