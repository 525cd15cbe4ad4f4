import * as z from 'zod/mini';

/** The name of a secret (Secrets Manager API Reference, "CreateSecret", Name). An address is no name, and is itself secret. */
export const secretName = z
  .string()
  .check(
    z.regex(
      /^(?!hooks\.slack\.com\/)[A-Za-z0-9/_+=.@-]{1,512}$/,
      'expected the name of a secret in Secrets Manager, such as gatewatch/slack (never the webhook URL itself)',
    ),
  );
