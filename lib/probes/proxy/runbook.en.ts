import type { KindTexts } from '../../core/runbook.ts';
import type { ProxyReason } from './spec.ts';

export const texts: KindTexts<ProxyReason> = {
  healthy: 'The proxy opens a tunnel to every destination, and each server presents its own certificate.',
  reasons: {
    'proxy-intercepts': {
      title: 'The proxy decrypts TLS',
      summary:
        'The proxy {via} presents a certificate that is not the one of {subject}: issuer {issuerName}, inspection product {product}.',
      meaning:
        'The tunnel was opened, but the certificate that came out of it is signed by no trusted root key. The proxy, or a device behind it, decrypts the connection. Storage Gateway does not support TLS inspection: it refuses such a certificate and cannot activate, or goes offline.',
      causes: [
        'TLS inspection ("ssl-bump", "HTTPS decryption", "deep inspection") applies to the traffic of the gateway. The product that signed: {product} ("unnamed": the issuer does not say).',
        'An exemption exists, but not for this name or this port; CONNECT to 1026, 1027, 1028 and 1031 is often forgotten.',
        'A second device between the proxy and AWS inspects too.',
      ],
      steps: [
        'Compare the issuer with the one that is seen without the proxy (field "direct" of the evidence, or the check tls): where only the proxied one is forged, the proxy itself inspects.',
        'Ask the owner of {via} to exempt the gateway by source address, or these destinations by server name, before decryption: {acceptNames}. In Squid: "ssl_bump splice" for them, before any "bump" rule.',
        'Prove it from the gateway: log in to its local console (user admin, whose default password "password" should be changed), open "Gateway Console", type sslcheck -d HOST -p PORT and compare the issuer.',
        'Run this check again: the issuer must name Amazon. Do not try to import the inspection CA into the gateway: it has no such setting.',
      ],
      variants: {
        'other-host': {
          meaning:
            'The tunnel was opened, but the certificate that came out of it is signed by no trusted root key. The proxy, or a device behind it, decrypts the connection. Clients that verify certificates refuse it.',
          causes: [
            'TLS inspection ("ssl-bump", "HTTPS decryption", "deep inspection") applies to this traffic. The product that signed: {product} ("unnamed": the issuer does not say).',
            'An exemption exists, but not for this name or this port.',
            'A second device between the proxy and the destination inspects too.',
          ],
          steps: [
            'Compare the issuer with the one that is seen without the proxy (field "direct" of the evidence, or the check tls). Where only the proxied one is forged, the proxy itself inspects.',
            'Ask the owner of {via} to exempt this client by source address, or these destinations by server name, before decryption: {acceptNames}. In Squid: "ssl_bump splice" for them, before any "bump" rule.',
            "Run this check again: the issuer must be the one of the server's own certificate. If inspection is wanted here, name its CA with --trust FILE.pem.",
          ],
        },
      },
    },
    'proxy-refused': {
      title: 'The proxy refuses connections',
      summary:
        'The proxy {subject} ({address}) refuses connections: no service listens there, or a firewall rejects.',
      meaning:
        'The host, or a firewall that speaks for it, answered at once that it does not want the connection. Nothing passes this proxy; a gateway that is set to use it is offline.',
      causes: [
        'The proxy service is stopped or crashed.',
        'It listens on another port or address than {subject}.',
        'A firewall on the proxy rejects this source.',
      ],
      steps: [
        'On the proxy, check that the service runs and listens: ss -ltnp, then systemctl status squid, or its like.',
        'Compare address and port with the gateway\'s setting: local console, "Configure HTTP Proxy" on file gateways, "SOCKS Proxy Configuration" on volume and tape gateways.',
        'If it listens, look on the proxy for a firewall rule that rejects the source of this check.',
      ],
    },
    'proxy-silent': {
      title: 'The proxy does not respond',
      summary: 'The proxy at {address} does not respond to a request for {subject}.',
      meaning:
        'Either the connection to the proxy is dropped on the path, or the proxy takes it and answers no request for a tunnel at all. A proxy that waits for its own DNS or upstream looks like this for every destination at once.',
      causes: [
        'A security group, network ACL or firewall drops the traffic to the port of the proxy.',
        'The proxy is overloaded or hangs, or its DNS servers do not answer.',
        'Something that listens there is no proxy and waits for other words.',
      ],
      steps: [
        'Read the evidence: the subject is the proxy itself where it took no connection, and the destination where it took one and said nothing.',
        'Without a connection: allow TCP from here, and from the gateway, to the port of the proxy in its security group, network ACLs and firewalls.',
        'With a connection: look at the load of the proxy and whether it resolves names: dig on the proxy itself.',
        'Ask with a longer --timeout: Squid takes about 6 s to say that it cannot resolve a name.',
      ],
    },
    'proxy-not-a-proxy': {
      title: 'The answer does not come from a proxy',
      summary:
        '{via} is not a proxy, or does not act as one. To a request for {subject} it answered "{said}".',
      meaning:
        'A connection was taken, but the answer is not what a proxy says to a request for a tunnel. Web servers, captive portals, SSH servers and proxies of the other sort (HTTP or SOCKS) do that. Some devices answer "200" to everything and close: nothing ever comes out of such a tunnel.',
      causes: [
        'The port is the one of a web interface or of another service.',
        'It is a SOCKS proxy that was asked in HTTP, or the reverse.',
        'A captive portal or block page answers in the place of the proxy.',
      ],
      steps: [
        'What was seen means: {howMeans}',
        'Check host and port of the proxy: 3128 is usual for Squid, 8080 for others, 1080 for SOCKS.',
        'File gateways take an HTTP proxy, volume and tape gateways a SOCKS5 proxy: ask again with --proxy or --socks accordingly.',
        'If it is a login page, register the gateway and this machine with the portal, or use a network without one.',
      ],
    },
    'proxy-wants-credentials': {
      title: 'The proxy requires credentials',
      summary: 'The proxy {via} requires a user name and a password for {subject}.',
      meaning:
        'The proxy answered 407, or took no method without authentication. The console of the gateway takes address and port of a proxy and no credentials, so the gateway cannot pass.',
      causes: [
        'Authentication is required of everybody, and the gateway is no exception.',
        'An exception exists for another source address than the gateway has now.',
      ],
      steps: [
        'Have the proxy let the gateway through by its source address, without authentication. In Squid: an "acl … src" with the address of the gateway, and "http_access allow" for it before the rule with proxy_auth.',
        'Restrict that exception to the destinations: {acceptNames}.',
        'Run this check again from the subnet of the gateway: from elsewhere the exception does not apply.',
      ],
    },
    'proxy-denies-connect': {
      title: 'The proxy denies the tunnel',
      summary: 'The proxy {via} denies CONNECT to {subject} (status {connectStatus}).',
      meaning:
        'The proxy works and its rules forbid this destination. Stock Squid lets CONNECT through to port 443 alone: then public endpoints work and the ports 1026, 1027, 1028, 1031 and 2222 of a VPC endpoint are all denied.',
      causes: [
        'The port is not among those that CONNECT may go to: SSL_ports in squid.conf.',
        'The destination is not on the allow list, or its category is blocked.',
        'The source address is not allowed: then every destination is denied.',
      ],
      steps: [
        'Compare the evidence: if 443 passes and the other ports do not, it is the list of ports; if everything is denied, it is the source; otherwise the list of destinations.',
        'For Squid, put the acl line that this report prints beside "acl SSL_ports port 443" in squid.conf. Then run sudo squid -k parse and sudo squid -k reconfigure. Its Safe_ports hold 1025-65535 already.',
        'For another product, ask its owner to allow CONNECT to {host} on TCP {port}.',
        'Then allow the address of the proxy in the security group of the VPC endpoint on 443, 1026-1028, 1031 and 2222: it is the proxy that connects.',
      ],
    },
    'proxy-cannot-reach': {
      title: 'The proxy cannot reach the destination',
      summary: 'Through the proxy {via}, {subject} cannot be used: {how}.',
      meaning:
        'The proxy is there and willing, but between it and the destination something is wrong: the name, the network, or who answers. The proxy looks the name up with its own DNS servers, which may know another address than this machine does, or none.',
      causes: [
        'The proxy cannot resolve the name; private names of a VPC endpoint need a forwarder to the VPC.',
        'The security group of the VPC endpoint allows the gateway but not the proxy.',
        'The proxy has no route to the addresses of the endpoint, or a firewall behind it drops them.',
      ],
      steps: [
        'What was seen means: {howMeans}',
        "On the proxy, resolve {host} and compare with the addresses that are expected: those of the VPC endpoint's network interfaces.",
        'On the proxy, connect to {host} port {port} directly: nc -vz. If that fails, fix the route, the security group of the endpoint (inbound from the proxy on 443, 1026-1028, 1031 and 2222) or the firewall behind the proxy.',
        'If the same destination fails without the proxy as well (checks port and tls), the fault is at the destination.',
      ],
    },
  },
  glossary: {
    'other-chain':
      '{place} shows another certificate chain (issuer {issuer}); here the issuer is {here}. Somebody answers in its place.',
    'partial-inspection':
      'Inspection is partial. Exempt, with genuine certificates: {exempt}. Not exempt, forged by {product}: {forged}.',
    'only-proxy-inspects':
      'Only the path through {via} is inspected ({product}). On the direct path certificates are genuine.',
    'only-direct-inspected':
      'Only the direct path is inspected ({product}). Through {via} the certificates are genuine.',
    'upstream-failed': 'the proxy could not connect and does not say why; read its log.',
    'upstream-refused':
      'the destination refused the connection of the proxy: nothing listens there, or a firewall rejects.',
    'upstream-unreachable': 'the proxy has no route to the destination, or the host is down.',
    'upstream-silent':
      'the destination gave the proxy no answer: a security group or firewall drops its packets.',
    'upstream-tls': 'the proxy speaks TLS with the destination itself and failed at it: it inspects.',
    'name-not-found': 'the proxy could not resolve the name: fix its DNS servers or their forwarding.',
    'connect-unanswered':
      'the proxy answered other destinations but not this one in time: it waits for DNS, or for a destination that drops its packets.',
    'connect-closed': 'the connection was closed when a tunnel was requested.',
    'tunnel-closed': 'the tunnel was announced and then cut before anything came out of it.',
    'tls-silent':
      'the tunnel is open, but TLS beyond it gets no answer: a device behind the proxy swallows it.',
    'tls-alert': 'the tunnel is open, and the far end refuses TLS with an alert.',
    'not-tls': 'the tunnel is open, but its far end does not speak TLS.',
    'wrong-endpoint':
      'the tunnel ends at another server with its own certificate: the proxy resolves the name differently.',
    'name-mismatch':
      'the tunnel ends at a genuine server for another name: the proxy resolves the name otherwise.',
    expired: 'a certificate at the far end has expired.',
    'not-yet-valid': 'a certificate at the far end is not valid yet, or the clock here is slow.',
    'chain-incomplete': 'the far end did not send its intermediate certificates; genuine AWS endpoints do.',
    'untrusted-ca':
      'the certificate at the far end comes from a CA that this machine does not trust; if it is yours, add --trust.',
    'self-signed':
      'the far end shows a self-signed certificate that this machine does not trust; if it is yours, add --trust.',
    'chain-invalid': 'the certificate chain at the far end breaks a rule that clients enforce.',
    'chain-unreadable': 'the certificates at the far end cannot be read.',
    'web-page': 'a page came instead of a tunnel: a web server or a captive portal.',
    'answers-as-web-server':
      'the status is one of a web server that knows no CONNECT, or of a portal that leads to its login page.',
    'speaks-otherwise':
      'the first words are of another protocol; "SSH-" is an SSH server, "220" a mail server.',
    'squid-ssl-ports':
      'Stock Squid lets CONNECT through to 443 only, and {via} denies exactly the other ports: {ports}. Add this line to squid.conf beside "acl SSL_ports port 443", then run squid -k parse and squid -k reconfigure.',
  },
};
