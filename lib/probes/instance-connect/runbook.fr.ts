import type { KindTexts } from '../../core/runbook.ts';
import type { InstanceConnectReason } from './spec.ts';

export const texts: KindTexts<InstanceConnectReason> = {
  healthy:
    'Le point de terminaison EC2 Instance Connect est prêt et chaque instance derrière lui s’exécute ; ou, pour un contrôle préalable, rien n’empêche d’en créer un.',
  reasons: {
    'instance-connect-missing': {
      title: 'Le point de terminaison Instance Connect n’existe pas',
      summary:
        'Il n’y a pas de point de terminaison EC2 Instance Connect {wanted} dans ce compte et cette Région (VPC {vpc} ; autres points de terminaison du VPC : {others}).',
      meaning:
        'Sans point de terminaison, personne n’atteint les instances sans adresse publique : ni la console ni « aws ec2-instance-connect ssh » ne trouvent de chemin. Un VPC n’en a qu’un, dans un seul sous-réseau d’une seule zone : il n’y a donc pas de second pour prendre le relais.',
      causes: [
        'Il a été supprimé, ou sa pile a été recréée : un nouveau point de terminaison a un nouvel identifiant.',
        'Il n’a jamais été créé dans ce VPC, ou se trouve dans un autre compte ou une autre Région.',
        'L’identifiant est mal écrit dans la configuration.',
      ],
      steps: [
        'Listez les points de terminaison avec la première commande et comparez identifiants, VPC et états.',
        'S’il a été recréé, mettez le nouvel identifiant dans gatewatch.yaml, ou omettez-le : celui du VPC des instances est alors pris.',
        'S’il a été supprimé par erreur, cherchez par qui avec la deuxième commande.',
        'Créez-le avec la dernière commande : son sous-réseau a des adresses libres et se trouve, autant que possible, dans la zone de la plupart des instances. Ajoutez --security-group-ids avec un groupe autorisé à émettre vers les instances sur TCP 22 et 3389 ; sinon, le groupe par défaut du VPC est pris. La création prend jusqu’à dix minutes.',
        'Si le quota de 5 par Région est épuisé, supprimez d’abord un point de terminaison inutile ; ce quota ne peut pas être relevé.',
      ],
    },
    'instance-connect-not-ready': {
      title: 'Le point de terminaison Instance Connect n’est pas prêt',
      summary:
        'Le point de terminaison EC2 Instance Connect {endpoint} du sous-réseau {subnet} (zone {zone}) est dans l’état {state}, {minutes} minutes après sa création (message d’AWS : {stateMessage}).',
      meaning:
        'Seuls create-complete et update-complete permettent de se connecter. La création prend jusqu’à dix minutes, une mise à jour quelques-unes ; les états d’échec ne se réparent pas seuls, et un point de terminaison ne se déplace pas : un VPC n’en ayant qu’un, on le supprime puis on le recrée dans un autre sous-réseau.',
      causes: [
        'Il a été créé ou modifié il y a quelques minutes.',
        'Son sous-réseau n’a plus d’adresse libre, ou le rôle lié au service AWSServiceRoleForEC2InstanceConnect n’a pas pu être créé faute de droits.',
        'Sa zone de disponibilité est en panne : le point de terminaison n’est que dans une zone.',
        'Quelqu’un est en train de le supprimer.',
      ],
      steps: [
        'Lisez son état et le message d’AWS avec la première commande.',
        'S’il est en cours de création ou de mise à jour, attendez dix minutes et regardez de nouveau ; il n’y a rien à faire avant.',
        'Après update-failed, refaites la modification (aws ec2 modify-instance-connect-endpoint) ou annulez-la ; si cela échoue aussi, remplacez-le.',
        'Si la création a échoué ou si sa zone ({zone}) est en panne, remplacez-le : supprimez-le avec la commande de suppression ci-dessous, attendez que la première commande ne le trouve plus, puis créez-le dans l’autre sous-réseau avec la dernière commande. Ses groupes de sécurité ({groups}) et le réglage des adresses des clients restent les mêmes.',
        'Mettez le nouvel identifiant dans gatewatch.yaml, ou omettez-le. Les politiques IAM qui nomment l’ancien point de terminaison doivent aussi nommer le nouveau.',
        'En attendant, connectez-vous par Session Manager ou par une machine du même VPC.',
      ],
    },
    'instance-not-running': {
      title: 'Une instance derrière le point de terminaison ne s’exécute pas',
      summary:
        'L’instance {instance} ne s’exécute pas, elle est dans l’état {state} (message d’AWS : {stateReason}) : personne ne peut s’y connecter.',
      meaning:
        'Le point de terminaison ne mène qu’à des instances en cours d’exécution. Une instance « missing » n’existe pas dans ce compte et cette Région, ou aucune instance ne porte les balises.',
      causes: [
        'Elle a été arrêtée par une personne, un planning ou une règle de coût, ou s’est arrêtée d’elle-même.',
        'Elle a été résiliée et remplacée, par exemple par un groupe Auto Scaling : la nouvelle a un nouvel identifiant.',
        'Son démarrage a échoué : pas de capacité dans la zone, volume endommagé ou chiffré sans accès à sa clé.',
      ],
      steps: [
        'Lisez son état et la raison d’AWS avec la première commande, et démarrez-la si elle doit s’exécuter.',
        'Si elle a été remplacée, mettez le nouvel identifiant dans gatewatch.yaml, ou désignez les instances par des balises.',
        'Quand elle s’exécute, connectez-vous avec la commande ci-dessous. Cela ne demande pas de paire de clés (celle de l’instance : {keyPair}) mais le paquet ec2-instance-connect : Amazon Linux 2023, Amazon Linux 2 à partir de 2.0.20190618 et Ubuntu à partir de 20.04 le contiennent. Les images minimales et d’autres systèmes peuvent ne pas l’avoir ; utilisez alors la paire de clés avec « ssh -i CLÉ » à travers « aws ec2-instance-connect open-tunnel ».',
        'Si la connexion est refusée par « Permission denied (publickey) », vérifiez le paquet sur l’instance : « rpm -q ec2-instance-connect » sur Amazon Linux, « dpkg -s ec2-instance-connect » sur Ubuntu. La commande sshd ci-dessous doit montrer eic_run_authorized_keys ; le paquet ne change pas un AuthorizedKeysCommand déjà réglé, et Instance Connect ne fonctionne alors pas.',
        'Installez ce qui manque : « sudo dnf install ec2-instance-connect » sur Amazon Linux 2023, « sudo yum install ec2-instance-connect » sur Amazon Linux 2, « sudo apt-get install ec2-instance-connect » sur Ubuntu ; puis redémarrez sshd.',
        'Sous Windows, aucun paquet n’est nécessaire : le tunnel mène à 3389, et la paire de clés ne sert qu’à déchiffrer le premier mot de passe Administrator.',
      ],
    },
    'instance-connect-quota-full': {
      title: 'Un quota interdit un autre point de terminaison Instance Connect',
      summary:
        'Aucun point de terminaison EC2 Instance Connect ne peut être créé dans le VPC {vpc} : il y en a {used} sur {limit} ({endpoints}).',
      meaning:
        'AWS permet un point de terminaison par VPC et cinq par compte et Région, et ne relève aucune des deux limites. Ceux qui ont échoué ou sont en cours de suppression peuvent compter jusqu’à leur disparition.',
      causes: [
        'Le VPC a déjà un point de terminaison, peut-être celui d’une autre équipe.',
        'Des points de terminaison de VPC inutilisés ont été oubliés.',
        'Le point de terminaison a été créé depuis, et le contrôle préalable (preflight) est encore dans gatewatch.yaml.',
      ],
      steps: [
        '{scopeMeans}',
        'Regardez les points de terminaison avec la première commande : identifiant, VPC, état.',
        'Supprimez celui qui n’est pas nécessaire avec la commande de suppression (aws ec2 delete-instance-connect-endpoint), et attendez qu’il ait disparu.',
        'Une fois le point de terminaison créé, remplacez preflight dans gatewatch.yaml par instances ou tags.',
      ],
    },
    'instance-connect-subnet-full': {
      title: 'Le sous-réseau n’a plus d’adresse libre pour le point de terminaison',
      summary:
        'Le sous-réseau {subnet} (zone {zone}) du VPC {vpc} n’a plus d’adresse pour un point de terminaison Instance Connect (adresses libres : {free}).',
      meaning:
        'Un point de terminaison prend une adresse de son sous-réseau. Celui qui existe continue de fonctionner, mais ne pourrait pas y être recréé après une panne ou une suppression ; un nouveau ne peut pas être créé du tout. Un « - » dit que le VPC n’a pas un tel sous-réseau.',
      causes: [
        'Le sous-réseau est petit, et des instances, fonctions ou équilibreurs de charge ont pris ses adresses.',
        'Des interfaces réseau inutilisées ont été oubliées.',
        'Pour un contrôle préalable : le sous-réseau n’existe pas, ou appartient à un autre VPC.',
      ],
      steps: [
        'Comparez les adresses libres de tous les sous-réseaux avec la première commande.',
        'Trouvez les interfaces inutilisées (état available) avec la deuxième commande et supprimez-les.',
        'Pour un contrôle préalable, créez plutôt le point de terminaison dans le sous-réseau de la dernière commande.',
        'Si le point de terminaison est déjà là, déplacez-le à une heure calme : supprimez-le, attendez qu’il ait disparu, créez-le dans l’autre sous-réseau avec les commandes ci-dessous. Pendant dix minutes environ, personne ne peut se connecter par lui.',
      ],
    },
    'instance-connect-address-type': {
      title: 'Le type d’adresse du point de terminaison ne convient pas',
      summary:
        'Le type d’adresse {addressType} du point de terminaison {endpoint} ne convient pas (instance : {instance}). {mismatchMeans}',
      meaning:
        'Un point de terminaison Instance Connect ne mène qu’aux adresses de son propre type. Il ne conserve les adresses des clients qu’avec le type ipv4 et à l’intérieur de son VPC.',
      causes: [
        'Le sous-réseau a des blocs IPv4 et IPv6 : un point de terminaison créé sans type y est à double pile.',
        'La conservation des adresses des clients a été activée sur un point de terminaison qui n’est pas de type ipv4.',
        'L’instance n’a qu’une adresse IPv6.',
      ],
      steps: [
        'Lisez le type et le réglage avec la première commande.',
        'Si les adresses des clients ne sont pas nécessaires, désactivez leur conservation avec la deuxième commande : les règles des instances voient alors le groupe de sécurité du point de terminaison.',
        'Sinon, changez le type : aws ec2 modify-instance-connect-endpoint avec --ip-address-type.',
        'Si l’adresse manque à l’instance, ajoutez-la à son interface, ou utilisez un point de terminaison de l’autre type.',
      ],
    },
    'instance-key-pair-missing': {
      title: 'Une instance n’a pas de paire de clés',
      summary: 'L’instance {instance} ({system}) a été lancée sans paire de clés.',
      meaning:
        'Sous Linux, la connexion exige alors le paquet ec2-instance-connect, que cette image ne contient pas. Sous Windows, le mot de passe de l’administrateur ne peut pas être déchiffré sans paire de clés.',
      causes: [
        'Le modèle de lancement ne nomme aucune paire de clés.',
        'Les connexions doivent passer par Session Manager ou par un compte de domaine.',
      ],
      steps: [
        'Vérifiez si le paquet est installé : ajoutez ssm: true à la cible, ou connectez-vous avec la deuxième commande et lancez rpm -q ou dpkg -s ec2-instance-connect.',
        'Sous Linux, installez le paquet ou ajoutez une clé publique à authorized_keys.',
        'Sous Windows, utilisez un compte du domaine, ou réinitialisez le mot de passe avec le runbook AWSSupport-ResetAccess.',
        'Nommez une paire de clés dans le modèle de lancement pour la prochaine instance.',
      ],
    },
  },
  glossary: {
    preserve:
      'Il conserve les adresses des clients, ce qu’AWS ne prend en charge que pour les points de terminaison de type ipv4.',
    family: 'L’instance n’a pas d’adresse de ce type.',
    otherVpc: 'Il conserve les adresses des clients, et l’instance se trouve dans un autre VPC.',
    VPC: 'La limite d’un point de terminaison par VPC est atteinte : utilisez celui qui existe (plusieurs zones n’en demandent pas un second, le trafic coûte seulement plus), ou supprimez-le d’abord pour le mettre dans un autre sous-réseau.',
    Region:
      'La limite de cinq points de terminaison par compte et Région est atteinte : un point de terminaison atteint aussi les instances des VPC appairés ou reliés par une passerelle de transit, tant que les adresses des clients ne sont pas préservées.',
  },
};
