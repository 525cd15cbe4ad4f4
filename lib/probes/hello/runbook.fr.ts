import type { KindTexts } from '../../core/runbook.ts';
import type { HelloReason } from './spec.ts';

export const texts: KindTexts<HelloReason> = {
  healthy: 'Le service de chaque port parle le protocole attendu.',
  reasons: {
    'hello-silent': {
      title: 'Le service n’envoie pas de message d’accueil',
      summary:
        'Le port {port} de {host} n’envoie pas de message d’accueil {wanted} (adresse : {address}, vu : {outcome}).',
      meaning:
        'silent : la connexion a été acceptée et rien n’y a été dit. closed ou reset : le pair l’a terminée sans répondre. refused, unreachable : il n’y a pas eu de connexion. Un port ouvert ne prouve pas à lui seul que le service derrière fonctionne.',
      causes: [
        'Le service est bloqué ou surchargé : le noyau accepte des connexions que le programme ne prend plus.',
        'Un proxy, un équilibreur de charge ou un pare-feu accepte lui-même la connexion et n’a pas de serveur valide derrière lui.',
        'Le service écarte cette adresse sans répondre (tcp wrappers, fail2ban, sshd PerSourcePenalties).',
        'Un équipement du chemin inspecte le contenu et bloque le premier paquet.',
      ],
      steps: [
        'Demandez le message d’accueil à la main avec les commandes ci-dessous, d’ici et depuis le sous-réseau de l’hôte.',
        'S’il arrive de près, cherchez l’équipement intermédiaire : proxy, équilibreur sans cible saine, pare-feu à inspection de protocole.',
        'S’il n’arrive pas non plus de près, examinez le service sur {host} : tourne-t-il, manque-t-il de mémoire, de descripteurs, de processus ? Redémarrez-le.',
        'Si les connexions sont fermées aussitôt, lisez le journal du service pour cette adresse (sshd : journalctl -u ssh ou sshd ; hosts.deny ; fail2ban-client status).',
      ],
    },
    'hello-wrong-protocol': {
      title: 'Un autre service répond sur le port',
      summary:
        'Le port {port} de {host} ne parle pas {wanted}. La réponse ressemble à {looksLike} et dit « {says} » (adresse : {address}).',
      meaning:
        'Autre chose que le service attendu sert ce port : les clients se connectent et échouent aussitôt, avec des erreurs qui disent rarement pourquoi.',
      causes: [
        'Le nom ou la règle de redirection mène à un autre hôte ou à un autre port.',
        'Un portail captif, un proxy ou un équipement d’inspection répond à la place du serveur.',
        'Le service est configuré sur un autre port, ou ne parle qu’une version ancienne (SSH 1, SMB 1).',
      ],
      steps: [
        'Comparez ce qui est dit avec les services que vous connaissez : de quelle machine s’agit-il ?',
        'Vérifiez que {address} appartient à l’hôte voulu, et que redirections de port et écouteurs d’équilibreur mènent au bon port.',
        'Si un proxy ou un portail répond, faites-le contourner pour ce port.',
        'Si seule la version est trop ancienne, activez la version actuelle sur le serveur (SSH 2 ; SMB 2 ou 3).',
      ],
    },
    'hello-malformed': {
      title: 'Le message d’accueil est mal formé',
      summary:
        'La réponse sur le port {port} de {host} n’est pas du {wanted} valide (adresse : {address}, attendu : {expected}, reçu : « {says} »).',
      meaning:
        'Des octets sont venus, mais ils sont tronqués ou ne suivent aucun protocole connu ici. Un serveur sain ne fait pas cela.',
      causes: [
        'Le service s’est arrêté ou a planté au milieu de son message d’accueil.',
        'Un équipement du chemin modifie ou coupe le contenu.',
        'Un service maison ou un autre protocole utilise le port.',
      ],
      steps: [
        'Demandez le message d’accueil à la main avec les commandes ci-dessous et comparez les premiers octets.',
        'Demandez depuis le sous-réseau de l’hôte : si le message d’accueil y est entier, un équipement du chemin le coupe.',
        'Lisez le journal du service sur {host} à l’heure du contrôle, et redémarrez le service s’il plante.',
      ],
    },
    'hello-throttled': {
      title: 'Le service rejette les nouvelles connexions',
      summary:
        'Le port {port} de {host} rejette pour le moment les nouvelles connexions : « {says} » (adresse : {address}).',
      meaning:
        'SSH : sshd a plus de connexions non authentifiées que MaxStartups ne permet, ou pénalise cette adresse, et en refuse au hasard. iSCSI : la cible répond qu’elle manque de ressources ou n’est pas disponible (état de connexion 0x03..). Les utilisateurs entrent à certains essais et pas à d’autres.',
      causes: [
        'Des scanners d’Internet ou une tâche défectueuse ouvrent beaucoup de connexions sans s’authentifier.',
        'Beaucoup de sessions démarrent au même instant (outils de déploiement, supervision).',
        'Cette adresse a échoué plusieurs fois à s’authentifier (PerSourcePenalties, OpenSSH 9.8 et suivants).',
      ],
      steps: [
        'Comptez les connexions en attente sur le serveur avec les commandes ci-dessous, et voyez d’où elles viennent.',
        'Bloquez la source si elle n’a rien à y faire : le groupe de sécurité ne devrait autoriser SSH que depuis le point de terminaison Instance Connect ou des adresses connues.',
        'Si la charge est voulue, relevez MaxStartups dans sshd_config (par exemple 50:30:200) et rechargez sshd.',
        'Si seule cette adresse est pénalisée, exemptez-la par PerSourcePenaltyExemptList.',
        'Pour iSCSI, comptez les sessions de la cible, fermez celles des initiateurs disparus, et regardez la charge de la passerelle.',
      ],
    },
  },
};
