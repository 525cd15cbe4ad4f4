import type { CommonTexts } from './common-texts.en.ts';

export const fr: CommonTexts = {
  'vantage-broken': {
    title: "Le point d'observation n'a plus de réseau",
    summary:
      'Rien ne peut être demandé depuis {vantage} : ses serveurs de noms et toutes les cibles sans lien entre elles sont muets.',
    meaning:
      "Toutes les questions ont échoué d'un coup, même celles qui n'ont rien à voir entre elles. La panne est là d'où partent les questions, pas chez les cibles.",
    causes: [
      "Le groupe de sécurité ou l'ACL réseau du point d'observation ne laisse rien sortir.",
      'La table de routage du sous-réseau ou les options DHCP (serveurs de noms) ont changé.',
      'La fonction probe ne tourne pas, ou son interface réseau a disparu.',
    ],
    steps: [
      "Cherchez un changement de routes, d'ACL réseau ou d'options DHCP dans les sous-réseaux du point d'observation.",
      "Testez la fonction probe de ce point dans la console Lambda avec l'événement d'exemple.",
      "Considérez les autres constats de ce point comme inconnus jusqu'à ce qu'il réponde.",
    ],
  },
  'probe-crashed': {
    title: 'Le contrôle lui-même a planté',
    summary: 'Le contrôle de {subject} a planté ; on ne sait rien de la cible.',
    meaning:
      "C'est un défaut de gatewatch, pas de votre réseau. La pile est dans le journal de la fonction, ou affichée avec --debug.",
    causes: [
      'Un défaut de gatewatch.',
      'Une question qui ne convient pas à cette version : les fonctions ont été déployées depuis des versions différentes.',
    ],
    steps: [
      'Relancez le même contrôle avec --debug, ou lisez le journal de la fonction.',
      'Déployez toutes les fonctions depuis la même version.',
      'Signalez la pile au projet.',
    ],
  },
  'access-denied': {
    title: 'AWS refuse de répondre',
    summary: "AWS a refusé de répondre au sujet de {subject} : il manque l'autorisation {action}.",
    meaning: "Le contrôle lit AWS et n'y est pas autorisé. On ne sait rien de la cible elle-même.",
    causes: [
      "L'action manque dans le rôle.",
      "Une politique de contrôle des services ou une limite d'autorisations la refuse.",
    ],
    steps: [
      "Ajoutez l'action {action} au rôle qui exécute le contrôle.",
      'Si elle y est, cherchez une politique de contrôle des services ou une limite qui la refuse.',
      'Relancez le contrôle.',
    ],
  },
  throttled: {
    title: 'AWS limite le contrôle',
    summary:
      'AWS a répondu « trop de requêtes » au sujet de {subject} ({action}) ; on ne sait rien de la cible.',
    meaning: "La limite d'API du compte est épuisée, par ce contrôle ou par d'autres.",
    causes: [
      'Plusieurs outils lisent la même API en même temps.',
      'La planification est trop dense pour le nombre de cibles.',
    ],
    steps: [
      'Attendez le prochain passage ; un seul cas ne dit pas grand-chose.',
      'Si cela dure, espacez la planification ou demandez à AWS de relever la limite.',
      'Cherchez dans CloudTrail qui appelle aussi {action}.',
    ],
  },
  'aws-unavailable': {
    title: 'AWS ne répond pas',
    summary:
      "AWS n'a donné aucune réponse au sujet de {subject} ({action} : {code}) ; on ne sait rien de la cible.",
    meaning:
      "AWS a répondu par une erreur interne (HTTP 5xx), ou rien n'est revenu. Le contrôle a essayé plusieurs fois.",
    causes: [
      'Le service AWS est en panne dans cette région.',
      "Ce réseau n'a pas de chemin vers l'API d'AWS : pas de passerelle NAT, pas de point de terminaison VPC, ou un proxy non configuré.",
    ],
    steps: [
      'Relancez le contrôle ; un seul cas ne dit pas grand-chose.',
      "Si {code} commence par HTTP 5, consultez l'AWS Health Dashboard pour cette région.",
      "Sinon, testez le chemin vers l'API depuis ici : curl -sv https://SERVICE.REGION.amazonaws.com",
    ],
  },
  'out-of-time': {
    title: 'Le temps a manqué pour demander',
    summary: "La question sur {subject} n'a pas abouti à temps ; on n'en sait rien.",
    meaning:
      "Le passage s'est terminé avant la réponse, parce que d'autres questions ont duré ou qu'il y en avait trop.",
    causes: [
      "Trop de cibles pour un point d'observation et son délai.",
      'Beaucoup de cibles muettes, dont chacune use tout son temps.',
      'La machine qui demande manque de temps processeur : elle a lu ses sockets trop tard pour croire à un silence.',
    ],
    steps: [
      "Regardez d'abord les autres constats : les cibles muettes consomment le temps.",
      "Allongez le délai ou répartissez les cibles sur plusieurs points d'observation.",
      'Sur une machine chargée, donnez plus de temps processeur au contrôle : une fonction en reçoit avec plus de mémoire.',
    ],
  },
  'not-reachable-from-here': {
    title: "Impossible à demander d'ici",
    summary: '{subject} ne peut pas être interrogé depuis {vantage}.',
    meaning:
      "Par construction, le point d'observation n'a pas de chemin vers la cible, par exemple un VPC sans sortie. Cela ne dit rien de la cible.",
    causes: [
      "Le sous-réseau n'a ni passerelle NAT ni passerelle Internet.",
      "La cible parle une famille d'adresses que le point n'a pas.",
    ],
    steps: [
      'Demandez depuis un lieu qui a un chemin : lancez-y `gatewatch check`.',
      "Déplacez la cible vers un autre point d'observation dans gatewatch.yaml.",
    ],
  },
  'blocked-by': {
    title: 'Expliqué par une panne plus basse',
    summary: "{subject} n'a pas pu être interrogé à cause d'un autre constat : {lowerCheck} {lowerReason}.",
    meaning:
      "Ce dont ce contrôle a besoin est en panne, il n'a donc rien à dire lui-même. Réparez l'autre constat ; celui-ci suivra.",
    causes: ['Voir le constat nommé.'],
    steps: ['Suivez la procédure du constat nommé.'],
  },
};
