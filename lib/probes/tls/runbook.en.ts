import type { KindTexts } from '../../core/runbook.ts';
import type { TlsReason } from './spec.ts';

export const texts: KindTexts<TlsReason> = {
  healthy: 'Every TLS port presents the server’s own, valid certificate for the right name.',
  reasons: {
    'tls-intercepted': {
      title: 'TLS is intercepted',
      summary:
        '{subject} presents a certificate that is not the server’s own: issuer {issuerName}, inspection product {product}.',
      meaning:
        'No trusted root key signed the certificate that arrived, whatever the names in it say. A firewall, a proxy or a cloud security service decrypts the connection and signs a copy with its own key. Storage Gateway does not support TLS inspection: it refuses such a certificate and cannot activate, or goes offline. Behind such a device an open port and a completed handshake prove nothing about AWS: the device answers even when the endpoint is down.',
      causes: [
        'TLS (SSL) inspection, "deep inspection", "HTTPS decryption" or "ssl-bump" applies to the traffic of the gateway. The product that signed: {product} ("unnamed": the issuer does not say).',
        'An exemption exists, but not for this name, this port (1026, 1027, 1028 and 1031 are often forgotten), or not for connections whose server name differs from the certificate.',
        'The name leads to a private server whose certificate comes from an authority of your own: name that root with --trust FILE.pem.',
      ],
      steps: [
        'In the local console of the gateway, open the command prompt and run the sslcheck command below. Compare the issuer with the one of the finding. Or run the openssl command below on a machine in the same subnet.',
        'Show the team that runs the proxy or firewall the issuer above and ask them to exempt the gateway\'s source address from TLS inspection ("do not decrypt", "bypass", "splice") towards: {acceptNames}.',
        'Have them enter the wildcards as well, with your Region filled in: *.storagegateway.<region>.amazonaws.com, storagegateway.<region>.amazonaws.com, *.<region>.api.aws for dual-stack gateways, *.s3.<region>.amazonaws.com for the data and d4kdq0yaxexbo.cloudfront.net for activation; for a VPC endpoint its address {address} on TCP 443, 1026, 1027, 1028 and 1031.',
        'Make sure that they exempt by address or server name before decryption, not by category after it, and that no second box (cloud proxy, branch firewall) inspects too.',
        'Run this check again: the issuer must name Amazon and the root key must be one of the five Amazon keys. Do not try to import the inspection CA into the gateway: it has no such setting.',
      ],
      variants: {
        'other-host': {
          meaning:
            'No trusted root key signed the certificate that arrived, whatever the names in it say. A firewall, a proxy or a cloud security service decrypts the connection and signs a copy with its own key. Clients that verify certificates refuse it, and the device can read what the others send. An open port and a finished handshake prove nothing about the server behind it.',
          causes: [
            'TLS (SSL) inspection, "deep inspection", "HTTPS decryption" or "ssl-bump" applies to this traffic. The product that signed: {product} ("unnamed": the issuer does not say).',
            'An exemption exists, but not for this name or this port.',
            'The name leads to a server of your own with a certificate from another CA than elsewhere: name that root with --trust FILE.pem.',
          ],
          steps: [
            'Prove it: run the openssl command below here and on a machine in another network, and compare the issuers.',
            'Show the team that runs the proxy or firewall the issuer above. Ask them to exempt the source address of this client from TLS inspection ("do not decrypt", "bypass", "splice") towards: {acceptNames}, on every port that speaks TLS.',
            'Make sure that they exempt by address or server name before decryption, not by category after it, and that no second device inspects too.',
            "Run this check again: the issuer must be the one of the server's own certificate. If inspection is wanted here, name its CA with --trust FILE.pem.",
          ],
        },
      },
    },
    'tls-wrong-endpoint': {
      title: 'Another server answers',
      summary:
        '{subject} ({address}) presents the certificate of another server: {names}, issued by {issuerName}.',
      meaning:
        'The chain ends at a public root, but it is neither for the requested name nor signed by a root that is trusted for it. It is not a forgery: the connection ends at another server.',
      causes: [
        'DNS, a hosts file or a NAT rule leads the name to the wrong address.',
        'A captive portal or a block page of a proxy answers with its own public certificate.',
        'A load balancer or content network in between does not know the name and shows its default certificate.',
      ],
      steps: [
        'Compare {address} with what the name resolves to elsewhere, and with the addresses of the VPC endpoint if it is one.',
        'Look for the name in /etc/hosts, in private hosted zones and in the forwarding rules of your DNS servers.',
        'Follow the path to {address}: is there a NAT or redirect rule for port {port}?',
        'If {names} belongs to your proxy or firewall vendor, treat it as a block page: ask for access to {host} port {port}.',
      ],
    },
    'tls-chain-invalid': {
      title: 'Clients refuse the certificate chain',
      summary:
        'The certificate chain of {subject} breaks a rule that clients enforce: {ruleMeans} (certificate {certificate}: {what}; {section}).',
      meaning:
        'The chain leads to a trusted key, so this is the right server. But OpenSSL, curl, Node and most other clients check these rules and end the handshake.',
      causes: [
        'The certificate was issued from the wrong template: for clients, for signing code, or for a CA.',
        'A CA above it is limited to other names, other purposes or fewer levels.',
        'The server sends an outdated or wrong intermediate certificate.',
      ],
      steps: [
        'Read the chain with the openssl commands below. Compare the extensions of {certificate} with {section}; what breaks the rule is: {what}.',
        'Have a server certificate issued with extendedKeyUsage=serverAuth, keyUsage=digitalSignature and its names in subjectAltName.',
        'If a CA sets the limit, issue from another CA, or have the CA certificate renewed without the limit.',
        'Install the new chain on every server behind {host}, reload the servers, and run this check again.',
      ],
    },
    'tls-weak': {
      title: 'The certificate chain is weak',
      summary: 'The certificate chain of {subject} is weak: {certificate} uses {weakness}.',
      meaning:
        'Signatures with MD5 or SHA-1 can be forged, and RSA keys below 2,048 bits can be broken. Some clients still accept them. Browsers, Java and systems with a stricter security level refuse them.',
      causes: [
        'The certificate was issued years ago, or by an old CA with old settings.',
        'A device made its own certificate at the factory.',
        'The server sends an old copy of an intermediate certificate.',
      ],
      steps: [
        'Read the chain with the openssl command below and find {certificate}.',
        "If it is the server's own, issue it again with RSA 2,048 or ECDSA P-256 and SHA-256.",
        'If it is an intermediate, install the current one from the issuer.',
        'Reload every server behind {host} and run this check again.',
      ],
    },
    'tls-untrusted-ca': {
      title: 'The certificate comes from an unknown CA',
      summary:
        '{subject} shows a certificate issued by a CA that this machine does not trust: {authority}; if it is yours, add --trust.',
      meaning:
        'No trusted root key leads to this certificate. On a server of your own that is normal: companies run their own CAs. It becomes an interception only where the same server shows another issuer elsewhere.',
      causes: [
        'The server has a certificate from a private CA of its owner.',
        'The server does not send its intermediate certificate, and the issuer above is that intermediate.',
        'A device on the path inspects TLS and signs with its own CA.',
      ],
      steps: [
        'Ask the owner of {host} whether {authority} is the CA of the organisation.',
        'If it is, get its root certificate as PEM and run this check with --trust FILE.pem. In gatewatch.yaml, put it under trust: of the target.',
        'If nobody knows it, run the openssl command below from another network. Another issuer there means that TLS is intercepted here.',
        'If the server sends one certificate only, install the full chain: the leaf first, then each intermediate.',
      ],
    },
    'tls-self-signed': {
      title: 'The certificate is self-signed',
      summary:
        '{subject} shows a self-signed certificate that this machine does not trust: {authority}; if it is yours, add --trust.',
      meaning:
        'The server vouches for itself. Appliances and test servers come with such certificates. Clients refuse it unless this very certificate is trusted.',
      causes: [
        'The certificate that the device made at its first start was never replaced.',
        'The server was set up for a test and stayed.',
        'The connection ends at another device than the one that was meant.',
      ],
      steps: [
        'Compare the fingerprint from the openssl commands below with the one that the owner of {host} sees on the device.',
        'If they agree, save the certificate as PEM and run this check with --trust FILE.pem. In gatewatch.yaml, put it under trust: of the target.',
        'Better: have a certificate issued by a CA that clients trust, and install it with its chain.',
        'If they differ, find out which device answers at {address} port {port}.',
      ],
    },
    'tls-name-mismatch': {
      title: 'The certificate is for another name',
      summary: '{subject} presents a trusted certificate for {names}, which covers none of: {acceptNames}.',
      meaning:
        'The chain ends at a trusted root, so the server is genuine, but it is not the requested one. Clients that check the name refuse it.',
      causes: [
        'The name or address leads to another service of the same owner, such as another AWS service or another Region.',
        'A server behind a load balancer was given the wrong certificate.',
        'The host was given by address, and the certificate lists names only.',
      ],
      steps: [
        'Check host and port: is {subject} the service that was meant, in the right Region?',
        'Compare {address} with the addresses that the name should have; a stale hosts entry or record is likely.',
        'If the certificate is right for this service, add its name to the names that are accepted for this target.',
        'If it is your own server, install a certificate whose subject alternative names include {host}.',
      ],
    },
    'tls-expired': {
      title: 'A certificate has expired',
      summary: 'The certificate {expiring} of {subject} expired on {validTo}.',
      meaning:
        'The chain ends at a trusted root, but a certificate on the way to it is past its last day. Clients refuse it.',
      causes: [
        'The renewal failed, or the new certificate was not installed on this server.',
        'One of several servers behind the name was forgotten: compare the addresses in the evidence.',
        'The clock of the vantage is ahead.',
      ],
      steps: [
        'Check the clock here first: date -u must agree with {validTo} being in the past.',
        "If the expired one is the server's own, renew and install it; if it is an intermediate, install the current one from the issuer.",
        'Restart or reload the server, and check every address of the name.',
        'If this is an AWS endpoint, open the AWS Health Dashboard and a support case; do not work around it.',
      ],
    },
    'tls-not-yet-valid': {
      title: 'A certificate is not valid yet',
      summary: 'The certificate {expiring} of {subject} is not valid before {validFrom}.',
      meaning:
        'The certificate was issued for a time that has not begun, or the clock of the vantage is behind. The second is far more frequent.',
      causes: [
        'The clock here is behind.',
        'A certificate was issued minutes ago by an authority whose clock is ahead.',
        'A certificate for later was installed too early.',
      ],
      steps: [
        'Compare the clock here with a time server: date -u, chronyc tracking or w32tm /query /status.',
        'If the clock is wrong, fix time synchronisation and check again; every machine that uses the same time servers has the same fault.',
        'If the clock is right, put the previous certificate back until {validFrom}.',
      ],
    },
    'tls-chain-incomplete': {
      title: 'The server does not send its intermediate certificate',
      summary:
        '{subject} sends only its own certificate, not the one of its issuer {issuerName}. Clients cannot follow the chain to a root.',
      meaning:
        'The issuer it names belongs to a trusted organisation, but without the intermediate certificate nobody can verify that. Some clients have the missing one stored and work; others fail. A forger can write this name too, so it is not proof that the server is genuine.',
      causes: [
        'The server was set up with the leaf certificate instead of the full chain.',
        'A middlebox rebuilt the handshake and dropped the intermediates.',
        "An inspection product forged a leaf that copies the issuer's name.",
      ],
      steps: [
        'Ask from another network: genuine AWS endpoints always send their intermediates, so a difference proves a middlebox.',
        'For a server of your own, install the full chain: leaf first, then each intermediate, without the root.',
        'Check with the openssl command below that two or more certificates arrive.',
        'For an AWS endpoint, show the result to the team that runs the proxy or firewall on the path.',
      ],
    },
    'tls-reset': {
      title: 'The connection ends when TLS starts',
      summary:
        '{subject} accepts the connection and ends it after the first TLS message (address: {address}).',
      meaning:
        'The port is open, yet the answer to the ClientHello is a reset or an end of the connection instead of a certificate. A device that reads the server name in the ClientHello and forbids it does exactly this. Where the evidence says "only-large-works" or "only-small-works", the size of the ClientHello decides: a gateway sends about 400 bytes, a browser or Node 24 about 1,600 in two segments.',
      causes: [
        'A firewall filters by server name (SNI) or by application, and resets what it does not allow on port {port}.',
        'A middlebox cannot handle the size or the content of the ClientHello.',
        'The service behind a load balancer is down or allows certain source addresses only.',
      ],
      steps: [
        'Run the openssl command below from here and from another network: if only one of them is cut, a device on this path does it.',
        "Search the firewall's log for resets towards {address} port {port}; ask for the application or URL rule that matched.",
        'Ask for an allow rule by destination: {acceptNames}, TCP {port}, no TLS inspection, any application.',
        'If the evidence says that only one hello size works, tell the vendor so: the device is at fault.',
      ],
    },
    'tls-alert': {
      title: 'The server refuses the client',
      summary: '{subject} refuses the client: {refusalMeans} ({alert}).',
      meaning:
        'The peer speaks TLS and says why it does not want this client. handshake-failure and protocol-version: nothing in common to agree on; unrecognized-name: it does not know the server name; certificate-required or bad-certificate: it wants a client certificate; internal-error: often a proxy that cannot reach the server behind it. With a client certificate shown, certificate-expired, unknown-ca, unsupported-certificate (wrong purpose) and certificate-revoked say what is wrong with it. nginx sends no alert: it finishes the handshake and refuses with a page of status 400, where "No required SSL certificate was sent" means that none arrived and "The SSL certificate error" that it arrived and does not verify.',
      causes: [
        'A proxy or inspection box could not reach or verify the real server and passes its failure on.',
        'The server name that was sent is not one the server knows.',
        'The server accepts only TLS versions or ciphers outside TLS 1.2 and 1.3 with common suites.',
        'The server requires a client certificate and got none, or does not accept the one it got: expired, of an authority it does not trust, not for client authentication, revoked, or without its intermediates.',
      ],
      steps: [
        'Look the alert up: {alert}; alerts are described in RFC 8446, section 6.',
        'Check that host, port and server name belong together.',
        'Run the openssl command below from another network; if it works there, a device on this path sends the alert.',
        'Where a client certificate is at issue, test it with gatewatch client-cert CERT.pem --ca BUNDLE.pem, BUNDLE.pem being the authorities that the server trusts, and show it with its intermediates in one file.',
        'Read the log of the server, or of the proxy, at the time of this check; nginx writes "client SSL certificate verify error" with the cause at the level info.',
      ],
    },
    'tls-silent': {
      title: 'The server does not respond to TLS',
      summary:
        '{subject} accepts the connection but does not complete the TLS handshake (address: {address}).',
      meaning:
        'The connection opens, the ClientHello leaves, and no complete answer comes back in time. An inspection box that drops the hello or the certificate looks like this; so does a path whose large packets are lost. Where the evidence says "only-small-works" or "only-large-works", the size of the ClientHello decides.',
      causes: [
        'A firewall drops the ClientHello because of its server name or its size, without a word.',
        'The answer with the certificate, the first full-size packet, is lost: a smaller MTU on the way (VPN, tunnel) and blocked ICMP "fragmentation needed".',
        'The service behind the port hangs.',
      ],
      steps: [
        'Run the openssl command below: "CONNECTED" without a certificate confirms it.',
        'Test the MTU towards the address with the ping command below; lower the MSS on the VPN or firewall (1,350 to 1,400) if only small packets pass.',
        "Search the firewall's log for drops towards {address} port {port}, after the three-way handshake.",
        'Ask for an allow rule by destination without inspection: {acceptNames}, TCP {port}.',
      ],
    },
    'tls-not-tls': {
      title: 'The port does not speak TLS',
      summary: '{subject} answers in plain text instead of TLS: "{firstBytes}".',
      meaning:
        'Something listens on the port, but it speaks another protocol. "HTTP/1.1 …" is usually a proxy or firewall that refuses, "SSH-" an SSH server, "220 " a mail server.',
      causes: [
        'The port or the host is the wrong one.',
        'A proxy or captive portal answers with an error page in plain HTTP.',
        'A NAT or load balancer rule forwards the port to another service.',
      ],
      steps: [
        'Read the first bytes above: which program says this?',
        'Check host and port, and which address the name leads to: {address}.',
        'If it is an HTTP error, read it in full with the command below and show it to the owner of the proxy or firewall.',
        'Check the NAT, listener or target group that serves port {port}.',
      ],
    },
    'tls-chain-unreadable': {
      title: 'The certificates cannot be read',
      summary: '{subject} speaks TLS, but its certificates cannot be read ({code}).',
      meaning:
        'The handshake or the certificates are malformed, too long, or use something that this program cannot read. Whether the path is intercepted is therefore not known.',
      causes: [
        'The server or a middlebox sends a damaged or oversized chain.',
        'The server speaks only old versions of TLS or unusual algorithms.',
        'A device in between damages the stream.',
      ],
      steps: [
        'Run the openssl command below and keep its whole output.',
        'Run it from another network: if the output differs, a device on this path is at fault.',
        'For a server of your own, install a plain chain: the leaf and its intermediates, ten certificates at most.',
      ],
    },
    'tls-connection-limited': {
      title: 'Connections from one source are limited',
      summary: '{subject} rejects connections when many come from here at once; a single one succeeds.',
      meaning:
        'The service works. It, or a firewall before it, allows one source only a few connections at a time and resets the rest. Clients behind one address, such as a NAT gateway or a proxy, share that limit.',
      causes: [
        'The server limits connections for each source (nginx limit_conn, HAProxy, sshd MaxStartups).',
        'A firewall limits them (iptables connlimit, a session limit for each source on an appliance).',
      ],
      steps: [
        'Find out whether clients share one source address (NAT, proxy): then they meet the limit too.',
        'Raise the limit for this source on the server or on the firewall, or leave it if clients never come that close.',
        'Ask fewer targets at this address in one run to check without meeting the limit.',
      ],
    },
    'tls-expires-soon': {
      title: 'A certificate expires soon',
      summary: 'The certificate {expiring} of {subject} expires on {validTo}.',
      meaning:
        'Nothing is broken yet. Certificates are renewed weeks before their end; this close to it, the renewal has probably failed.',
      causes: [
        'Automatic renewal failed: a validation record or a permission is missing.',
        'The certificate was renewed but not installed, or the server was not reloaded.',
        'Nobody renews it: it was made by hand.',
      ],
      steps: [
        'Find who issues and installs the certificate {subjectName}.',
        'Renew it, install it on every server behind {host}, and reload them.',
        'Run this check again: the date must have moved on every address.',
      ],
    },
  },
  glossary: {
    'not-a-ca': 'a certificate that is no CA has issued another one',
    'path-length': 'more CAs are below a CA than it allows',
    'may-not-sign': 'the key usage of a CA does not allow it to sign certificates',
    'key-usage': 'the key usage of the server certificate does not allow TLS',
    'extended-key-usage': 'the certificate is for other purposes than TLS servers',
    'name-not-permitted': 'a name lies outside the names that a CA above it permits',
    'name-excluded': 'a name is among those that a CA above it excludes',
    'name-limit-not-understood': 'a CA limits names in a way that clients do not understand',
    'key-identifier': 'the certificate names another key of its issuer than the one that signed it',
    'unknown-critical-extension': 'clients do not know one of its critical extensions',
    'malformed-names': 'its alternative names are malformed',
    'malformed-extension': 'an extension is malformed or appears twice',
    'unnamed-curve': 'the elliptic curve of its key is written out instead of named',
    'by-alert': 'it ends TLS with an alert',
    'page-not-sent':
      'it finishes the handshake, sends no alert, and then answers that no client certificate was sent',
    'page-not-accepted':
      'it finishes the handshake, sends no alert, and then answers that it does not accept the client certificate',
    'changed-since-good': 'Until {until} this chain ended at key {before}; now it ends at key {now}.',
    'nothing-since-good': 'Until {until} this chain ended at key {before}; now no chain is shown.',
    'other-chain':
      '{place} shows another certificate chain (issuer {issuer}); here the issuer is {here}. Another device answers here.',
    'partial-inspection':
      'Inspection is partial. Exempt, with genuine certificates: {exempt}. Not exempt, forged by {product}: {forged}.',
    'only-proxy-inspects':
      'Only the path through {via} is inspected ({product}). On the direct path certificates are genuine.',
    'only-direct-inspected':
      'Only the direct path is inspected ({product}). Through {via} the certificates are genuine.',
  },
};
