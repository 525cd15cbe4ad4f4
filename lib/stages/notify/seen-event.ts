/** Tells one transition of an alarm, or of one of its contributors, from every other. */
export function transitionId(
  alarm: string,
  contributor: string,
  stateChangedMs: number,
  state: string,
): string {
  return [alarm, contributor, stateChangedMs, state].join('\n');
}

/** The mark in the table that an event was told to its end. */
export function seenEventKey(id: string): string {
  return `event\n${id}`;
}

/** What the marks of all transitions of an alarm without contributors begin with. */
export function seenAlarmPrefix(alarm: string): string {
  return seenEventKey(`${alarm}\n\n`);
}

/** When the alarm changed to ALARM, of a mark that begins with `seenAlarmPrefix(alarm)`; undefined for any other. */
export function alarmedMsOf(alarm: string, key: string): number | undefined {
  const prefix = seenAlarmPrefix(alarm);
  if (!key.startsWith(prefix)) return undefined;
  const [changedMs, state] = key.slice(prefix.length).split('\n');
  return state === 'ALARM' ? Number(changedMs) : undefined;
}
