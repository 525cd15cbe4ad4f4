import type { Evidence } from '../../core/finding.ts';
import { asFields } from '../../core/json.ts';
import type { KindHop, PathLine } from '../../core/path.ts';
import type { PathReason } from './spec.ts';

/** Whether a rule of this sort was read for the path. */
const passes =
  (what: string) =>
  ({ hops }: Evidence): boolean =>
    Array.isArray(hops) && hops.some((hop) => asFields(hop)?.what === what);

/** A path that begins elsewhere than at the vantage is beside the target's own. */
function lineOf({ subject, segment }: Evidence): PathLine | undefined {
  const [from, to] = subject.split(' -> ');
  if (from === undefined || to === undefined) return undefined;
  return { key: `${from} ${String(segment)}`, from };
}

const EACH = { by: ['address', 'port'], line: lineOf } as const;

/** The rules of AWS, in the order a packet meets them on its way out. */
export const PATH_HOPS: readonly KindHop<PathReason>[] = [
  { name: 'address', reasons: [], at: ({ address }) => address !== undefined, shows: 'address', ...EACH },
  {
    name: 'security-group',
    reasons: ['path-security-group-blocks'],
    at: passes('security-group'),
    ...EACH,
  },
  { name: 'network-acl', reasons: ['path-network-acl-blocks'], at: passes('network-acl'), ...EACH },
  { name: 'route', ...EACH },
  { name: 'port', reasons: [], shows: 'port', ...EACH },
];
