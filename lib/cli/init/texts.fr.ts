import type { InitTexts } from './texts.en.ts';

export const fr: InitTexts = {
  head: [
    'Écrit par `gatewatch init` à partir de ce que contient le compte {account} dans {region}.',
    "Lisez-le, ôtez ce dont personne n'a besoin, puis : gatewatch plan --config {file}",
  ],
  nobodyNotified:
    "Personne n'est encore prévenu. Indiquez une adresse et ôtez le signe de commentaire :\nnotify:\n  email: [{ to: you@example.com, severity: [critical, warning] }]",
  discover:
    'Chaque cible ci-dessous est nommée, pour être lue et modifiée. Pour trouver aussi ce qui sera créé plus tard :\ndiscover: [{words}]',
  vpc: 'VPC {name} ({cidrs})',
  privateSubnet: '{zone}, privé',
  publicSubnet:
    "{zone}, public : une fonction n'y reçoit pas d'adresse publique ; les noms hors du VPC ne sont pas demandés",
  oneZone: 'Une seule zone : ce point est aveugle quand elle tombe.',
  target: {
    'storage-gateway-endpoint':
      'Le point de terminaison VPC de Storage Gateway : nom, ports, propriétaire du certificat, état.',
    'storage-gateway': "Une passerelle : les ports de ses clients, son horloge, et ce qu'AWS en sait.",
    'site-to-site-vpn':
      'Un VPN site à site : les deux tunnels et les routes. Ajoutez beyond: ["10.60.1.10:22"] avec une adresse de l\'autre côté.',
    'transit-gateway-attachment':
      'Un attachement de passerelle de transit : association, propagation, routes dans les deux sens.',
    'client-vpn': "Un point de terminaison Client VPN : associations, autorisation, et s'il répond.",
    'instance-connect-endpoint':
      'Un point de terminaison EC2 Instance Connect. Ajoutez instances: [i-…] pour contrôler les règles vers chaque instance.',
  },
  elsewhere: "AWS ne dit pas qu'il n'appartient qu'à ce VPC ; il n'est demandé que d'ici.",
  noAddress:
    "Son adresse n'est pas connue : la passerelle est hors ligne. Ajoutez address: pour l'interroger.",
  refused: "Pas cherché : {action} ({code}). Autorisez l'action et relancez gatewatch init.",
  unanswered: "Pas cherché : AWS n'a pas répondu à {action} ({code}). Relancez gatewatch init.",
  noSubnet:
    "{vpc} contient de quoi surveiller, mais aucun sous-réseau n'a pu être lu : il est laissé de côté.",
  written: '{file} : {vantages} points, {targets} cibles.',
  next: 'Ensuite : gatewatch plan --config {file}',
  nothing:
    'Rien à écrire : ce compte ne contient ni Storage Gateway, ni VPN, ni attachement de passerelle de transit, ni Client VPN, ni point Instance Connect dans {region}. Est-ce la bonne Région ? `gatewatch check` interroge sans compte.',
  nothingWritten: "{file} n'a pas été écrit.",
  nothingPrinted: "Il n'y a rien à afficher.",
};
