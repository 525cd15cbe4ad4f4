import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/** Reading a piece takes as long as these bytes more in a piece that is read anyway (`bench/start.ts`). */
const PIECE_BYTES = 16 * 1024;
/** A module of Node's own takes as long as these bytes: `crypto` and `tls` more, `events` nothing. */
const BUILTIN_BYTES = 64 * 1024;
/** What is loaded after a command began matters less than what each start loads. */
const LATER = 0.1;

/**
 * Splitting cuts a piece for every set of entries that share something: sixty pieces of `check`, and most of them take
 * longer to read than to run. Entries are made to load more than they need, so that pieces fall together, as long as
 * the bytes cost less than the pieces.
 *
 * @param root - what names in the account are relative to
 * @param account - esbuild's account of a bundle without this
 * @param starts - files that a person starts; what else is loaded on demand comes later
 */
export function loadTogether(root: string, account: Metafile, starts: ReadonlySet<string>): Plugin {
  const extra = extraLoads(account, starts);
  return {
    name: 'load-together',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const wanted = extra.get(relative(root, path));
        if (wanted === undefined) return undefined;
        const imports = wanted.map((name) => `import ${JSON.stringify(join(root, name))};\n`);
        return { contents: `${await readFile(path, 'utf8')}\n${imports.join('')}`, loader: 'ts' };
      });
    },
  };
}

/** Modules that the same entries load: esbuild makes a piece of them. */
interface Atom {
  readonly names: readonly string[];
  readonly bytes: number;
  /** What must be loaded with it, itself too. */
  readonly needs: ReadonlySet<Atom>;
  /** The number of the set of entries that load it. */
  loadedBy: number;
}

/** What each entry is to load beside what it needs. */
function extraLoads(account: Metafile, starts: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const { inputs } = account;
  const entries = entriesOf(account);
  const sets = new EntrySets(entries, inputs, starts);
  const atoms = atomsOf(account, sets);
  const own = new Map(atoms.map((atom) => [atom, atom.loadedBy]));
  // Only a source of ours can be made to import. One that awaits what it loads must not be a part of that.
  const fixed = entries.filter((name) => !isOurs(name) || name.startsWith('bin/'));
  const movable = atoms.filter(
    ({ names, loadedBy }) => names.some(isOurs) && !fixed.some((name) => sets.has(loadedBy, name)),
  );
  while (mergeBest(movable, sets));
  return new Map(
    entries.flatMap((entry) => {
      const extra = movable
        .filter((atom) => sets.has(atom.loadedBy, entry) && !sets.has(own.get(atom) ?? 0, entry))
        .flatMap(({ names }) => names.filter(isOurs))
        // A circle would change the order in which modules run.
        .filter((name) => !loadedWith([name], inputs).has(entry));
      return extra.length === 0 ? [] : [[entry, extra] as const];
    }),
  );
}

function isOurs(name: string): boolean {
  return name.endsWith('.ts') && !name.startsWith('node_modules/');
}

/** Makes one of the two groups of atoms whose union saves most. False where none saves anything. */
function mergeBest(atoms: readonly Atom[], sets: EntrySets): boolean {
  const groups = [...Map.groupBy(atoms, ({ loadedBy }) => loadedBy)].map(([loadedBy, members]) => ({
    loadedBy,
    needs: new Set(members.flatMap(({ needs }) => [...needs])),
  }));
  let best = { saved: 0, loadedBy: 0, needs: new Set<Atom>() };
  for (const [index, one] of groups.entries()) {
    for (const other of groups.slice(index + 1)) {
      const loadedBy = sets.union(one.loadedBy, other.loadedBy);
      const pieces = sets.weight(one.loadedBy) + sets.weight(other.loadedBy) - sets.weight(loadedBy);
      let saved = PIECE_BYTES * pieces;
      if (saved <= best.saved) continue;
      const needs = new Set([...one.needs, ...other.needs]);
      for (const atom of needs) {
        if (saved <= best.saved) break;
        const more = sets.weight(sets.union(atom.loadedBy, loadedBy)) - sets.weight(atom.loadedBy);
        saved -= atom.bytes * more;
      }
      if (saved > best.saved) best = { saved, loadedBy, needs };
    }
  }
  for (const atom of best.needs) atom.loadedBy = sets.union(atom.loadedBy, best.loadedBy);
  return best.saved > 0;
}

/** More than there can be numbers of sets. */
const MOST_SETS = 2 ** 24;

/** Sets of entries, by number. */
class EntrySets {
  readonly loads: readonly ReadonlySet<string>[];
  readonly #entries: readonly string[];
  readonly #before: readonly ReadonlySet<number>[];
  readonly #weights: readonly number[];
  readonly #numbers = new Map<string, number>();
  readonly #sets: ReadonlySet<number>[] = [];
  readonly #unions = new Map<number, number>();
  readonly #weightOf: number[] = [];

  constructor(entries: readonly string[], inputs: Metafile['inputs'], starts: ReadonlySet<string>) {
    this.#entries = entries;
    this.loads = entries.map((entry) => loadedWith([entry], inputs));
    this.#before = loadedBefore(entries, this.loads, inputs);
    // A file is read as often as what cannot start without it.
    this.#weights = entries.map((_, index) =>
      entries.reduce((sum, start, other) => {
        const needsIt = other === index || this.#before[other]?.has(index) === true;
        return needsIt && starts.has(start) ? sum + 1 : sum;
      }, LATER),
    );
  }

  /** The number of the set of entries that load a module. */
  loading(name: string): number {
    return this.#number(
      new Set(this.#entries.keys().filter((index) => this.loads[index]?.has(name) === true)),
    );
  }

  has(number: number, entry: string): boolean {
    return this.#sets[number]?.has(this.#entries.indexOf(entry)) === true;
  }

  union(one: number, other: number): number {
    if (one === other) return one;
    const key = Math.min(one, other) * MOST_SETS + Math.max(one, other);
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const both = this.#number(new Set([...(this.#sets[one] ?? []), ...(this.#sets[other] ?? [])]));
    this.#unions.set(key, both);
    return both;
  }

  /** How often what these entries load is read: by each of them for which it is not there already. */
  weight(number: number): number {
    const set = this.#sets[number] ?? new Set();
    this.#weightOf[number] ??= [...set]
      .filter((index) => ![...(this.#before[index] ?? [])].some((earlier) => set.has(earlier)))
      .reduce((sum, index) => sum + (this.#weights[index] ?? 0), 0);
    return this.#weightOf[number];
  }

  #number(set: ReadonlySet<number>): number {
    const key = [...set].sort((a, b) => a - b).join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#sets.push(set) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

function atomsOf({ outputs, inputs }: Metafile, sets: EntrySets): readonly Atom[] {
  const bytes = new Map(
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).map(([name, { bytesInOutput }]) => [name, bytesInOutput] as const),
    ),
  );
  for (const { path, external } of Object.values(inputs).flatMap(({ imports }) => imports))
    if (external === true && path.startsWith('node:')) bytes.set(path, BUILTIN_BYTES);
  const used = [...bytes.keys()].filter((name) => (bytes.get(name) ?? 0) > 0);
  const atoms = [...Map.groupBy(used, (name) => sets.loading(name))].map(([loadedBy, names]) => ({
    names,
    bytes: names.reduce((sum, name) => sum + (bytes.get(name) ?? 0), 0),
    needs: new Set<Atom>(),
    loadedBy,
  }));
  const atomOf = new Map(atoms.flatMap((atom) => atom.names.map((name) => [name, atom] as const)));
  for (const { names, needs } of atoms) {
    for (const name of loadedWith(names, inputs)) {
      const needed = atomOf.get(name);
      if (needed !== undefined) needs.add(needed);
    }
  }
  return atoms;
}

/** Files that a bundle is entered by: its own, and what is loaded on demand. */
function entriesOf({ inputs, outputs }: Metafile): readonly string[] {
  const own = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const onDemand = Object.values(inputs).flatMap(({ imports }) => imports.filter(isOnDemand));
  return [...new Set([...own, ...onDemand.map(({ path }) => path)])].filter((name) => name in inputs);
}

function isOnDemand({ kind }: { readonly kind: string }): boolean {
  return kind === 'dynamic-import';
}

/** For each entry, those that are there whenever it is loaded: they, or what they loaded, load it. */
function loadedBefore(
  entries: readonly string[],
  loads: readonly ReadonlySet<string>[],
  inputs: Metafile['inputs'],
): readonly ReadonlySet<number>[] {
  const numbers = new Map(entries.map((entry, index) => [entry, index]));
  const loaders = entries.map(() => new Set<number>());
  for (const [loader, names] of loads.entries()) {
    for (const { path } of [...names].flatMap((name) => inputs[name]?.imports.filter(isOnDemand) ?? []))
      loaders[numbers.get(path) ?? -1]?.add(loader);
  }
  let before = loaders.map((of): ReadonlySet<number> => new Set(of.size === 0 ? [] : entries.keys()));
  for (let isStable = false; !isStable; ) {
    const next = loaders.map((of, index) => {
      const isBefore = (one: number) => [...of].every((loader) => loader === one || before[loader]?.has(one));
      return new Set([...(before[index] ?? [])].filter(isBefore));
    });
    isStable = next.every(({ size }, index) => size === before[index]?.size);
    before = next;
  }
  return before;
}

/** These modules, and all that is loaded before they run. */
function loadedWith(names: readonly string[], inputs: Metafile['inputs']): ReadonlySet<string> {
  const all = new Set(names);
  for (const one of all) {
    for (const { kind, path } of inputs[one]?.imports ?? []) if (kind !== 'dynamic-import') all.add(path);
  }
  return all;
}
