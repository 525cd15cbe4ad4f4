/**
 * What a person reads about one reason. `{placeholders}` are filled from the gravest fault:
 * subject, host, port, address, target, vantage, and what the kind adds in `values`.
 * Korean texts never put a placeholder before a particle: values go into a labelled list, "(포트: {port})".
 */
export interface ReasonText {
  readonly title: string;
  /** One sentence with the values in it. */
  readonly summary: string;
  readonly meaning: string;
  /** The likeliest first. */
  readonly causes: readonly string[];
  /** In the order to do them; the numbering is added by the output. */
  readonly steps: readonly string[];
  /** What is said in other words where a fault's value `variant` asks for them, such as for another sort of target. */
  readonly variants?: Readonly<Record<string, Partial<Omit<ReasonText, 'variants'>>>>;
}

/** All texts of a kind in one language. */
export interface KindTexts<R extends string> {
  /** One sentence for a healthy finding. */
  readonly healthy: string;
  readonly reasons: Readonly<Record<R, ReasonText>>;
  /**
   * What a word of the peer means and what to do about it. Where a value `name` of a fault is such a word, texts may
   * use `{nameMeans}`; a step that does is repeated for each fault.
   */
  readonly glossary?: Readonly<Record<string, string>>;
}

/** What needs no translation: commands to paste, with the evidence's values filled in, and where to read on. */
export interface Remedy {
  /** A command whose value is missing or not allow-listed is left out, never printed half. */
  readonly commands: readonly string[];
  /** URLs of official pages. */
  readonly links: readonly string[];
  /** As of `ReasonText`. */
  readonly variants?: Readonly<Record<string, Partial<Pick<Remedy, 'commands' | 'links'>>>>;
}
export type KindRemedies<R extends string> = Readonly<Record<R, Remedy>>;

/** A reason's runbook as it stands in a report: one language, values filled in. */
export interface Runbook {
  readonly title: string;
  readonly meaning: string;
  readonly causes: readonly string[];
  readonly steps: readonly string[];
  readonly commands: readonly string[];
  readonly links: readonly string[];
}
