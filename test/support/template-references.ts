import type { TemplateResource } from './compiled-stack.ts';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** How the ARN of a resource is made of its physical id. */
const ARN_OF: Readonly<Record<string, (id: string) => string>> = {
  'AWS::SQS::Queue': (id) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${id.split('/').at(-1)}`,
  'AWS::Lambda::Function': (id) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${id}`,
  'AWS::IAM::Role': (id) => `arn:aws:iam::${ACCOUNT}:role/${id}`,
  'AWS::DynamoDB::Table': (id) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${id}`,
  'AWS::KMS::Key': (id) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`,
};

/**
 * Puts physical values in place of `Ref`, `Fn::GetAtt` and `Fn::Sub`, as CloudFormation does.
 *
 * @throws for a reference it does not know
 */
export function createResolver(
  resources: Readonly<Record<string, TemplateResource>>,
  physicalIds: ReadonlyMap<string, string>,
): (value: unknown) => unknown {
  const refer = (id: string): string => {
    const found = PSEUDO[id] ?? physicalIds.get(id);
    if (found === undefined) throw new Error(`nothing is called ${id}`);
    return found;
  };
  const attribute = (id: string, name: string): string => {
    const type = resources[id]?.Type ?? '';
    if (name === 'GroupId' && type === 'AWS::EC2::SecurityGroup') return refer(id);
    const arn = name === 'Arn' ? ARN_OF[type] : undefined;
    if (arn === undefined) throw new Error(`${id}.${name}: not known of ${type}`);
    return arn(refer(id));
  };
  const substitute = (text: string): string =>
    text.replace(/\$\{([^}]+)\}/g, (_, source: string) => {
      const [id = '', name] = source.split('.');
      return name === undefined ? refer(id) : attribute(id, name);
    });
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const { Ref, 'Fn::GetAtt': getAtt, 'Fn::Sub': sub } = value as Readonly<Record<string, unknown>>;
    if (typeof Ref === 'string') return refer(Ref);
    if (Array.isArray(getAtt)) return attribute(String(getAtt[0]), String(getAtt[1]));
    if (typeof sub === 'string') return substitute(sub);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one)]));
  };
  return resolve;
}

/**
 * The same where nothing is deployed: each reference becomes a text or an ARN of its kind, so that what a service would
 * get has its form.
 */
export function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  const { Ref, 'Fn::GetAtt': getAtt, 'Fn::Sub': sub, 'Fn::FindInMap': found } = fields;
  if (typeof Ref === 'string') return PSEUDO[Ref] ?? arnLike(Ref);
  if (Array.isArray(found)) return String(found[0]);
  if (Array.isArray(getAtt)) return arnLike(String(getAtt[0]));
  if (typeof sub === 'string')
    return sub.replace(/\$\{([^}]+)\}/g, (_, source: string) => PSEUDO[source] ?? arnLike(source));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutReferences(one)]));
}

function arnLike(id: string): string {
  return `arn:aws:sns:${REGION}:${ACCOUNT}:${id}`;
}
