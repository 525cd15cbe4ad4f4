import { readFile } from 'node:fs/promises';
import { type ConfigIssue, formatPath, InputError } from '../core/errors.ts';
import { fileProblem } from '../core/file-problem.ts';
import { type Config, toConfig } from './config.ts';
import { type SchemaIssue, schemaIssues } from './issues.ts';
import { ruleIssues } from './rules.ts';
import { configSchema } from './schema.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

/**
 * Reads gatewatch.yaml.
 *
 * @param source - what to call the file in messages
 * @throws {InputError} `bad-config` with every fault: its path, line and column, what was found, what was expected
 */
export function parseConfig(text: string, source = 'gatewatch.yaml'): Config {
  const reading = readYaml(text);
  if (reading.outcome === 'broken') throw new InputError('bad-config', reading.faults, source);
  const { file } = reading;
  const faults = [
    ...reading.faults,
    ...[...schemaIssues(configSchema, file.value), ...ruleIssues(file.value)].map((fault) =>
      placed(fault, file),
    ),
  ];
  if (faults.length > 0) throw new InputError('bad-config', faults.sort(byPosition), source);
  return toConfig(configSchema.parse(file.value));
}

/**
 * Reads the file at a path.
 *
 * @throws {InputError} `bad-config` as `parseConfig`, or when the file cannot be read
 */
export async function loadConfig(path: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new InputError(
      'bad-config',
      [{ path: '', message: `expected a file that can be read: ${fileProblem(error)}` }],
      path,
    );
  }
  return parseConfig(text, path);
}

function placed({ path, about, message }: SchemaIssue, file: YamlFile): ConfigIssue {
  const position = about === 'key' ? file.positionOfKey(path) : file.positionOf(path);
  return { path: formatPath(path), message, ...position };
}

function byPosition(a: ConfigIssue, b: ConfigIssue): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
