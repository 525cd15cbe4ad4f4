import type { KindTexts } from '../../core/runbook.ts';
import type { HelloReason } from './spec.ts';

export const texts: KindTexts<HelloReason> = {
  healthy: 'The service behind each port speaks the expected protocol.',
  reasons: {
    'hello-silent': {
      title: 'The service sends no greeting',
      summary: 'Port {port} of {host} sends no {wanted} greeting (address: {address}, seen: {outcome}).',
      meaning:
        'silent: the connection was accepted and the peer sent nothing. closed or reset: the peer ended it without sending anything. refused, unreachable: there was no connection at all. An open port alone does not prove that the service behind it works.',
      causes: [
        'The service hangs or is overloaded: the kernel accepts connections that the program no longer takes.',
        'A proxy, load balancer or firewall accepts the connection itself and has no working server behind it.',
        'The service rejects this address without an answer (tcp wrappers, fail2ban, sshd PerSourcePenalties).',
        'A device on the path inspects the content and drops the first packet.',
      ],
      steps: [
        'Repeat the greeting by hand with the commands below, from here and from the host’s own subnet.',
        'If it works from close by, look for the device between: a proxy, a load balancer without healthy targets, a firewall with protocol inspection.',
        'If it does not respond there either, look at the service on {host}: is it running, is it out of memory, file handles or processes? Restart it.',
        'If connections are closed at once, read the service’s log for this address (sshd: journalctl -u ssh or sshd; hosts.deny; fail2ban-client status).',
      ],
    },
    'hello-wrong-protocol': {
      title: 'Another service answers on the port',
      summary:
        'Port {port} of {host} does not speak {wanted}. It looks like {looksLike} and says "{says}" (address: {address}).',
      meaning:
        'Something else than the expected service serves this port: clients connect and fail at once, with errors that rarely tell why.',
      causes: [
        'The name or the forwarding rule leads to another host or port.',
        'A captive portal, proxy or inspection device answers in place of the server.',
        'The service was set up on another port, or speaks only an old version (SSH 1, SMB 1).',
      ],
      steps: [
        'Compare what it says with the services you know: which machine is it?',
        'Check that {address} belongs to the host that was meant, and that port forwarding and load balancer listeners lead to the right port.',
        'If a proxy or portal answers, let this port pass it by.',
        'If only the version is too old, turn on the current one on the server (SSH 2; SMB 2 or 3).',
      ],
    },
    'hello-malformed': {
      title: 'The greeting is malformed',
      summary:
        'The answer on port {port} of {host} is not valid {wanted} (address: {address}, expected: {expected}, got: "{says}").',
      meaning:
        'Bytes came, but they are cut off or follow no protocol that is known here. A healthy server does not do that.',
      causes: [
        'The service crashed or was stopped in the middle of its greeting.',
        'A device on the path changes or cuts the content.',
        'A home-made service or another protocol uses the port.',
      ],
      steps: [
        'Repeat the greeting by hand with the commands below and compare the first bytes.',
        'Check from the host’s own subnet: if the greeting is whole there, a device on the path cuts it.',
        'Read the service’s log on {host} at the time of the check, and restart the service if it crashes.',
      ],
    },
    'hello-throttled': {
      title: 'The service rejects new connections',
      summary: 'Port {port} of {host} rejects new connections for now: "{says}" (address: {address}).',
      meaning:
        'SSH: sshd has more unauthenticated connections than MaxStartups allows, or penalises this address, and drops new ones at random. iSCSI: the target answers that it is out of resources or not available now (login status 0x03..). Users are let in on some attempts and not on others.',
      causes: [
        'Scanners on the internet or a broken job open many connections and never log in.',
        'Many sessions are started at the same moment (deployment tools, monitoring).',
        'This address failed to log in several times (PerSourcePenalties, OpenSSH 9.8 and later).',
      ],
      steps: [
        'Count the waiting connections on the server with the commands below, and see where they come from.',
        'Block the source if it has no business there: the security group should allow SSH only from the Instance Connect endpoint or known addresses.',
        'If the load is wanted, raise MaxStartups in sshd_config (for example 50:30:200) and reload sshd.',
        'If only this address is penalised, exempt it with PerSourcePenaltyExemptList.',
        'For iSCSI, count the sessions of the target, close those of initiators that are gone, and look at the load of the gateway.',
      ],
    },
  },
};
