import type { ReachPhrases } from './reach-phrases.en.ts';

export const fr: ReachPhrases = {
  way: {
    'interface-endpoint': 'par le point de terminaison d’interface {id}',
    'gateway-endpoint': 'par le point de terminaison de passerelle {id}',
    'nat-gateway': 'par la passerelle NAT {id}',
    'internet-gateway': 'par la passerelle Internet {id}',
    other: 'par {id}, qui n’est pas suivi plus loin',
    none: 'aucun chemin',
  },
  outcome: { open: 'accessible', blocked: 'INACCESSIBLE', unknown: 'inconnu' },
  note: {
    'private-dns-off':
      'Un point de terminaison d’interface existe, mais son DNS privé est désactivé : le nom habituel du service n’y mène pas.',
    'vpc-dns-off':
      'La prise en charge du DNS ou les noms DNS sont désactivés dans ce VPC : les noms privés des points de terminaison exigent les deux.',
    'endpoint-not-available': 'Le point de terminaison n’est pas disponible.',
    'gateway-endpoint-not-in-table':
      'Un point de terminaison de passerelle existe, mais la table de routage du sous-réseau ne l’utilise pas.',
    'policy-restricts':
      'La politique du point de terminaison n’autorise pas tout. Vérifiez qu’elle autorise vos appels.',
    'policy-denies': 'La politique du point de terminaison ne laisse passer aucun appel à ce service.',
  },
  option: {
    'gateway-endpoint': 'Point de terminaison de passerelle, gratuit :',
    'interface-endpoint':
      'Point de terminaison d’interface, environ {hour} USD par heure et par zone ({month} USD par mois) et {gigabyte} USD par Go :',
    'vpc-dns': 'Activer le DNS du VPC, gratuit :',
    'private-dns': 'Activer le DNS privé, gratuit :',
    'default-policy': 'Rétablir la politique par défaut, qui autorise tout, gratuit :',
  },
  policyAllows:
    'Elle autorise : {actions}. Des conditions, appelants ou ressources peuvent restreindre davantage.',
  natPrice:
    'Une passerelle NAT coûte environ {hour} USD par heure ({month} USD par mois) et {gigabyte} USD par Go. Un point de terminaison de passerelle est gratuit.',
  from: 'Depuis {subnet}',
  groupsNotKnown:
    'Les groupes de sécurité de l’appelant ne sont pas connus : les règles sortantes n’ont pas été vérifiées. Utilisez --lambda ou --security-group.',
};
