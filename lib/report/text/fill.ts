import type { JsonObject } from '../../core/json.ts';
import { boundedText } from '../../core/text.ts';

const PLACEHOLDER = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g;

/** Puts values into a sentence. A value that is not known, or empty, stands as `?`, so that the gap shows. */
export function fillText(template: string, values: JsonObject): string {
  return template.replace(PLACEHOLDER, (_, name: string) => {
    const value = values[name];
    return value === undefined || value === null ? '?' : boundedText(asText(value), 300) || '?';
  });
}

/**
 * What may stand in a command somebody pastes into a shell: ids, addresses, ports, host names, ARNs, names of log groups.
 * Nothing in it means anything to a shell, and nothing starts an option.
 */
const PASTEABLE = /^[A-Za-z0-9/][A-Za-z0-9._:/@%+-]{0,252}$|^[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,45}$/;

/** Puts values into a command; undefined when one is missing or might mean something to a shell. */
export function fillCommand(template: string, values: JsonObject): string | undefined {
  let complete = true;
  const command = template.replace(PLACEHOLDER, (whole, name: string) => {
    const value = values[name];
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    if (text === undefined || !PASTEABLE.test(text)) {
      complete = false;
      return whole;
    }
    return text;
  });
  return complete ? command : undefined;
}

function asText(value: Exclude<JsonObject[string], undefined>): string {
  if (Array.isArray(value))
    return value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
