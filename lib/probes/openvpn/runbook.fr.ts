import type { KindTexts } from '../../core/runbook.ts';
import type { OpenvpnReason } from './spec.ts';

export const texts: KindTexts<OpenvpnReason> = {
  healthy: 'Le serveur VPN répond aux clients OpenVPN.',
  reasons: {
    'openvpn-refused': {
      title: 'Le serveur VPN refuse les clients',
      summary: '{host} refuse OpenVPN sur le port {transport} {port} : aucun service n’écoute à {address}.',
      meaning:
        'Un RST ou une erreur ICMP est revenu : rien n’écoute sur le port, ou un pare-feu du chemin le rejette. Aucun client ne peut se connecter par cette adresse.',
      causes: [
        'Le point de terminaison Client VPN n’a plus de sous-réseau associé, ou est en cours de suppression.',
        'Le transport ou le port ne correspond pas au point de terminaison : le transport est fixé à la création, le port est 443 ou 1194.',
        'Le serveur OpenVPN est arrêté.',
        'Un pare-feu entre ce point d’observation et le serveur rejette le port.',
      ],
      steps: [
        'Lisez le point de terminaison avec la commande ci-dessous : Status doit être « available », TransportProtocol et VpnPort doivent être ceux qui ont été interrogés ici.',
        'Regardez ses associations de réseau cible : une au moins doit être « associated ».',
        'Pour un serveur à vous, vérifiez que le service openvpn tourne et écoute : « ss -lunp » ou « ss -ltnp ».',
        'Si tout cela est correct, cherchez une règle de pare-feu qui rejette le port {transport} {port}.',
      ],
    },
    'openvpn-malformed': {
      title: 'La réponse n’est pas de l’OpenVPN',
      summary: 'Le port {transport} {port} de {address} répond, mais pas comme un serveur OpenVPN.',
      meaning:
        'Des octets sont revenus et ne répondent pas à un client OpenVPN : un autre protocole, un paquet tronqué, ou une longueur impossible. Les preuves disent ce qui se trouvait à quel endroit.',
      causes: [
        'Un autre service, par exemple HTTPS, occupe le port ; cela arrive surtout sur 443.',
        'Un proxy ou un équipement d’inspection répond à la place du serveur.',
        'Le nom conduit au mauvais hôte.',
      ],
      steps: [
        'Regardez ce qui parle là : en TCP, « openssl s_client -connect {address}:{port} » montre un certificat si c’est du TLS.',
        'Comparez {address} avec les adresses du nom du point de terminaison, interrogé précédé d’un label aléatoire.',
        'Essayez depuis un autre réseau : si OpenVPN y répond, un équipement de ce chemin répond à sa place.',
      ],
    },
    'openvpn-silent': {
      title: 'Le serveur VPN ne répond pas au premier paquet d’un client',
      summary: '{host} ne répond pas à OpenVPN sur le port {transport} {port} ({outcome}).',
      meaning:
        'Un premier paquet bien formé est resté sans réponse ; en TCP, la connexion a pu être acceptée puis fermée sans réponse. Un serveur avec tls-auth ou tls-crypt se comporte exactement ainsi envers les clients qui n’ont pas sa clé : cela seul ne prouve donc rien, et n’est une panne que si la configuration porte answersStrangers: true.',
      causes: [
        'Le serveur utilise tls-auth ou tls-crypt. Ce contrôle ne peut alors rien dire de plus.',
        'Un pare-feu ou un réseau abandonne les paquets vers ce port ; beaucoup laissent passer TCP 443 et abandonnent UDP 443.',
        'Le serveur est hors service, ou le nom conduit à une adresse qui n’est plus la sienne.',
      ],
      steps: [
        'Essayez avec un vrai client depuis le même réseau ; s’il se connecte, laissez answersStrangers à false.',
        'Pour AWS Client VPN, lisez le point de terminaison avec la commande ci-dessous : son Status et ses associations de réseau cible.',
        'Essayez depuis un autre réseau : si le serveur y répond, quelque chose entre ici et lui abandonne les paquets vers le port {transport} {port}.',
        'Interrogez le nom précédé d’un label aléatoire et comparez les adresses : Client VPN les change.',
        'Si le serveur n’utilise ni tls-auth ni tls-crypt, mettez answersStrangers: true pour que l’absence de réponse compte.',
      ],
    },
  },
};
