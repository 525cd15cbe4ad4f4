import type { CommonTexts } from './common-texts.en.ts';

export const fr: CommonTexts = {
  'vantage-broken': {
    title: 'Le point d’observation n’a plus de réseau',
    summary:
      'Rien ne peut être vérifié depuis {vantage} : ni ses serveurs DNS ni des cibles sans lien entre elles ne répondent.',
    meaning:
      'Tous les contrôles ont échoué d’un coup, même ceux qui n’ont rien à voir entre eux. La panne se trouve au point d’observation, pas chez les cibles.',
    causes: [
      'Le groupe de sécurité ou l’ACL réseau du point d’observation ne laisse rien sortir.',
      'La table de routage du sous-réseau ou les options DHCP (serveurs DNS) ont changé.',
      'La fonction probe ne tourne pas, ou son interface réseau a disparu.',
    ],
    steps: [
      'Cherchez un changement de routes, d’ACL réseau ou d’options DHCP dans les sous-réseaux du point d’observation.',
      'Testez la fonction probe de ce point dans la console Lambda avec l’événement d’exemple.',
      'Considérez les autres constats de ce point comme inconnus jusqu’à ce qu’il réponde.',
    ],
    variants: {
      'not-entered': {
        title: 'Le compte du point d’observation est inaccessible',
        summary:
          'Rien ne peut être vérifié depuis {vantage} : le rôle de son compte ne peut pas être endossé.',
        meaning:
          'gatewatch entre dans un autre compte au moyen d’un rôle. AWS a refusé ce rôle : rien n’y a été vérifié.',
        causes: [
          'La pile du compte relié est absente de ce compte et de cette Région.',
          'Le rôle fait confiance à une autre installation, ou attend un autre identifiant externe.',
          'Une politique de contrôle de services refuse sts:AssumeRole.',
        ],
        steps: [
          'Exécutez gatewatch deploy : l’ensemble de piles est renouvelé dans tous les comptes.',
          'Si cela persiste, ouvrez l’ensemble de piles dans la console CloudFormation et lisez l’état de ce compte et de cette Région.',
          'Comparez l’identifiant externe du rôle avec externalId du compte dans gatewatch.yaml.',
        ],
      },
      'not-called': {
        title: 'La sonde du point d’observation ne peut pas être appelée',
        summary: 'Rien ne peut être vérifié depuis {vantage} : sa fonction probe ne peut pas être appelée.',
        meaning:
          'gatewatch est entré dans le compte, mais AWS a refusé l’appel de la fonction probe. Rien n’y a été vérifié.',
        causes: [
          'Le rôle du compte relié n’a pas lambda:InvokeFunction, ou une politique le refuse.',
          'Les fonctions du compte utilisent toute sa simultanéité.',
        ],
        steps: [
          'Lisez dans les preuves si l’appel a été refusé ou limité.',
          'S’il a été refusé, exécutez gatewatch deploy : le rôle est renouvelé dans tous les comptes.',
          'S’il a été limité, comparez aws lambda get-account-settings avec ce dont les fonctions de ce compte ont besoin.',
        ],
      },
      'other-version': {
        title: 'La sonde du point d’observation est d’une autre version',
        summary: 'La sonde de {vantage} ne comprend pas les questions de cette installation.',
        meaning: 'L’installation et une sonde se comprennent à une version près. L’écart est ici plus grand.',
        causes: [
          'L’ensemble de piles n’a pas été mis à jour dans ce compte et cette Région.',
          'L’installation est revenue à une version antérieure, et non ses comptes reliés.',
        ],
        steps: [
          'Mettez à jour le compte relié : exécutez gatewatch deploy avec la version de l’installation.',
          'Si cela persiste, ouvrez l’ensemble de piles dans la console CloudFormation et lisez pourquoi ce compte n’a pas été mis à jour.',
        ],
      },
      'other-clock': {
        title: 'L’horloge du point d’observation diffère',
        summary: 'Rien n’est conclu depuis {vantage} : son horloge et celle de l’installation diffèrent.',
        meaning:
          'Les dates des certificats et l’heure des serveurs sont comparées à ces horloges. Si elles diffèrent, aucun verdict n’est sûr.',
        causes: ['L’horloge de la fonction probe est fausse.', 'L’horloge de la fonction watch est fausse.'],
        steps: [
          'Comparez les heures des journaux des deux fonctions à une horloge juste.',
          'Exécutez de nouveau gatewatch deploy : les nouvelles fonctions démarrent avec l’horloge d’AWS.',
        ],
      },
    },
  },
  'probe-crashed': {
    title: 'Le contrôle lui-même a planté',
    summary: 'Le contrôle de {subject} a planté ; l’état de la cible est inconnu.',
    meaning:
      'C’est un défaut de gatewatch, pas de votre réseau. La trace d’appels est dans le journal de la fonction, ou s’affiche avec --debug.',
    causes: [
      'Un défaut de gatewatch.',
      'Une requête issue d’une autre version : les fonctions ont été déployées depuis des versions différentes.',
    ],
    steps: [
      'Relancez le même contrôle avec --debug, ou lisez le journal de la fonction.',
      'Déployez toutes les fonctions depuis la même version.',
      'Signalez la trace d’appels au projet.',
    ],
  },
  'access-denied': {
    title: 'AWS refuse de répondre',
    summary: 'AWS a refusé de répondre au sujet de {subject} : il manque l’autorisation {action}.',
    meaning: 'Le contrôle interroge AWS et n’y est pas autorisé. L’état de la cible elle-même est inconnu.',
    causes: [
      'L’action manque dans le rôle.',
      'Une politique de contrôle des services ou une limite d’autorisations la refuse.',
    ],
    steps: [
      'Ajoutez l’action {action} au rôle qui exécute le contrôle.',
      'Si elle y est, cherchez une politique de contrôle des services ou une limite qui la refuse.',
      'Relancez le contrôle.',
    ],
  },
  throttled: {
    title: 'AWS limite les requêtes du contrôle',
    summary:
      'AWS a répondu « trop de requêtes » au sujet de {subject} ({action}) ; l’état de la cible est inconnu.',
    meaning: 'La limite d’API du compte est épuisée, par ce contrôle ou par d’autres.',
    causes: [
      'Plusieurs outils lisent la même API en même temps.',
      'La planification est trop fréquente pour le nombre de cibles.',
    ],
    steps: [
      'Attendez la prochaine exécution ; un cas isolé n’est pas significatif.',
      'Si cela persiste, espacez la planification ou demandez à AWS de relever la limite.',
      'Cherchez dans CloudTrail qui appelle aussi {action}.',
    ],
  },
  'aws-unavailable': {
    title: 'AWS ne répond pas',
    summary:
      'AWS n’a donné aucune réponse au sujet de {subject} ({action} : {code}) ; l’état de la cible est inconnu.',
    meaning:
      'AWS a répondu par une erreur interne (HTTP 5xx), ou rien n’est revenu. Le contrôle a essayé plusieurs fois.',
    causes: [
      'Le service AWS est en panne dans cette Région.',
      'Ce réseau n’a pas de chemin vers l’API d’AWS : pas de passerelle NAT, pas de point de terminaison de VPC, ou un proxy non configuré.',
    ],
    steps: [
      'Relancez le contrôle ; un cas isolé n’est pas significatif.',
      'Si {code} commence par HTTP 5, consultez l’AWS Health Dashboard pour cette Région.',
      'Sinon, testez le chemin vers l’API depuis ici : curl -sv https://SERVICE.REGION.amazonaws.com',
    ],
  },
  'out-of-time': {
    title: 'Le temps a manqué pour ce contrôle',
    summary: 'Le contrôle de {subject} n’a pas abouti à temps ; l’état de la cible est inconnu.',
    meaning:
      'L’exécution s’est terminée avant la réponse : d’autres contrôles ont duré trop longtemps, ou ils étaient trop nombreux.',
    causes: [
      'Trop de cibles pour un point d’observation et son délai.',
      'Beaucoup de cibles ne répondent pas, et chacune consomme tout son délai.',
      'La machine qui exécute le contrôle manque de temps processeur : elle a lu ses sockets trop tard pour conclure à une absence de réponse.',
    ],
    steps: [
      'Regardez d’abord les autres constats : les cibles qui ne répondent pas consomment le temps.',
      'Allongez le délai ou répartissez les cibles sur plusieurs points d’observation.',
      'Sur une machine chargée, donnez plus de temps processeur au contrôle : une fonction en reçoit avec plus de mémoire.',
    ],
  },
  'not-reachable-from-here': {
    title: 'Impossible à vérifier d’ici',
    summary: '{subject} ne peut pas être vérifié depuis {vantage}.',
    meaning:
      'Par construction, le point d’observation n’a pas de chemin vers la cible, par exemple un VPC sans sortie. Cela ne dit rien de la cible.',
    causes: [
      'Le sous-réseau n’a ni passerelle NAT ni passerelle Internet.',
      'La cible utilise une famille d’adresses (IPv4 ou IPv6) que le point d’observation n’a pas.',
    ],
    steps: [
      'Lancez `gatewatch check` depuis un point d’observation qui a un chemin vers la cible.',
      'Déplacez la cible vers un autre point d’observation dans gatewatch.yaml.',
    ],
  },
  'blocked-by': {
    title: 'Non vérifié à cause d’une autre panne',
    summary: '{subject} n’a pas pu être vérifié à cause d’un autre constat : {lowerCheck} {lowerReason}.',
    meaning:
      'Ce dont ce contrôle dépend est en panne : il ne peut rien établir. Corrigez d’abord l’autre panne, puis relancez ce contrôle.',
    // One for each rule, by its name (`BLOCKED_BY_RULES`): a finding shows those that matched.
    causes: [
      'due-to : un contrôle dont celui-ci dépend a échoué au même endroit.',
      'whole-target : une panne de la même cible empêche tout le reste.',
      'device-of-connection : l’équipement de passerelle client, qui est aussi une cible, ne répond pas en IKE.',
      'attachment-of-connection : la connexion VPN de cet attachement est absente ou n’est pas disponible.',
      'connection-on-attachment : l’attachement à la passerelle de transit de cette connexion VPN est absent ou n’est pas disponible.',
      'connection-on-attachment-tables : l’attachement de cette connexion VPN n’est pas associé ou n’est pas propagé.',
      'route-into-connection : la route « trou noir » mène à une connexion VPN en panne.',
      'route-announced-by-connection : une connexion VPN en panne annonçait la route manquante.',
      'route-into-attachment : la route « trou noir » mène à un attachement absent ou non disponible.',
      'route-propagated-by-attachment : un attachement en panne propageait la route manquante.',
      'attachment-on-path : un attachement en panne se trouve sur le chemin vers cette cible.',
      'route-on-path : une route manquante ou « trou noir » se trouve sur le chemin vers cette cible.',
      'return-route-on-path : un autre contrôle a trouvé la même route de retour manquante.',
      'beyond-connection : cette cible se trouve derrière une connexion VPN en panne.',
    ],
    steps: ['Suivez la procédure du constat indiqué.'],
  },
};
