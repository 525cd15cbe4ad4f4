import type { KindTexts } from '../../core/runbook.ts';
import type { MtuReason } from './spec.ts';

export const texts: KindTexts<MtuReason> = {
  healthy: 'Les paquets de 1 500 octets passent dans les deux sens.',
  glossary: {
    'to-target': 'Les gros paquets vers la cible sont perdus.',
    'from-target': 'Les gros paquets venant de la cible sont perdus.',
  },
  reasons: {
    'mtu-blackhole': {
      title: 'Les gros paquets se perdent sur le chemin',
      summary:
        '{directionMeans} Les petits paquets passent. {host} port {port} : plus gros paquet reçu, {size} octets ; plus petit paquet perdu, {lost} octets.',
      meaning:
        'Un équipement du chemin ne peut pas transporter les paquets de taille maximale et les abandonne sans message ICMP. Les connexions s’ouvrent, puis se figent dès que beaucoup de données sont envoyées : la négociation TLS, les copies et les téléchargements se bloquent, alors que ping et les tests de port réussissent.',
      causes: [
        'Un tunnel VPN ou une ligne PPPoE a une MTU plus petite, et l’équipement n’abaisse pas le MSS de TCP.',
        'Un pare-feu, un groupe de sécurité ou une ACL réseau bloque les messages ICMP « fragmentation needed » (type 3, code 4) ou « packet too big ».',
        'Les deux extrémités d’un tunnel ont des MTU différentes.',
      ],
      steps: [
        'Fixez le MSS à {mss} sur l’équipement VPN ou le routeur, dans les deux sens.',
        'Autorisez ICMP type 3 code 4, et ICMPv6 type 2, dans les groupes de sécurité, les ACL réseau et les pare-feu du chemin.',
        'Abaissez la MTU de l’interface du tunnel à la valeur que le tableau d’AWS indique pour les algorithmes du tunnel.',
        'Relancez ce contrôle.',
      ],
    },
    'mtu-reduced': {
      title: 'Le chemin transporte des paquets plus petits que l’interface',
      summary:
        'Les paquets vers {host} port {port} sont limités à {size} octets ; l’interface peut en envoyer de {interface} octets. Un routeur le signale, et TCP s’adapte.',
      meaning:
        'La découverte de la MTU du chemin fonctionne : l’expéditeur a appris la taille plus petite par ICMP. Chaque nouvelle connexion perd d’abord un paquet. Si ICMP est bloqué un jour, les connexions se figent.',
      causes: ['Un tunnel VPN, un tunnel GRE ou une ligne PPPoE se trouve sur le chemin.'],
      steps: ['Pour éviter cette perte, fixez le MSS à {mss} sur l’équipement du tunnel.'],
    },
    'mtu-not-measured': {
      title: 'La taille de paquet du chemin n’a pas pu être mesurée',
      summary:
        '{host} port {port} ne répond pas, même à une petite requête. Aucune taille de paquet ne peut être donnée.',
      meaning: 'La mesure a besoin d’un service qui répond. Ce résultat ne dit rien du chemin.',
      causes: ['Le port est fermé ou filtré, ou le service attend que son client s’identifie d’abord.'],
      steps: ['Corrigez d’abord l’accès au port, ou mesurez sur un autre port du même hôte qui sert du TLS.'],
    },
  },
};
