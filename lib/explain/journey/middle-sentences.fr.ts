import type { MiddleSentences } from './middle-sentences.en.ts';

export const fr: MiddleSentences = {
  'nat-not-available': 'La passerelle NAT {id} est dans l’état {state} : elle n’achemine rien.',
  'nat-in-circle':
    'La route de {subnet} mène à la passerelle NAT {id}, d’où viennent les paquets : ils tournent en rond. Le sous-réseau d’une passerelle NAT a besoin de sa propre sortie.',
  'peering-not-active': 'La connexion d’appairage {id} est dans l’état {state}, pas active.',
  'peering-not-transitive':
    'La connexion d’appairage {id} ne mène qu’à {vpc}, et {peer} n’est pas dans ce VPC. L’appairage n’est pas transitif.',
  'transit-not-attached': '{vpc} n’a pas d’attachement à {id}.',
  'transit-not-available': 'L’attachement {attachment} de {vpc} est dans l’état {state}, pas disponible.',
  'transit-no-zone':
    'L’attachement {attachment} n’a pas de sous-réseau dans {zone} : les paquets de cette zone n’atteignent pas la passerelle de transit.',
  'transit-no-table':
    'L’attachement {attachment} n’est associé à aucune table de routage de la passerelle de transit.',
  'transit-route-missing':
    'La table {table}, qui décide pour ce qui vient de {attachment}, n’a pas de route vers {peer}.',
  'transit-route-blackhole':
    'La route {route} de la table {table} est un trou noir : les paquets vers {peer} sont perdus.',
};
