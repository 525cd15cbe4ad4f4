/** Where a command writes. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * Whether a stream is a terminal on which something can be drawn over.
 *
 * @param term - its type (environ(7), TERM); one that calls itself dumb cannot move its cursor (terminfo, "dumb")
 */
export function canRedraw({ isTTY }: { readonly isTTY?: boolean }, term: string | undefined): boolean {
  return isTTY === true && term !== 'dumb';
}
