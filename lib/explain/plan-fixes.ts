import { alike } from './alike.ts';
import { type Admission, type Change, changeKey } from './change.ts';
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
  const planned = new Map(
    alike(all.flat(), changeKey).map(([first, ...others]) => [changeKey(first), planSame(first, others)]),
  );
  return (changes) => {
    const own = [...new Set(changes.map(changeKey))].flatMap((key) => planned.get(key) ?? []);
    const texts = own.map(({ fix }) => fix);
    const rules = own.flatMap(({ aclRules }) => aclRules ?? []);
    return {
      fix: texts.includes('') ? '' : texts.join('\n'),
      ...(rules.length > 0 && { aclRules: Math.max(...rules) }),
    };
  };
}

function planSame(first: Change, others: readonly Change[]): PlannedFix {
  switch (first.kind) {
    case 'group-rules':
      return { fix: lines([authorizeCommand(withAdmissions(first, others))]) };
    case 'new-group':
      return { fix: lines(newGroupCommands(withAdmissions(first, others))) };
    case 'acl-entries': {
      const { commands, rules } = planAcl(sameKind(first, others));
      return { fix: lines(commands), ...(rules > ACL_QUOTA.rules && { aclRules: rules }) };
    }
    case 'route': {
      const known = sameKind(first, others).find(({ targetId }) => targetId !== null);
      return { fix: lines([routeCommand(known ?? first)]) };
    }
    case 'commands':
      return { fix: lines(first.commands) };
  }
}

/** Changes that have one key are of one kind: only the compiler does not know it. */
function sameKind<C extends Change>(first: C, others: readonly Change[]): readonly [C, ...C[]] {
  return [first, ...others.filter((one): one is C => one.kind === first.kind)];
}

function withAdmissions<C extends Change & { readonly admissions: readonly Admission[] }>(
  first: C,
  others: readonly Change[],
): C {
  return { ...first, admissions: sameKind(first, others).flatMap(({ admissions }) => admissions) };
}
