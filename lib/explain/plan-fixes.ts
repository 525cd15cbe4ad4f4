import { type Change, changeKey } from './change.ts';
import { ACL_QUOTA, planAcl } from './fix-acl.ts';
import { authorizeCommand, newGroupCommands } from './fix-group.ts';
import { routeCommand } from './fix-route.ts';
import { lines } from './shell.ts';

/** The commands of one explanation, planned beside all others of a report. */
export interface PlannedFix {
  /** Commands to paste, one a line; empty where none could be written. */
  readonly fix: string;
  /** Set where a network ACL comes to hold more rules than its quota allows. */
  readonly aclRules?: number;
}

/**
 * Plans the fixes of a whole report together: what changes the same group, direction of a network ACL or
 * destination of a route table becomes one text of commands, the same wherever it is shown. So no rule number is
 * given out twice, no rule is added twice, and running each text once fixes everything.
 *
 * @param all - the changes of every explanation of the report
 */
export function planFixes(all: readonly (readonly Change[])[]): (changes: readonly Change[]) => PlannedFix {
  const byKey = Map.groupBy(all.flat(), changeKey);
  const planned = new Map<string, PlannedFix>();
  for (const [key, [first, ...others]] of byKey) {
    if (first !== undefined) planned.set(key, planSame([first, ...others]));
  }
  return (changes) => {
    const own = [...new Set(changes.map(changeKey))].map((key) => planned.get(key));
    const rules = own.flatMap((one) => one?.aclRules ?? []);
    const isWhole = own.every((one) => one !== undefined && one.fix !== '');
    return {
      fix: isWhole ? own.map((one) => one?.fix).join('\n') : '',
      ...(rules.length > 0 && { aclRules: Math.max(...rules) }),
    };
  };
}

/** Changes that have one key are of one kind. */
function planSame(changes: readonly [Change, ...Change[]]): PlannedFix {
  const [first] = changes;
  switch (first.kind) {
    case 'group-rules':
      return { fix: lines([authorizeCommand({ ...first, admissions: admissionsOf(changes) })]) };
    case 'new-group':
      return { fix: lines(newGroupCommands({ ...first, admissions: admissionsOf(changes) })) };
    case 'acl-entries': {
      const { commands, rules } = planAcl([first, ...changes.slice(1).filter(isAcl)]);
      return { fix: lines(commands), ...(rules > ACL_QUOTA.rules && { aclRules: rules }) };
    }
    case 'route': {
      const known = changes.find((change) => change.kind === 'route' && change.targetId !== null);
      return { fix: lines([routeCommand(known?.kind === 'route' ? known : first)]) };
    }
    case 'commands':
      return { fix: lines(first.commands) };
  }
}

function admissionsOf(changes: readonly Change[]) {
  return changes.flatMap((change) => ('admissions' in change ? change.admissions : []));
}

function isAcl(change: Change): change is Extract<Change, { readonly kind: 'acl-entries' }> {
  return change.kind === 'acl-entries';
}
