import type { InitTexts } from './texts.en.ts';

export const fr: InitTexts = {
  head: [
    'Écrit par `gatewatch init` à partir de ce que contient le compte {account} dans {region}.',
    'Lisez-le, retirez ce qui est inutile, puis : gatewatch plan --config {file}',
  ],
  nobodyNotified:
    'Aucune notification n’est encore envoyée. Indiquez une adresse et retirez les signes de commentaire :\nnotify:\n  email: [{ to: you@example.com, severity: [critical, warning] }]',
  discover:
    'Chaque cible est nommée ci-dessous, afin de pouvoir être relue et modifiée. Pour inclure aussi les cibles créées plus tard :\ndiscover: [{words}]',
  vpc: 'VPC {name} ({cidrs})',
  privateSubnet: '{zone}, privé',
  publicSubnet:
    '{zone}, public : une fonction n’y reçoit pas d’adresse publique ; les noms extérieurs au VPC ne sont pas vérifiés',
  oneZone: 'Sous-réseaux d’une seule zone : ce point ne voit plus rien si elle tombe.',
  target: {
    'storage-gateway-endpoint':
      'Le point de terminaison de VPC de Storage Gateway : nom, ports, propriétaire du certificat, état.',
    'storage-gateway': 'Une passerelle : les ports de ses clients, son horloge, et ce qu’AWS en sait.',
    'site-to-site-vpn':
      'Une connexion Site-to-Site VPN : les deux tunnels et les routes. Ajoutez beyond: ["10.60.1.10:22"] avec une adresse de l’autre côté.',
    'transit-gateway-attachment':
      'Un attachement de passerelle de transit : association, propagation, routes dans les deux sens.',
    'direct-connect':
      'Une interface virtuelle Direct Connect : sa ligne et ses sessions BGP. Ajoutez beyond: ["10.60.1.10:22"] avec une adresse de l’autre côté.',
    'client-vpn': 'Un point de terminaison Client VPN : associations, autorisations, et s’il répond.',
    'instance-connect-endpoint':
      'Un point de terminaison EC2 Instance Connect. Ajoutez instances: [i-…] pour contrôler les règles vers chaque instance.',
  },
  elsewhere: 'AWS n’indique pas que cette cible est propre à ce VPC ; elle n’est vérifiée que d’ici.',
  noAddress:
    'Son adresse n’est pas connue : la passerelle est hors ligne. Ajoutez address: pour la vérifier.',
  refused: 'Recherche refusée : {action} ({code}). Autorisez l’action et relancez gatewatch init.',
  unanswered: 'Recherche non effectuée : AWS n’a pas répondu à {action} ({code}). Relancez gatewatch init.',
  noSubnet:
    '{vpc} contient des cibles à surveiller, mais aucun de ses sous-réseaux n’a pu être lu : ce VPC est laissé de côté.',
  written: '{file} : {vantages}, {targets}.',
  vantages: { one: '{count} point d’observation', other: '{count} points d’observation' },
  targets: { one: '{count} cible', other: '{count} cibles' },
  next: 'Ensuite : gatewatch plan --config {file}',
  nothing:
    'Rien à écrire : ce compte ne contient ni Storage Gateway, ni VPN, ni attachement de passerelle de transit, ni Client VPN, ni Direct Connect, ni point de terminaison Instance Connect dans {region}. Est-ce la bonne Région ? `gatewatch check` vérifie sans compte AWS.',
  nothingWritten: '{file} n’a pas été écrit.',
  nothingPrinted: 'Il n’y a rien à afficher.',
};
