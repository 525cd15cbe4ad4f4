/** What `--help` says, by the English text that the commands are registered with. A text that is not here stays English. */
export const fr: Readonly<Record<string, string>> = {
  default: 'par défaut',
  'Usage:': 'Utilisation :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
  'Check:': 'Vérifier :',
  'Watch:': 'Surveiller :',
  'Look up and quieten:': 'Consulter et mettre en sourdine :',
  'Install:': 'Installer :',
  'Targets:': 'Cibles :',
  'Choice:': 'Sélection :',
  'Output:': 'Sortie :',
  'How it checks:': 'Mode de vérification :',
  'Names the broken hop between AWS and your data centre, shows the evidence, and prints the command that fixes it.':
    'Nomme le maillon en panne entre AWS et votre centre de données, montre les preuves et affiche la commande corrective.',
  'find the broken hop: from this machine, and where there are credentials in AWS':
    'trouver le maillon en panne : depuis cette machine et, avec des identifiants, dans AWS',
  'before a gateway is activated: both paths of activation, for the change ticket':
    'avant l’activation d’une passerelle : les deux chemins d’activation, pour le ticket de changement',
  'triage of ALB connection logs: which clients fail mutual TLS, with which code':
    'analyse des journaux de connexion d’un ALB : quels clients échouent en TLS mutuel, avec quel code',
  'would an ALB trust store accept this client certificate, and if not, which code will the log show':
    'un magasin de confiance d’ALB accepterait-il ce certificat client, et sinon quel code le journal montrera-t-il',
  'see it work: the whole pipeline against a small lab on this machine, no network needed':
    'démonstration : toute la chaîne sur un petit laboratoire local, sans réseau',
  'write a gatewatch.yaml from what the account holds':
    'écrire un gatewatch.yaml à partir du contenu du compte',
  'what a gatewatch.yaml checks, from where, how often, with which permissions, and what it costs a month':
    'ce qu’un gatewatch.yaml vérifie, d’où, à quelle fréquence, avec quelles autorisations, et son coût mensuel',
  'the least IAM policy that the checks read AWS with; it allows no change':
    'la politique IAM minimale avec laquelle les contrôles lisent AWS ; elle ne permet aucune modification',
  'watch from here in a loop: a vantage on premises, which no function can see':
    'surveiller d’ici en boucle : un point d’observation sur site, qu’aucune fonction ne peut voir',
  'what to do about a reason; without one, the list of them':
    'la marche à suivre pour un motif ; sans motif, la liste des motifs',
  'mute the messages about a target for a while; checks and metrics go on':
    'suspendre pendant un temps les messages sur une cible ; contrôles et métriques continuent',
  'a status page fit to publish: what is broken, since when, the last day and uptime':
    'une page d’état publiable : ce qui est en panne, depuis quand, le dernier jour et la disponibilité',
  'where the page goes': 'fichier où écrire la page',
  'from what `gatewatch run` printed, in place of an installation':
    'à partir de ce que `gatewatch run` a affiché, au lieu d’une installation',
  'with ids, addresses and host names; without it the page may be published':
    'avec identifiants, adresses et noms d’hôtes ; sans elle, la page peut être publiée',
  'of the times on the page, such as Asia/Seoul': 'fuseau des heures de la page, par exemple Asia/Seoul',
  'end a mute: what is broken now is notified within minutes':
    'lever la sourdine : une panne en cours est notifiée en quelques minutes',
  "compares a device's IPsec files with the tunnel options of a Site-to-Site VPN connection":
    'comparer les fichiers IPsec d’un équipement aux options de tunnel d’une connexion Site-to-Site VPN',
  'check an installation, and send a test alarm through every channel':
    'vérifier une installation et envoyer une alarme de test par chaque canal',
  'deploy what a gatewatch.yaml says: shows what changes and what it costs, and asks':
    'déployer un gatewatch.yaml : montre les changements et le coût, puis demande confirmation',
  'bring an installation to this version of gatewatch':
    'mettre à niveau une installation vers cette version de gatewatch',
  'take an installation away, with all it remembers':
    'supprimer une installation et tout ce qu’elle a enregistré',
  'write the CloudFormation template and the code, for tools of your own':
    'écrire le modèle CloudFormation et le code, pour d’autres outils',
  'TLS ports, the same as --tls': 'ports TLS, comme --tls',
  'print the version': 'afficher la version',
  'display help for command': 'afficher l’aide de la commande',
  'the AWS profile whose credentials and Region are used':
    'le profil AWS dont les identifiants et la Région sont utilisés',
  'do not ask AWS, whatever credentials there are': 'ne pas interroger AWS, même avec des identifiants',
  "a Storage Gateway VPC endpoint's DNS name; with --region unless the name has it":
    'nom DNS d’un point de terminaison de VPC Storage Gateway ; avec --region si le nom n’indique pas la Région',
  'TCP ports': 'ports TCP',
  'TLS ports: port, handshake and whose certificate it is':
    'ports TLS : port, négociation TLS et titulaire du certificat',
  'time servers, judged together': 'serveurs de temps, comparés entre eux',
  'gateway appliances: the ports of their clients, and their clocks':
    'passerelles : ports de leurs clients et horloge',
  'an HTTP proxy: --region, --endpoint and --tls are also checked through it':
    'un proxy HTTP : --region, --endpoint et --tls sont aussi vérifiés à travers lui',
  'the same through a SOCKS5 proxy, as volume and tape gateways use':
    'la même chose à travers un proxy SOCKS5, comme le font les passerelles de volumes et de bandes',
  'VPN devices of your own: do they speak IKE?': 'vos équipements VPN : répondent-ils en IKE ?',
  'interface endpoints, by id': 'points de terminaison d’interface, par identifiant',
  'gateways, by id': 'passerelles, par identifiant',
  'Site-to-Site VPN connections': 'connexions Site-to-Site VPN',
  'attachments of transit gateways': 'attachements de passerelles de transit',
  'virtual interfaces of Direct Connect': 'interfaces virtuelles de Direct Connect',
  'instances, through their EC2 Instance Connect endpoint':
    'instances, par leur point de terminaison EC2 Instance Connect',
  'load balancers with client certificates': 'équilibreurs de charge avec certificats clients',
  'everything of these that the Region holds': 'tous les objets de ces types dans la Région',
  'with --all or an id: also connect from this machine':
    'avec --all ou un identifiant : se connecter aussi depuis cette machine',
  'the targets of a gatewatch.yaml': 'les cibles d’un gatewatch.yaml',
  'with --config: the targets of this vantage': 'avec --config : les cibles de ce point d’observation',
  'only these targets': 'seulement ces cibles',
  'evidence, likely causes and steps of what is not healthy':
    'preuves, causes probables et étapes de ce qui n’est pas sain',
  'print one JSON object': 'afficher un objet JSON',
  'print Markdown for a ticket': 'afficher du Markdown pour un ticket',
  'write a page that needs nothing beside itself': 'écrire une page HTML autonome',
  'en, ko, fr (default en)': 'en, ko, fr (en par défaut)',
  'time for one question with all its attempts: 500ms, 3s, 1m (default 3s)':
    'délai d’une vérification, toutes tentatives comprises : 500ms, 3s, 1m (par défaut 3s)',
  'attempts for each address (default 2)': 'nombre de tentatives par adresse (par défaut 2)',
  "roots accepted in place of Amazon's": 'racines acceptées à la place de celles d’Amazon',
  'with --tls: connect with this client certificate too, and name the alert':
    'avec --tls : vérifier aussi avec ce certificat client et nommer l’alerte',
  'its private key; it stays in this process': 'sa clé privée ; elle reste dans ce processus',
  "the DNS server to ask (default the system's)": 'le serveur DNS à interroger (par défaut celui du système)',
  'what check --json printed on other machines: says whose side the cause is on':
    'résultats de check --json d’autres machines : indique de quel côté est la cause',
  'a degraded finding exits 1 as well': 'un constat dégradé donne aussi le code de sortie 1',
  'print questions, observations and stacks to stderr':
    'écrire questions, observations et traces d’appels sur stderr',
  "with --html: what `gatewatch run` printed; draws each target's last day and uptime":
    'avec --html : ce que `gatewatch run` a affiché ; trace le dernier jour et la disponibilité de chaque cible',
  "the Region's public Storage Gateway endpoints; beside --config, --all, --service or an id the Region to read":
    'points de terminaison Storage Gateway publics de la Région ; avec --config, --all, --service ou un identifiant : la Région à interroger',
  'which public names: standard, fips or dualstack; of --service also dualstack-fips (default standard)':
    'noms publics : standard, fips ou dualstack ; avec --service aussi dualstack-fips (par défaut standard)',
  'endpoints of AWS services in --region, such as sts,ssm,s3,kms':
    'points de terminaison de services AWS dans --region, par exemple sts,ssm,s3,kms',
  'of the gateways: …': 'type des passerelles : …',
  "what the gateways' clients speak, where that is less than the type could: …":
    'protocoles des clients des passerelles, si le type en permet davantage : …',
  'a Client VPN endpoint or OpenVPN server (default 443/udp), or cvpn-endpoint-… to read it from AWS':
    'un point de terminaison Client VPN ou un serveur OpenVPN (par défaut 443/udp), ou cvpn-endpoint-… pour interroger AWS',
  'only these checks: …': 'seulement ces contrôles : …',
  'with --tls or --endpoint: measure whether full packets pass, both ways':
    'avec --tls ou --endpoint : mesurer si les paquets de taille maximale passent, dans les deux sens',
  'the machine that is to be activated (default port 80)': 'la machine à activer (par défaut port 80)',
  'the Region it is to be activated in': 'la Région où l’activer',
  'the DNS name of the VPC endpoint (default the public endpoints)':
    'le nom DNS du point de terminaison de VPC (par défaut les points de terminaison publics)',
  'which public names: standard, fips or dualstack (default standard)':
    'noms publics : standard, fips ou dualstack (par défaut standard)',
  'what it is to become: …': 'type de passerelle voulu : …',
  'the EC2 instance it runs on (default the one with the address): AWS says whether its image fits':
    'l’instance EC2 qui la porte (par défaut celle qui a l’adresse) : AWS dit si son image convient',
  'ipv4 or ipv6, for dual-stack endpoints': 'ipv4 ou ipv6, pour les points de terminaison à double pile',
  'the HTTP proxy it will use: the endpoints are also checked through it':
    'le proxy HTTP qu’elle utilisera : les points de terminaison sont aussi vérifiés à travers lui',
  'the same for a SOCKS5 proxy': 'la même chose pour un proxy SOCKS5',
  'request a key, which proves both paths; the key is thrown away, never shown':
    'demander une clé, ce qui prouve les deux chemins ; la clé n’est ni affichée ni conservée',
  'print a checklist for the change ticket': 'afficher une liste de contrôle pour le ticket de changement',
  'time for one question (default 3s, 20s for a key)':
    'délai d’une vérification (par défaut 3s, 20s pour une clé)',
  'print questions, observations and stacks to stderr; no key is in them':
    'écrire questions, observations et traces d’appels sur stderr ; aucune clé n’y figure',
  'every hop from one end to the other and back: what allows it, what blocks it, and the fix':
    'chaque saut de l’aller et du retour : ce qui l’autorise, ce qui le bloque, et la commande corrective',
  'the port of the other end (default 443)': 'le port de l’autre extrémité (par défaut 443)',
  'tcp, udp, icmp': 'tcp, udp, icmp',
  'use a state that gatewatch snapshot saved; no credentials are needed':
    'utiliser un état enregistré par gatewatch snapshot ; aucun identifiant n’est nécessaire',
  'try the changes of a file first (JSON, see docs/path.md); AWS is not changed':
    'essayer d’abord les modifications d’un fichier (JSON, voir docs/path.md) ; AWS n’est pas modifié',
  "the Region (default AWS_REGION, then the profile's own)":
    'la Région (par défaut AWS_REGION, puis celle du profil)',
  'also write it as a page': 'l’écrire aussi sous forme de page',
  'where packets start': 'd’où partent les paquets',
  'where they go': 'où ils vont',
  'saves the network of a Region (ids, addresses, rules, routes) for gatewatch path --snapshot':
    'enregistrer le réseau d’une Région (identifiants, adresses, règles, routes) pour gatewatch path --snapshot',
  'where to write it': 'fichier où l’écrire',
  'can a function or instance of a subnet reach the AWS services it needs, how, and what is missing':
    'une fonction ou une instance d’un sous-réseau atteint-elle les services AWS voulus, comment, et que manque-t-il',
  'the subnets and groups of this function': 'les sous-réseaux et groupes de cette fonction',
  'which services, separated by commas': 'les services, séparés par des virgules',
  'the groups that the caller carries, separated by commas':
    'les groupes de sécurité de l’appelant, séparés par des virgules',
  'subnet-…; or name a function with --lambda': 'subnet-… ; ou indiquez une fonction avec --lambda',
  'only connections from this address': 'seulement les connexions depuis cette adresse',
  'from a time such as 2026-11-21T10:05:00Z, 2026-11-21 or 2h (two hours ago)':
    'à partir d’une heure : 2026-11-21T10:05:00Z, 2026-11-21 ou 2h (il y a deux heures)',
  'up to, but without, this time': 'jusqu’à cette heure, exclue',
  'one JSON object instead of tables': 'un objet JSON au lieu de tableaux',
  'one line for each failed connection: time, protocol, cipher, certificate, status':
    'une ligne par connexion échouée : heure, protocole, chiffrement, certificat, statut',
  'every field of each failed connection, with a header line':
    'tous les champs de chaque connexion échouée, avec une ligne d’en-tête',
  'print the table and the queries for Amazon Athena; no log is read':
    'afficher la table et les requêtes pour Amazon Athena ; aucun journal n’est lu',
  'print what AWS Support asks for in a case about CrlProcessingError or UnmappedConnectionError, as Markdown':
    'afficher en Markdown ce qu’AWS Support demande pour CrlProcessingError ou UnmappedConnectionError',
  'only who would be notified if this target failed':
    'seulement les destinataires si cette cible tombe en panne',
  'with --told: when it fails, a time such as 2026-11-21T10:05:00Z, 2026-11-21 or 2h (two hours ago); default now':
    'avec --told : l’heure de la panne, par exemple 2026-11-21T10:05:00Z, 2026-11-21 ou 2h (il y a deux heures) ; par défaut maintenant',
  'with --told: only of this reason': 'avec --told : pour ce motif seulement',
  'with --support: add its listeners, trust stores and revocation lists, read from AWS':
    'avec --support : ajouter ses écouteurs, magasins de confiance et listes de révocation, lus dans AWS',
  'language of the runbook titles: en, ko, fr': 'langue des titres des procédures : en, ko, fr',
  'files (.log or .log.gz), s3://bucket/key, s3://bucket/prefix, or - for standard input; with --athena the folder of the logs':
    'fichiers (.log ou .log.gz), s3://compartiment/clé, s3://compartiment/préfixe, ou - pour l’entrée standard ; avec --athena, le dossier des journaux',
  "the trust store's CA certificates": 'les certificats d’AC du magasin de confiance',
  'or the trust store itself, with its revocation lists':
    'ou le magasin de confiance lui-même, avec ses listes de révocation',
  'a revocation list, PEM or DER': 'une liste de révocation, PEM ou DER',
  'judge as of a time such as 2026-11-21T10:05:00Z, 2026-11-21 or 2h (two hours ago); default now':
    'juger à une heure donnée : 2026-11-21T10:05:00Z, 2026-11-21 ou 2h (il y a deux heures) ; par défaut maintenant',
  'language of the runbook: en, ko, fr (default en)': 'langue de la procédure : en, ko, fr (en par défaut)',
  'the certificate, or the chain the client sends: PEM or DER; never its private key':
    'le certificat, ou la chaîne que le client envoie : PEM ou DER ; jamais sa clé privée',
  'where to write it; - for the screen': 'fichier où l’écrire ; - pour l’écran',
  'whose objects are listed (default AWS_REGION)':
    'Région dont les objets sont listés (par défaut AWS_REGION)',
  'who is notified': 'qui est notifié',
  'of messages and comments: en, ko, fr (default en)':
    'langue des messages et des commentaires : en, ko, fr (en par défaut)',
  'replace a file that is already there': 'remplacer un fichier existant',
  'print it, write nothing': 'l’afficher, sans rien écrire',
  'default gatewatch.yaml': 'par défaut gatewatch.yaml',
  'only what a deployment of the file would change in the installation of --stage; needs cloudformation:GetTemplate':
    'seulement ce qu’un déploiement du fichier changerait dans l’installation de --stage ; exige cloudformation:GetTemplate',
  'with --diff: the installation, as it was deployed': 'avec --diff : l’installation, telle que déployée',
  "with --diff: where it was deployed (default AWS_REGION, then the profile's own)":
    'avec --diff : où elle est déployée (par défaut AWS_REGION, puis la Région du profil)',
  'also print the IAM policy for deploying it, ready to paste':
    'afficher aussi la politique IAM pour le déployer, prête à coller',
  'with --policy: the account, twelve digits': 'avec --policy : le compte, douze chiffres',
  'of which partition the ARNs are (default aws)': 'partition des ARN (par défaut aws)',
  'checks that ask AWS: …': 'contrôles qui interrogent AWS : …',
  'the gatewatch.yaml that names the vantage': 'le gatewatch.yaml qui contient le point d’observation',
  'vantages without a vpc': 'points d’observation sans vpc',
  'from one run to the next: 30s, 5m, 1h (default the schedule of the file)':
    'd’une exécution à la suivante : 30s, 5m, 1h (par défaut la planification du fichier)',
  'cloudwatch or stdout': 'cloudwatch ou stdout',
  'the installation that the metrics belong to': 'l’installation à laquelle appartiennent les métriques',
  'where CloudWatch is (default AWS_REGION)': 'où se trouve CloudWatch (par défaut AWS_REGION)',
  'keep here what CloudWatch did not take, and send it later with its own times':
    'conserver ici ce que CloudWatch n’a pas accepté, et l’envoyer plus tard à son heure d’origine',
  'serve Prometheus metrics and /health, such as 127.0.0.1:9464':
    'servir les métriques Prometheus et /health, par exemple 127.0.0.1:9464',
  'such as port-filtered': 'par exemple port-filtered',
  'the installation, as it was deployed': 'l’installation, telle que déployée',
  "where it was deployed (default AWS_REGION, then the profile's own)":
    'où elle est déployée (par défaut AWS_REGION, puis la Région du profil)',
  'why, for those who read the daily digest': 'pourquoi, pour les lecteurs du résumé du jour',
  'mute a name that the installation does not know':
    'mettre en sourdine un nom que l’installation ne connaît pas',
  'its name in gatewatch.yaml': 'son nom dans gatewatch.yaml',
  'how long: 30m, 4h or 2d': 'durée : 30m, 4h ou 2d',
  'the VPN connection, such as vpn-0123456789abcdef0': 'la connexion VPN, par exemple vpn-0123456789abcdef0',
  'ipsec.conf, ipsec.d/*.conf, ipsec.secrets, swanctl.conf, or the configuration downloaded from AWS':
    'ipsec.conf, ipsec.d/*.conf, ipsec.secrets, swanctl.conf, ou la configuration téléchargée depuis AWS',
  'the gatewatch.yaml it was deployed from': 'le gatewatch.yaml d’où elle a été déployée',
  'raise no test alarm: no notification is sent':
    'ne déclencher aucune alarme de test : aucune notification n’est envoyée',
  'how long the test may take; notify gathers alarms for a minute':
    'durée maximale du test ; notify regroupe les alarmes pendant une minute',
  "en, ko, fr (default the file's)": 'en, ko, fr (par défaut celle du fichier)',
  'do not ask': 'ne pas demander confirmation',
  'what is watched': 'ce qui est surveillé',
  'where to; it is made if need be': 'dossier de destination ; créé au besoin',
  'print the completion of commands and flags for a shell':
    'afficher la complétion des commandes et des options pour un shell',
  'bash, zsh, fish': 'bash, zsh, fish',
  'serve the read-only commands to an agent, over stdin and stdout (Model Context Protocol)':
    'offrir les commandes en lecture seule à un agent, par stdin et stdout (Model Context Protocol)',
};
