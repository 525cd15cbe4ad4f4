/** What `--help` says, by the English text that the commands are registered with. A text that is not here stays English. */
export const fr: Readonly<Record<string, string>> = {
  'Usage:': 'Utilisation :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
  'Check:': 'Vérifier :',
  'Watch:': 'Surveiller :',
  'Look up and quieten:': 'Consulter et mettre en sourdine :',
  'Install:': 'Installer :',
  'Targets:': 'Cibles :',
  'Choice:': 'Sélection :',
  'Output:': 'Sortie :',
  'How it checks:': 'Mode de vérification :',
  'Names the broken hop between AWS and your data centre, shows the evidence, and prints the command that fixes it.':
    'Nomme le maillon en panne entre AWS et votre centre de données, montre les preuves et affiche la commande corrective.',
  'find the broken hop: from this machine, and where there are credentials in AWS':
    'trouver le maillon en panne : depuis cette machine et, avec des identifiants, dans AWS',
  'before a gateway is activated: both paths of activation, for the change ticket':
    "avant l'activation d'une passerelle : les deux chemins d'activation, pour le ticket de changement",
  'triage of ALB connection logs: which clients fail mutual TLS, with which code':
    "analyse des journaux de connexion d'un ALB : quels clients échouent en TLS mutuel, avec quel code",
  'would an ALB trust store accept this client certificate, and if not, which code will the log show':
    "un magasin de confiance d'ALB accepterait-il ce certificat client, et sinon quel code le journal montrera-t-il",
  'see it work: the whole pipeline against a small lab on this machine, no network needed':
    'démonstration : toute la chaîne sur un petit laboratoire local, sans réseau',
  'write a gatewatch.yaml from what the account holds':
    'écrire un gatewatch.yaml à partir du contenu du compte',
  'what a gatewatch.yaml asks, from where, how often, with which permissions, and what it costs a month':
    "ce qu'un gatewatch.yaml vérifie, d'où, à quelle fréquence, avec quelles autorisations, et son coût mensuel",
  'the least IAM policy that the checks read AWS with; it allows no change':
    'la politique IAM minimale avec laquelle les contrôles lisent AWS ; elle ne permet aucune modification',
  'watch from here in a loop: a vantage on premises, which no function can see':
    "surveiller d'ici en boucle : un point d'observation sur site, qu'aucune fonction ne peut voir",
  'what to do about a reason; without one, the list of them':
    'la marche à suivre pour un motif ; sans motif, la liste des motifs',
  'hold back the messages about a target for a while; checks and metrics go on':
    'retenir pendant un temps les messages sur une cible ; contrôles et métriques continuent',
  'a status page fit to publish: what is broken, since when, the last day and uptime':
    "une page d'état publiable : ce qui est en panne, depuis quand, le dernier jour et la disponibilité",
  'where the page goes': 'fichier où écrire la page',
  'from what `gatewatch run` printed, in place of an installation':
    "à partir de ce que `gatewatch run` a affiché, au lieu d'une installation",
  'with ids, addresses and host names; without it the page may be published':
    "avec identifiants, adresses et noms d'hôtes ; sans elle, la page peut être publiée",
  'of the times on the page, such as Asia/Seoul': 'fuseau des heures de la page, par exemple Asia/Seoul',
  'end a mute: what is broken now is notified within minutes':
    'lever la sourdine : une panne en cours est notifiée en quelques minutes',
  "compares a device's IPsec files with the tunnel options of a Site-to-Site VPN connection":
    "compare les fichiers IPsec d'un équipement aux options de tunnel d'une connexion Site-to-Site VPN",
  'check an installation, and send a test alarm through every channel':
    'vérifier une installation et envoyer une alarme de test par chaque canal',
  'deploy what a gatewatch.yaml says: shows what changes and what it costs, and asks':
    'déployer un gatewatch.yaml : montre les changements et le coût, puis demande confirmation',
  'bring an installation to this version of gatewatch':
    'mettre à niveau une installation vers cette version de gatewatch',
  'take an installation away, with all it remembers':
    "supprimer une installation et tout ce qu'elle a enregistré",
  'write the CloudFormation template and the code, for tools of your own':
    "écrire le modèle CloudFormation et le code, pour d'autres outils",
  'TLS ports, the same as --tls': 'ports TLS, comme --tls',
  'print the version': 'afficher la version',
  'display help for command': "afficher l'aide de la commande",
  'the AWS profile whose credentials and Region are used':
    'le profil AWS dont les identifiants et la Région sont utilisés',
  'do not ask AWS, whatever credentials there are': 'ne pas interroger AWS, même avec des identifiants',
  "a Storage Gateway VPC endpoint's DNS name; with --region unless the name tells it":
    "nom DNS d'un point de terminaison de VPC Storage Gateway ; avec --region si le nom n'indique pas la Région",
  'TCP ports': 'ports TCP',
  'TLS ports: port, handshake and whose certificate it is':
    'ports TLS : port, négociation TLS et titulaire du certificat',
  'time servers, judged together': 'serveurs de temps, comparés entre eux',
  'gateway appliances: the ports of their clients, and their clocks':
    'passerelles : ports de leurs clients et horloge',
  'an HTTP proxy: --region, --endpoint and --tls are also asked through it':
    'un proxy HTTP : --region, --endpoint et --tls sont aussi vérifiés à travers lui',
  'the same through a SOCKS5 proxy, as volume and tape gateways use':
    'la même chose à travers un proxy SOCKS5, comme le font les passerelles de volumes et de bandes',
  'VPN devices of your own: do they speak IKE?': 'vos équipements VPN : répondent-ils en IKE ?',
  'interface endpoints, by id': "points de terminaison d'interface, par identifiant",
  'gateways, by id': 'passerelles, par identifiant',
  'Site-to-Site VPN connections': 'connexions Site-to-Site VPN',
  'attachments of transit gateways': 'attachements de passerelles de transit',
  'virtual interfaces of Direct Connect': 'interfaces virtuelles de Direct Connect',
  'instances, through their EC2 Instance Connect endpoint':
    'instances, par leur point de terminaison EC2 Instance Connect',
  'load balancers with client certificates': 'équilibreurs de charge avec certificats clients',
  'everything of these that the Region holds': 'tous les objets de ces types dans la Région',
  'with --all or an id: also connect from this machine':
    'avec --all ou un identifiant : se connecter aussi depuis cette machine',
  'the targets of a gatewatch.yaml': "les cibles d'un gatewatch.yaml",
  'with --config: the targets of this vantage': "avec --config : les cibles de ce point d'observation",
  'only these targets': 'seulement ces cibles',
  'evidence, likely causes and steps of what is not healthy':
    "preuves, causes probables et étapes de ce qui n'est pas sain",
  'print one JSON object': 'afficher un objet JSON',
  'print Markdown for a ticket': 'afficher du Markdown pour un ticket',
  'write a page that needs nothing beside itself': 'écrire une page HTML autonome',
  'en, ko, fr (default en)': 'en, ko, fr (en par défaut)',
  'time for one question with all its attempts: 500ms, 3s, 1m (default 3s)':
    "délai d'une vérification, toutes tentatives comprises : 500ms, 3s, 1m (par défaut 3s)",
  'how often one address is asked (default 2)': 'nombre de tentatives par adresse (par défaut 2)',
  "roots accepted in place of Amazon's": 'racines acceptées à la place de celles d’Amazon',
  'with --tls: ask with this client certificate too, and name the alert':
    "avec --tls : vérifier aussi avec ce certificat client et nommer l'alerte",
  'its private key; it stays in this process': 'sa clé privée ; elle reste dans ce processus',
  "the DNS server to ask (default the system's)": 'le serveur DNS à interroger (par défaut celui du système)',
  'what check --json printed on other machines: says whose side the cause is on':
    "résultats de check --json d'autres machines : dit de quel côté est la cause",
  'a degraded finding exits 1 as well': 'un constat dégradé donne aussi le code de sortie 1',
  'print questions, observations and stacks to stderr':
    "écrire questions, observations et traces d'appels sur stderr",
  "with --html: what `gatewatch run` printed; draws each target's last day and uptime":
    'avec --html : ce que `gatewatch run` a affiché ; trace le dernier jour et la disponibilité de chaque cible',
};
