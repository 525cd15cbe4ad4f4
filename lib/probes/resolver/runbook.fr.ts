import type { KindTexts } from '../../core/runbook.ts';
import type { ResolverReason } from './spec.ts';

export const texts: KindTexts<ResolverReason> = {
  healthy:
    'Les noms passent entre le site et le VPC : points de terminaison, groupes de sécurité et règles sont en ordre.',
  reasons: {
    'resolver-dns-off': {
      title: 'Les attributs DNS du VPC sont désactivés',
      summary: 'Dans {vpc}, ces attributs DNS sont désactivés : {attributes}.',
      meaning:
        'Sans enableDnsSupport, le VPC n’a pas de résolveur. Sans enableDnsHostnames, les noms privés des points de terminaison de VPC ne fonctionnent pas.',
      causes: [
        'Le VPC a été créé sans eux : enableDnsHostnames est désactivé par défaut dans un nouveau VPC.',
      ],
      steps: [
        'Activez les deux avec les commandes ci-dessous. Rien d’autre ne change pour ce qui s’y exécute.',
      ],
    },
    'resolver-name-public': {
      title: 'Dans le VPC aussi, le nom mène à des adresses publiques',
      summary:
        'Aucun point de terminaison avec DNS privé ne répond pour {name} dans {vpc} (point de terminaison : {endpoint}).',
      meaning:
        'Le résolveur du VPC répond avec les adresses publiques du service. Lui transférer le nom ne change rien.',
      causes: [
        'Le DNS privé du point de terminaison est désactivé.',
        'Ce sont les noms d’un autre VPC qu’il faut.',
      ],
      steps: [
        'Activez le DNS privé avec la première commande. Tous les noms du service mènent alors au point de terminaison, pour tout le VPC.',
        'Si une passerelle de ce VPC doit être activée vers le point de terminaison public, utilisez le nom vpce- du point de terminaison : il ne demande aucun transfert.',
      ],
      variants: {
        'no-endpoint': {
          causes: [
            'Le VPC n’a pas de point de terminaison d’interface de ce service.',
            'Ce sont les noms d’un autre VPC qu’il faut, par exemple un VPC partagé.',
          ],
          steps: [
            'Listez les points de terminaison d’interface avec la commande ci-dessous.',
            'Créez-en un avec DNS privé, ou indiquez dans la configuration le VPC qui en a un.',
          ],
        },
      },
    },
    'resolver-inbound-missing': {
      title: 'Le VPC n’a pas de point de terminaison entrant',
      summary:
        '{vpc} n’a pas de point de terminaison entrant de Route 53 Resolver, et le site doit résoudre {names}.',
      meaning:
        'Les serveurs DNS hors d’AWS ne peuvent pas interroger le résolveur du VPC : son adresse ne répond que dans le VPC. Le site reçoit la réponse publique.',
      causes: [
        'Il a été supprimé, ou n’a jamais été créé.',
        'Il se trouve dans un autre VPC, par exemple un VPC partagé.',
      ],
      steps: [
        'Cherchez-le dans un autre VPC avec la commande ci-dessous ; s’il y est, indiquez ce VPC dans la configuration.',
        'Sinon, créez un point de terminaison entrant avec une adresse dans deux zones et un groupe qui autorise TCP et UDP 53 depuis le site.',
        'Transférez les noms à ses adresses sur les serveurs DNS du site.',
      ],
    },
    'resolver-endpoint-down': {
      title: 'Un point de terminaison Resolver ne fonctionne pas',
      summary:
        'Le point de terminaison {endpoint} ({direction}) est dans l’état {state} (adresses : {addresses}).',
      meaning:
        'ACTION_NEEDED : AWS ne peut pas le réparer. Les requêtes vers une adresse non attachée restent sans réponse. Dans les autres états, AWS y travaille et le point de terminaison peut répondre moins.',
      causes: [
        'Une interface réseau du point de terminaison a été supprimée.',
        'Un sous-réseau n’avait plus d’adresse libre, ou le point de terminaison est en cours de modification.',
      ],
      steps: [
        'Lisez l’état de chaque adresse avec la première commande (AWS indique : {stateMessage}).',
        'Pour chaque adresse qui n’est pas ATTACHED, ajoutez-en une autre, puis retirez l’adresse en panne.',
        'Indiquez la nouvelle adresse dans les redirecteurs du site.',
      ],
    },
    'resolver-port-closed': {
      title: 'Un groupe de sécurité ferme le DNS d’un point de terminaison',
      summary:
        'Les groupes du point de terminaison {endpoint} ({direction}) n’autorisent pas {protocol} {port} pour {peers}.',
      meaning:
        'Les requêtes sont abandonnées sans réponse. Si seul TCP est fermé, les réponses courtes arrivent et les longues échouent.',
      causes: [
        'Le groupe n’autorise qu’UDP.',
        'Le groupe cite d’autres adresses que celles des serveurs DNS du site.',
      ],
      steps: [
        'Autorisez UDP et TCP avec la première commande, pour chaque serveur DNS.',
        'Interrogez ensuite à la main depuis le serveur DNS : dig @ADDRESS NAME, puis avec +tcp.',
      ],
    },
    'resolver-forwarder-wrong': {
      title: 'Le site transfère vers une adresse étrangère au VPC',
      summary:
        'Le site transfère vers {wrong} ; les points de terminaison entrants de {vpc} ont les adresses {addresses}.',
      meaning: 'Les requêtes envoyées là restent sans réponse, ou un autre serveur répond.',
      causes: [
        'Le point de terminaison a été recréé et a d’autres adresses.',
        'Une adresse du point de terminaison a été remplacée.',
      ],
      steps: [
        'Lisez les adresses avec la commande ci-dessous et comparez-les aux redirecteurs conditionnels du site.',
        'Corrigez les redirecteurs, et `inbound` dans gatewatch.yaml.',
      ],
    },
    'resolver-rule-missing': {
      title: 'Aucune règle ne transfère le domaine du site',
      summary: 'Aucune règle de transfert valable dans {vpc} ne couvre {domain}.',
      meaning: 'Le VPC demande les noms du site au DNS public. Il ne trouve rien, ou autre chose.',
      causes: [
        'Il n’y a pas de règle pour ce domaine, ou elle a été supprimée.',
        'Une règle plus précise de type SYSTEM exclut ce domaine.',
      ],
      steps: [
        'Listez les règles avec la première commande.',
        'Créez une règle de type FORWARD pour {domain}, avec un point de terminaison sortant et les serveurs DNS du site comme cibles.',
        'Associez-la à {vpc}.',
      ],
    },
    'resolver-rule-not-associated': {
      title: 'Une règle de transfert ne s’applique pas dans le VPC',
      summary: 'La règle {rule} couvre {domain} mais ne s’applique pas dans {vpc} (association : {state}).',
      meaning:
        'Une règle ne s’applique qu’aux VPC auxquels elle est associée. Ici, les noms du site ne sont pas transférés.',
      causes: [
        'Le VPC est nouveau, ou l’association a été retirée.',
        'FAILED ou OVERRIDDEN : une autre règle pour le même domaine s’y applique.',
      ],
      steps: [
        'Associez la règle avec la première commande.',
        'Si AWS refuse, trouvez l’autre règle du même domaine avec la seconde commande et retirez son association.',
      ],
    },
    'resolver-rule-captures': {
      title: 'Une règle de transfert emmène hors du VPC le nom d’un point de terminaison',
      summary: 'Dans {vpc}, la règle {rule} ({domain}) transfère {name} vers {targets}.',
      meaning:
        'Une règle aussi précise que la zone du point de terminaison passe avant elle. Les serveurs DNS du site répondent, et ne connaissent que les adresses publiques.',
      causes: ['Des noms d’AWS ont été transférés vers le site, souvent pour les filtrer.'],
      steps: [
        'Retirez la règle de ce VPC avec la première commande.',
        'Si le reste du domaine doit rester transféré, ajoutez une règle de type SYSTEM pour {name}.',
      ],
    },
    'resolver-loop': {
      title: 'Les requêtes DNS tournent en boucle',
      summary:
        'Dans {vpc}, la règle {rule} pour {domain} transfère vers {targets} : son propre point de terminaison entrant.',
      meaning:
        'Le point de terminaison entrant remet la requête au résolveur du même VPC, dont la règle la transfère à nouveau. Personne ne répond.',
      causes: ['La règle a été associée au VPC du point de terminaison entrant.'],
      steps: [
        'Retirez l’association avec la première commande.',
        'Ou indiquez les serveurs DNS du site comme cibles de la règle.',
      ],
    },
  },
};
