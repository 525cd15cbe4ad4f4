import assert from 'node:assert/strict';
import { type IamRequest, iamRequests, simulate } from './iam-requests.ts';
import type { LocalAccount } from './local-account.ts';

export interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: {
    readonly Statement: readonly {
      readonly Sid: string;
      readonly Effect: string;
      readonly Action: readonly string[];
    }[];
  };
}

/** The policies of each function's role, by the function's name. */
export function rolesOf({ stack }: LocalAccount): ReadonlyMap<string, readonly Policy[]> {
  const roles = [...stack.resolved('AWS::IAM::Role')];
  return new Map(
    [...stack.resolved('AWS::Lambda::Function').values()].map(({ FunctionName, Role }) => {
      const found = roles.find(([id]) => Role.includes(`-${id}-`));
      assert(found, `${FunctionName} has ${Role}`);
      return [FunctionName, found[1].Policies];
    }),
  );
}

/** What every call asked of IAM. */
export async function requestsMade({ stack, recorder }: LocalAccount): Promise<readonly IamRequest[]> {
  const { SecretList = [] } = await stack.moto.json('secretsmanager', 'ListSecrets', {});
  const secrets = SecretList as readonly { readonly Name: string; readonly ARN: string }[];
  const account = 'arn:aws:kms:us-east-1:123456789012:key/';
  const topicKeys = new Map(
    [...stack.resolved('AWS::SNS::Topic').values()].map(({ TopicName, KmsMasterKeyId }) => [
      `arn:aws:sns:us-east-1:123456789012:${TopicName}`,
      `${account}${KmsMasterKeyId}`,
    ]),
  );
  const sources = { secretArns: new Map(secrets.map(({ Name, ARN }) => [Name, ARN])), topicKeys };
  return recorder.calls.flatMap((call) => iamRequests(call, sources));
}

/** Every request is allowed by the role of the function that made it, and none of somebody else's resources. */
export async function assertAllowed(account: LocalAccount, requests: readonly IamRequest[]): Promise<void> {
  const roles = rolesOf(account);
  const [key] = account.stack.resolved('AWS::KMS::Key').values();
  for (const request of distinct(requests)) {
    const policies = roles.get(request.principal);
    assert(policies, request.principal);
    const { action, resource, principal } = request;
    const own = action.startsWith('kms:') ? key.KeyPolicy : undefined;
    assert.equal(await simulate(request, policies, own), 'Allowed', `${principal}: ${action} on ${resource}`);
    const elsewhere = { ...request, resource: resource.replaceAll('gatewatch', 'somebody-else') };
    if (elsewhere.resource !== resource)
      assert.equal(
        await simulate(elsewhere, policies),
        'ImplicitlyDenied',
        `${principal}: ${action} elsewhere`,
      );
  }
}

/** What roles grant that no request asked for: `FUNCTION STATEMENT ACTION`. */
export function unusedGrants(
  account: LocalAccount,
  requests: readonly IamRequest[],
): readonly { readonly role: string; readonly sid: string; readonly action: string }[] {
  const used = new Set(requests.map(({ principal, action }) => `${principal} ${action}`));
  return [...rolesOf(account)].flatMap(([role, policies]) =>
    policies
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Sid: sid, Action }) => Action.map((action) => ({ role, sid, action })))
      .filter(({ action }) => !used.has(`${role} ${action}`)),
  );
}

function distinct(requests: readonly IamRequest[]): readonly IamRequest[] {
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
}
