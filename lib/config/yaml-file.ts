import { type Document, isAlias, isMap, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { ConfigIssue } from '../core/errors.ts';
import { boundedText } from '../core/text.ts';

/** 1-based, as editors count. */
interface Position {
  readonly line: number;
  readonly column: number;
}

export interface YamlFile {
  readonly value: unknown;
  /** Where the value of a path is; where it is missing, its parent. */
  readonly positionOf: (path: readonly PropertyKey[]) => Position;
  /** Where a key is, rather than its value. */
  readonly positionOfKey: (path: readonly PropertyKey[]) => Position;
}

/** `broken`: the text has no certain meaning, so that its content cannot be judged. */
export type YamlReading =
  | { readonly outcome: 'read'; readonly file: YamlFile; readonly faults: readonly ConfigIssue[] }
  | { readonly outcome: 'broken'; readonly faults: readonly ConfigIssue[] };

/** Nobody writes a megabyte by hand; it only costs memory. */
const MAX_CHARACTERS = 1_000_000;
/** Aliases that stand for aliases multiply: ten lines can mean a billion values ("billion laughs"). */
const MAX_ALIASES = 100;

/** What the parser's code means to somebody who edits the file; other codes keep the parser's own words. */
const IN_WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'expected spaces as indentation, got a tab',
  NON_STRING_KEY: 'expected a plain word as a key, got a list or a mapping',
  MULTIPLE_DOCS: 'expected one document, got another one after "---"',
};

/**
 * Reads YAML 1.2 (core schema: no `yes` for true, no merge keys, no tags of other languages).
 * A key that appears twice is a fault, but the rest of the file can still be judged.
 */
export function readYaml(text: string): YamlReading {
  if (text.length > MAX_CHARACTERS) {
    const message = `expected at most ${MAX_CHARACTERS} characters, got ${text.length}`;
    return { outcome: 'broken', faults: [{ path: '', message, line: 1, column: 1 }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    stringKeys: true,
    uniqueKeys: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const syntax = [...document.errors, ...document.warnings];
  const faults = syntax.map((error): ConfigIssue => {
    const message =
      error.code === 'DUPLICATE_KEY'
        ? `the key ${JSON.stringify(keyAt(text, error.pos[0]))} appears twice in the same mapping`
        : (IN_WORDS[error.code] ?? `not YAML: ${boundedText(error.message)}`);
    return { path: '', message, ...at(error.pos[0]) };
  });
  faults.push(...danglingAliases(document, at));
  const broken = syntax.some(({ code }) => code !== 'DUPLICATE_KEY') || faults.length > syntax.length;
  if (broken) return { outcome: 'broken', faults };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { outcome: 'read', file: fileOf(document, value, at), faults };
  } catch (error) {
    // The only thing left to fail is the bound on aliases, which has no specific code.
    if (!(error instanceof ReferenceError)) throw error;
    const message = `aliases are nested too deep: they would stand for more than ${MAX_ALIASES} copies`;
    return { outcome: 'broken', faults: [...faults, { path: '', message, line: 1, column: 1 }] };
  }
}

function keyAt(text: string, offset: number): string {
  return boundedText(/^[^:\n]*/.exec(text.slice(offset, offset + 200))?.[0] ?? '', 60);
}

function danglingAliases(
  document: Document.Parsed,
  at: (offset: number) => Position,
): readonly ConfigIssue[] {
  const faults: ConfigIssue[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const message = `the alias *${boundedText(alias.source, 60)} names no anchor that comes before it`;
      faults.push({ path: '', message, ...at(alias.range?.[0] ?? 0) });
    },
  });
  return faults;
}

function fileOf(document: Document.Parsed, value: unknown, at: (offset: number) => Position): YamlFile {
  const root = document.contents;
  /** The deepest node along the path, and the last key that was passed. */
  const walk = (path: readonly PropertyKey[]): { readonly value: number; readonly key: number } => {
    let node: Node | null | undefined = root;
    let offset = root?.range?.[0] ?? 0;
    let keyOffset = offset;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => String(key) === String(step));
        if (pair === undefined) break;
        keyOffset = startOf(pair.key) ?? offset;
        offset = startOf(pair.value) ?? keyOffset;
        node = pair.value as Node | null;
      } else if (isSeq(node)) {
        const item = node.items[Number(step)];
        if (item === undefined) break;
        offset = startOf(item) ?? offset;
        keyOffset = offset;
        node = item as Node;
      } else break;
    }
    return { value: offset, key: keyOffset };
  };
  return {
    value,
    positionOf: (path) => at(walk(path).value),
    positionOfKey: (path) => at(walk(path).key),
  };
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
