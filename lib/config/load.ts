import { readFile } from 'node:fs/promises';
import { type AwsRefusal, type ConfigIssue, formatPath, InputError } from '../core/errors.ts';
import { fileProblem } from '../core/file-problem.ts';
import { asFields } from '../core/json.ts';
import type { MemberAccount, Organization, UnitAnswer } from '../core/organization.ts';
import { isRefusal } from '../core/refusals.ts';
import { type Config, toConfig } from './config.ts';
import { fitted, type SchemaIssue } from './issues.ts';
import { routeIssues } from './route-rules.ts';
import { ruleIssues } from './rules.ts';
import { configSchema } from './schema.ts';
import { type ExpandedUnit, expandUnits, unitEntries, unlistedIssue } from './units.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

/** What becomes of `accounts` that are whole organizational units, where nobody lists them. */
export type UnitsUnlisted = 'refused' | 'left-out';

/**
 * Reads gatewatch.yaml.
 *
 * @param source - what to call the file in messages
 * @param units - `left-out` for commands to which other accounts do not matter
 * @throws {InputError} `bad-config` with every fault: its path, line and column, what was found, what was expected
 */
export function parseConfig(
  text: string,
  source = 'gatewatch.yaml',
  units: UnitsUnlisted = 'refused',
): Config {
  const { file, faults } = read(text, source);
  const entries = unitEntries(file.value);
  const unlisted = units === 'refused' ? entries.map((entry) => unlistedIssue(entry, UNLISTED)) : [];
  const { config, issues } = fittedConfig(file.value);
  const rules = [
    ...ruleIssues(file.value),
    // Without their accounts, names of routes cannot be judged.
    ...(config === undefined || entries.length > 0 ? [] : routeIssues(config)),
  ];
  return accepted(config, [...faults, ...placedAll([...issues, ...rules, ...unlisted], file)], source);
}

/** A file whose organizational units were listed. */
export interface ExpandedFile {
  readonly config: Config;
  /** The file for those who cannot list units: as it was, or with an entry for each account. */
  readonly text: string;
  readonly units: readonly ExpandedUnit[];
}

/**
 * Reads gatewatch.yaml, with an entry for each account of the organizational units that it names.
 *
 * @param open - the organization; it is opened only where the file names a unit
 * @throws {InputError} `bad-config` as `parseConfig`, and for a unit that cannot be listed or names no account to watch
 */
export async function parseExpanded(
  text: string,
  source: string,
  open: () => Promise<Organization>,
): Promise<ExpandedFile> {
  const { file, faults } = read(text, source);
  const entries = unitEntries(file.value);
  if (entries.length === 0 || faults.length > 0 || fittedConfig(file.value).config === undefined)
    return { config: parseConfig(text, source, 'left-out'), text, units: [] };
  const { hub, accountsOf } = await open();
  const members = new Map<string, readonly MemberAccount[]>();
  const unlisted: SchemaIssue[] = [];
  for (const entry of entries) {
    const answer = await accountsOf(entry.unit).catch(refusedAs);
    if (answer.outcome === 'listed') members.set(entry.unit, answer.accounts);
    else unlisted.push(unlistedIssue(entry, whyUnlisted(answer)));
  }
  refuse(placedAll(unlisted, file), source);
  const { value, origins, units, faults: unfitUnits } = expandUnits(asFields(file.value) ?? {}, members, hub);
  refuse(placedAll(unfitUnits, file), source);
  // Where a fault of one account's entry is of the unit's, it is said once, where it was written.
  const { config, issues } = fittedConfig(value);
  const all = [...issues, ...ruleIssues(value), ...(config === undefined ? [] : routeIssues(config))].map(
    ({ path, ...issue }) => ({ ...issue, path: whereWritten(path, origins) }),
  );
  const once = new Map(placedAll(all, file).map((fault) => [`${fault.path} ${fault.message}`, fault]));
  return { config: accepted(config, [...once.values()], source), text: JSON.stringify(value), units };
}

/**
 * Reads the file at a path.
 *
 * @throws {InputError} `bad-config` as `parseConfig`, or when the file cannot be read
 */
export async function loadConfig(path: string, units?: UnitsUnlisted): Promise<Config> {
  return parseConfig(await readConfigText(path), path, units);
}

/** @throws {InputError} `bad-config` when the file cannot be read */
export async function readConfigText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new InputError(
      'bad-config',
      [{ path: '', message: `expected a file that can be read: ${fileProblem(error)}` }],
      path,
    );
  }
}

const UNLISTED =
  'expected "id" and "name" beside it, or `gatewatch deploy`, `plan` or `template`, which list the accounts of a unit';

type Refusal = { readonly outcome: 'refused'; readonly refusal: AwsRefusal };

function refusedAs(error: unknown): Refusal {
  if (!isRefusal(error)) throw error;
  return { outcome: 'refused', refusal: error };
}

function whyUnlisted(answer: Exclude<UnitAnswer, { readonly outcome: 'listed' }> | Refusal): string {
  switch (answer.outcome) {
    case 'unknown':
      return 'expected a unit of this organization';
    case 'no-organization':
      return 'expected credentials of an account that is in an organization';
    case 'refused': {
      const { action, code, answer: words } = answer.refusal;
      return code === 'access-denied'
        ? `expected a unit that may be listed (${action}: access-denied; only the management account and delegated administrators may, with a policy that allows it)`
        : `expected a unit that AWS lists (${action}: ${words})`;
    }
  }
}

function whereWritten(path: readonly PropertyKey[], origins: readonly number[]): readonly PropertyKey[] {
  const [first, index, ...rest] = path;
  return first === 'accounts' && typeof index === 'number' ? [first, origins[index] ?? index, ...rest] : path;
}

function read(text: string, source: string) {
  const reading = readYaml(text);
  if (reading.outcome === 'broken') throw new InputError('bad-config', reading.faults, source);
  return reading;
}

/** Absent where something does not fit. */
function fittedConfig(value: unknown) {
  const fit = fitted(configSchema, value);
  return { config: fit.value === undefined ? undefined : toConfig(fit.value), issues: fit.issues };
}

function accepted(config: Config | undefined, faults: readonly ConfigIssue[], source: string): Config {
  if (config === undefined || faults.length > 0) throw refusal(faults, source);
  return config;
}

function refuse(faults: readonly ConfigIssue[], source: string): void {
  if (faults.length > 0) throw refusal(faults, source);
}

function refusal(faults: readonly ConfigIssue[], source: string): InputError {
  return new InputError('bad-config', faults.toSorted(byPosition), source);
}

function placedAll(issues: readonly SchemaIssue[], file: YamlFile): readonly ConfigIssue[] {
  return issues.map((issue) => placed(issue, file));
}

function placed({ path, about, message }: SchemaIssue, file: YamlFile): ConfigIssue {
  const position = about === 'key' ? file.positionOfKey(path) : file.positionOf(path);
  return { path: formatPath(path), message, ...position };
}

function byPosition(a: ConfigIssue, b: ConfigIssue): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
