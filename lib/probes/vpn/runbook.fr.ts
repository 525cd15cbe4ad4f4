import type { KindTexts } from '../../core/runbook.ts';
import type { VpnGlossary } from './glossary.ts';
import type { VpnReason } from './spec.ts';

const glossary: VpnGlossary = {
  'key-differs':
    'la clé prépartagée diffère des deux côtés : recopiez sur l’équipement celle de la configuration téléchargée.',
  'authentication-failed':
    'l’authentification a échoué. La clé prépartagée diffère, ou l’équipement présente une identité qu’AWS n’attend pas : reprenez les deux de la configuration téléchargée.',
  'no-proposal':
    'AWS ne prend en charge aucune proposition de l’équipement. Proposez le chiffrement, le hachage et le groupe Diffie-Hellman des options de tunnel ; 3DES n’en fait pas partie.',
  'proposal-refused':
    'aucune proposition commune. Le chiffrement, le hachage ou le groupe Diffie-Hellman de l’équipement ne figurent pas dans les options de tunnel : comparez les deux listes, la phase 2 d’abord.',
  'traffic-selectors':
    'les sélecteurs de trafic ne correspondent pas. L’équipement doit proposer les préfixes des options du tunnel, ou 0.0.0.0/0 vers 0.0.0.0/0.',
  'phase-2-failed':
    'la phase 1 est établie, la phase 2 ne l’est pas. Comparez le chiffrement, le hachage, le groupe et la durée de vie de la phase 2 avec les options du tunnel.',
  'phase-1-closed':
    'l’équipement a lui-même fermé la phase 1. Lisez son journal à cette minute et comparez les durées de vie de la phase 1.',
  'phase-2-closed':
    'l’équipement a lui-même fermé la phase 2. Lisez son journal à cette minute, comparez les durées de vie de la phase 2 et son délai d’inactivité.',
  'device-silent':
    'l’équipement ne répond plus à la détection de pair inactif. Sa ligne Internet, son pare-feu (UDP 500 et 4500, protocole 50) ou l’équipement lui-même est en panne.',
  'half-open':
    'l’équipement a commencé sans poursuivre. Ses réponses se perdent en route : cherchez un pare-feu ou un NAT qui laisse passer UDP 500 et non UDP 4500.',
  'rekey-collision':
    'les deux côtés ont renouvelé les clés en même temps, et l’équipement a supprimé celles en service. Donnez à l’équipement une autre durée de vie de phase 2 que celle d’AWS.',
  'redundant-keys':
    'les deux côtés ont renouvelé les clés en même temps et supprimé celles en trop : ce n’est pas un défaut.',
  rekeying: 'les clés de la phase 2 sont renouvelées : ce n’est pas un défaut.',
  nothing:
    'aucune erreur pour ce tunnel : son journal est désactivé, vide ou illisible. Activez le journal un tunnel après l’autre, car chaque modification redémarre le tunnel.',
  'esp-blocked':
    'rien n’entre. L’équipement n’est pas derrière un NAT : ses paquets sont du protocole IP 50. Autorisez-le dans les deux sens sur chaque pare-feu devant l’équipement.',
  'udp-4500-blocked':
    'rien n’entre. L’équipement est derrière un NAT : ses paquets sont en UDP 4500. Autorisez-le dans les deux sens et réglez le délai du NAT au-dessus de 30 s.',
  'nothing-comes-in':
    'rien n’entre. Un pare-feu devant l’équipement abandonne le protocole IP 50 ou UDP 4500, ou l’équipement n’a pas de route vers le tunnel.',
  'nothing-goes-out':
    'rien ne sort. AWS n’a pas de route vers le tunnel pour les réponses, ou un groupe de sécurité ou une ACL réseau les abandonne.',
  'bgp-log-off':
    'le journal BGP du tunnel est désactivé. Activez-le, un tunnel après l’autre : il donne la raison.',
  'bgp-log-silent': 'le journal BGP du tunnel ne donne pas de raison. Examinez la session sur l’équipement.',
  'asn-same':
    'AWS et l’équipement ont le même numéro d’AS, {asn}. Une passerelle privée virtuelle en demande deux différents : créez une passerelle client avec un autre numéro.',
  'no-static-route':
    'la connexion n’a pas de route statique : ajoutez-en une pour chaque préfixe de l’autre côté.',
  'prefix-not-known':
    'aucune route vers le tunnel ne couvre ces préfixes : annoncez-les, ou ajoutez des routes statiques.',
  'nothing-announced':
    'la session est établie, et l’équipement n’annonce aucun préfixe. Ajoutez une instruction network sur l’équipement, ou assouplissez son filtre sortant.',
  'bgp-connecting':
    'AWS appelle l’équipement, sans réponse pour l’instant. Autorisez TCP 179 sur l’adresse intérieure.',
  'bgp-opening': 'les deux côtés échangent des messages OPEN : vérifiez de nouveau dans une minute.',
  'bgp-confirming':
    'les deux côtés sont d’accord et attendent le premier keepalive : vérifiez de nouveau dans une minute.',
  'bgp-established': 'la session est établie.',
  'bgp-closed': 'la session a pris fin. Lisez le journal de l’équipement à cette minute.',
  'bgp-port-blocked':
    'aucun BGP ne répond à l’adresse intérieure de l’équipement. Autorisez-y TCP 179 et démarrez BGP sur l’équipement.',
  'prefix-limit-near':
    'l’équipement annonce {received} préfixes, et AWS en accepte {limit}. Agrégez-les ou filtrez-les sur l’équipement.',
  'prefix-limit-exceeded':
    'l’équipement a annoncé {received} préfixes, et AWS en accepte {limit}. Agrégez-les ou filtrez-les sur l’équipement, puis réinitialisez la session.',
  'device-prefix-limit':
    'AWS annonce plus de préfixes que l’équipement n’en accepte. Augmentez la limite de l’équipement.',
  'aws-shut-down':
    'AWS a arrêté la session. Cherchez une modification ou une maintenance de la connexion à cette minute.',
  'device-shut-down': 'l’équipement a arrêté la session. Réactivez-y son voisin BGP.',
  'aws-unconfigured':
    'AWS ne connaît pas ce voisin. Comparez l’adresse intérieure de l’équipement avec la connexion.',
  'device-unconfigured': 'l’équipement ne connaît pas ce voisin. Configurez-y l’adresse intérieure d’AWS.',
  'aws-reset':
    'AWS a réinitialisé la session. Cherchez une modification ou une maintenance de la connexion à cette minute.',
  'device-reset': 'l’équipement a réinitialisé la session. Lisez son journal à cette minute.',
  'aws-rejected':
    'AWS a rejeté la session. Comparez les adresses intérieures et les numéros d’AS avec la connexion.',
  'device-rejected': 'l’équipement a rejeté la session. Comparez-y l’adresse et le numéro d’AS du voisin.',
  'aws-reconfigured': 'la session a été modifiée chez AWS. Vérifiez de nouveau dans une minute.',
  'device-reconfigured': 'la session a été modifiée sur l’équipement. Lisez son journal à cette minute.',
  'connection-collision':
    'les deux côtés se sont appelés en même temps. Vérifiez de nouveau dans une minute.',
  'hold-timer':
    'aucun keepalive n’est arrivé pendant le délai de maintien ({hold} s). Le tunnel perd des paquets, ou BGP est arrêté sur l’équipement.',
  'asn-mismatch':
    'l’équipement a l’AS {remoteAsn}, et sa passerelle client indique {expectedAsn}. Corrigez l’AS de l’équipement, ou créez une passerelle client avec le bon numéro.',
  'own-as': 'leur chemin d’AS contient l’AS d’AWS. Ne renvoyez pas à AWS ce qu’il a annoncé.',
  'next-hop':
    'leur prochain saut n’est pas connecté. Utilisez l’adresse intérieure de l’équipement comme prochain saut.',
  'phase-1-lifetime':
    'Les chutes suivent la durée de vie de la phase 1 ({every} min) : le renouvellement de la phase 1 échoue.',
  'phase-2-lifetime':
    'Les chutes suivent la durée de vie de la phase 2 ({every} min) : le renouvellement de la phase 2 échoue.',
  regular: 'Le tunnel tombe toutes les {every} minutes : cherchez une tâche planifiée.',
  irregular: 'Les chutes sont irrégulières : vérifiez la liaison Internet de l’équipement.',
  configured: 'la configuration attend',
  remembered: 'l’équipement appelait en dernier',
  'write-down': 'Reportez les nouvelles adresses dans expectOutsideAddresses de gatewatch.yaml.',
  follows:
    'Il n’y a rien à noter : gatewatch retient les nouvelles adresses dès que leurs tunnels sont montés.',
  'addresses-changed-too':
    'Les adresses extérieures ont changé aussi (avant : {expected}, maintenant : {found}). Inscrivez les nouvelles sur l’équipement, avec les nouvelles clés, et redémarrez son service IPsec ; sinon le site reste coupé une fois le reste réparé.',
  'changed-since-good':
    'Jusqu’au {until}, les adresses extérieures étaient {before} ; maintenant ce sont {now}.',
  'nothing-since-good': 'Jusqu’au {until}, les adresses extérieures étaient {before} ; il n’y en a plus.',
};

export const texts: KindTexts<VpnReason> = {
  healthy: 'La connexion VPN est disponible, ses tunnels sont montés et des routes y mènent.',
  glossary,
  reasons: {
    'vpn-missing': {
      title: 'La connexion VPN n’existe pas',
      summary:
        'Aucune connexion VPN unique ne correspond à {wanted} dans ce compte et cette Région (connexions présentes : {others}).',
      meaning:
        'AWS ne connaît aucune connexion de cet identifiant ou de ces balises, ou en connaît plusieurs avec les mêmes balises. Plus rien ne transporte de trafic vers l’autre côté ; les adresses extérieures d’une connexion supprimée ne sont jamais réattribuées.',
      causes: [
        'La pile a été reconstruite : la nouvelle connexion a un autre identifiant et d’autres adresses extérieures.',
        'La connexion a été supprimée.',
        'L’identifiant ou les balises de la configuration sont mal écrits, ou appartiennent à un autre compte ou à une autre Région.',
      ],
      steps: [
        'Listez les connexions avec la première commande et trouvez celle qui a pris sa place.',
        'Inscrivez son identifiant dans gatewatch.yaml, ou suivez-la par ses balises (tags, Name), qui survivent à une reconstruction.',
        'Téléchargez sa configuration et reportez sur l’équipement les nouvelles adresses extérieures et intérieures et les clés, puis redémarrez le service IPsec de l’équipement.',
        'Si personne ne voulait la supprimer, cherchez qui l’a fait avec la deuxième commande et recréez-la.',
      ],
    },
    'vpn-not-available': {
      title: 'La connexion VPN n’est pas disponible',
      summary: 'La connexion VPN {vpn} est dans l’état {state}.',
      meaning:
        'Seule une connexion dans l’état available transporte du trafic. L’état pending dure quelques minutes après une création ou une modification ; deleting est sans retour.',
      causes: [
        'Elle a été créée ou modifiée il y a quelques minutes.',
        'Elle est en cours de suppression, à la main ou parce que sa pile est remplacée.',
      ],
      steps: [
        'Lisez son état avec la première commande.',
        'Si elle est en attente, patientez dix minutes et regardez de nouveau.',
        'Si elle est en cours de suppression, trouvez avec la deuxième commande celle qui la remplace et inscrivez son identifiant ou ses balises dans gatewatch.yaml.',
      ],
    },
    'vpn-gateway-not-attached': {
      title: 'La passerelle privée virtuelle n’est pas attachée au VPC',
      summary:
        'La passerelle privée virtuelle {gateway} de {vpn} n’est pas attachée au VPC {vpc} (attachements : {attachments}).',
      meaning:
        'Les tunnels aboutissent à une passerelle qui n’appartient à aucun VPC, ou à un autre : ils peuvent être montés sans qu’aucun paquet n’atteigne un sous-réseau. Les routes vers la passerelle deviennent des trous noirs.',
      causes: [
        'L’attachement a été oublié, ou supprimé lors de la reconstruction de la pile.',
        'La passerelle a été attachée à un autre VPC ; elle n’en sert qu’un à la fois, et un VPC n’en a qu’une.',
        'La passerelle a été supprimée.',
      ],
      steps: [
        'Lisez les attachements avec la première commande.',
        'Attachez la passerelle au VPC avec la deuxième commande.',
        'Réactivez la propagation sur les tables de routage : le détachement l’a désactivée.',
        'Dans CloudFormation, faites dépendre VPNGatewayRoutePropagation de VPCGatewayAttachment.',
      ],
    },
    'customer-gateway-address-changed': {
      title: 'La passerelle client n’a pas la même adresse que l’équipement',
      summary:
        'AWS attend l’équipement de {customerGateway} à l’adresse {found}, alors que la configuration le situe à {expected}.',
      meaning:
        'AWS ne répond à IKE que depuis l’adresse de la passerelle client. Un équipement derrière une autre adresse publique est un inconnu, et ses tunnels restent tombés. L’adresse d’une passerelle client ne se modifie pas ; la connexion doit viser une nouvelle passerelle client.',
      causes: [
        'La ligne Internet ou l’adresse publique de l’équipement a changé.',
        'La passerelle client a été créée avec une mauvaise adresse, ou avec l’adresse privée.',
        'L’équipement a été placé derrière un NAT d’une autre adresse publique.',
      ],
      steps: [
        'Demandez son adresse publique à l’équipement : la troisième commande, lancée sur place.',
        'Si AWS a la mauvaise, créez une passerelle client avec la bonne (deuxième commande), puis faites-la viser par la connexion avec aws ec2 modify-vpn-connection.',
        'Si AWS a la bonne, corrigez expectCustomerGatewayAddress dans gatewatch.yaml.',
        'La modification interrompt les deux tunnels quelques minutes. Les adresses extérieures ne changent pas.',
      ],
    },
    'tunnel-psk-mismatch': {
      title: 'La clé prépartagée d’un tunnel diffère',
      summary:
        'Le tunnel {tunnel} de {vpn} est tombé depuis {since} : l’authentification échoue, la clé prépartagée diffère donc entre les deux côtés.',
      meaning:
        'L’équipement atteint AWS, les deux s’accordent sur une proposition, puis l’authentification échoue. Pour un tunnel à clé prépartagée, cela signifie des clés différentes, ou une identité qu’AWS n’attend pas. Cela ne se répare pas tout seul.',
      causes: [
        'La connexion a été recréée : chacune a de nouvelles clés.',
        'La clé n’a été changée que d’un côté, ou copiée avec une espace ou un saut de ligne.',
        'Les clés des deux tunnels ont été interverties sur l’équipement.',
        'L’équipement présente une identité autre que son adresse publique.',
      ],
      steps: [
        'Lisez le journal du tunnel avec la première commande ; il disait : {line}.',
        'Affichez la configuration de la connexion (deuxième commande ; elle contient les clés, ne la copiez ni dans un ticket ni dans une messagerie) et cherchez la clé du tunnel d’adresse extérieure {tunnel}.',
        'Inscrivez la clé sur l’équipement pour cette adresse extérieure et nulle autre.',
        'Redémarrez le service IPsec de l’équipement avec la dernière commande.',
        'Si l’échec persiste, donnez à l’équipement son adresse publique comme identité locale.',
      ],
    },
    'tunnel-address-changed': {
      title: 'Un tunnel a une autre adresse extérieure que celle de l’équipement',
      summary:
        'Les adresses extérieures de {vpn} sont {found}, alors que {comparedMeans} {expected} (nouvelle : {newAddress}, ancienne : {oldAddress}).',
      meaning:
        'Les adresses extérieures appartiennent à la connexion : une connexion recréée en a d’autres. Un équipement qui appelle encore les anciennes n’obtient pas de réponse, tandis que la console affiche la connexion comme available.',
      causes: [
        'La pile a été reconstruite ou la connexion remplacée.',
        'Les balises mènent à une autre connexion qu’avant.',
        'Là où expectOutsideAddresses figure dans gatewatch.yaml : il n’a pas été mis à jour.',
      ],
      steps: [
        'Affichez la configuration de la connexion avec la première commande : adresses extérieures, adresses intérieures et clés sont toutes nouvelles.',
        'Inscrivez les nouvelles adresses sur l’équipement ; la deuxième commande remplace une ancienne adresse par une nouvelle et garde une copie de chaque fichier.',
        'Inscrivez aussi les nouvelles clés et les adresses intérieures.',
        'Redémarrez le service IPsec de l’équipement (troisième commande), puis regardez les tunnels (dernière commande).',
        '{afterwardsMeans}',
      ],
    },
    'bgp-session-down': {
      title: 'IPsec est établi, mais la session BGP est arrêtée',
      summary:
        'IPsec du tunnel {tunnel} de {vpn} est établi, et sa session BGP est arrêtée depuis {since} : {whyMeans}',
      meaning:
        'Pour AWS, un tunnel à routage BGP est arrêté tant que la session n’est pas établie, quel que soit l’état d’IPsec. Sans session, aucune route n’est apprise et rien ne passe par le tunnel.',
      causes: [
        'TCP 179 vers l’adresse intérieure est bloqué, ou BGP ne fonctionne pas sur l’équipement.',
        'Le numéro d’AS ou l’adresse intérieure diffère de ceux de la connexion.',
        'L’équipement annonce plus de préfixes qu’AWS n’en accepte.',
        'Le tunnel perd des paquets, et le délai de maintien expire.',
      ],
      steps: [
        'Le journal BGP du tunnel dit : {bgpLine}',
        'Faites ce qu’il demande : {whyMeans}',
        'Examinez la session sur l’équipement avec la dernière commande (FRR) et comparez numéros d’AS et adresses intérieures avec la configuration de la connexion.',
        'Si le journal BGP est désactivé, activez-le avec la deuxième commande, un tunnel après l’autre : chaque modification redémarre son tunnel.',
      ],
    },
    'tunnels-down': {
      title: 'Tous les tunnels de la connexion VPN sont tombés',
      summary:
        'Tous les tunnels de {vpn} ({tunnels}) sont tombés depuis {since} ; AWS dit : {statusMessage}.',
      meaning:
        'Plus aucun trafic ne passe entre le VPC et l’autre côté. La console continue d’afficher la connexion comme available : ce mot parle de l’objet, non de ses tunnels.',
      causes: [
        'L’équipement, sa ligne Internet ou un pare-feu devant lui est en panne : UDP 500, UDP 4500 et le protocole 50 doivent passer.',
        'L’équipement est configuré avec d’anciennes adresses extérieures ou d’anciennes clés.',
        'Inactivité : AWS attend que l’équipement commence, sauf si l’action de démarrage du tunnel est start.',
        'Des réglages de phase 1 ou 2 ont été changés d’un côté.',
      ],
      steps: [
        'Regardez les deux tunnels avec la première commande : le message dit jusqu’où ils arrivent.',
        'Le journal des tunnels dit : {loggedMeans}',
        'Comparez les adresses extérieures que l’équipement appelle avec {tunnels}.',
        'Envoyez un ping à travers le tunnel depuis le côté de l’équipement : un tunnel inactif commence alors.',
        'Redémarrez le service IPsec de l’équipement avec la dernière commande, et regardez de nouveau après une minute.',
        'Comparez la minute du changement avec ce qui a été modifié alors. TunnelState a évolué ainsi : {history}',
      ],
    },
    'route-not-propagated': {
      title: 'Une table de routage n’a pas de route vers le VPN',
      summary:
        'La table de routage {routeTable} (sous-réseaux : {subnets}) ne reçoit pas les routes de {gateway} et n’en a pas elle-même.',
      meaning:
        'Les tunnels peuvent être montés, mais les sous-réseaux ignorent que l’autre côté se trouve derrière la passerelle : leurs réponses partent ailleurs ou nulle part. La propagation s’active table par table.',
      causes: [
        'La propagation n’a jamais été activée sur cette table ; une nouvelle table commence sans.',
        'La passerelle a été détachée puis rattachée, ce qui désactive la propagation.',
        'Le sous-réseau a été associé à une autre table.',
      ],
      steps: [
        'Regardez la table avec la première commande.',
        'Activez la propagation avec la deuxième commande ; elle agit en quelques secondes.',
        'Ou créez à la main une route vers {gateway} pour chaque préfixe de l’autre côté.',
        'Dans CloudFormation, citez cette table dans VPNGatewayRoutePropagation, avec un DependsOn sur l’attachement de la passerelle.',
      ],
    },
    'vpn-route-blackhole': {
      title: 'Une route mène à une passerelle disparue',
      summary:
        'La table de routage {routeTable} envoie {destinations} vers {oldGateway}, qui est détachée ou supprimée : les paquets sont abandonnés.',
      meaning:
        'Une route survit à sa passerelle, dans l’état blackhole. Elle l’emporte sur une route propagée du même préfixe : les sous-réseaux restent coupés même quand la nouvelle passerelle propage.',
      causes: [
        'La passerelle privée virtuelle a été remplacée et l’ancienne route est restée.',
        'La passerelle a été détachée du VPC.',
      ],
      steps: [
        'Regardez la table avec la première commande.',
        'Dirigez la route vers la passerelle actuelle avec la deuxième commande, ou supprimez-la et activez la propagation avec la troisième.',
        'Faites de même pour chaque destination citée : {destinations}.',
      ],
    },
    'tunnel-without-routes': {
      title: 'Le tunnel est monté, mais aucune route n’y passe',
      summary:
        '{vpn} a un tunnel monté sans routes (routage : {routing} ; tunnels : {tunnels} ; préfixes sans route : {prefixes}) : {whyMeans}',
      meaning:
        'IPsec est établi, et AWS n’a rien appris à y envoyer : TunnelState peut être vert alors que l’autre côté est hors d’atteinte. Avec BGP, l’équipement n’annonce rien ; en statique, personne n’a inscrit les routes.',
      causes: [
        'BGP : la session est tombée, ou l’équipement n’annonce aucun préfixe (network manquant, filtre, mauvais numéro d’AS).',
        'BGP : TCP 179 vers l’adresse intérieure est bloqué sur l’équipement.',
        'Statique : la connexion n’a pas de route statique pour le préfixe.',
      ],
      steps: [
        'Lisez le nombre de routes acceptées avec la première commande, et le mode de routage avec la deuxième.',
        'Faites ce que la raison demande : {whyMeans}',
        'Statique : ajoutez la route avec aws ec2 create-vpn-connection-route pour chaque préfixe de l’autre côté.',
        'BGP : regardez sur l’équipement la session et ce qui est annoncé (dernière commande avec FRR), et comparez les deux numéros d’AS et les adresses intérieures avec la configuration de la connexion.',
        'Regardez de nouveau après une minute : chaque tunnel doit avoir plus de zéro route acceptée.',
      ],
    },
    'bgp-prefixes-denied': {
      title: 'AWS refuse des préfixes annoncés par l’équipement',
      summary: 'AWS refuse {count} préfixes du tunnel {tunnel} de {vpn} ({prefixes}) : {whyMeans}',
      meaning:
        'La session BGP est établie, mais ces préfixes ne sont pas repris : leur trafic passe ailleurs ou nulle part.',
      causes: [
        'L’équipement renvoie à AWS des routes d’AWS : leur chemin d’AS contient l’AS d’AWS.',
        'Le prochain saut est une adresse qu’AWS ne peut pas atteindre.',
      ],
      steps: [
        'Examinez ce que l’équipement annonce avec la dernière commande (FRR).',
        'Faites ce que le journal demande : {whyMeans}',
        'Vérifiez après une minute : les préfixes doivent être acceptés sur chaque tunnel.',
      ],
    },
    'bgp-prefix-limit': {
      title: 'L’équipement annonce presque autant de préfixes qu’AWS en accepte',
      summary: 'Le tunnel {tunnel} de {vpn} apporte {received} préfixes, et AWS en accepte {limit}.',
      meaning: 'À la limite, AWS met fin à la session BGP et le tunnel ne transporte plus rien.',
      causes: [
        'L’équipement annonce chaque petit préfixe de son site.',
        'Des routes d’autres sites ou d’Internet fuient dans l’annonce.',
      ],
      steps: [
        'Examinez ce que l’équipement annonce avec la dernière commande (FRR).',
        'Agrégez les préfixes, ou filtrez ceux dont AWS n’a pas besoin.',
      ],
    },
    'tunnel-asymmetric': {
      title: 'Chaque sens prend son propre tunnel',
      summary:
        'Pendant la dernière heure, {vpn} a reçu ses données par le tunnel {tunnel} et les a envoyées par le tunnel {other} ({inBytes} octets entrants, {outBytes} octets sortants).',
      meaning:
        'AWS choisit un tunnel pour ce qu’il envoie, l’équipement un autre. Un pare-feu à états abandonne les réponses qui reviennent par une autre interface.',
      causes: [
        'L’équipement préfère un tunnel par route statique, AWS l’autre.',
        'Avec BGP : la préférence locale, le chemin d’AS ou le MED des deux tunnels diffère sur l’équipement.',
      ],
      steps: [
        'Autorisez le routage asymétrique sur les interfaces de tunnel de l’équipement, ou préférez le même tunnel des deux côtés.',
        'Avec BGP : allongez le chemin d’AS du tunnel qu’AWS ne doit pas utiliser, et baissez sa préférence locale sur l’équipement.',
        'Examinez les tunnels avec la première commande.',
      ],
    },
    'tunnel-options-differ': {
      title: 'Les deux tunnels ont des options différentes',
      summary: 'Les tunnels {tunnel} et {other} de {vpn} diffèrent par : {differences}.',
      meaning:
        'AWS déplace le trafic d’un tunnel à l’autre. Avec d’autres options, le second peut ne pas s’établir, ou se comporter autrement, le jour où il est nécessaire.',
      causes: [
        'Un tunnel a été modifié et l’autre oublié : AWS les modifie un à un.',
        'Les journaux n’ont été activés que pour un tunnel.',
      ],
      steps: [
        'Décidez de la bonne valeur pour chaque option citée.',
        'Modifiez l’autre tunnel avec la deuxième commande. Elle redémarre ce tunnel : attendez que le premier soit établi.',
        'Comparez l’équipement avec les deux tunnels : utilisez la première commande.',
      ],
    },
    'tunnel-one-way': {
      title: 'Le VPN ne transporte qu’un sens',
      summary:
        'Pendant la dernière heure, les tunnels établis de {vpn} ont transporté {inBytes} octets entrants et {outBytes} octets sortants : {whyMeans}',
      meaning:
        'IKE maintient le tunnel, mais les données d’un sens se perdent : les connexions sont tentées et ne s’ouvrent jamais. Le volume contient aussi les contrôles d’AWS : le constat est dégradé, jamais en échec.',
      causes: [
        'Un pare-feu laisse passer IKE (UDP 500) et non les données : protocole IP 50, ou UDP 4500 derrière un NAT.',
        'Les routes d’un côté ne mènent pas au tunnel.',
        'Un groupe de sécurité ou une ACL réseau refuse les réponses.',
      ],
      steps: [
        'Faites ce que le sens demande : {whyMeans}',
        'Capturez sur l’équipement : « tcpdump -ni any esp or udp port 4500 » montre si les paquets partent et arrivent.',
        'Examinez les routes des deux côtés, puis les tunnels avec la première commande.',
      ],
    },
    'tunnel-flapping': {
      title: 'Un tunnel tombe et remonte sans cesse',
      summary: 'Le tunnel {tunnel} de {vpn} est tombé {downs} fois en {hours} heures. {rhythmMeans}',
      meaning:
        'À chaque fois, le trafic s’arrête ou passe à l’autre tunnel pendant une minute environ. Les connexions longues sont coupées. La métrique TunnelState est publiée toutes les cinq minutes : les coupures plus courtes ne sont pas comptées.',
      causes: [
        'Les durées de vie de la phase 1 ou de la phase 2 diffèrent : l’équipement utilise encore des clés déjà expirées chez AWS.',
        'La liaison Internet de l’équipement perd des paquets, et la détection de pair inactif met fin au tunnel.',
        'Plusieurs paires de réseaux dans un même tunnel se remplacent mutuellement.',
        'L’équipement redémarre ses tunnels à heure fixe, ou un autre équipement utilise la même adresse.',
      ],
      steps: [
        'Le journal du tunnel indique : {loggedMeans}',
        'Comparez les fichiers de l’équipement avec les options du tunnel : utilisez la première commande.',
        'Donnez à l’équipement les durées de vie d’AWS et réglez la détection de pair inactif sur restart.',
        'Comparez les heures des changements avec le journal de l’équipement. TunnelState : {history}. Dernière ligne sur les clés, une erreur ou le pair inactif : {lastLine}',
      ],
    },
    'tunnel-down': {
      title: 'Un tunnel de la connexion VPN est tombé',
      summary:
        'Le tunnel {tunnel} de {vpn} n’est pas monté (état : {state}) depuis {since} ; AWS dit : {statusMessage}.',
      meaning:
        'L’autre tunnel transporte le trafic, s’il est monté : rien n’est encore perdu, mais rien ne le remplacerait. AWS remplace les terminaisons une à une et compte sur l’autre. Un état autre que UP ou DOWN est signalé comme inconnu.',
      causes: [
        'L’équipement n’est configuré qu’avec un tunnel.',
        'AWS a remplacé la terminaison et l’équipement n’a pas recommencé.',
        'L’équipement garde un tunnel en réserve qu’il n’ouvre jamais.',
        'L’adresse extérieure ou la clé de ce tunnel est fausse sur l’équipement.',
      ],
      steps: [
        'Regardez les deux tunnels avec la première commande.',
        'Le journal du tunnel indique : {loggedMeans}',
        'Vérifiez que l’équipement est configuré pour l’adresse extérieure {tunnel}, avec sa propre clé et sa propre adresse intérieure.',
        'Redémarrez le service IPsec de l’équipement si l’autre tunnel peut manquer une minute.',
        'Comparez la minute du changement avec ce qui a été modifié alors. TunnelState a évolué ainsi : {history}',
      ],
    },
    'tunnel-replacement-pending': {
      title: 'AWS va remplacer la terminaison d’un tunnel',
      summary: 'AWS va remplacer la terminaison du tunnel {tunnel} de {vpn} (de lui-même après : {after}).',
      meaning:
        'Une maintenance est prévue sur ce tunnel. Il tombera quelques minutes ; le trafic passe à l’autre tunnel si celui-ci est monté et si l’équipement suit. La chute d’un seul tunnel pendant ce temps est donnée à titre d’information.',
      causes: ['Maintenance ordinaire d’AWS, avec le contrôle du cycle de vie des terminaisons activé.'],
      steps: [
        'Vérifiez que l’autre tunnel est monté et a des routes.',
        'Choisissez l’heure vous-même : appliquez le remplacement avec la deuxième commande à un moment calme.',
        'Vérifiez ensuite que les deux tunnels sont de nouveau montés.',
      ],
    },
  },
};
