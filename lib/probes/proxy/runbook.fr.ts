import type { KindTexts } from '../../core/runbook.ts';
import type { ProxyReason } from './spec.ts';

export const texts: KindTexts<ProxyReason> = {
  healthy:
    'Le proxy ouvre un tunnel vers chaque destination, et chaque serveur présente son propre certificat.',
  reasons: {
    'proxy-intercepts': {
      title: 'Le proxy déchiffre TLS',
      summary:
        'Le proxy {via} présente un certificat qui n’est pas celui de {subject} : émetteur {issuerName}, produit d’inspection {product}.',
      meaning:
        'Le tunnel a été ouvert, mais le certificat qui en est sorti n’est signé par aucune clé racine de confiance. Le proxy, ou un équipement derrière lui, déchiffre la connexion. Storage Gateway ne prend pas en charge l’inspection TLS : elle refuse un tel certificat et ne peut s’activer, ou passe hors ligne.',
      causes: [
        'L’inspection TLS (« ssl-bump », « déchiffrement HTTPS », « deep inspection ») s’applique au trafic de la passerelle. Produit qui a signé : {product} (« unnamed » : l’émetteur ne le dit pas).',
        'Une exception existe, mais pas pour ce nom ou ce port ; CONNECT vers 1026, 1027, 1028 et 1031 est souvent oublié.',
        'Un second équipement entre le proxy et AWS inspecte lui aussi.',
      ],
      steps: [
        'Comparez l’émetteur avec celui que l’on voit sans le proxy (champ « direct » de la preuve, ou contrôle tls) : si seul celui vu par le proxy est falsifié, c’est le proxy lui-même qui inspecte.',
        'Demandez au responsable de {via} d’exempter la passerelle par adresse source, ou ces destinations par nom de serveur, avant le déchiffrement : {acceptNames}. Dans Squid : « ssl_bump splice » pour elles, avant toute règle « bump ».',
        'Prouvez-le depuis la passerelle : ouvrez sa console locale (utilisateur admin, dont le mot de passe par défaut « password » doit être changé), puis « Gateway Console », tapez sslcheck -d HOST -p PORT et comparez l’émetteur.',
        'Relancez ce contrôle : l’émetteur doit nommer Amazon. N’essayez pas d’importer l’autorité d’inspection dans la passerelle : ce réglage n’existe pas.',
      ],
      variants: {
        'other-host': {
          meaning:
            'Le tunnel a été ouvert, mais le certificat qui en est sorti n’est signé par aucune clé racine de confiance. Le proxy, ou un équipement derrière lui, déchiffre la connexion. Les clients qui vérifient les certificats le refusent.',
          causes: [
            'L’inspection TLS (« ssl-bump », « déchiffrement HTTPS », « deep inspection ») s’applique à ce trafic. Produit qui a signé : {product} (« unnamed » : l’émetteur ne le dit pas).',
            'Une exception existe, mais pas pour ce nom ou ce port.',
            'Un second équipement entre le proxy et la destination inspecte lui aussi.',
          ],
          steps: [
            'Comparez l’émetteur avec celui que l’on voit sans le proxy (champ « direct » de la preuve, ou contrôle tls). Si seul celui vu par le proxy est falsifié, c’est le proxy lui-même qui inspecte.',
            'Demandez au responsable de {via} d’exempter ce client par adresse source, ou ces destinations par nom de serveur, avant le déchiffrement : {acceptNames}. Dans Squid : « ssl_bump splice » pour elles, avant toute règle « bump ».',
            'Relancez ce contrôle : l’émetteur doit être celui du vrai certificat du serveur. Si l’inspection est voulue ici, indiquez son autorité avec --trust FICHIER.pem.',
          ],
        },
      },
    },
    'proxy-refused': {
      title: 'Le proxy refuse les connexions',
      summary:
        'Le proxy {subject} ({address}) refuse les connexions : aucun service n’y écoute, ou un pare-feu rejette.',
      meaning:
        'L’hôte, ou un pare-feu qui parle pour lui, a répondu aussitôt qu’il ne veut pas de la connexion. Rien ne peut être demandé par ce proxy ; une passerelle réglée pour l’utiliser est hors ligne.',
      causes: [
        'Le service proxy est arrêté ou a planté.',
        'Il écoute sur un autre port ou une autre adresse que {subject}.',
        'Un pare-feu sur le proxy rejette cette source.',
      ],
      steps: [
        'Sur le proxy, vérifiez que le service tourne et écoute : ss -ltnp, puis systemctl status squid ou équivalent.',
        'Comparez adresse et port avec le réglage de la passerelle : console locale, « Configure HTTP Proxy » sur une passerelle de fichiers, « SOCKS Proxy Configuration » sur une passerelle de volumes ou de bandes.',
        'S’il écoute, cherchez sur le proxy une règle de pare-feu qui rejette la source de ce contrôle.',
      ],
    },
    'proxy-silent': {
      title: 'Le proxy ne répond pas',
      summary: 'Le proxy à l’adresse {address} ne répond pas à une requête pour {subject}.',
      meaning:
        'Soit la connexion vers le proxy se perd en chemin, soit le proxy l’accepte et ne répond à aucune demande de tunnel. Un proxy qui attend son propre DNS ou son amont se présente ainsi pour toutes les destinations à la fois.',
      causes: [
        'Un groupe de sécurité, une ACL réseau ou un pare-feu abandonne le trafic vers le port du proxy.',
        'Le proxy est surchargé ou bloqué, ou ses serveurs DNS ne répondent pas.',
        'Ce qui écoute là n’est pas un proxy et attend un autre protocole.',
      ],
      steps: [
        'Lisez la preuve : le sujet est le proxy lui-même s’il n’a pas accepté la connexion, et la destination s’il l’a acceptée sans répondre.',
        'Sans connexion : autorisez TCP d’ici, et de la passerelle, vers le port du proxy dans son groupe de sécurité, les ACL réseau et les pare-feu.',
        'Avec connexion : regardez la charge du proxy et sa résolution de noms, avec dig sur le proxy lui-même.',
        'Demandez avec un --timeout plus long : Squid met environ 6 s à dire qu’il ne sait pas résoudre un nom.',
      ],
    },
    'proxy-not-a-proxy': {
      title: 'La réponse ne vient pas d’un proxy',
      summary:
        '{via} n’est pas un proxy, ou n’agit pas comme tel. À une requête pour {subject}, la réponse était « {said} ».',
      meaning:
        'La connexion a été acceptée, mais la réponse n’est pas celle d’un proxy à une demande de tunnel. Les serveurs web, les portails captifs, les serveurs SSH et les proxys de l’autre type (HTTP ou SOCKS) font cela. Certains équipements répondent « 200 » à tout puis coupent : rien ne sort jamais d’un tel tunnel.',
      causes: [
        'Le port est celui d’une interface web ou d’un autre service.',
        'C’est un proxy SOCKS interrogé en HTTP, ou l’inverse.',
        'Un portail captif ou une page de blocage répond à la place du proxy.',
      ],
      steps: [
        'Ce qui a été vu signifie : {howMeans}',
        'Vérifiez l’hôte et le port du proxy : 3128 est usuel pour Squid, 8080 pour d’autres, 1080 pour SOCKS.',
        'Une passerelle de fichiers prend un proxy HTTP, une passerelle de volumes ou de bandes un proxy SOCKS5 : redemandez avec --proxy ou --socks selon le cas.',
        'S’il s’agit d’une page de connexion, enregistrez la passerelle et cette machine auprès du portail, ou utilisez un réseau qui n’en a pas.',
      ],
    },
    'proxy-wants-credentials': {
      title: 'Le proxy exige une authentification',
      summary: 'Le proxy {via} exige un nom d’utilisateur et un mot de passe pour {subject}.',
      meaning:
        'Le proxy a répondu 407, ou n’accepte aucune méthode sans authentification. La console de la passerelle prend l’adresse et le port d’un proxy, et aucun identifiant : la passerelle ne peut donc pas passer.',
      causes: [
        'L’authentification est exigée de tous, et la passerelle ne fait pas exception.',
        'Une exception existe pour une autre adresse source que celle de la passerelle aujourd’hui.',
      ],
      steps: [
        'Faites passer la passerelle par son adresse source, sans authentification. Dans Squid : une « acl … src » avec l’adresse de la passerelle, et « http_access allow » pour elle avant la règle proxy_auth.',
        'Limitez cette exception aux destinations : {acceptNames}.',
        'Relancez ce contrôle depuis le sous-réseau de la passerelle : ailleurs, l’exception ne s’applique pas.',
      ],
    },
    'proxy-denies-connect': {
      title: 'Le proxy refuse le tunnel',
      summary: 'Le proxy {via} refuse CONNECT vers {subject} (statut {connectStatus}).',
      meaning:
        'Le proxy fonctionne et ses règles interdisent cette destination. Squid tel qu’il est livré ne laisse passer CONNECT que vers le port 443 : les points de terminaison publics fonctionnent alors, et les ports 1026, 1027, 1028, 1031 et 2222 d’un point de terminaison de VPC sont tous refusés.',
      causes: [
        'Le port n’est pas parmi ceux que CONNECT peut viser : SSL_ports dans squid.conf.',
        'La destination n’est pas sur la liste autorisée, ou sa catégorie est bloquée.',
        'L’adresse source n’est pas autorisée : alors toutes les destinations sont refusées.',
      ],
      steps: [
        'Comparez les preuves : si 443 passe et les autres ports non, c’est la liste des ports ; si tout est refusé, c’est la source ; sinon, la liste des destinations.',
        'Pour Squid, mettez la ligne acl que ce rapport affiche à côté de « acl SSL_ports port 443 » dans squid.conf. Lancez ensuite sudo squid -k parse, puis sudo squid -k reconfigure. Ses Safe_ports contiennent déjà 1025-65535.',
        'Pour un autre produit, demandez à son responsable d’autoriser CONNECT vers {host} en TCP {port}.',
        'Autorisez ensuite l’adresse du proxy dans le groupe de sécurité du point de terminaison de VPC sur 443, 1026-1028, 1031 et 2222 : c’est le proxy qui se connecte.',
      ],
    },
    'proxy-cannot-reach': {
      title: 'Le proxy n’atteint pas la destination',
      summary: 'Par le proxy {via}, {subject} est inutilisable : {how}.',
      meaning:
        'Le proxy est là et accepte, mais entre lui et la destination quelque chose ne va pas : le nom, le réseau, ou celui qui répond. Le proxy résout le nom avec ses propres serveurs DNS, qui peuvent connaître une autre adresse que cette machine, ou aucune.',
      causes: [
        'Le proxy ne sait pas résoudre le nom ; les noms privés d’un point de terminaison de VPC demandent un redirecteur vers le VPC.',
        'Le groupe de sécurité du point de terminaison de VPC autorise la passerelle mais pas le proxy.',
        'Le proxy n’a pas de route vers les adresses du point de terminaison, ou un pare-feu derrière lui les abandonne.',
      ],
      steps: [
        'Ce qui a été vu signifie : {howMeans}',
        'Sur le proxy, résolvez {host} et comparez avec les adresses attendues : celles des interfaces réseau du point de terminaison de VPC.',
        'Sur le proxy, connectez-vous directement à {host} port {port} avec nc -vz. En cas d’échec, corrigez la route, le groupe de sécurité du point de terminaison (entrant depuis le proxy sur 443, 1026-1028, 1031 et 2222) ou le pare-feu derrière le proxy.',
        'Si la même destination échoue aussi sans le proxy (contrôles port et tls), la panne est à la destination.',
      ],
    },
  },
  glossary: {
    'other-chain':
      '{place} présente une autre chaîne de certificats (émetteur {issuer}) ; ici, l’émetteur est {here}. Un équipement répond ici à la place du serveur.',
    'partial-inspection':
      'L’inspection est partielle. Exemptés, avec des certificats authentiques : {exempt}. Non exemptés, falsifiés par {product} : {forged}.',
    'only-proxy-inspects':
      'Seul le chemin par {via} est inspecté ({product}) : en direct, les certificats sont authentiques.',
    'only-direct-inspected':
      'Seul le chemin direct est inspecté ({product}) : par {via}, les certificats sont authentiques.',
    'upstream-failed': 'le proxy n’a pas pu se connecter et ne dit pas pourquoi ; lisez son journal.',
    'upstream-refused':
      'la destination a refusé la connexion du proxy : rien n’y écoute, ou un pare-feu rejette.',
    'upstream-unreachable': 'le proxy n’a pas de chemin vers la destination : routage, ou hôte éteint.',
    'upstream-silent':
      'la destination n’a pas répondu au proxy : un groupe de sécurité ou un pare-feu abandonne ses paquets.',
    'upstream-tls': 'le proxy parle lui-même TLS avec la destination et y a échoué : il inspecte.',
    'name-not-found':
      'le proxy n’a pas pu résoudre le nom : corrigez ses serveurs DNS ou leurs redirections.',
    'connect-unanswered':
      'le proxy a répondu pour d’autres destinations mais pas à temps pour celle-ci : il attend son DNS, ou une destination qui abandonne ses paquets.',
    'connect-closed': 'la connexion a été coupée quand un tunnel a été demandé.',
    'tunnel-closed': 'le tunnel a été annoncé puis coupé avant que rien n’en sorte.',
    'tls-silent':
      'le tunnel est établi, mais TLS au-delà reste sans réponse : un équipement derrière le proxy le bloque.',
    'tls-alert': 'le tunnel est établi, et l’autre bout refuse TLS par une alerte.',
    'not-tls': 'le tunnel est établi, mais l’autre bout ne parle pas TLS.',
    'wrong-endpoint':
      'le tunnel aboutit au serveur authentique de quelqu’un d’autre : le proxy résout le nom autrement.',
    'name-mismatch':
      'le tunnel aboutit à un serveur authentique pour un autre nom : le proxy résout le nom autrement.',
    expired: 'un certificat à l’autre bout a expiré.',
    'not-yet-valid': 'un certificat à l’autre bout n’est pas encore valide, ou l’horloge d’ici retarde.',
    'chain-incomplete':
      'l’autre bout n’a pas envoyé ses certificats intermédiaires ; les vrais points de terminaison AWS le font.',
    'untrusted-ca':
      'le certificat à l’autre bout vient d’une autorité à laquelle cette machine ne fait pas confiance ; si c’est la vôtre, ajoutez --trust.',
    'self-signed':
      'l’autre bout présente un certificat autosigné auquel cette machine ne fait pas confiance ; si c’est le vôtre, ajoutez --trust.',
    'chain-invalid': 'la chaîne de certificats à l’autre bout enfreint une règle que les clients appliquent.',
    'chain-unreadable': 'les certificats à l’autre bout sont illisibles.',
    'web-page': 'une page est venue au lieu d’un tunnel : un serveur web ou un portail captif.',
    'answers-as-web-server':
      'le statut est celui d’un serveur web qui ignore CONNECT, ou d’un portail qui mène à sa page de connexion.',
    'speaks-otherwise':
      'les premiers mots sont d’un autre protocole ; « SSH- » est un serveur SSH, « 220 » un serveur de messagerie.',
    'squid-ssl-ports':
      'Squid tel qu’il est livré ne laisse passer CONNECT que vers 443, et {via} refuse exactement les autres ports : {ports}. Ajoutez cette ligne à squid.conf à côté de « acl SSL_ports port 443 », puis lancez squid -k parse et squid -k reconfigure.',
  },
};
