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
  [/^lib\/(trust|vpn-config)\//],
  [/^lib\/(probes|explain|report|aws)\//],
  [/^lib\/channels\//],
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
    importer: /^lib\/(probes|stages|targets|explain|report|config|channels|trust|net|wire|catalogue)\//,
    forbidden: /^lib\/aws\//,
    because: 'stages and kinds take the readers of lib/core, which functions and the command line hand in',
  },
  {
    importer: /^lib\/probes\/.*runbook\./,
    forbidden: /^lib\/(?!core\/|probes\/|catalogue\/)/,
    because: 'a runbook is text, with the facts of the catalogue',
  },
  {
    importer: /^lib\/(net|wire|catalogue)\/|^lib\/probes\/(?!.*\/(kind|judge[^/]*|[^/]*verdict)\.ts$)/,
    forbidden: /\/(judge[^/]*|[^/]*verdict)\.ts$/,
    because:
      'what is seen does not depend on what is thought of it: only a kind and its judge import a judge',
  },
  {
    importer: /^(?!lib\/stack\/|serverless\.ts$)/,
    forbidden: /^osls$/,
    because: 'only the stack knows what deploys it',
  },
];

/** The rooms of `lib/stages`, and for each the rooms whose results it takes. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  check: [],
  memory: ['check'],
  publish: ['check'],
  watch: ['check', 'memory', 'publish'],
  'mtls-log': ['check', 'publish'],
  notify: ['check', 'memory', 'publish', 'mtls-log'],
  dashboard: ['check', 'memory', 'publish', 'notify'],
};

/** Folders whose files may import those of their subfolders and the other way round: each subfolder is one command. */
const OPEN_FOLDERS = ['lib/cli'];

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

/** Every circle of imports between some files, and every circle between their folders; each is named once. */
export function circlesOf(files: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const ofFiles = new Map(
    [...files].map(([file, source]) => [file, importsOf(file, source).filter((name) => files.has(name))]),
  );
  const ofFolders = new Map<string, string[]>();
  for (const [file, imports] of ofFiles) {
    const others = imports.map(folderOf).filter((folder) => folder !== folderOf(file));
    ofFolders.set(folderOf(file), [...(ofFolders.get(folderOf(file)) ?? []), ...others]);
  }
  return [...circlesIn(ofFiles), ...circlesIn(ofFolders)];
}

function folderOf(file: string): string {
  const folder = posix.dirname(file);
  return OPEN_FOLDERS.find((open) => folder.startsWith(`${open}/`)) ?? folder;
}

/** The strongly connected parts of more than one member (Tarjan 1972), each in order of its names. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const place = new Map<string, number>();
  const path: string[] = [];
  const visit = (node: string): number => {
    let lowest = place.size;
    place.set(node, lowest);
    const start = path.push(node) - 1;
    for (const next of graph.get(node) ?? []) {
      if (!place.has(next)) lowest = Math.min(lowest, visit(next));
      else if (path.includes(next)) lowest = Math.min(lowest, place.get(next) ?? lowest);
    }
    if (lowest === place.get(node)) {
      const circle = path.splice(start);
      if (circle.length > 1) found.push(circle.sort());
    }
    return lowest;
  };
  for (const node of graph.keys()) if (!place.has(node)) visit(node);
  return found;
}

/** What a file imports: paths from the project's folder, names of packages. */
function importsOf(file: string, source: string): readonly string[] {
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
  const [room, otherRoom] = [roomOf(file), roomOf(imports)];
  if (room !== undefined && otherRoom !== undefined && room !== otherRoom) {
    if (!ROOMS[room]?.includes(otherRoom)) broken.push(`${room} takes nothing from ${otherRoom}`);
  }
  return broken;
}

/** How high a file stands; undefined where no layer takes it. */
export function layerOf(file: string): number | undefined {
  const layer = LAYERS.findIndex((patterns) => patterns.some((pattern) => pattern.test(file)));
  return layer === -1 ? undefined : layer;
}

function kindOf(file: string): string | undefined {
  const kind = /^lib\/probes\/([^/]+)\//.exec(file)?.[1];
  return kind === 'kit' ? undefined : kind;
}

function roomOf(file: string): string | undefined {
  return /^lib\/stages\/([^/]+)\//.exec(file)?.[1];
}
