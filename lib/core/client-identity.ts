/**
 * Who we are in a TLS handshake: a certificate chain and its private key, both PEM. It stays in the process that
 * read the files: never in a question, an observation, a log or an error.
 */
export interface ClientIdentity {
  readonly certPem: string;
  readonly keyPem: string;
}
