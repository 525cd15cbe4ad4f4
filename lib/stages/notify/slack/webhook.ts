import type { SecretReader } from '../../../core/aws/secret-reader.ts';
import { AwsRefusal } from '../../../core/errors.ts';

/** The address of a web hook, which is a secret: it stands in no message, no log line and no error. */
export type WebhookAddress =
  | { readonly outcome: 'known'; readonly url: URL }
  | { readonly outcome: 'missing'; readonly why: string };

export interface Webhook {
  /** The address that is kept, or that of the secret where none is kept yet. */
  readonly address: () => Promise<WebhookAddress>;
  /** Reads the secret again; true when it is another address now. */
  readonly refresh: () => Promise<boolean>;
}

/**
 * Keeps the address of a web hook for as long as the function lives.
 *
 * @param name - of the secret, whose value is the address or `{"url": "…"}`
 */
export function createWebhook(name: string, readSecret: SecretReader): Webhook {
  let kept: URL | undefined;
  const read = async (): Promise<WebhookAddress> => {
    try {
      const secret = await readSecret(name);
      if (secret.outcome === 'missing')
        return { outcome: 'missing', why: `the secret ${name} does not exist` };
      const url = readAddress(secret.value);
      const why = `the secret ${name} holds no https address, neither bare nor as {"url": "…"}`;
      return url === undefined ? { outcome: 'missing', why } : { outcome: 'known', url };
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error;
      return { outcome: 'missing', why: `the secret ${name} could not be read: ${error.message}` };
    }
  };
  return {
    address: async () => {
      if (kept !== undefined) return { outcome: 'known', url: kept };
      const found = await read();
      if (found.outcome === 'known') kept = found.url;
      return found;
    },
    refresh: async () => {
      const found = await read();
      if (found.outcome === 'missing' || found.url.href === kept?.href) return false;
      kept = found.url;
      return true;
    },
  };
}

function readAddress(value: string): URL | undefined {
  const text = value.trim();
  const bare = text.startsWith('{') ? urlOfJson(text) : text;
  const url = bare === undefined ? null : URL.parse(bare);
  // The address is the only key to the channel: it does not travel in clear text.
  return url?.protocol === 'https:' ? url : undefined;
}

function urlOfJson(text: string): string | undefined {
  try {
    const { url } = JSON.parse(text) as { readonly url?: unknown };
    return typeof url === 'string' ? url : undefined;
  } catch {
    // The caller says what was expected, and nothing of what stood there.
    return undefined;
  }
}
