/** Why a change that no test notices does no harm. */
interface Harmless {
  /** Its file, or a folder. */
  readonly file: string;
  /** Something of its line. */
  readonly code: string;
  /** Something of what stands in its place; any change of the line where undefined. */
  readonly becomes?: string;
  readonly why: string;
}

export const HARMLESS: readonly Harmless[] = [
  {
    file: 'lib/wire/ntp.ts',
    code: '/\\0+$/',
    why: "Of a name's zeros only those at its end are taken away; in the middle they end in no name either way.",
  },
];
