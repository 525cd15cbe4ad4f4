import { asFields } from '../../core/json.ts';
import { listOf, type Statement, statementsOf } from '../../core/policy.ts';
import { fitsWildcards } from '../../core/wildcard.ts';

/** What an endpoint's policy leaves of a service, for any caller. */
export type PolicyVerdict =
  | { readonly outcome: 'everything' }
  /** Some calls, of some callers, to some resources: each allowing statement's actions, as they are written. */
  | { readonly outcome: 'some'; readonly allowed: readonly string[] }
  /** No call of this service passes, from any caller. */
  | { readonly outcome: 'nothing' };

/** Where the last word of a VPC endpoint's service name is not the prefix of its actions (Service Authorization Reference). */
const ACTION_PREFIXES: Readonly<Record<string, string>> = {
  'ecr.api': 'ecr',
  'ecr.dkr': 'ecr',
  monitoring: 'cloudwatch',
  'git-codecommit': 'codecommit',
  email: 'ses',
};

/** Services whose actions are known to begin with their endpoint's own name. */
const OWN_PREFIX = new Set(
  's3 dynamodb ssm ssmmessages ec2messages sts logs kms secretsmanager sqs sns lambda events ec2 storagegateway athena glue kinesis firehose states acm-pca autoscaling cloudformation elasticfilesystem fsx rds datasync backup scheduler xray'.split(
    ' ',
  ),
);

/**
 * Evaluates a policy for one service ("Control access to VPC endpoints using endpoint policies"). A deny that is bound to
 * a condition, a principal or a resource, and one of single actions, takes away a part only. Pure.
 *
 * @param policy - JSON; what is none allows nothing that could be promised
 * @param service - as its endpoint names it, such as `ecr.api`
 */
export function evaluateEndpointPolicy(policy: string, service: string): PolicyVerdict {
  const statements = statementsOf(policy);
  if (statements === undefined) return { outcome: 'some', allowed: [] };
  const prefix = ACTION_PREFIXES[service] ?? (OWN_PREFIX.has(service) ? service : undefined);
  const ofService = statements.filter((one) => actionsOf(one, prefix).length > 0);
  const allows = ofService.filter(({ Effect }) => Effect === 'Allow');
  const denies = ofService.filter(({ Effect }) => Effect === 'Deny');
  if (allows.length === 0 || denies.some((one) => isOfAll(one) && coversService(one, prefix)))
    return { outcome: 'nothing' };
  if (denies.length === 0 && allows.some((one) => isOfAll(one) && coversService(one, prefix)))
    return { outcome: 'everything' };
  return { outcome: 'some', allowed: [...new Set(allows.flatMap((one) => actionsOf(one, prefix)))] };
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((one) => typeof one === 'string');
}

/** The actions of a statement that may be of this service; all of them where its prefix is not known. */
function actionsOf({ Action, NotAction }: Statement, prefix: string | undefined): readonly string[] {
  if (NotAction !== undefined) {
    const excluded = textsOf(NotAction).some((one) => isWholeService(one, prefix));
    return excluded ? [] : [`all but ${textsOf(NotAction).join(', ')}`];
  }
  return textsOf(Action).filter((one) => {
    if (prefix === undefined) return true;
    const [service = ''] = one.toLowerCase().split(':');
    // A wildcard may stand in the service's name too.
    return fitsWildcards(service, prefix);
  });
}

function isWholeService(action: string, prefix: string | undefined): boolean {
  return ['*', `${prefix}:*`].includes(action.toLowerCase());
}

function coversService({ Action, NotAction }: Statement, prefix: string | undefined): boolean {
  return NotAction === undefined && textsOf(Action).some((one) => isWholeService(one, prefix));
}

/** Of everybody, to everything, always. */
function isOfAll({ Principal, Resource, Condition }: Statement): boolean {
  const isStar = (value: unknown) => textsOf(value).includes('*');
  return (
    isStar(Resource) && (isStar(Principal) || isStar(asFields(Principal)?.AWS)) && Condition === undefined
  );
}
