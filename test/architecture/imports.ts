import { posix } from 'node:path';

/** One rule of the architecture, as a sentence a machine checks. */
interface Rule {
  readonly importer: RegExp;
  readonly forbidden: RegExp;
  readonly because: string;
}

/** From the bottom to the top: a file imports its own layer and what is below. */
const LAYERS: readonly (readonly RegExp[])[] = [
  [/^lib\/core\//],
  [/^lib\/(net|wire|catalogue)\//],
  [/^lib\/trust\//],
  [/^lib\/(probes|explain|report|aws)\//],
  [/^lib\/(stages|stack|config|targets)\//],
  [/^lib\/cli\//, /^functions\//, /^bin\//, /^scripts\//, /^serverless\.ts$/],
];

const RULES: readonly Rule[] = [
  {
    importer: /^lib\/core\//,
    forbidden: /^(?!lib\/core\/)/,
    because: 'core is the vocabulary of all others and imports nothing',
  },
  {
    importer: /^lib\/(?!net\/|cli\/demo\/)|^functions\/|^bin\//,
    forbidden: /^node:(net|tls|dgram|dns)(\/|$)/,
    because: 'only lib/net opens sockets and asks for names (the demo serves a lab of its own)',
  },
  {
    importer: /^lib\/(?!aws\/)|^bin\//,
    forbidden: /^@aws-sdk\/|^@smithy\//,
    because: 'only lib/aws and functions know the AWS SDK: the bundle of the probe stays free of it',
  },
  {
    importer: /^lib\/(probes|stages|targets|explain|report|config|trust|net|wire|catalogue)\//,
    forbidden: /^lib\/aws\//,
    because: 'stages and kinds take the readers of lib/core, which functions and the command line hand in',
  },
  {
    importer: /^lib\/probes\/.*runbook\./,
    forbidden: /^lib\/(?!core\/|probes\/)/,
    because: 'a runbook is text',
  },
  {
    importer: /^(?!lib\/stack\/|serverless\.ts$)/,
    forbidden: /^osls$/,
    because: 'only the stack knows what deploys it',
  },
];

export interface Violation {
  readonly file: string;
  readonly imports: string;
  readonly because: string;
}

/** Every forbidden import of some files, by path from the project's folder. Type-only imports count as well. */
export function violationsOf(files: ReadonlyMap<string, string>): readonly Violation[] {
  return [...files].flatMap(([file, source]) =>
    importsOf(file, source).flatMap((imports) =>
      brokenBy(file, imports).map((because) => ({ file, imports, because })),
    ),
  );
}

/** What a file imports: paths from the project's folder, names of packages. */
export function importsOf(file: string, source: string): readonly string[] {
  const found = source.matchAll(/\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g);
  return [...found]
    .map(([, from, called]) => from ?? called ?? '')
    .map((name) => (name.startsWith('.') ? posix.join(posix.dirname(file), name) : name));
}

function brokenBy(file: string, imports: string): readonly string[] {
  const broken = RULES.filter(
    ({ importer, forbidden }) => importer.test(file) && forbidden.test(imports),
  ).map(({ because }) => because);
  const [own, other] = [layerOf(file), layerOf(imports)];
  if (own !== undefined && other !== undefined && other > own) broken.push('it stands above its importer');
  const [kind, otherKind] = [kindOf(file), kindOf(imports)];
  if (kind !== undefined && otherKind !== undefined && kind !== otherKind) {
    broken.push('a kind knows no other kind');
  }
  return broken;
}

function layerOf(file: string): number | undefined {
  const layer = LAYERS.findIndex((patterns) => patterns.some((pattern) => pattern.test(file)));
  return layer === -1 ? undefined : layer;
}

function kindOf(file: string): string | undefined {
  const kind = /^lib\/probes\/([^/]+)\//.exec(file)?.[1];
  return kind === 'kit' ? undefined : kind;
}
