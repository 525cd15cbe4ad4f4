import type { KindTexts } from '../../core/runbook.ts';
import type { DnsReason } from './spec.ts';

export const texts: KindTexts<DnsReason> = {
  healthy: 'Tous les noms se résolvent, vers les adresses attendues.',
  glossary: {
    'by-nobody': 'aucun serveur DNS configuré ne répond',
    'by-another': 'un autre serveur DNS répond, et les programmes attendent ou échouent de façon aléatoire',
    'changed-since-good': 'Adresses jusqu’au {until} : {before} ; maintenant : {now}.',
    'nothing-since-good': 'Adresses jusqu’au {until} : {before} ; maintenant : aucune.',
  },
  reasons: {
    'dns-timeout': {
      title: 'Les serveurs DNS ne répondent pas',
      summary: 'Aucun serveur DNS n’a répondu à la requête pour {host} (serveurs : {servers}).',
      meaning:
        'La requête a été envoyée, et répétée à chaque serveur configuré, et rien n’est revenu. Rien de ce qui dépend de ce nom ne peut fonctionner ; on ne sait pas si le nom existe.',
      causes: [
        'Un pare-feu, un groupe de sécurité ou une ACL réseau abandonne UDP et TCP 53 vers les serveurs DNS.',
        'Les serveurs DNS sont arrêtés, ou leurs adresses sont fausses dans les options DHCP ou les réglages réseau de la passerelle.',
        'Un serveur transmet cette zone à un autre qui ne répond pas (règle Route 53 Resolver ou redirecteur conditionnel).',
      ],
      steps: [
        'Interrogez chaque serveur à la main avec les commandes dig ci-dessous, une fois pour ce nom et une fois pour amazonaws.com.',
        'Si aucun nom n’obtient de réponse, autorisez UDP et TCP 53 d’ici vers {servers} et vérifiez que les serveurs tournent.',
        'Si seul ce nom reste sans réponse, suivez la règle de redirection de sa zone et testez le serveur visé.',
        'Dans un VPC, vérifiez le jeu d’options DHCP et que « DNS resolution » est actif ; le résolveur du VPC est l’adresse du réseau plus deux.',
      ],
    },
    'dns-server-failure': {
      title: 'La résolution échoue sur le serveur DNS',
      summary:
        'La résolution de {host} a échoué auprès de {servers} (résultat : {outcome}, code de réponse : {rcode}) : {answeredMeans}.',
      meaning:
        'SERVFAIL : le serveur a cherché sans trouver. REFUSED : il refuse de répondre à ce client ou pour cette zone. server-unreachable : rien n’écoute à l’adresse configurée. Dans tous les cas, le nom lui-même est peut-être bon.',
      causes: [
        'SERVFAIL : les serveurs de la zone sont inaccessibles depuis ce serveur, ou la validation DNSSEC échoue.',
        'REFUSED : la récursion n’est pas permise à l’adresse du client, ou le serveur ne sert pas cette zone.',
        'server-unreachable : le service DNS est arrêté, ou un pare-feu rejette le port 53.',
      ],
      steps: [
        'Répétez la requête avec dig auprès de {servers} et auprès d’un autre résolveur ; comparez le champ status.',
        'Sur SERVFAIL, répétez avec +cd : si cela fonctionne, la validation DNSSEC est en cause ; sinon, suivez la délégation avec +trace.',
        'Sur REFUSED, autorisez la récursion pour ce réseau sur le serveur, ou configurez un serveur qui le sert.',
        'Sur server-unreachable, démarrez le service DNS, ou corrigez l’adresse du serveur dans les options DHCP ou les réglages réseau.',
      ],
    },
    'forwarder-silent': {
      title: 'Le point de terminaison entrant du VPC ne répond pas',
      summary:
        'Aucun point de terminaison entrant n’a répondu à la requête pour {host} (interrogés : {forwarders}).',
      meaning:
        'Le nom doit être transféré vers ces adresses. Elles ne répondent pas d’ici, et les serveurs DNS d’ici répondent {addresses}.',
      causes: [
        'Le chemin vers le VPC est coupé : VPN, Direct Connect ou route de retour.',
        'Le groupe de sécurité du point de terminaison ou un pare-feu n’autorise ni UDP ni TCP 53 depuis ce site.',
        'Le point de terminaison a été recréé et a d’autres adresses.',
      ],
      steps: [
        'Interrogez le point de terminaison avec les commandes dig ci-dessous, d’ici et depuis un serveur DNS du site.',
        'Comparez ses adresses et ses groupes avec la dernière commande.',
        'Ouvrez UDP et TCP 53 sur le chemin, et dans le groupe du point de terminaison pour les serveurs DNS du site.',
      ],
    },
    'name-not-forwarded': {
      title: 'Le nom n’est pas transféré au VPC',
      summary: '{host} mène ici à {addresses} et dans le VPC à {expected} (serveurs : {servers}).',
      meaning:
        'Le point de terminaison entrant du VPC donne la bonne réponse. Les serveurs DNS d’ici ne l’interrogent pas et répondent autre chose.',
      causes: [
        'Les serveurs DNS n’ont pas de redirecteur conditionnel pour ce nom, ou sa zone est écrite autrement.',
        'L’ancienne réponse est encore dans un cache.',
        'Seuls certains serveurs DNS ont le redirecteur.',
      ],
      steps: [
        'Interrogez les deux côtés avec les deux premières commandes.',
        'Sur chaque serveur DNS du site, transférez la zone de {host} vers {forwarders}.',
        'Videz le cache des serveurs DNS, puis interrogez à nouveau.',
      ],
    },
    'name-not-found': {
      title: 'Le nom n’existe pas',
      summary:
        'Le nom {host} ne correspond à aucune adresse (code de réponse : {rcode}, serveurs : {servers}).',
      meaning:
        'Un serveur DNS a répondu qu’un tel nom n’existe pas (NXDOMAIN), ou que le nom n’a pas d’adresse (NOERROR sans enregistrement).',
      causes: [
        'Le nom est mal orthographié, ou appartient à un point de terminaison supprimé ou créé dans une autre Région.',
        'Le nom vit dans une zone hébergée privée qui n’est pas associée à ce VPC, ou qui n’est pas redirigée depuis ce réseau.',
        'Le serveur interrogé n’est pas celui qui connaît la zone interne.',
      ],
      steps: [
        'Comparez {host} lettre à lettre avec les noms DNS que montre describe-vpc-endpoints ou que donne le responsable de l’hôte.',
        'Demandez le même nom à un résolveur public : les noms de points de terminaison (vpce-…) se résolvent publiquement, pas ceux des zones privées.',
        'Pour une zone privée, vérifiez dans Route 53 qu’elle est associée à ce VPC et, sur site, qu’une règle mène au résolveur entrant.',
        'Après correction, attendez l’expiration de la réponse négative (minimum du SOA) ou videz le cache du serveur.',
      ],
    },
    'address-not-private': {
      title: 'Le nom donne des adresses publiques',
      summary: 'Le nom {host} devrait donner des adresses privées mais donne {addresses}.',
      meaning:
        'Le trafic qui devrait rester dans le VPC part vers le service public. Sans route vers Internet il échoue ; avec une route il quitte le chemin privé sans qu’on le voie.',
      causes: [
        'Le DNS privé est désactivé sur le point de terminaison, ou sa zone n’est pas associée à ce VPC.',
        'Ce réseau interroge un serveur DNS qui ne redirige pas vers le résolveur du VPC.',
        'Le VPC a « DNS hostnames » ou « DNS resolution » désactivé.',
      ],
      steps: [
        'Si le DNS privé est désactivé à dessein, utilisez le nom propre du point de terminaison (vpce-…), qui donne toujours ses adresses privées.',
        'Sinon, vérifiez « Private DNS names enabled » sur le point de terminaison et les deux attributs DNS du VPC.',
        'Envoyez la requête au résolveur du VPC (adresse du réseau plus deux) ; s’il répond en privé, redirigez la zone vers lui depuis le serveur utilisé.',
        'Retirez la ligne fausse du fichier hosts, si les preuves disent que l’adresse vient de là.',
      ],
    },
    'address-not-public': {
      title: 'Le DNS privé remplace un nom public',
      summary:
        'Le nom public {host} donne {addresses}, qui n’est pas une adresse publique. Le DNS privé d’un point de terminaison de VPC, une zone interne ou un filtre DNS le remplace.',
      meaning:
        'Dans ce VPC, toute requête vers le service public est envoyée à un point de terminaison. Une passerelle ne peut pas être activée avec le point de terminaison public depuis un VPC où le DNS privé de Storage Gateway est actif.',
      causes: [
        'Un point de terminaison d’interface du service existe dans ce VPC avec « Private DNS names enabled ».',
        'Une zone hébergée privée ou un serveur DNS interne remplace des noms amazonaws.com.',
        'L’adresse est 0.0.0.0 ou :: – un filtre DNS ou un pare-feu bloque ce nom.',
        'Une ancienne ligne est restée dans le fichier hosts.',
      ],
      steps: [
        'Listez les points de terminaison d’interface du VPC avec la commande ci-dessous et cherchez le DNS privé sur un service storagegateway.',
        'Si les passerelles doivent passer par le point de terminaison public : console VPC, Points de terminaison, le point de terminaison, Actions, « Modifier le nom DNS privé », décochez la case ; comptez quelques minutes.',
        'Si elles doivent passer par le point de terminaison de VPC : enregistrez-les avec le type VPC et son nom vpce-….',
        'Si aucun point de terminaison n’est en cause, cherchez la zone privée ou la règle de redirection du domaine.',
      ],
    },
    'address-not-this-endpoint': {
      title: 'Le nom donne l’adresse d’un autre point de terminaison',
      summary:
        'Le nom {host} donne {addresses}, qui n’est pas une adresse de ce point de terminaison ({expected}).',
      meaning:
        'Le nom donne des adresses qu’aucune interface réseau du point de terminaison ne porte. Le trafic arrive à un autre point de terminaison, à un ancien, ou nulle part.',
      causes: [
        'Le point de terminaison a été recréé et le DNS ou un fichier hosts garde les anciennes adresses.',
        'Le nom appartient à un autre point de terminaison, ou le DNS privé d’un autre VPC répond.',
        'Une zone interne contient des enregistrements faits à la main pour le service.',
      ],
      steps: [
        'Comparez avec les adresses des interfaces réseau du point de terminaison, que montre la commande ci-dessous.',
        'Corrigez ou retirez les enregistrements manuels et les lignes du fichier hosts pour {host}.',
        'Si un autre point de terminaison répond à dessein, nommez celui-là dans la configuration.',
        'Après la modification, videz le cache DNS du serveur et redémarrez la passerelle.',
      ],
    },
  },
};
