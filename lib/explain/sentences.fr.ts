import type { BlockSentences } from './sentences.en.ts';

const GROUP_OUT = 'Aucune règle sortante de {ids} n’autorise {protocol} {ports} vers {peers}.';
const GROUP_IN = 'Aucune règle entrante de {ids} n’autorise {protocol} {ports} depuis {peers}.';

/** Added where a network ACL comes to hold more rules than its quota allows. */
export const aclQuota =
  'L’ACL réseau contient alors {aclRules} règles dans ce sens. Le quota est de 20 par défaut et de 40 au plus : demandez d’abord une augmentation.';

export const sentences: BlockSentences = {
  'group-out-no-rule': { asked: GROUP_OUT, answer: GROUP_OUT },
  'group-in-no-rule': { asked: GROUP_IN, answer: GROUP_IN },
  'acl-out-denies': {
    asked: 'La règle sortante {rule} de {id} refuse {protocol} {ports} de {subnet} vers {peers}.',
    answer:
      'La règle sortante {rule} de {id} refuse les réponses, {protocol} {ports} de {subnet} vers {peers} : une ACL réseau est sans état.',
  },
  'acl-in-denies': {
    asked: 'La règle entrante {rule} de {id} refuse {protocol} {ports} depuis {peers} vers {subnet}.',
    answer:
      'La règle entrante {rule} de {id} refuse les réponses, {protocol} {ports} depuis {peers} vers {subnet} : une ACL réseau est sans état.',
  },
  'acl-out-no-rule': {
    asked: 'Aucune règle sortante de {id} n’autorise {protocol} {ports} de {subnet} vers {peers}.',
    answer:
      'Aucune règle sortante de {id} n’autorise les réponses, {protocol} {ports} de {subnet} vers {peers} : une ACL réseau est sans état.',
  },
  'acl-in-no-rule': {
    asked: 'Aucune règle entrante de {id} n’autorise {protocol} {ports} depuis {peers} vers {subnet}.',
    answer:
      'Aucune règle entrante de {id} n’autorise les réponses, {protocol} {ports} depuis {peers} vers {subnet} : une ACL réseau est sans état.',
  },
  'route-missing': {
    asked: 'La table {id} de {subnet} n’a pas de route vers {peers}.',
    answer: 'La table {id} de {subnet} n’a pas de route de retour vers {peers}.',
  },
  'route-blackhole': {
    asked:
      'La route {rule} de la table {id} de {subnet} mène à {target}, supprimé ou détaché : les paquets vers {peers} sont perdus.',
    answer:
      'La route {rule} de la table {id} de {subnet} mène à {target}, supprimé ou détaché : les réponses vers {peers} sont perdues.',
  },
  'route-to-internet': {
    asked:
      'La meilleure route vers {peers} dans la table {id} de {subnet} est {rule} vers {target}, or une passerelle Internet n’achemine pas d’adresses privées.',
    answer:
      'La meilleure route de retour vers {peers} dans la table {id} de {subnet} est {rule} vers {target}, or une passerelle Internet n’achemine pas d’adresses privées.',
  },
  'route-needs-public-address': {
    asked:
      'La route {rule} de la table {id} de {subnet} mène à {target}, et l’émetteur n’a pas d’adresse publique : la passerelle Internet abandonne ses paquets.',
    answer:
      'La route {rule} de la table {id} de {subnet} mène à {target}, et le répondant n’a pas d’adresse publique : la passerelle Internet abandonne ses paquets.',
  },
  'route-back-through-nat': {
    asked:
      'La route {rule} de la table {id} de {subnet} mène à {target}, qui n’achemine que les connexions ouvertes depuis le VPC : les paquets vers {peers} sont perdus.',
    answer:
      'La route de retour vers {peers} dans la table {id} de {subnet} est {rule} vers {target}, qui n’achemine que les connexions ouvertes depuis le VPC : les réponses sont perdues. Ajoutez une route vers le site.',
  },
  'route-through-nat': {
    asked:
      'La meilleure route vers {peers} dans la table {id} de {subnet} est {rule} vers {target}, une passerelle NAT dont le sous-réseau n’a pas de route vers cette destination.',
    answer:
      'La meilleure route de retour vers {peers} dans la table {id} de {subnet} est {rule} vers {target}, une passerelle NAT dont le sous-réseau n’a pas de route vers cette destination.',
  },
  'route-stays-local': {
    asked:
      'Les deux VPC utilisent le bloc de {peers} : la route locale de la table {id} garde les paquets dans leur propre VPC.',
    answer:
      'Les deux VPC utilisent le bloc de {peers} : la route locale de la table {id} garde les réponses dans leur propre VPC.',
  },
  'flow-rejected': {
    asked:
      'Journal de flux {id} : {interface} a rejeté {packet} à {time}. Un groupe de sécurité ou une ACL réseau de cette interface le refuse.',
    answer:
      'Journal de flux {id} : {interface} a rejeté la réponse {packet} à {time}. Une ACL réseau de son sous-réseau la refuse.',
  },
  'flow-accepted': {
    asked:
      'Journal de flux {id} : {interface} a accepté {packet} à {time}. Ses règles le laissent passer : examinez ce qui se trouve derrière, et le retour.',
    answer:
      'Journal de flux {id} : {interface} a accepté la réponse {packet} à {time}. Ses règles la laissent passer : examinez le retour.',
  },
};
