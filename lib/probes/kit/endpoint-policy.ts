import { asFields } from '../../core/json.ts';
import { listOf, type Statement, statementsOf } from '../../core/policy.ts';
import { fitsWildcards } from '../../core/wildcard.ts';

/** `conditional`: it depends on the caller, or on a condition, which is not judged here. */
export type PolicyVerdict = 'allowed' | 'denied' | 'conditional';

/**
 * What the policy of a VPC endpoint says of one action on one resource, for any caller. What is no policy denies nothing
 * that is known, and is conditional.
 *
 * Source: IAM User Guide, "Policy evaluation logic" (an explicit denial stands before everything, and what no statement
 * allows is denied) and "IAM JSON policy elements"; PrivateLink Guide, "Control access to VPC endpoints using endpoint
 * policies" (the default allows all).
 */
export function decideByPolicy(policy: string, action: string, resource: string): PolicyVerdict {
  const statements = statementsOf(policy);
  if (statements === undefined) return 'conditional';
  const matching = statements.filter((one) => matches(one, action, resource));
  const isPlain = (one: Statement) => one.Condition === undefined && isEverybody(one);
  const denies = matching.filter(({ Effect }) => Effect === 'Deny');
  if (denies.some(isPlain)) return 'denied';
  const allows = matching.filter(({ Effect }) => Effect === 'Allow');
  if (allows.length === 0) return 'denied';
  return denies.length === 0 && allows.some(isPlain) ? 'allowed' : 'conditional';
}

function matches(
  { Action, NotAction, Resource, NotResource }: Statement,
  action: string,
  resource: string,
): boolean {
  const inActions = Action === undefined ? !anyFits(NotAction, action, true) : anyFits(Action, action, true);
  const inResources =
    Resource === undefined ? !anyFits(NotResource, resource, false) : anyFits(Resource, resource, false);
  return inActions && inResources;
}

function anyFits(patterns: unknown, text: string, anyCase: boolean): boolean {
  return listOf(patterns).some(
    (one) =>
      typeof one === 'string' &&
      (anyCase ? fitsWildcards(one.toLowerCase(), text.toLowerCase()) : fitsWildcards(one, text)),
  );
}

function isEverybody({ Principal, NotPrincipal }: Statement): boolean {
  if (NotPrincipal !== undefined) return false;
  return Principal === undefined || Principal === '*' || listOf(asFields(Principal)?.AWS).includes('*');
}
