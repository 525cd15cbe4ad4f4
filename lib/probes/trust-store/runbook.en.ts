import type { KindTexts } from '../../core/runbook.ts';
import type { TrustStoreReason } from './spec.ts';

export const texts: KindTexts<TrustStoreReason> = {
  healthy: 'The CA certificates and revocation lists of the trust stores are good, and within AWS’s limits.',
  reasons: {
    'crl-stale': {
      title: 'A revocation list is out of date',
      summary:
        'The list of {issuer} in the trust store {trustStore} is out of date (last update: {thisUpdate}, next update: {nextUpdate}, age in days: {ageDays}).',
      meaning:
        'Certificates that were revoked since then still pass. A list whose next update has passed may also make the load balancer refuse every client of that CA, with ClientCertCrlProcessingError.',
      causes: [
        'Nobody uploads the CA’s new lists: a trust store does not fetch them.',
        'The job that uploads them failed.',
        'The CA no longer publishes lists.',
      ],
      steps: [
        'Read issuer and dates of the stored list with the first command, and compare with the list that the CA publishes.',
        'Upload the CA’s newest list to S3 and add it with the second command.',
        'Remove the old one with the last command, once the new one is listed.',
        'Let a schedule do this at every publication of the CA.',
      ],
    },
    'trust-store-expires': {
      title: 'A CA certificate of the trust store expires',
      summary:
        'The CA certificate {certificate} in the trust store {trustStore} is valid to {validTo} (days left: {days}).',
      meaning:
        'From then on the load balancer refuses every client whose chain leads to it, with ClientCertExpired or ClientCertUntrusted.',
      causes: [
        'The CA is near the end of its life.',
        'The CA was renewed, and the new certificate is not in the bundle.',
      ],
      steps: [
        'List what the bundle holds with the first two commands.',
        'Have the CA’s successor issue client certificates, and hand them out before this date.',
        'Put old and new CA into one bundle, upload it to S3 and exchange it with the last command; nothing restarts.',
        'Remove the old CA once no client uses it.',
      ],
    },
    'crl-expires': {
      title: 'A revocation list expires soon',
      summary:
        'The next update of the list of {issuer} in the trust store {trustStore} is due at {nextUpdate} (days left: {days}).',
      meaning:
        'A trust store does not fetch lists. After that moment the load balancer may refuse every client of that CA, with ClientCertCrlProcessingError.',
      causes: [
        'The CA publishes lists at longer intervals than this warning.',
        'The job that uploads them runs late.',
      ],
      steps: [
        'Check when the CA publishes the next list.',
        'Upload it and add it with the second command, then remove the old one with the last.',
      ],
    },
    'trust-store-missing': {
      title: 'A listener names a trust store that does not exist',
      summary:
        'A listener of {loadBalancer} names the trust store {trustStore}, which AWS does not know here.',
      meaning: 'What the listener verifies clients against cannot be read.',
      causes: ['It was deleted, or shared by another account that took it back.'],
      steps: [
        'List the trust stores with the command below.',
        'Attach one that exists: aws elbv2 modify-listener --mutual-authentication.',
      ],
    },
    'trust-store-near-limit': {
      title: 'The trust store is near a limit of AWS',
      summary: 'The trust store {trustStore} is near a limit ({quota}: {used} of {limit}). {quotaMeans}',
      meaning: 'AWS refuses the upload that goes beyond it; what is there stays in use.',
      causes: ['Old CAs and lists were never removed.', 'Every partner has its own CA.'],
      steps: [
        'List what it holds with the commands below, and remove what no client needs.',
        'Or ask for a higher quota in Service Quotas, where it can be raised.',
        '{quotaMeans}',
      ],
    },
  },
  glossary: {
    certificates: 'CA certificates in one trust store: a quota that can be raised.',
    certificateBytes: 'Size of one CA certificate: fixed.',
    lists: 'Revocation lists in one trust store: a quota that can be raised.',
    entries: 'Entries of all revocation lists together: a quota that can be raised.',
    listBytes: 'Size of one revocation list: fixed.',
  },
};
