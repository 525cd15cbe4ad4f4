import type { Credentials, HttpChannel } from '../../../channels/channel.ts';
import type { SecretReader } from '../../../core/aws/secret-reader.ts';
import { AwsRefusal } from '../../../core/errors.ts';
import { parseFields } from '../../../core/json.ts';

/** The address and key of a receiver, which are secret: they stand in no message, no log line and no error. */
type FoundCredentials =
  | { readonly outcome: 'known'; readonly credentials: Credentials }
  | { readonly outcome: 'missing'; readonly why: string };

export interface CredentialStore {
  /** What is kept, or what the secret holds where nothing is kept yet. */
  readonly credentials: () => Promise<FoundCredentials>;
  /** Reads the secret again; true when it holds something else now. */
  readonly refresh: () => Promise<boolean>;
}

/**
 * Keeps the credentials of a channel for as long as the function lives.
 *
 * @param name - of the secret
 */
export function createCredentialStore(
  { secret }: Pick<HttpChannel, 'secret'>,
  name: string,
  readSecret: SecretReader,
): CredentialStore {
  let kept: Credentials | undefined;
  const read = async (): Promise<FoundCredentials> => {
    try {
      const found = await readSecret(name);
      if (found.outcome === 'missing')
        return { outcome: 'missing', why: `the secret ${name} does not exist` };
      const credentials = readCredentials(found.value, secret);
      const why = `the secret ${name} holds no ${EXPECTED[secret.holds]}`;
      return credentials === undefined ? { outcome: 'missing', why } : { outcome: 'known', credentials };
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error;
      return { outcome: 'missing', why: `the secret ${name} could not be read: ${error.message}` };
    }
  };
  return {
    credentials: async () => {
      if (kept !== undefined) return { outcome: 'known', credentials: kept };
      const found = await read();
      if (found.outcome === 'known') kept = found.credentials;
      return found;
    },
    refresh: async () => {
      const found = await read();
      if (found.outcome === 'missing') return false;
      const { url, key } = found.credentials;
      if (url.href === kept?.url.href && key === kept.key) return false;
      kept = found.credentials;
      return true;
    },
  };
}

const EXPECTED: Readonly<Record<HttpChannel['secret']['holds'], string>> = {
  url: 'https address, neither bare nor as {"url": "…"}',
  key: 'key of the right form, neither bare nor as {"key": "…"} (with a "url" for a service elsewhere)',
  'url-and-key': '{"url": "https://…", "key": "whsec_…"}',
};

function readCredentials(value: string, secret: HttpChannel['secret']): Credentials | undefined {
  const text = value.trim();
  const bare = secret.holds === 'key' ? { key: text } : { url: text };
  const { url: address = secret.url, key = '' } = text.startsWith('{') ? (parseFields(text) ?? {}) : bare;
  const url = typeof address === 'string' ? URL.parse(address) : null;
  // The address may be the only key to the channel: it does not travel in clear text.
  if (url?.protocol !== 'https:' || typeof key !== 'string') return undefined;
  return secret.key === undefined || secret.key.test(key) ? { url, key } : undefined;
}
