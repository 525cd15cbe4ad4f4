import type { KindTexts } from '../../core/runbook.ts';
import type { PortReason } from './spec.ts';

export const texts: KindTexts<PortReason> = {
  healthy: 'Tous les ports acceptent les connexions.',
  reasons: {
    'port-filtered': {
      title: 'Le port ne répond pas',
      summary:
        'Le port {port} de {host} ne répond pas : les demandes de connexion ne sont ni acceptées ni refusées.',
      meaning:
        'La demande de connexion est partie et rien n’est revenu, ni acceptation ni refus. Un hôte allumé refuse un port fermé. L’absence de réponse signifie qu’un pare-feu, un groupe de sécurité ou une ACL réseau abandonne les paquets, ou que la réponse n’a pas de chemin de retour.',
      causes: [
        'Le groupe de sécurité du point de terminaison ou de l’hôte n’autorise pas ce port depuis ici.',
        'Une ACL réseau de l’un des sous-réseaux bloque le port, ou les ports éphémères 1024-65535 de la réponse.',
        'Un pare-feu entre les deux sites filtre le port.',
        'La route de retour manque et les réponses partent ailleurs.',
      ],
      steps: [
        'Essayez le même port depuis la passerelle : connectez-vous à sa console, choisissez « Test Network Connectivity » ou tapez la commande ncport ci-dessous.',
        'Ouvrez les règles entrantes du groupe de sécurité de la cible et autorisez TCP {port} depuis l’adresse source.',
        'Vérifiez les ACL réseau des deux sous-réseaux : TCP {port} vers la cible, TCP 1024-65535 au retour.',
        'Si les deux sont corrects, demandez au responsable du pare-feu entre les sites s’il rejette TCP {port} vers {address}.',
      ],
    },
    'port-refused': {
      title: 'Le port refuse les connexions',
      summary:
        'Le port {port} de {host} refuse les connexions. {address} est joignable, mais aucun service n’y écoute ou un pare-feu rejette.',
      meaning:
        'L’hôte, ou un pare-feu qui parle pour lui, a répondu aussitôt qu’il ne veut pas de la connexion. Le chemin réseau fonctionne ; le service est absent ou n’est pas autorisé.',
      causes: [
        'Le service n’est pas démarré, ou écoute sur un autre port ou une autre adresse.',
        'Le nom conduit au mauvais hôte.',
        'Un pare-feu rejette les connexions au lieu d’abandonner les paquets.',
      ],
      steps: [
        'Vérifiez que {host} est bien l’hôte voulu et que {address} lui appartient.',
        'Vérifiez sur cet hôte que le service tourne et écoute sur le port {port}.',
        'S’il écoute, cherchez une règle de pare-feu qui rejette par un RST ou une erreur ICMP.',
      ],
    },
    'port-unreachable': {
      title: 'L’hôte est inaccessible',
      summary: 'Le port {port} de {host} est inaccessible : le réseau signale qu’il n’y a pas de route.',
      meaning:
        'Un routeur, un pare-feu ou cette machine elle-même a répondu qu’il n’y a pas de route, ou que la politique l’interdit.',
      causes: [
        'La route vers le réseau cible manque ou mène à quelque chose qui n’existe plus.',
        'Un routeur rejette le trafic par décision administrative.',
        'L’hôte est éteint et son voisin sur le réseau le signale.',
      ],
      steps: [
        'Regardez la route prise d’ici vers {host}.',
        'Suivez le chemin saut par saut et trouvez le routeur qui donne cette réponse.',
        'Dans un VPC, lisez la table de routage du sous-réseau et cherchez les routes « blackhole ».',
      ],
    },
    'port-reset': {
      title: 'Les connexions sont réinitialisées aussitôt',
      summary: 'Le port {port} de {host} accepte la connexion et la réinitialise aussitôt.',
      meaning:
        'La connexion TCP a abouti, puis a été coupée avant tout échange de données. Un service surchargé ou un équipement de sécurité se comporte ainsi.',
      causes: [
        'Un pare-feu ou un proxy établit lui-même la connexion TCP, puis refuse la destination.',
        'Un équilibreur de charge n’a aucune cible saine derrière ce port.',
        'Le service n’admet que certaines adresses sources.',
      ],
      steps: [
        'Essayez depuis un autre réseau : si cela fonctionne, un équipement de ce chemin coupe la connexion.',
        'Lisez le journal du pare-feu ou du proxy pour {address}, port {port}.',
        'Vérifiez les cibles derrière l’équilibreur de charge, s’il y en a un.',
      ],
    },
    'connection-limited': {
      title: 'Le nombre de connexions par source est limité',
      summary:
        '{subject} rejette des connexions quand beaucoup arrivent d’ici en même temps ; une seule réussit.',
      meaning:
        'Le service fonctionne. Le serveur, ou un pare-feu devant lui, limite les connexions simultanées d’une même source et coupe les autres. Les clients derrière une même adresse (passerelle NAT ou proxy) partagent cette limite.',
      causes: [
        'Le serveur limite les connexions par source (nginx limit_conn, HAProxy, sshd MaxStartups).',
        'Un pare-feu les limite (iptables connlimit, limite de sessions par source d’un équipement).',
      ],
      steps: [
        'Vérifiez si des clients partagent une adresse source (NAT, proxy) : ils atteignent alors eux aussi la limite.',
        'Relevez la limite pour cette source sur le serveur ou le pare-feu, ou laissez-la si les clients n’en approchent jamais.',
        'Vérifiez moins de cibles à cette adresse dans une même exécution, pour rester sous la limite.',
      ],
    },
    'port-partly-open': {
      title: 'Le port n’est ouvert qu’à certaines adresses',
      summary:
        'Le port {port} de {host} n’accepte aucune connexion à {address} (vu : {outcome}). Chaque port requis est ouvert à une autre adresse.',
      meaning:
        'Les clients qui reçoivent l’adresse morte échouent, les autres non : la panne semble aléatoire. Si le port est facultatif (2222, le canal d’assistance, ou NTP sur TCP), seule cette fonction manque.',
      causes: [
        'Une interface réseau ou une zone de disponibilité de la cible est en panne.',
        'Les règles d’un sous-réseau diffèrent de celles des autres.',
        'Le port facultatif n’a jamais été ouvert.',
      ],
      steps: [
        'Comparez les adresses des preuves : à quelle zone de disponibilité appartiennent celles qui ne répondent pas ?',
        'Comparez les groupes de sécurité, ACL réseau et routes de ce sous-réseau avec ceux d’un sous-réseau qui fonctionne.',
        'Un port facultatif s’ouvre quand la fonction est voulue ; sinon, laissez-le.',
      ],
    },
  },
  glossary: {
    'own-firewall':
      'Cette machine refuse elle-même {address} port {port}, par son propre pare-feu : aucun paquet n’en est sorti, et rien n’est prouvé de la cible. Contrôlez ses règles de sortie : sudo nft list ruleset, ou sudo iptables -S OUTPUT.',
    'assumed-protocol':
      'Rien ne dit que {host} sert {serves} ; son type le permet, d’où le contrôle du port {port}. Si ce n’est pas le cas, dites-le : protocols dans gatewatch.yaml, ou --protocols {spoken} en ligne de commande.',
  },
};
