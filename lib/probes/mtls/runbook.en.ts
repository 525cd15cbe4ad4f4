import type { KindTexts } from '../../core/runbook.ts';
import type { MtlsReason } from './spec.ts';

/** The same first look everywhere: which clients, which certificate. */
const WHO =
  'List the clients concerned with the gatewatch mtls command below: address, subject, serial number and validity.';

export const texts: KindTexts<MtlsReason> = {
  healthy: 'Connection logs arrive, and no listener leaves client certificates unverified.',
  reasons: {
    'client-cert-expired': {
      title: 'Client certificates have expired',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertExpired, first of all from {client} ({certificate}, valid to {notAfter}).',
      meaning:
        'A certificate of the chain that the client sent is past its end. The log shows the validity of the leaf only: if the leaf is still valid, an intermediate CA of the chain, or the CA in the trust store, has expired.',
      causes: [
        'The client certificate was not renewed in time.',
        'It was renewed, but the client still runs with the old file: it was not restarted, or its keystore was not updated.',
        'An intermediate CA certificate in the chain or in the trust store has expired.',
      ],
      steps: [
        WHO,
        'Compare the end of validity in the log with the time of the line. If it lies in the future, look for an expired intermediate with the client-cert command below.',
        'Have the owner of the certificate (serial {serial}) install the renewed certificate and restart the client.',
        'If a CA has expired, upload a bundle with its successor: aws elbv2 modify-trust-store.',
        'If clients must come through until then, the listener can ignore expiry (IgnoreClientCertificateExpiry=true). Take it back afterwards: it holds for all clients.',
      ],
    },
    'client-cert-not-yet-valid': {
      title: 'Client certificates are not valid yet',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertNotYetValid, first of all from {client} ({certificate}, valid from {notBefore}).',
      meaning: 'The beginning of the validity of a certificate in the chain lies in the future.',
      causes: [
        'The certificate was rolled out before its start date.',
        'The clock of the CA that issued it runs ahead.',
        'The start was given in local time where UTC is meant.',
      ],
      steps: [
        WHO,
        'Compare the beginning of validity in the log, which is UTC, with the time of the line.',
        'If the difference is minutes or hours, check the clock and the time zone of the CA, and issue the certificate again with an earlier start.',
        'If the date was meant, put the previous certificate back on the client until then.',
      ],
    },
    'client-cert-untrusted': {
      title: 'Client certificates do not lead to the trust store',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertUntrusted, first of all from {client} ({certificate}).',
      meaning:
        'No path leads from the client certificate, over the certificates that the client sent along, to a CA in the trust store of the listener, or a signature on that path is wrong.',
      causes: [
        'The client sends its own certificate only and leaves out the intermediate CA.',
        'The issuing CA was replaced and its successor is not in the trust store.',
        'The client holds the certificate of another environment or another partner.',
        'The listener uses another trust store than you think.',
      ],
      steps: [
        WHO,
        'Check one certificate against the trust store with the client-cert command below: it names the issuer that is missing.',
        'If an intermediate is missing, have the client send leaf and intermediates in one file, or add the intermediate CA to the bundle.',
        'If the issuing CA is new, add it to the bundle: upload the whole bundle, old and new CAs, with aws elbv2 modify-trust-store.',
        'If the certificate is none of yours, it is a stranger: nothing needs a fix.',
      ],
    },
    'client-cert-crl-hit': {
      title: 'Revoked client certificates are used',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertCrlHit, first of all from {client} ({certificate}, serial {serial}).',
      meaning:
        'The certificate is on a revocation list of the trust store. The load balancer does what it should: either the client is to stay outside, or it still uses a certificate that was replaced.',
      causes: [
        'The certificate was revoked because it was replaced, and the client still uses the old one.',
        'The certificate was revoked because its key may be known to others.',
        'The wrong serial number was revoked.',
      ],
      steps: [
        WHO,
        'Ask the owner of the CA when and why serial {serial} was revoked.',
        'If it was replaced, have the client use the new certificate.',
        'If its key may be stolen, treat connections from {client} as a security incident: find out who uses it.',
        'If it was revoked by mistake, issue a new certificate. Taking the entry off the list needs a new list: remove-trust-store-revocations, then add-trust-store-revocations.',
      ],
    },
    'client-cert-crl-processing-error': {
      title: 'A revocation list cannot be used',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertCrlProcessingError, first of all from {client}.',
      meaning:
        'The load balancer could not check the certificate against the revocation lists of the trust store, and refuses what it cannot check. As a rule every client of that CA is concerned, with a good certificate too.',
      causes: [
        'The signature of the list does not belong to the CA of the same name in the trust store, for instance after the key of the CA was renewed.',
        'Possibly: a list for one CA of the chain, and none for another. AWS does not document that case.',
        'The list has expired or begins in the future, or carries a critical extension that is not supported, such as a delta list.',
      ],
      steps: [
        'Read the lists of the trust store with the commands below and look at issuer, last update and next update of each.',
        'Check one refused certificate with the client-cert command below: it checks signature and dates of the lists.',
        'Have the CA issue a fresh, complete list in PEM, upload it to S3 and add it: aws elbv2 add-trust-store-revocations.',
        'Remove the faulty list: aws elbv2 remove-trust-store-revocations. To let clients in at once, remove it first; revoked certificates are then accepted too.',
      ],
    },
    'client-cert-purpose-invalid': {
      title: 'Certificates are not made for clients',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertPurposeInvalid, first of all from {client} ({certificate}).',
      meaning:
        'The certificate does not allow the authentication of a TLS client. If it has an extended key usage, that must name clientAuth; if it has a key usage, that must allow digitalSignature. The same holds for the CA certificates between leaf and trust store.',
      causes: [
        'A server certificate (serverAuth only) is used as a client certificate. Public CAs have stopped issuing certificates with clientAuth.',
        'The template of the CA sets a key usage without digitalSignature, for instance keyEncipherment only.',
        'An intermediate CA is limited to serverAuth.',
      ],
      steps: [
        WHO,
        'Look at the purposes of the certificate with the openssl command below: it must say "SSL client : Yes".',
        'Have the CA issue it again from a template for clients: extendedKeyUsage=clientAuth, keyUsage=digitalSignature.',
        'If the intermediate is the limit, issue from another intermediate CA.',
      ],
    },
    'client-cert-max-chain-depth-exceeded': {
      title: 'Clients send too long a chain',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertMaxChainDepthExceeded, first of all from {client} ({certificate}).',
      meaning: 'A load balancer accepts chains of at most four certificates. This quota cannot be raised.',
      causes: [
        'The client sends the root, a cross-signed copy of it, or certificates that do not belong to the chain.',
        'The PKI has more levels than four.',
      ],
      steps: [
        WHO,
        'Count the certificates in the client’s file with the command below.',
        'Leave out the root and everything that the leaf does not lead to: leaf and intermediates are enough.',
        'If four are still exceeded, add a CA nearer to the leaf to the trust store and let clients send the chain up to it only.',
      ],
    },
    'client-cert-max-size-exceeded': {
      title: 'Client certificates are too big',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertMaxSizeExceeded, first of all from {client} ({certificate}).',
      meaning:
        'The certificates that the client sends do not fit into a TLS message (64 KB), or one of them is bigger than the load balancer accepts. These quotas cannot be raised.',
      causes: [
        'The certificate carries very many names or large private extensions.',
        'The client sends a whole CA bundle instead of its chain.',
      ],
      steps: [
        WHO,
        'Measure the certificates in the client’s file with the client-cert command below.',
        'Have the client send its leaf and the intermediates that belong to it, nothing else.',
        'If the leaf alone is that big, have it issued with fewer names and without the large extension.',
      ],
    },
    'client-cert-type-unsupported': {
      title: 'Client certificates are of an unsupported type',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertTypeUnsupported, first of all from {client} ({certificate}).',
      meaning:
        'The load balancer supports RSA keys of 2,048 to 8,192 bits and ECDSA keys on P-256, P-384 and P-521, in X.509 version 3 certificates. This certificate has another type of key, or is of version 1.',
      causes: [
        'The key is Ed25519, Ed448, DSA, or on another curve such as secp256k1 or brainpool.',
        'The RSA key is shorter than 2,048 bits, as on old devices.',
        'The certificate is of X.509 version 1, as openssl x509 -req makes it without an extension file. The log may show ClientCertInvalid in its place.',
      ],
      steps: [
        WHO,
        'Look at the version of the certificate, and at type and size of its key, with the openssl command below.',
        'Issue the certificate again with extensions and for a supported key. RSA 2,048 or ECDSA P-256 works everywhere.',
        'If a device can do nothing else, put it behind a listener in passthrough mode whose target verifies it, or behind a Network Load Balancer with TCP.',
      ],
    },
    'client-cert-incompatible': {
      title: 'Client certificates do not suit the security policy',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertIncompatible, first of all from {client} ({certificate}).',
      meaning:
        'The certificate is sound, but the security policy of the listener does not allow its type of key or signature. The certificate alone does not show it: it depends on the policy.',
      causes: [
        'The policy of the listener was changed to a stricter one, such as a FIPS or post-quantum policy.',
        'The certificate is signed with SHA-1, or its curve is not in the policy.',
      ],
      steps: [
        WHO,
        'Find out whether and when the policy of the listener was changed: CloudTrail, event ModifyListener.',
        'Read the policy with the command below and compare it with key and signature of the certificate.',
        'Either choose a policy that allows them, or have the certificate issued again with ECDSA P-256 or RSA 2,048 and SHA-256.',
      ],
    },
    'client-cert-invalid': {
      title: 'Client certificates cannot be read',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertInvalid, first of all from {client}.',
      meaning:
        'What the client sent is no certificate that the load balancer can read: damaged, not in version 3 of X.509, or not one at all. The log then often shows neither subject nor serial number.',
      causes: [
        'The certificate is of X.509 version 1: the log may show this code, or ClientCertTypeUnsupported.',
        'The file of the client is damaged or holds something else than certificates.',
        'The software of the client encodes certificates wrongly.',
      ],
      steps: [
        WHO,
        'Read the certificate with the openssl command below: it must be readable and say "Version: 3".',
        'Have it issued again with extensions (basicConstraints, keyUsage, extendedKeyUsage).',
        'If openssl finds nothing wrong, capture one handshake and send it to AWS Support with the line of the log.',
      ],
    },
    'client-cert-rejected': {
      title: 'Client certificates were rejected after verification',
      summary:
        '{loadBalancer} refused {count} connections with ClientCertRejected, first of all from {client} ({certificate}).',
      meaning:
        'The chain was verified, and a further check by the load balancer rejected the certificate. Nothing in the certificate itself shows which one.',
      causes: [
        'A check of the service itself that is not documented in detail.',
        'A trust store that is being changed while connections come in, or shared by an account that withdrew it.',
      ],
      steps: [
        WHO,
        'Check the certificate with the client-cert command below: if it names a fault, fix that first.',
        'Look at the state of the trust store and at its association with the listener with the command below.',
        'See whether all clients of one CA are concerned or one certificate only, and whether it began with a change (CloudTrail: ModifyListener, ModifyTrustStore).',
        'Open a case with AWS Support: ARN of load balancer and listener, time in UTC, client address and port, the conn_trace_id (TID_…), the whole line of the log, and the chain in PEM. Never send the private key.',
      ],
    },
    'unmapped-connection-error': {
      title: 'TLS connections fail for another reason',
      summary:
        '{loadBalancer} refused {count} connections with UnmappedConnectionError, first of all from {client}.',
      meaning:
        'The handshake failed for a reason that has no specific code. On a listener with an internet address most of these come from scanners. Clients that send no certificate at all end here too.',
      causes: [
        'The client sent no certificate: none is configured, or it found none that suits the CA names the load balancer asks for.',
        'Client and security policy have no TLS version or cipher in common.',
        'The client does not trust the certificate of the load balancer and hangs up.',
        'A scanner, a health check or a port test that does not finish the handshake.',
      ],
      steps: [
        WHO,
        'Leave out addresses that are none of your clients; if only those are left, nothing needs a fix.',
        'If TLS version and cipher are "-" in the log, compare what the client can do with the security policy of the listener.',
        'Otherwise see whether the client sends a certificate: run the openssl s_client command below on the client, with the same certificate and key.',
        'If the client’s side is in order, open a case with AWS Support: ARN of load balancer and listener, time in UTC, client address and port, conn_trace_id (TID_…), the line of the log, and a capture of one handshake. Never send the private key.',
      ],
    },
    'target-check-fails': {
      title: 'The health check of a target fails',
      summary:
        'Target {target} of {targetGroup} fails the health checks of {loadBalancer}: {code}, status code {statusCode} ({failed} failures in the newest logs).',
      meaning:
        'The load balancer sends no request to a target that is unhealthy, unless all of its group are. The reason is the one in the health check log.',
      causes: [
        'TimedOut, RequestTimedOut, ConnectionTimedOut: the security group of the target blocks the port, or the target is slow.',
        'ConnectionReset: the target closed the connection before it sent a valid response.',
        'ResponseCodeMismatch, ResponseStringMismatch: the response is not the one that the target group expects.',
        'TargetError: the target responds with a 5xx status code.',
        'GRPCStatusHeaderEmpty, GRPCUnexpectedStatus: the gRPC status is empty or not the expected one.',
        'InternalError: the fault is in the load balancer.',
      ],
      steps: [
        'Read path, port, protocol and expected codes of the health check with the first command.',
        'After a timeout, allow the health check port from the security group of the load balancer.',
        'After a mismatch or an error, request the same path at the target and read its log at {lastAt}.',
        'See with the second command whether the target is healthy again.',
        'After InternalError that stays, open a case with AWS Support.',
      ],
    },
    'tls-negotiations-fail': {
      title: 'Many TLS negotiations fail',
      summary:
        '{loadBalancer}: {failed} TLS negotiations failed in the last hour, beside {connections} new connections.',
      meaning:
        'CloudWatch counts all listeners and all clients together, with or without mutual TLS. The connection logs name each client, and the TLS version and cipher that it came to.',
      causes: [
        'A security policy was changed: clients and the listener have no TLS version or cipher in common.',
        'Clients do not trust the server certificate and close the connection.',
        'Clients of a mutual TLS listener send no certificate, or one that is refused.',
        'Scanners, or port tests that do not finish the negotiation.',
      ],
      steps: [
        'Count the failures by client, TLS version and cipher with the first command.',
        'If the addresses are none of your clients, nothing needs a fix.',
        'If version and cipher are "-", compare what the client can do with the security policy of the listener.',
        'If both are there, look at the server certificate: name, chain and expiry, as the client sees them.',
        'See in CloudTrail whether ModifyListener was called before the failures began.',
      ],
    },
    'mtls-logs-off': {
      title: 'Connection logs are off',
      summary:
        'Connection logs of {loadBalancer} are off, or the load balancer does not exist: refused clients leave no trace.',
      meaning:
        'Without connection logs nobody can say which client was refused and why: CloudWatch counts only ClientTLSNegotiationErrorCount, all causes together.',
      causes: [
        'Connection logs were never switched on: they are off by default, and apart from access logs.',
        'The load balancer was replaced, and the new one has no logs.',
        'The load balancer was deleted, and the configuration still names it.',
      ],
      steps: [
        'Check that {loadBalancer} exists in this Region and account.',
        'Allow log delivery in the policy of the bucket, as the page "Enable connection logs" shows.',
        'Switch connection logs on with the command below, to the place the configuration names: {logs}.',
        'Wait five to ten minutes and see whether the object ConnectionLogTestFile and the first log arrive.',
      ],
    },
    'mtls-logs-silent': {
      title: 'Connection logs no longer arrive',
      summary: 'No connection log of {loadBalancer} has arrived in {logs} for {since}.',
      meaning:
        'Logs are on, and the last one is too old. A load balancer writes a log every five minutes, but only where there were connections: without any, silence is right.',
      causes: [
        'There were no connections: a quiet night, or clients no longer reach the load balancer.',
        'The policy or the encryption key of the bucket no longer lets the log delivery write.',
        'Logs are written to another bucket or prefix than the configuration names.',
        'A lifecycle rule deletes the logs too early.',
      ],
      steps: [
        'Compare the place the load balancer writes to ({location}) with the configured one ({logs}).',
        'See in CloudWatch whether NewConnectionCount of {loadBalancer} is above zero: if not, ask why no client comes.',
        'If there are connections, compare the bucket policy with the page "Enable connection logs", and see who changed it last (CloudTrail: PutBucketPolicy).',
        'Switch the logs off and on again with the command below: this writes a ConnectionLogTestFile, or names the refusal.',
        'If the load balancer is idle for longer by nature, raise silentAfterMinutes.',
      ],
    },
    'mtls-passthrough': {
      title: 'A listener passes client certificates on unverified',
      summary: 'Listener {subject} is in passthrough mode: the load balancer verifies no client certificate.',
      meaning:
        'In passthrough mode every certificate is accepted, and the chain is handed to the target in the header X-Amzn-Mtls-Clientcert. The target must verify it; the log shows Success for certificates of any origin.',
      causes: [
        'Passthrough was chosen on purpose, because the application verifies.',
        'The listener was set to passthrough for a migration or a test, and was not set back.',
      ],
      steps: [
        'Ask the owner of the application whether it verifies the chain in X-Amzn-Mtls-Clientcert: signature up to its own CA, dates, purpose, revocation.',
        'If it does not, create a trust store and set the listener to verify with the command below.',
        'Before that, check the certificates of the known clients with the client-cert command below, so that none is shut out.',
        'If passthrough is meant, take the listener out of this check.',
      ],
    },
  },
};
