/** What came of reading a secret. */
export type Secret = { readonly outcome: 'read'; readonly value: string } | { readonly outcome: 'missing' };

/** Reads one secret by its name, now. Rejects with `AwsRefusal` when AWS refuses or does not answer. */
export type SecretReader = (name: string) => Promise<Secret>;

/** The IAM actions a reader uses. */
export const SECRET_READER_ACTIONS = ['secretsmanager:GetSecretValue'] as const;
