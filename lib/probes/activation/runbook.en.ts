import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { KindTexts } from '../../core/runbook.ts';
import type { ActivationReason } from './spec.ts';

export const texts: KindTexts<ActivationReason> = {
  healthy:
    'The gateway answers on its activation port. The evidence says whether a key was requested and received.',
  reasons: {
    'activation-port-closed': {
      title: 'The activation port is closed',
      summary:
        'Port {port} of {host} ({address}) accepts no connection ({how}). The first of the two activation paths is closed.',
      meaning:
        'To activate a gateway, its activation key is requested over HTTP on port 80. The port is open only until the gateway is activated. A closed port afterwards is correct.',
      causes: [
        'The gateway is activated already: its port 80 is closed then.',
        'A security group, network ACL or firewall between here and the gateway drops port 80.',
        'The virtual machine is off, still booting, or has another address.',
      ],
      steps: [
        'If the gateway is activated already, there is nothing to check here: use gatewatch check --gateway instead.',
        'Allow TCP 80 from here to the gateway: inbound rule of its security group on EC2, local firewall on premises. It can be removed after activation.',
        'Log in to the local console of the gateway (user admin, default password "password", which should be changed) and compare its address under "Network Configuration".',
        'Run this again from the machine with which you will activate: it is that path that matters.',
      ],
    },
    'activation-not-a-gateway': {
      title: 'The answer does not come from a gateway',
      summary:
        'Port {port} of {host} ({address}) is open, but the answer does not come from a gateway: {said}.',
      meaning: 'A gateway that waits for its activation speaks HTTP on this port. This does not.',
      causes: [
        'The address belongs to another machine, or the port is forwarded to another service.',
        'A firewall takes the connection and then says nothing, or cuts it.',
        'The gateway is still booting.',
      ],
      steps: [
        'What was seen means: {howMeans}',
        'Compare {address} with the address that the local console of the gateway shows under "Network Configuration".',
        'Wait five minutes after the first boot of a gateway and run this again.',
      ],
    },
    'activation-wrong-address': {
      title: 'Another web server answers',
      summary:
        'At {host} ({address}) another web server answers, not a gateway that waits for activation: {said}.',
      meaning:
        'The request for a key was answered with a page or a redirection elsewhere. Either the address is wrong, or a proxy or portal answers in the place of the gateway.',
      causes: [
        "The name or address is another machine's.",
        'A captive portal or a transparent proxy answers for port 80.',
        'The gateway is activated already and another service was given its address.',
      ],
      steps: [
        'What was seen means: {howMeans}',
        'Compare {address} with the address that the local console of the gateway shows under "Network Configuration".',
        'Ask from the same subnet as the gateway: what differs there is the doing of a device in between.',
      ],
    },
    'activation-gateway-cannot-reach-aws': {
      title: 'The gateway cannot reach AWS',
      summary: 'The gateway {host} answers, but it got no activation key from AWS for {region}: {said}.',
      meaning:
        'The path to the gateway is good; the second path, from the gateway to {endpoint}, is not. The gateway says "internal error" whatever the cause is.',
      causes: [
        'A port towards AWS is closed: 443 to the public endpoints; 443, 1026, 1027, 1028, 1031 and 2222 to a VPC endpoint.',
        'TLS inspection replaces the certificate of the activation endpoint.',
        `The clock of the gateway is more than ${CLOCK_LIMITS.skewedS} seconds off.`,
        'The image is out of date, or private DNS leads the public names to a VPC endpoint.',
        'The gateway is set to use a proxy that denies the port, or its DNS servers do not know the endpoint.',
      ],
      steps: [
        'Read the other findings of this report: what fails from here towards {endpoint} most likely fails from the gateway too.',
        'On the local console of the gateway (user admin, default password "password", which should be changed) choose "Test Network Connectivity", with the same endpoint type and Region: every line must say [PASSED].',
        'In "Gateway Console" of the same menu type ncport for the port and sslcheck for the certificate: its issuer must be Amazon.',
        `In "System Time Management" compare the clock: ${CLOCK_LIMITS.skewedS} seconds are too much. On EC2 the instance must reach the NTP servers on UDP 123.`,
        'If a VPC endpoint is in the same VPC and the public endpoint is wanted: Amazon VPC console, Endpoints, Actions, "Manage Private DNS Names", and clear "Enable for this Endpoint".',
        'Deploy the newest image of the right gateway type; images of different types are not interchangeable.',
      ],
    },
  },
  glossary: {
    'speaks-otherwise': 'the first words are of another protocol than HTTP; "SSH-" is an SSH server.',
    'hangs-up': 'the connection was taken and cut without an answer.',
    'says-nothing': 'the connection was taken and nothing was said on it.',
    'leads-away': 'a redirection to another site: a captive portal, a login page or another application.',
    'web-page': 'a page or a status of an ordinary web server.',
  },
};
