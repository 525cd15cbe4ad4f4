import type { KindTexts } from '../../core/runbook.ts';
import type { TlsReason } from './spec.ts';

export const texts: KindTexts<TlsReason> = {
  healthy: 'Chaque port TLS présente le certificat du serveur, valide et au bon nom.',
  reasons: {
    'tls-intercepted': {
      title: 'TLS est intercepté',
      summary:
        '{subject} présente un certificat qui n’est pas celui du serveur : émetteur {issuerName}, produit d’inspection {product}.',
      meaning:
        'Le certificat reçu n’est signé par aucune clé racine de confiance, quels que soient les noms qu’il porte. Un pare-feu, un proxy ou un service de sécurité dans le cloud ouvre la connexion et signe une copie avec sa propre clé. Storage Gateway ne prend pas en charge l’inspection TLS : la passerelle refuse un tel certificat et ne peut pas s’activer, ou passe hors ligne. Derrière un intercepteur, un port ouvert et une négociation TLS aboutie ne prouvent rien au sujet d’AWS : l’équipement répond même quand le point de terminaison est mort.',
      causes: [
        'L’inspection TLS (SSL), dite aussi « deep inspection », « déchiffrement HTTPS » ou « ssl-bump », s’applique au trafic de la passerelle. Produit signataire : {product} (« unnamed » : l’émetteur ne le dit pas).',
        'Une exemption existe, mais pas pour ce nom, pas pour ce port (1026, 1027, 1028 et 1031 sont souvent oubliés), ou pas quand le nom demandé diffère de celui du certificat.',
        'Le nom conduit à un serveur privé dont le certificat vient de votre propre autorité : indiquez cette racine avec --trust FICHIER.pem.',
      ],
      steps: [
        'Dans la console locale de la passerelle, ouvrez l’invite de commandes et lancez la commande sslcheck ci-dessous. Comparez l’émetteur à celui du constat. Ou lancez la commande openssl ci-dessous sur une machine du même sous-réseau.',
        'Montrez cet émetteur à l’équipe du proxy ou du pare-feu et demandez-lui d’exempter l’adresse source de la passerelle de l’inspection TLS (« ne pas déchiffrer », « bypass », « splice ») vers : {acceptNames}.',
        'Faites ajouter aussi les noms génériques, avec votre Région : *.storagegateway.<région>.amazonaws.com, storagegateway.<région>.amazonaws.com, *.<région>.api.aws pour les passerelles à double pile, *.s3.<région>.amazonaws.com pour les données et d4kdq0yaxexbo.cloudfront.net pour l’activation ; pour un point de terminaison de VPC, son adresse {address} sur TCP 443, 1026, 1027, 1028 et 1031.',
        'Assurez-vous que l’exemption porte sur l’adresse ou le nom du serveur avant déchiffrement, et non sur une catégorie après, et qu’aucun second équipement (proxy dans le cloud, pare-feu d’agence) n’inspecte aussi.',
        'Relancez ce contrôle : l’émetteur doit nommer Amazon et la clé racine doit être l’une des cinq clés d’Amazon. N’essayez pas d’importer l’autorité d’inspection dans la passerelle : ce réglage n’existe pas.',
      ],
      variants: {
        'other-host': {
          meaning:
            'Le certificat reçu n’est signé par aucune clé racine de confiance, quels que soient les noms qu’il porte. Un pare-feu, un proxy ou un service de sécurité dans le cloud ouvre la connexion et signe une copie avec sa propre clé. Les clients qui vérifient les certificats le refusent, et l’équipement peut lire ce que les autres envoient. Un port ouvert et une négociation TLS aboutie ne prouvent rien sur le serveur derrière lui.',
          causes: [
            'L’inspection TLS (SSL), dite aussi « deep inspection », « déchiffrement HTTPS » ou « ssl-bump », s’applique à ce trafic. Produit signataire : {product} (« unnamed » : l’émetteur ne le dit pas).',
            'Une exemption existe, mais pas pour ce nom ou ce port.',
            'Le nom conduit à l’un de vos serveurs, dont le certificat vient d’une autre autorité qu’ailleurs : indiquez cette racine avec --trust FICHIER.pem.',
          ],
          steps: [
            'Pour le prouver, lancez la commande openssl ci-dessous sur cette machine et sur une machine d’un autre réseau, puis comparez les émetteurs.',
            'Montrez cet émetteur à l’équipe du proxy ou du pare-feu. Demandez-lui d’exempter l’adresse source de ce client de l’inspection TLS (« ne pas déchiffrer », « bypass », « splice ») vers : {acceptNames}, sur chaque port qui parle TLS.',
            'Assurez-vous que l’exemption porte sur l’adresse ou le nom du serveur avant déchiffrement, et non sur une catégorie après, et qu’aucun second équipement n’inspecte aussi.',
            'Relancez ce contrôle : l’émetteur doit être celui du vrai certificat du serveur. Si l’inspection est voulue ici, indiquez son autorité avec --trust FICHIER.pem.',
          ],
        },
      },
    },
    'tls-wrong-endpoint': {
      title: 'Un autre serveur répond',
      summary:
        '{subject} ({address}) présente le certificat d’un autre serveur : {names}, émis par {issuerName}.',
      meaning:
        'La chaîne est authentique selon les racines du web public, mais elle n’est ni pour le nom demandé ni signée par une racine de confiance pour lui. Personne n’a rien contrefait : la connexion aboutit à un autre serveur.',
      causes: [
        'Le DNS, un fichier hosts ou une règle NAT conduit le nom à la mauvaise adresse.',
        'Un portail captif ou la page de blocage d’un proxy répond avec son propre certificat public.',
        'Un équilibreur de charge ou un réseau de diffusion ne connaît pas le nom et présente son certificat par défaut.',
      ],
      steps: [
        'Comparez {address} à ce que le nom donne ailleurs, et aux adresses du point de terminaison de VPC s’il s’agit d’un tel point.',
        'Cherchez le nom dans /etc/hosts, dans les zones hébergées privées et dans les règles de redirection de vos serveurs DNS.',
        'Suivez le chemin vers {address} : y a-t-il une règle NAT ou de redirection pour le port {port} ?',
        'Si {names} appartient à l’éditeur de votre proxy ou pare-feu, il s’agit d’une page de blocage : demandez l’accès à {host}, port {port}.',
      ],
    },
    'tls-chain-invalid': {
      title: 'Les clients refusent la chaîne de certificats',
      summary:
        'La chaîne de certificats de {subject} enfreint une règle que les clients appliquent : {ruleMeans} (certificat {certificate} : {what} ; {section}).',
      meaning:
        'La chaîne mène à une clé de confiance : c’est donc le bon serveur. Mais OpenSSL, curl, Node et la plupart des clients vérifient ces règles et mettent fin à la négociation TLS.',
      causes: [
        'Le certificat a été émis avec le mauvais modèle : pour des clients, pour la signature de code ou pour une autorité.',
        'Une autorité supérieure est limitée à d’autres noms, à d’autres usages ou à moins de niveaux.',
        'Le serveur envoie un certificat intermédiaire périmé ou erroné.',
      ],
      steps: [
        'Lisez la chaîne avec les commandes openssl ci-dessous. Comparez les extensions de {certificate} à {section} ; l’élément en cause : {what}.',
        'Faites émettre un certificat de serveur avec extendedKeyUsage=serverAuth, keyUsage=digitalSignature et ses noms dans subjectAltName.',
        'Si la limite vient d’une autorité, faites émettre le certificat par une autre, ou faites renouveler le certificat de cette autorité sans la limite.',
        'Installez la nouvelle chaîne sur chaque serveur derrière {host}, rechargez les serveurs, puis relancez ce contrôle.',
      ],
    },
    'tls-weak': {
      title: 'La chaîne de certificats est faible',
      summary: 'La chaîne de certificats de {subject} est faible : {certificate} utilise {weakness}.',
      meaning:
        'Les signatures MD5 et SHA-1 peuvent être contrefaites, et les clés RSA de moins de 2 048 bits peuvent être cassées. Certains clients les acceptent encore. Les navigateurs, Java et les systèmes plus stricts les refusent.',
      causes: [
        'Le certificat a été émis il y a des années, ou par une autorité aux réglages anciens.',
        'Le certificat d’un équipement a été créé en usine.',
        'Le serveur envoie une ancienne copie d’un certificat intermédiaire.',
      ],
      steps: [
        'Lisez la chaîne avec la commande openssl ci-dessous et trouvez {certificate}.',
        'Si c’est celui du serveur, faites-le réémettre avec RSA 2 048 ou ECDSA P-256 et SHA-256.',
        'Si c’est un intermédiaire, installez la version actuelle de l’émetteur.',
        'Rechargez chaque serveur derrière {host}, puis relancez ce contrôle.',
      ],
    },
    'tls-untrusted-ca': {
      title: 'Le certificat vient d’une autorité inconnue',
      summary:
        '{subject} présente un certificat émis par une autorité à laquelle cette machine ne fait pas confiance : {authority} ; si c’est la vôtre, ajoutez --trust.',
      meaning:
        'Aucune clé racine de confiance ne mène à ce certificat. Pour l’un de vos serveurs, c’est normal : les entreprises ont leurs propres autorités. Ce n’est une interception que si le même serveur présente ailleurs un autre émetteur.',
      causes: [
        'Le serveur a un certificat d’une autorité privée de son propriétaire.',
        'Le serveur n’envoie pas son certificat intermédiaire, et l’émetteur ci-dessus est cet intermédiaire.',
        'Un équipement sur le chemin inspecte TLS et signe avec sa propre autorité.',
      ],
      steps: [
        'Demandez au propriétaire de {host} si {authority} est l’autorité de l’organisation.',
        'Si oui, obtenez son certificat racine en PEM et lancez ce contrôle avec --trust FICHIER.pem. Dans gatewatch.yaml, placez-le sous la clé « trust » de la cible.',
        'Si personne ne connaît cette autorité, lancez la commande openssl ci-dessous depuis un autre réseau. Un autre émetteur là-bas signifie que TLS est intercepté ici.',
        'Si le serveur n’envoie qu’un certificat, installez la chaîne complète : celui du serveur d’abord, puis chaque intermédiaire.',
      ],
    },
    'tls-self-signed': {
      title: 'Le certificat est autosigné',
      summary:
        '{subject} présente un certificat autosigné auquel cette machine ne fait pas confiance : {authority} ; si c’est le vôtre, ajoutez --trust.',
      meaning:
        'Le serveur se porte garant de lui-même. Les équipements et les serveurs de test ont souvent un tel certificat. Les clients le refusent, sauf s’ils font confiance à ce certificat précis.',
      causes: [
        'Le certificat que l’équipement a créé à son premier démarrage n’a jamais été remplacé.',
        'Le serveur a été installé pour un test et est resté en service.',
        'La connexion aboutit à un autre équipement que celui qui était visé.',
      ],
      steps: [
        'Comparez l’empreinte donnée par les commandes openssl ci-dessous à celle que le propriétaire de {host} voit sur l’équipement.',
        'Si les empreintes concordent, enregistrez le certificat en PEM et lancez ce contrôle avec --trust FICHIER.pem. Dans gatewatch.yaml, placez-le sous la clé « trust » de la cible.',
        'Mieux : faites émettre un certificat par une autorité à laquelle les clients font confiance, et installez-le avec sa chaîne.',
        'Si les empreintes diffèrent, cherchez quel équipement répond à {address} port {port}.',
      ],
    },
    'tls-name-mismatch': {
      title: 'Le certificat porte un autre nom',
      summary:
        '{subject} présente un certificat de confiance pour {names}, mais pour aucun de ces noms : {acceptNames}.',
      meaning:
        'La chaîne aboutit à une racine de confiance : le serveur est authentique, mais ce n’est pas celui qui était demandé. Les clients qui vérifient le nom interrompent la connexion.',
      causes: [
        'Le nom ou l’adresse conduit à un autre service du même propriétaire, par exemple un autre service AWS ou une autre Région.',
        'Un serveur derrière un équilibreur de charge a reçu le mauvais certificat.',
        'L’hôte a été demandé par son adresse et le certificat ne contient que des noms.',
      ],
      steps: [
        'Vérifiez l’hôte et le port : {subject} est-il le service voulu, dans la bonne Région ?',
        'Comparez {address} aux adresses que le nom devrait avoir ; une entrée hosts ou un enregistrement périmé est probable.',
        'Si le certificat convient à ce service, ajoutez son nom aux noms acceptés pour cette cible.',
        'S’il s’agit de votre serveur, installez un certificat dont les noms alternatifs comprennent {host}.',
      ],
    },
    'tls-expired': {
      title: 'Un certificat a expiré',
      summary: 'Le certificat {expiring} de {subject} a expiré le {validTo}.',
      meaning:
        'La chaîne aboutit à une racine de confiance, mais un certificat sur ce chemin a dépassé sa date de fin. Les clients le refusent.',
      causes: [
        'Le renouvellement a échoué, ou le nouveau certificat n’a pas été installé sur ce serveur.',
        'Un serveur parmi plusieurs a été oublié : comparez les adresses des preuves.',
        'L’horloge de la machine qui vérifie est en avance.',
      ],
      steps: [
        'Vérifiez d’abord l’horloge d’ici : selon date -u, le {validTo} doit être passé.',
        'Si le certificat expiré est celui du serveur, renouvelez-le et installez-le ; si c’est un intermédiaire, installez celui que l’émetteur publie actuellement.',
        'Rechargez le serveur et contrôlez chaque adresse du nom.',
        'S’il s’agit d’un point de terminaison AWS, consultez AWS Health Dashboard et ouvrez un dossier auprès d’AWS Support ; ne contournez pas le problème.',
      ],
    },
    'tls-not-yet-valid': {
      title: 'Un certificat n’est pas encore valide',
      summary: 'Le certificat {expiring} de {subject} n’est valide qu’à partir du {validFrom}.',
      meaning:
        'Le certificat vaut pour une période qui n’a pas commencé, ou l’horloge de la machine qui vérifie est en retard. Le second cas est de loin le plus fréquent.',
      causes: [
        'L’horloge d’ici est en retard.',
        'Le certificat vient d’être émis par une autorité dont l’horloge est en avance.',
        'Un certificat prévu pour plus tard a été installé trop tôt.',
      ],
      steps: [
        'Comparez l’horloge d’ici à un serveur de temps : date -u, chronyc tracking ou w32tm /query /status.',
        'Si l’horloge est fausse, réparez la synchronisation et recommencez ; la passerelle a le même défaut si elle utilise les mêmes serveurs de temps.',
        'Si l’horloge est juste, remettez le certificat précédent jusqu’au {validFrom}.',
      ],
    },
    'tls-chain-incomplete': {
      title: 'Le serveur n’envoie pas son certificat intermédiaire',
      summary:
        '{subject} n’envoie que son propre certificat, pas celui de son émetteur {issuerName} : la chaîne ne peut pas être suivie jusqu’à une racine.',
      meaning:
        'L’émetteur annoncé appartient à une organisation de confiance, mais sans le certificat intermédiaire personne ne peut le vérifier. Certains clients l’ont en réserve et fonctionnent ; la passerelle peut-être pas. Un faussaire peut aussi écrire ce nom : ce n’est pas une preuve d’authenticité.',
      causes: [
        'Le serveur a été configuré avec le seul certificat final au lieu de la chaîne complète.',
        'Un équipement intermédiaire a refait la négociation TLS et perdu les intermédiaires.',
        'Un produit d’inspection a contrefait un certificat qui copie le nom de l’émetteur.',
      ],
      steps: [
        'Essayez depuis un autre réseau : les points de terminaison AWS authentiques envoient toujours leurs intermédiaires, une différence trahit donc un équipement intermédiaire.',
        'Pour votre propre serveur, installez la chaîne complète : le certificat final d’abord, puis chaque intermédiaire, sans la racine.',
        'Vérifiez avec la commande openssl ci-dessous que deux certificats au moins arrivent.',
        'Pour un point de terminaison AWS, montrez le résultat à l’équipe du proxy ou du pare-feu sur ce chemin.',
      ],
    },
    'tls-reset': {
      title: 'La connexion se termine au début de TLS',
      summary:
        '{subject} accepte la connexion et la termine après le premier message TLS (adresse : {address}).',
      meaning:
        'Le port est ouvert, mais la réponse au ClientHello est une réinitialisation ou une fin de connexion au lieu d’un certificat. Un équipement qui lit le nom du serveur dans le ClientHello et l’interdit fait exactement cela. Si les preuves indiquent « only-large-works » ou « only-small-works », c’est la taille du ClientHello qui décide : une passerelle envoie environ 400 octets, un navigateur ou Node 24 environ 1 600, en deux segments.',
      causes: [
        'Un pare-feu filtre par nom de serveur (SNI) ou par application et coupe ce qu’il n’autorise pas sur le port {port}.',
        'Un équipement intermédiaire ne supporte pas la taille ou le contenu du ClientHello.',
        'Le service derrière un équilibreur de charge est arrêté ou n’admet que certaines adresses sources.',
      ],
      steps: [
        'Lancez la commande openssl ci-dessous d’ici et depuis un autre réseau : si un seul des deux essais est coupé, un équipement de ce chemin en est la cause.',
        'Cherchez dans le journal du pare-feu les coupures vers {address}, port {port} ; demandez quelle règle d’application ou d’URL s’est appliquée.',
        'Demandez une règle d’autorisation par destination : {acceptNames}, TCP {port}, sans inspection TLS, toute application.',
        'Si les preuves indiquent qu’une seule taille de ClientHello passe, dites-le à l’éditeur : c’est un défaut de l’équipement.',
      ],
    },
    'tls-alert': {
      title: 'Le serveur refuse le client',
      summary: '{subject} refuse le client : {refusalMeans} ({alert}).',
      meaning:
        'Le pair parle TLS et dit pourquoi il ne veut pas de ce client. handshake-failure et protocol-version : rien en commun ; unrecognized-name : il ne connaît pas le nom du serveur ; certificate-required ou bad-certificate : il veut un certificat client ; internal-error : souvent un proxy qui n’atteint pas le serveur derrière lui. Si un certificat client a été présenté, certificate-expired, unknown-ca, unsupported-certificate (mauvais usage) et certificate-revoked disent ce qui ne va pas. nginx n’envoie aucune alerte : il achève la négociation TLS et refuse par une page de statut 400, où « No required SSL certificate was sent » signifie qu’aucun certificat n’est arrivé et « The SSL certificate error » qu’il est arrivé mais que sa vérification échoue.',
      causes: [
        'Un proxy ou un équipement d’inspection n’a pas pu atteindre ou vérifier le vrai serveur et transmet son échec.',
        'Le nom de serveur envoyé n’est pas connu du serveur.',
        'Le serveur n’accepte que des versions ou des suites étrangères à TLS 1.2 et 1.3 courants.',
        'Le serveur exige un certificat client et n’en a pas reçu, ou n’accepte pas celui qu’il a reçu : expiré, d’une autorité à laquelle il ne se fie pas, non destiné à l’authentification client, révoqué, ou sans ses certificats intermédiaires.',
      ],
      steps: [
        'Lisez ce que dit la réponse : {alert} ; le sens des alertes est dans la RFC 8446, section 6.',
        'Vérifiez que l’hôte, le port et le nom du serveur vont ensemble.',
        'Lancez la commande openssl ci-dessous depuis un autre réseau ; si cela fonctionne, l’alerte vient d’un équipement de ce chemin.',
        'Si un certificat client est en cause, testez-le avec gatewatch client-cert CERT.pem --ca BUNDLE.pem, BUNDLE.pem contenant les autorités auxquelles le serveur se fie, et présentez-le avec ses intermédiaires dans un seul fichier.',
        'Lisez le journal du serveur, ou du proxy, à l’heure de ce contrôle ; nginx écrit « client SSL certificate verify error » et la cause au niveau info.',
      ],
    },
    'tls-silent': {
      title: 'Le serveur ne répond pas à TLS',
      summary: '{subject} accepte la connexion, mais n’achève pas la négociation TLS (adresse : {address}).',
      meaning:
        'La connexion s’ouvre, le ClientHello part, et aucune réponse complète ne revient à temps. Un équipement d’inspection qui abandonne le ClientHello ou le certificat produit cet effet ; un chemin où les gros paquets se perdent aussi. Si les preuves indiquent « only-small-works » ou « only-large-works », c’est la taille du ClientHello qui décide.',
      causes: [
        'Un pare-feu abandonne sans réponse le ClientHello à cause du nom du serveur ou de sa taille.',
        'La réponse avec le certificat, premier paquet de taille maximale, se perd : MTU plus petite en chemin (VPN, tunnel) et ICMP « fragmentation needed » bloqué.',
        'Le service derrière le port est bloqué.',
      ],
      steps: [
        'Lancez la commande openssl ci-dessous : « CONNECTED » sans certificat le confirme.',
        'Testez la MTU vers l’adresse avec la commande ping ci-dessous ; abaissez le MSS sur le VPN ou le pare-feu (1 350 à 1 400) si seuls les petits paquets passent.',
        'Cherchez dans le journal du pare-feu les rejets vers {address}, port {port}, après la connexion TCP.',
        'Demandez une règle d’autorisation par destination, sans inspection : {acceptNames}, TCP {port}.',
      ],
    },
    'tls-not-tls': {
      title: 'Le port ne parle pas TLS',
      summary: '{subject} répond en clair au lieu de TLS : « {firstBytes} ».',
      meaning:
        'Quelque chose écoute sur le port, mais parle un autre protocole. « HTTP/1.1 … » vient le plus souvent d’un proxy ou pare-feu qui refuse, « SSH- » d’un serveur SSH, « 220 » d’un serveur de messagerie.',
      causes: [
        'Le port ou l’hôte n’est pas le bon.',
        'Un proxy ou un portail captif répond par une page d’erreur en HTTP non chiffré.',
        'Une règle NAT ou d’équilibrage transmet le port à un autre service.',
      ],
      steps: [
        'Lisez les premiers octets ci-dessus : quel programme dit cela ?',
        'Vérifiez l’hôte, le port et l’adresse à laquelle le nom conduit : {address}.',
        'S’il s’agit d’une erreur HTTP, lisez-la en entier avec la commande ci-dessous et montrez-la au responsable du proxy ou du pare-feu.',
        'Vérifiez la règle NAT, l’écouteur ou le groupe cible qui sert le port {port}.',
      ],
    },
    'tls-chain-unreadable': {
      title: 'Les certificats sont illisibles',
      summary: '{subject} parle TLS, mais ses certificats ne peuvent pas être lus ({code}).',
      meaning:
        'La négociation TLS ou les certificats sont mal formés, trop longs, ou emploient quelque chose que ce programme ne sait pas lire. On ne sait donc pas si le chemin est intercepté.',
      causes: [
        'Le serveur ou un équipement intermédiaire envoie une chaîne abîmée ou démesurée.',
        'Le serveur ne parle que de vieilles versions de TLS ou des algorithmes inhabituels.',
        'Un équipement intermédiaire abîme le flux.',
      ],
      steps: [
        'Lancez la commande openssl ci-dessous et gardez toute sa sortie.',
        'Lancez-la depuis un autre réseau : si la sortie diffère, un équipement de ce chemin est en cause.',
        'Pour votre propre serveur, installez une chaîne simple : le certificat final et ses intermédiaires, dix certificats au plus.',
      ],
    },
    'tls-connection-limited': {
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
    'tls-expires-soon': {
      title: 'Un certificat expire bientôt',
      summary: 'Le certificat {expiring} de {subject} expire le {validTo}.',
      meaning:
        'Rien n’est encore en panne. Les certificats se renouvellent des semaines avant leur fin ; si près d’elle, le renouvellement a probablement échoué.',
      causes: [
        'Le renouvellement automatique a échoué : un enregistrement de validation ou une autorisation manque.',
        'Le certificat a été renouvelé mais pas installé, ou le serveur n’a pas été rechargé.',
        'Personne ne le renouvelle : il a été fait à la main.',
      ],
      steps: [
        'Trouvez qui émet et installe le certificat {subjectName}.',
        'Renouvelez-le, installez-le sur chaque serveur derrière {host}, puis rechargez-les.',
        'Relancez ce contrôle : la date doit avoir changé sur chaque adresse.',
      ],
    },
  },
  glossary: {
    'not-a-ca': 'un certificat qui n’est pas une autorité en a émis un autre',
    'path-length': 'une autorité a sous elle plus de niveaux d’autorités qu’elle n’en permet',
    'may-not-sign': 'l’usage de clé d’une autorité ne lui permet pas de signer des certificats',
    'key-usage': 'l’usage de clé du certificat de serveur ne permet pas TLS',
    'extended-key-usage': 'le certificat est prévu pour d’autres usages qu’un serveur TLS',
    'name-not-permitted': 'un nom n’est pas parmi ceux qu’une autorité supérieure permet',
    'name-excluded': 'un nom est parmi ceux qu’une autorité supérieure exclut',
    'name-limit-not-understood':
      'une autorité limite les noms d’une façon que les clients ne comprennent pas',
    'key-identifier': 'le certificat indique une autre clé de son émetteur que celle qui l’a signé',
    'unknown-critical-extension': 'les clients ne connaissent pas l’une de ses extensions critiques',
    'malformed-names': 'ses noms alternatifs sont mal formés',
    'malformed-extension': 'une extension est mal formée ou présente deux fois',
    'unnamed-curve': 'la courbe elliptique de sa clé est décrite par ses paramètres au lieu d’être nommée',
    'by-alert': 'il met fin à TLS par une alerte',
    'page-not-sent':
      'il achève la négociation TLS, n’envoie aucune alerte, puis répond qu’aucun certificat client n’a été envoyé',
    'page-not-accepted':
      'il achève la négociation TLS, n’envoie aucune alerte, puis répond qu’il n’accepte pas le certificat client',
    'changed-since-good':
      'Jusqu’au {until}, cette chaîne aboutissait à la clé {before} ; maintenant, elle aboutit à la clé {now}.',
    'nothing-since-good':
      'Jusqu’au {until}, cette chaîne aboutissait à la clé {before} ; maintenant, aucune chaîne n’est présentée.',
    'other-chain':
      '{place} présente une autre chaîne de certificats (émetteur {issuer}) ; ici, l’émetteur est {here}. Un équipement répond ici à la place du serveur.',
    'partial-inspection':
      'L’inspection est partielle. Exemptés, avec des certificats authentiques : {exempt}. Non exemptés, falsifiés par {product} : {forged}.',
    'only-proxy-inspects':
      'Seul le chemin par {via} est inspecté ({product}) : en direct, les certificats sont authentiques.',
    'only-direct-inspected':
      'Seul le chemin direct est inspecté ({product}) : par {via}, les certificats sont authentiques.',
  },
};
