import type { StackChange } from '../../aws/deployment.ts';

/** Where a deployment goes. */
export interface DeployPlace {
  readonly account: string;
  readonly region: string;
  readonly stage: string;
}

/** What every way to deploy says before it changes anything. */
export function placeLine({ account, region, stage }: DeployPlace): string {
  return `Account ${account}, Region ${region}, stage ${stage}`;
}

/** The Region that somebody named for this command; without one the profile's own is used, and is asked about. */
export function namedRegion(
  typed: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  return typed || environment.AWS_REGION || environment.AWS_DEFAULT_REGION || undefined;
}

const SIGNS: Readonly<Record<string, string>> = { Add: '+', Modify: '~', Remove: '-' };

/** A change set for a person: what comes, what changes and in which properties, what goes. */
export function changeLines(changes: readonly StackChange[]): readonly string[] {
  const order = ['Remove', 'Modify', 'Add'];
  const sorted = [...changes].sort(
    (a, b) =>
      order.indexOf(a.action) - order.indexOf(b.action) ||
      a.type.localeCompare(b.type) ||
      a.logicalId.localeCompare(b.logicalId),
  );
  const count = (action: string) => changes.filter((one) => one.action === action).length;
  return [
    ...sorted.map(({ action, type, logicalId, replaces, properties }) => {
      const what = properties.length === 0 ? '' : `: ${properties.join(', ')}`;
      return `  ${SIGNS[action] ?? '?'} ${type.replace(/^AWS::/, '')} ${logicalId}${what}${replaces ? ' (replaced by a new one)' : ''}`;
    }),
    `${count('Add')} to add, ${count('Modify')} to change, ${count('Remove')} to remove`,
  ];
}
