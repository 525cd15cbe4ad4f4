import type { KindTexts } from '../../core/runbook.ts';
import type { WebsocketReason } from './spec.ts';

export const texts: KindTexts<WebsocketReason> = {
  healthy: 'Une demande de passage au WebSocket atteint le serveur.',
  reasons: {
    'websocket-upgrade-removed': {
      title: 'La demande de passage au WebSocket est retirée',
      summary:
        '{host}:{port} répond {answer} : aucune demande de passage ne lui est parvenue (par : {path}).',
      meaning:
        'La connexion et TLS fonctionnent, mais un équipement en chemin transmet une requête ordinaire. Les tunnels d’EC2 Instance Connect ne s’ouvrent pas.',
      causes: [
        'Un proxy ou un équipement d’inspection déchiffre le trafic et retire les en-têtes Upgrade et Connection.',
        'Sa politique n’autorise pas les WebSockets.',
      ],
      steps: [
        'Répétez la requête avec la première commande : 101 ou un refus du serveur est normal, 426 ne l’est pas.',
        'Regardez l’émetteur du certificat avec la deuxième commande : il nomme l’équipement.',
        'Exemptez {host} du déchiffrement, ou autorisez-y les WebSockets.',
      ],
    },
    'websocket-cut': {
      title: 'La connexion est coupée au passage au WebSocket',
      summary: 'Après la demande de passage, {host}:{port} met fin à la connexion ({answer}, par : {path}).',
      meaning:
        'TLS fonctionne et la requête ne reçoit pas de réponse HTTP. Les équipements qui ne connaissent pas les WebSockets coupent ces connexions.',
      causes: [
        'Un équipement d’inspection coupe ce qu’il ne peut pas lire.',
        'Le proxy autorise les requêtes, mais pas les connexions longues.',
        'Le serveur derrière ce nom redémarre.',
      ],
      steps: [
        'Répétez la requête avec la première commande, et une fois depuis un réseau sans cet équipement.',
        'Regardez l’émetteur du certificat avec la deuxième commande.',
        'Exemptez {host} de l’inspection.',
      ],
    },
    'websocket-silent': {
      title: 'La demande de passage au WebSocket reste sans réponse',
      summary: '{host}:{port} ne répond pas à la demande de passage (par : {path}).',
      meaning:
        'TLS fonctionne, puis plus rien ne revient. Un client attend jusqu’à sa propre limite de temps.',
      causes: [
        'Un équipement d’inspection retient la requête.',
        'L’équipement attend un corps ou la fin de la connexion.',
      ],
      steps: [
        'Répétez la requête avec la première commande.',
        'Regardez l’émetteur du certificat avec la deuxième commande.',
        'Exemptez {host} de l’inspection.',
      ],
    },
    'websocket-proxy-answers': {
      title: 'Un proxy répond à la demande de passage à la place du serveur',
      summary: 'Un proxy répond pour {host}:{port} : {answer}, de {answeredBy} (par : {path}).',
      meaning:
        'À l’intérieur de TLS, seul le serveur devrait parler. Ici, un proxy déchiffre, répond lui-même et n’ouvre pas de WebSocket.',
      causes: [
        'Un proxy qui déchiffre ne prend pas en charge les WebSockets, ou demande une authentification.',
        'Une catégorie ou une politique du proxy bloque l’hôte.',
      ],
      steps: [
        'Lisez la réponse entière avec la première commande : sa page indique quelle politique.',
        'Exemptez {host} du déchiffrement, ou autorisez-y les WebSockets.',
      ],
    },
  },
};
