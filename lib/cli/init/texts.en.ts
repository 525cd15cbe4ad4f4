/** What `gatewatch init` writes beside the values, and says. */
export const en = {
  /** {account}, {region} */
  head: [
    'Written by `gatewatch init` from what account {account} holds in {region}.',
    'Read it, remove what you do not need, then: gatewatch plan --config {file}',
  ],
  nobodyNotified:
    'No notification is sent yet. Fill in an address and take the sign away:\nnotify:\n  email: [{ to: you@example.com, severity: [critical, warning] }]',
  discover:
    'Every target below is named, so that it can be read and edited. To have what is made later found as well:\ndiscover: [{words}]',
  /** {name}, {cidrs} */
  vpc: 'VPC {name} ({cidrs})',
  privateSubnet: '{zone}, private',
  publicSubnet:
    '{zone}, public: a function gets no public address here, so names outside the VPC are not checked',
  oneZone: 'Subnets of one zone only: this vantage is blind while that zone fails.',
  /** By target type. */
  target: {
    'storage-gateway-endpoint': 'The VPC endpoint of Storage Gateway: name, ports, whose certificate, state.',
    'storage-gateway': 'A gateway: the ports of its clients, its clock, and what AWS knows of it.',
    'site-to-site-vpn':
      'A Site-to-Site VPN: both tunnels, and the routes. Add beyond: ["10.60.1.10:22"] with an address of the other side.',
    'transit-gateway-attachment':
      'A transit gateway attachment: association, propagation, and routes both ways.',
    'direct-connect':
      'A virtual interface of Direct Connect: its line and its BGP sessions. Add beyond: ["10.60.1.10:22"] with an address of the other side.',
    'client-vpn': 'A Client VPN endpoint: associations, authorisation, and whether it answers.',
    'instance-connect-endpoint':
      'An EC2 Instance Connect endpoint. Add instances: [i-…] to check the rules to each instance.',
  } as Readonly<Record<string, string>>,
  elsewhere: 'AWS does not say that it belongs to this VPC alone; it is checked from here only.',
  noAddress: 'AWS does not know its address: the gateway is offline. Add address: to check it.',
  /** {action}, {code} */
  refused: 'Not searched: {action} ({code}). Allow the action and run gatewatch init again.',
  /** AWS gave no answer, or none yet: no policy is to blame. */
  unanswered: 'Not searched: AWS gave no answer to {action} ({code}). Run gatewatch init again.',
  /** {vpc} */
  noSubnet: '{vpc} holds something to watch, but no subnet of it could be read: it is left out.',
  /** {file}, and the two counts below */
  written: '{file}: {vantages}, {targets}.',
  vantages: { one: '{count} vantage', other: '{count} vantages' },
  targets: { one: '{count} target', other: '{count} targets' },
  next: 'Next: gatewatch plan --config {file}',
  /** {region} */
  nothing:
    'Nothing to write: this account holds no Storage Gateway, VPN, transit gateway attachment, Client VPN, Direct Connect or Instance Connect endpoint in {region}. Is it the right Region? `gatewatch check` works without an account.',
  /** `{file}` */
  nothingWritten: '{file} was not written.',
  nothingPrinted: 'There is nothing to print.',
};
export type InitTexts = Readonly<typeof en>;
