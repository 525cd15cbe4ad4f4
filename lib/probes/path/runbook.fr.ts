import type { KindTexts } from '../../core/runbook.ts';
import type { PathReason } from './spec.ts';

export const texts: KindTexts<PathReason> = {
  healthy:
    'Les groupes de sécurité, les ACL réseau et les routes autorisent chaque tronçon, dans les deux sens.',
  reasons: {
    'path-security-group-blocks': {
      title: 'Un groupe de sécurité bloque le chemin',
      summary:
        'Le groupe de sécurité {id} ne laisse pas passer {protocol} {port} sur le tronçon {segment} ({subject}).',
      meaning:
        'Un groupe de sécurité ne fait qu’autoriser : ce qu’aucune règle d’aucun groupe de l’interface réseau n’autorise est abandonné sans réponse. Les connexions de ce tronçon expirent. Les règles ont été lues dans EC2 ; aucun paquet n’a été envoyé.',
      causes: [
        'La règle de ce port n’a jamais été ajoutée, ou l’a été à un autre groupe que celui de l’interface.',
        'Le point de terminaison a été créé sans choisir de groupe et porte le groupe par défaut de son VPC, qui n’admet que ses propres membres.',
        'La règle désigne une adresse ou un groupe que la source n’a plus : elle a été remplacée ou déplacée dans un autre sous-réseau.',
        'Les règles sortantes de la source ont été resserrées en oubliant cette cible.',
      ],
      steps: [
        'Lisez les règles de {id} avec la commande ci-dessous et comparez-les au tronçon : {protocol} {port}, de {source} vers {address}.',
        'Exécutez la commande corrective affichée avec ce résultat : elle ajoute la règle manquante, ou attribue un groupe distinct au point de terminaison ou à l’interface.',
        'Si le groupe est géré par du code d’infrastructure, ajoutez-y la même règle, sinon le prochain déploiement l’effacera.',
        'Relancez le contrôle : les règles agissent aussitôt, pour les nouvelles connexions.',
      ],
    },
    'path-network-acl-blocks': {
      title: 'Une ACL réseau bloque le chemin',
      summary: 'L’ACL réseau {id} refuse des paquets du tronçon {segment} ({subject}) : règle {rule}.',
      meaning:
        'Une ACL réseau filtre à la frontière d’un sous-réseau, essaie ses règles du plus petit numéro au plus grand et est sans état : la demande et sa réponse ont chacune besoin d’une règle. La réponse va vers un port choisi par le client, 1024-65535. Si une partie seulement de ces ports est refusée, les connexions échouent au hasard.',
      causes: [
        'La règle des réponses, 1024-65535, manque dans l’un des sens.',
        'Une règle de numéro plus petit refuse ce qu’une règle suivante autorise.',
        'Le sous-réseau a été rattaché à une autre ACL réseau, ou un nouveau sous-réseau en a reçu une restrictive.',
        'Les adresses des règles sont celles d’un ancien plan d’adressage.',
      ],
      steps: [
        'Lisez les entrées de {id} avec la commande ci-dessous, dans l’ordre de leurs numéros : la première qui correspond décide.',
        'Exécutez la commande corrective affichée avec ce résultat : elle ajoute une entrée de numéro libre avant celle qui refuse.',
        'Vérifiez les deux sens des deux sous-réseaux : le port vers la cible, 1024-65535 au retour.',
        'Si l’ACL réseau est gérée par du code d’infrastructure, ajoutez-y les mêmes entrées.',
        'Relancez le contrôle.',
      ],
    },
    'path-no-route': {
      title: 'Une route manque',
      summary:
        'La table de routage {id} du sous-réseau {subnet} n’a pas de route utilisable pour le tronçon {segment} ({subject}).',
      meaning:
        'La table de routage d’un sous-réseau décide où vont les paquets, la route la plus précise d’abord. Sans route, ou avec une seule route par défaut vers une passerelle Internet pour une adresse privée, les paquets sont abandonnés sans réponse. Le retour a lui aussi besoin d’une route : son absence ressemble en tout point à un pare-feu.',
      causes: [
        'La propagation des routes de la passerelle privée virtuelle est désactivée pour cette table.',
        'La route a été ajoutée à une autre table que celle qu’utilise le sous-réseau.',
        'Le site ou l’autre VPC a reçu un nouveau bloc d’adresses, encore sans route.',
        'La route de retour, du sous-réseau de la cible vers la source, a été oubliée.',
        'La route de retour mène à une passerelle NAT ou à une passerelle Internet de sortie uniquement. Toutes deux abandonnent les réponses aux connexions venues de l’extérieur.',
      ],
      steps: [
        'Lisez les routes avec la commande ci-dessous et cherchez la plus précise qui couvre la destination (de {source} vers {address}).',
        'Exécutez la commande corrective affichée avec ce résultat ; si elle contient un texte entre < et >, remplacez-le par l’identifiant de la passerelle qui mène là.',
        'Vers un site derrière une passerelle privée virtuelle, préférez la propagation à une route statique.',
        'Vérifiez la route de retour dans la table de l’autre sous-réseau.',
        'Relancez le contrôle : les routes agissent aussitôt.',
      ],
    },
    'path-blackhole': {
      title: 'Une route mène à une cible supprimée',
      summary:
        'La route {rule} de la table {id} mène à {target}, qui n’existe plus (tronçon {segment}, {subject}).',
      meaning:
        'La route existe, mais sa cible a été supprimée ou détachée : EC2 la marque « blackhole » et abandonne tout paquet qui y correspond. Elle l’emporte pourtant sur les routes moins précises.',
      causes: [
        'La passerelle NAT, la connexion d’appairage, l’attachement de passerelle de transit ou l’interface réseau a été supprimé.',
        'La passerelle privée virtuelle ou la passerelle Internet a été détachée du VPC.',
        'Une pile a été reconstruite : la nouvelle passerelle a un nouvel identifiant et la table garde l’ancien.',
      ],
      steps: [
        'Cherchez ce qu’est devenu {target} : supprimé, détaché ou remplacé.',
        'Exécutez la commande corrective affichée avec ce résultat ; si elle contient un texte entre < et >, remplacez-le par l’identifiant du remplaçant.',
        'Si la destination n’est plus utile, supprimez plutôt la route.',
        'Si la route est gérée par du code d’infrastructure, faites-y référence à la passerelle au lieu d’écrire son identifiant.',
        'Relancez le contrôle.',
      ],
    },
    'path-undecided': {
      title: 'Les règles ne suffisent pas pour conclure',
      summary:
        'Ce qui a été lu ne permet pas de dire si le tronçon {segment} ({subject}) passe : {undecided}.',
      meaning:
        'Aucune règle lue ne bloque ce tronçon, mais quelque chose qui le pourrait n’a pas été trouvé, ne peut être lu depuis ce compte ou dépend de ce qu’on ignore : une extrémité qui n’existe plus, une liste de préfixes ou un groupe d’un autre compte, une règle qui n’admet qu’une partie d’un sous-réseau, une ACL réseau qui n’admet que certains ports de réponse. Ce n’est pas une panne.',
      causes: [
        'Une extrémité nommée dans la configuration n’existe plus : {undecided}.',
        'Une adresse appartient au bloc du VPC, mais aucune interface réseau ne l’utilise : {undecided}.',
        'Une liste de préfixes ou un groupe de sécurité appartient à un autre compte et n’est pas partagé en lecture.',
        'Les deux extrémités sont dans des VPC différents et la règle désigne un groupe : son effet dépend de l’appairage ou de la passerelle de transit.',
      ],
      steps: [
        'Cherchez ce qui est nommé ici : {undecided}. Corrigez la configuration si cela a disparu.',
        'Si cela existe dans un autre compte, lisez-le là-bas, ou écrivez la règle avec un bloc d’adresses.',
        'Pour ce tronçon, fiez-vous aux contrôles qui envoient des paquets (port, tls) : ils voient ce que les règles ne disent pas.',
      ],
    },
  },
};
