import type { KindTexts } from '../../core/runbook.ts';
import type { IkeReason } from './spec.ts';

export const texts: KindTexts<IkeReason> = {
  healthy: 'L’équipement VPN répond en IKE.',
  reasons: {
    'ike-refused': {
      title: 'L’équipement VPN refuse IKE',
      summary: 'Le port UDP {port} de {address} refuse IKE : aucun service n’y écoute.',
      meaning:
        'Une erreur ICMP est revenue : rien n’écoute sur le port, ou un routeur ou un pare-feu du chemin le rejette. Tant que cela dure, aucun tunnel vers cet équipement ne peut être établi ni renouveler ses clés ; un tunnel déjà établi ne vit que jusqu’au prochain renouvellement.',
      causes: [
        'Le service IPsec de l’équipement est arrêté, s’est interrompu, ou n’écoute pas sur cette adresse.',
        'L’équipement a changé d’adresse et un autre hôte a repris l’ancienne.',
        'Un pare-feu placé devant l’équipement rejette UDP 500 ou 4500.',
        'La route vers l’équipement manque (le code {code} est EHOSTUNREACH ou ENETUNREACH).',
      ],
      steps: [
        'Connectez-vous à l’équipement et vérifiez que son service IPsec tourne : « swanctl --stats » sur strongSwan, « show crypto isakmp sa » sur Cisco, « diagnose vpn ike gateway list » sur FortiGate.',
        'S’il ne tourne pas, démarrez-le et cherchez la cause dans son journal : « swanctl --log » sur strongSwan.',
        'Vérifiez sur l’équipement qu’il écoute sur UDP 500 et 4500 de {address} : « ss -lun » sous Linux.',
        'Vérifiez que {address} est toujours l’adresse de l’équipement, et celle que nomme la passerelle client dans AWS.',
        'Si tout cela est correct, cherchez dans le pare-feu placé devant l’équipement une règle qui rejette UDP {port}.',
      ],
    },
    'ike-malformed': {
      title: 'La réponse n’est pas de l’IKE',
      summary: 'Le port UDP {port} de {address} répond, mais pas en IKE.',
      meaning:
        'Des datagrammes sont revenus, qui répondent à notre requête ou du moins à aucune autre, et aucun n’est un message IKE bien formé : tronqué, trop long, nos propres octets renvoyés, ou un autre protocole. Les preuves disent ce qui se trouvait à quel endroit.',
      causes: [
        'Un autre service occupe le port.',
        'Un équipement intermédiaire raccourcit ou modifie les datagrammes, par exemple lorsqu’il réassemble des fragments.',
        'Un seul des deux côtés traite le port comme un port NAT-T : les quatre octets nuls qui précèdent IKE manquent ou sont de trop.',
      ],
      steps: [
        'Regardez sur l’équipement quel processus occupe UDP {port} : « ss -lunp » sous Linux.',
        'Enregistrez la réponse sur l’équipement et au point d’observation (« tcpdump -ni any udp port {port} ») et comparez les octets : s’ils diffèrent, un équipement intermédiaire les modifie.',
        'Vérifiez avec ike-scan et la commande ci-dessous.',
        'Si le port a été fixé à la main dans la configuration, comparez-le avec celui qu’utilise l’équipement.',
      ],
    },
    'ike-silent': {
      title: 'L’équipement VPN ne répond pas',
      summary: 'Le port UDP {port} de {address} ne répond pas à IKE, après {attempts} datagrammes.',
      meaning:
        'Rien n’est revenu, pas même une erreur ICMP. Beaucoup d’équipements ignorent à bon droit ceux avec qui ils n’ont pas de tunnel : cela seul ne prouve donc rien, et n’est une panne que si la configuration porte answersStrangers: true. L’état des tunnels dans AWS en dit davantage.',
      causes: [
        'L’équipement ne répond qu’aux adresses de tunnel d’AWS, ou qu’aux requêtes venant du port source UDP 500. Ce contrôle ne peut alors rien dire de plus.',
        'Un pare-feu placé devant l’équipement abandonne UDP 500 et 4500 venant d’ici.',
        'L’équipement, ou sa liaison Internet, est hors service.',
        'L’équipement a bloqué l’adresse qui interroge, après trop de négociations inachevées.',
      ],
      steps: [
        'Regardez d’abord les tunnels : si l’un d’eux est UP dans AWS, l’équipement fonctionne et ignore simplement les équipements non enregistrés.',
        'Interrogez autre chose à la même adresse, par exemple son port d’administration : si rien ne répond, vérifiez l’équipement et sa liaison.',
        'Enregistrez sur l’équipement (« tcpdump -ni any udp port {port} ») pendant un nouvel essai : si les datagrammes arrivent et restent sans réponse, l’équipement les ignore ; s’ils n’arrivent pas, un pare-feu les arrête avant.',
        'Autorisez dans ce pare-feu UDP 500, UDP 4500 et le protocole IP 50 depuis les deux adresses de tunnel d’AWS.',
        'Si ce point d’observation doit recevoir une réponse, autorisez-le sur l’équipement, puis mettez answersStrangers: true pour que l’absence de réponse compte.',
      ],
    },
  },
};
