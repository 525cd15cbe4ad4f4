import type { KindTexts } from '../../core/runbook.ts';
import type { OpenvpnReason } from './spec.ts';

export const texts: KindTexts<OpenvpnReason> = {
  healthy: 'The VPN server answers OpenVPN clients.',
  reasons: {
    'openvpn-refused': {
      title: 'The VPN server refuses clients',
      summary: '{host} refuses OpenVPN on {transport} port {port}: no service listens at {address}.',
      meaning:
        'A reset or an ICMP error came back: nothing listens on the port, or a firewall on the way rejects it. No client can connect through this address.',
      causes: [
        'The Client VPN endpoint has no associated subnet left, or is being deleted.',
        'The transport or the port does not match the endpoint: transport is fixed when it is created, the port is 443 or 1194.',
        'The OpenVPN server has stopped.',
        'A firewall between here and the server rejects the port.',
      ],
      steps: [
        'Read the endpoint with the command below: Status must be "available", TransportProtocol and VpnPort must be what was asked here.',
        'Look at its target network associations: at least one must be "associated".',
        'For a server of your own, look whether the openvpn service runs and listens: "ss -lunp" or "ss -ltnp".',
        'If all this is right, look for a firewall rule that rejects {transport} port {port}.',
      ],
    },
    'openvpn-malformed': {
      title: 'The answer is not OpenVPN',
      summary: '{transport} port {port} of {address} answers, but not as an OpenVPN server.',
      meaning:
        'Bytes came back and are no answer to an OpenVPN client: another protocol, a packet that is cut short, or a length that cannot be. The evidence says what stood where.',
      causes: [
        'Another service, such as HTTPS, has the port; 443 is the usual one to be shared by mistake.',
        'A proxy or an inspection device answers in place of the server.',
        'The name leads to the wrong host.',
      ],
      steps: [
        'Look at what speaks there: over TCP "openssl s_client -connect {address}:{port}" shows a certificate if it is TLS.',
        "Compare {address} with the addresses of the endpoint's own name, asked with a random label before it.",
        'Ask from another network: if OpenVPN answers there, a device on this path answers in its place.',
      ],
    },
    'openvpn-silent': {
      title: "The VPN server does not respond to a client's first packet",
      summary: '{host} does not respond to OpenVPN on {transport} port {port} ({outcome}).',
      meaning:
        'No answer to a well-formed first packet, or over TCP the connection was taken and ended without one. A server with tls-auth or tls-crypt does exactly that to clients without its key, so this alone proves nothing; it is a failure only where the configuration says answersStrangers: true.',
      causes: [
        'The server uses tls-auth or tls-crypt. Then this check cannot say more.',
        'A firewall or network drops the port; UDP 443 is dropped by many that let TCP 443 through.',
        'The server is down, or the name leads to an address that is no longer its own.',
      ],
      steps: [
        'Try with a real client from the same network; if it connects, leave answersStrangers at false.',
        'For AWS Client VPN, read the endpoint with the command below: its Status and its target network associations.',
        'Ask from another network: if the server answers there, something between here and it drops {transport} port {port}.',
        'Look up the name with a random label before it and compare the addresses: Client VPN changes them.',
        'Where the server uses neither tls-auth nor tls-crypt, set answersStrangers: true, so that silence counts.',
      ],
    },
  },
};
