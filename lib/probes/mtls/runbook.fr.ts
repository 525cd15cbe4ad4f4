import type { KindTexts } from '../../core/runbook.ts';
import type { MtlsReason } from './spec.ts';

const WHO =
  'Listez les clients concernés avec la commande gatewatch mtls ci-dessous : adresse, sujet, numéro de série et validité.';

export const texts: KindTexts<MtlsReason> = {
  healthy:
    'Les journaux de connexion arrivent et aucun écouteur ne laisse passer de certificats clients sans les vérifier.',
  reasons: {
    'client-cert-expired': {
      title: 'Des certificats clients ont expiré',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertExpired, en premier lieu de {client} ({certificate}, valide jusqu’au {notAfter}).',
      meaning:
        'Un certificat de la chaîne envoyée par le client a dépassé sa date de fin. Le journal ne montre que la validité du certificat final : si elle court encore, c’est une AC intermédiaire de la chaîne, ou l’AC du magasin de confiance, qui a expiré.',
      causes: [
        'Le certificat client n’a pas été renouvelé à temps.',
        'Il a été renouvelé, mais le client utilise encore l’ancien fichier : pas de redémarrage, ou magasin de clés non mis à jour.',
        'Une AC intermédiaire de la chaîne ou du magasin de confiance a expiré.',
      ],
      steps: [
        WHO,
        'Comparez la fin de validité du journal avec l’heure de la ligne. Si elle est dans le futur, cherchez un intermédiaire expiré avec la commande client-cert ci-dessous.',
        'Faites installer le certificat renouvelé par son propriétaire (numéro de série {serial}), puis redémarrer le client.',
        'Si une AC a expiré, chargez un lot contenant celle qui lui succède : aws elbv2 modify-trust-store.',
        'Si les clients doivent passer d’ici là, l’écouteur peut ignorer l’expiration (IgnoreClientCertificateExpiry=true). Revenez en arrière ensuite : cela vaut pour tous les clients.',
      ],
    },
    'client-cert-not-yet-valid': {
      title: 'Des certificats clients ne sont pas encore valides',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertNotYetValid, en premier lieu de {client} ({certificate}, valide à partir du {notBefore}).',
      meaning: 'Le début de validité d’un certificat de la chaîne est dans le futur.',
      causes: [
        'Le certificat a été déployé avant sa date de début.',
        'L’horloge de l’AC qui l’a émis avance.',
        'Le début a été donné en heure locale alors qu’il s’entend en UTC.',
      ],
      steps: [
        WHO,
        'Comparez le début de validité du journal, qui est en UTC, avec l’heure de la ligne.',
        'Si l’écart est de quelques minutes ou heures, vérifiez l’horloge et le fuseau de l’AC, puis émettez de nouveau le certificat avec un début plus tôt.',
        'Si la date était voulue, remettez l’ancien certificat sur le client jusque-là.',
      ],
    },
    'client-cert-untrusted': {
      title: 'Des certificats clients ne mènent pas au magasin de confiance',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertUntrusted, en premier lieu de {client} ({certificate}).',
      meaning:
        'Aucun chemin ne mène du certificat client, par les certificats que le client a joints, à une AC du magasin de confiance de l’écouteur, ou bien une signature de ce chemin est fausse.',
      causes: [
        'Le client n’envoie que son propre certificat, sans l’AC intermédiaire.',
        'L’AC émettrice a été remplacée et la nouvelle n’est pas dans le magasin de confiance.',
        'Le client porte le certificat d’un autre environnement ou d’un autre partenaire.',
        'L’écouteur utilise un autre magasin de confiance que vous ne pensez.',
      ],
      steps: [
        WHO,
        'Vérifiez un certificat par rapport au magasin de confiance avec la commande client-cert ci-dessous : elle nomme l’émetteur qui manque.',
        'S’il manque un intermédiaire, faites envoyer par le client le certificat final et les intermédiaires dans un seul fichier, ou ajoutez l’AC intermédiaire au lot.',
        'Si l’AC émettrice est nouvelle, ajoutez-la : chargez le lot entier, anciennes et nouvelles AC, avec aws elbv2 modify-trust-store.',
        'Si ce certificat n’est pas l’un des vôtres, c’est un inconnu : il n’y a rien à réparer.',
      ],
    },
    'client-cert-crl-hit': {
      title: 'Des certificats clients révoqués sont utilisés',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertCrlHit, en premier lieu de {client} ({certificate}, numéro de série {serial}).',
      meaning:
        'Le certificat figure sur une liste de révocation du magasin de confiance. L’équilibreur fait ce qu’il doit : soit ce client ne doit pas entrer, soit il utilise encore un certificat remplacé.',
      causes: [
        'Le certificat a été révoqué parce qu’il a été remplacé, et le client utilise encore l’ancien.',
        'Le certificat a été révoqué parce que d’autres connaissent peut-être sa clé.',
        'Un mauvais numéro de série a été révoqué.',
      ],
      steps: [
        WHO,
        'Demandez au responsable de l’AC quand et pourquoi le numéro de série {serial} a été révoqué.',
        'Si le certificat a été remplacé, faites utiliser le nouveau par le client.',
        'Si sa clé a pu être volée, traitez les connexions de {client} comme un incident de sécurité : trouvez qui s’en sert.',
        'S’il a été révoqué par erreur, émettez un nouveau certificat. Retirer l’entrée demande une nouvelle liste : remove-trust-store-revocations, puis add-trust-store-revocations.',
      ],
    },
    'client-cert-crl-processing-error': {
      title: 'Une liste de révocation est inutilisable',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertCrlProcessingError, en premier lieu de {client}.',
      meaning:
        'L’équilibreur n’a pas pu vérifier le certificat d’après les listes de révocation du magasin de confiance, et refuse ce qu’il ne peut pas vérifier. En règle générale, tous les clients de cette AC sont concernés, même avec un bon certificat.',
      causes: [
        'La signature de la liste ne correspond pas à l’AC du même nom dans le magasin de confiance, par exemple après un renouvellement de la clé de l’AC.',
        'Peut-être : une liste pour l’une des AC de la chaîne, et aucune pour une autre. AWS ne documente pas ce cas.',
        'La liste a expiré ou commence dans le futur, ou porte une extension critique non prise en charge, comme une liste delta.',
      ],
      steps: [
        'Lisez les listes du magasin de confiance avec les commandes ci-dessous : émetteur, dernière et prochaine mise à jour de chacune.',
        'Vérifiez un certificat refusé avec la commande client-cert ci-dessous : elle contrôle la signature et les dates des listes.',
        'Faites émettre par l’AC une liste récente et complète en PEM, chargez-la dans S3 et ajoutez-la : aws elbv2 add-trust-store-revocations.',
        'Retirez la liste fautive : aws elbv2 remove-trust-store-revocations. Pour laisser entrer les clients tout de suite, retirez-la d’abord ; les certificats révoqués sont alors acceptés eux aussi.',
      ],
    },
    'client-cert-purpose-invalid': {
      title: 'Des certificats ne sont pas faits pour des clients',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertPurposeInvalid, en premier lieu de {client} ({certificate}).',
      meaning:
        'Le certificat ne permet pas l’authentification d’un client TLS. S’il a un usage étendu de la clé, celui-ci doit nommer clientAuth ; s’il a un usage de la clé, celui-ci doit permettre digitalSignature. Cela vaut aussi pour les AC entre le certificat final et le magasin de confiance.',
      causes: [
        'Un certificat de serveur (serverAuth seulement) sert de certificat client. Les AC publiques n’émettent plus de certificats avec clientAuth.',
        'Le modèle de l’AC donne un usage de la clé sans digitalSignature, par exemple keyEncipherment seulement.',
        'Une AC intermédiaire est limitée à serverAuth.',
      ],
      steps: [
        WHO,
        'Regardez les usages du certificat avec la commande openssl ci-dessous : elle doit afficher « SSL client : Yes ».',
        'Faites-le émettre de nouveau par l’AC d’après un modèle pour clients : extendedKeyUsage=clientAuth, keyUsage=digitalSignature.',
        'Si c’est l’intermédiaire qui limite, émettez depuis une autre AC intermédiaire.',
      ],
    },
    'client-cert-max-chain-depth-exceeded': {
      title: 'Des clients envoient une chaîne trop longue',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertMaxChainDepthExceeded, en premier lieu de {client} ({certificate}).',
      meaning:
        'Un équilibreur accepte des chaînes de quatre certificats au plus. Ce quota ne peut pas être relevé.',
      causes: [
        'Le client envoie la racine, une copie à signature croisée, ou des certificats étrangers à la chaîne.',
        'La PKI compte plus de quatre niveaux.',
      ],
      steps: [
        WHO,
        'Comptez les certificats du fichier du client avec la commande ci-dessous.',
        'Enlevez la racine et tout ce à quoi le certificat final ne mène pas : certificat final et intermédiaires suffisent.',
        'Si quatre sont encore dépassés, ajoutez au magasin de confiance une AC plus proche du certificat final et ne faites envoyer la chaîne que jusqu’à elle.',
      ],
    },
    'client-cert-max-size-exceeded': {
      title: 'Des certificats clients sont trop grands',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertMaxSizeExceeded, en premier lieu de {client} ({certificate}).',
      meaning:
        'Les certificats que le client envoie ne tiennent pas dans un message TLS (64 Ko), ou l’un d’eux est plus grand que l’équilibreur n’accepte. Ces quotas ne peuvent pas être relevés.',
      causes: [
        'Le certificat porte un très grand nombre de noms ou de grandes extensions privées.',
        'Le client envoie tout un lot d’AC au lieu de sa chaîne.',
      ],
      steps: [
        WHO,
        'Mesurez les certificats du fichier du client avec la commande client-cert ci-dessous.',
        'Faites envoyer par le client son certificat final et les intermédiaires qui s’y rattachent, rien d’autre.',
        'Si le certificat final seul est si grand, faites-le émettre avec moins de noms et sans la grande extension.',
      ],
    },
    'client-cert-type-unsupported': {
      title: 'Des certificats clients sont d’un type non pris en charge',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertTypeUnsupported, en premier lieu de {client} ({certificate}).',
      meaning:
        'L’équilibreur prend en charge les clés RSA de 2 048 à 8 192 bits et les clés ECDSA sur P-256, P-384 et P-521, dans des certificats X.509 version 3. Ce certificat a un autre type de clé, ou est en version 1.',
      causes: [
        'La clé est de type Ed25519, Ed448 ou DSA, ou sur une autre courbe comme secp256k1 ou brainpool.',
        'La clé RSA compte moins de 2 048 bits, comme sur de vieux appareils.',
        'Le certificat est en X.509 version 1, comme en produit openssl x509 -req sans fichier d’extensions. Le journal peut montrer ClientCertInvalid à la place.',
      ],
      steps: [
        WHO,
        'Regardez la version du certificat, ainsi que le type et la taille de sa clé, avec la commande openssl ci-dessous.',
        'Émettez de nouveau le certificat avec des extensions et pour une clé prise en charge. RSA 2 048 ou ECDSA P-256 fonctionne partout.',
        'Si un appareil ne sait rien faire d’autre, placez-le derrière un écouteur en mode passthrough dont la cible le vérifie, ou derrière un Network Load Balancer en TCP.',
      ],
    },
    'client-cert-incompatible': {
      title: 'Des certificats clients ne conviennent pas à la politique de sécurité',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertIncompatible, en premier lieu de {client} ({certificate}).',
      meaning:
        'Le certificat est sain, mais la politique de sécurité de l’écouteur n’admet pas son type de clé ou de signature. Le certificat seul ne le montre pas : cela dépend de la politique.',
      causes: [
        'La politique de l’écouteur a été changée pour une plus stricte, comme une politique FIPS ou post-quantique.',
        'Le certificat est signé en SHA-1, ou sa courbe n’est pas dans la politique.',
      ],
      steps: [
        WHO,
        'Cherchez si et quand la politique de l’écouteur a été changée : CloudTrail, événement ModifyListener.',
        'Lisez la politique avec la commande ci-dessous et comparez-la avec la clé et la signature du certificat.',
        'Choisissez une politique qui les admet, ou faites émettre de nouveau le certificat en ECDSA P-256 ou RSA 2 048 avec SHA-256.',
      ],
    },
    'client-cert-invalid': {
      title: 'Des certificats clients sont illisibles',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertInvalid, en premier lieu de {client}.',
      meaning:
        'Ce que le client a envoyé n’est pas un certificat que l’équilibreur sait lire : abîmé, pas en version 3 de X.509, ou pas un certificat du tout. Souvent, le journal ne montre alors ni sujet ni numéro de série.',
      causes: [
        'Le certificat est en X.509 version 1 : le journal peut montrer ce code ou ClientCertTypeUnsupported.',
        'Le fichier du client est abîmé ou contient autre chose que des certificats.',
        'Le logiciel du client encode mal les certificats.',
      ],
      steps: [
        WHO,
        'Lisez le certificat avec la commande openssl ci-dessous : il doit être lisible et de version 3 (0x2).',
        'Faites-le émettre de nouveau avec des extensions (basicConstraints, keyUsage, extendedKeyUsage).',
        'Si openssl n’y trouve rien à redire, capturez une négociation et envoyez-la à AWS Support avec la ligne du journal.',
      ],
    },
    'client-cert-rejected': {
      title: 'Des certificats clients ont été rejetés après vérification',
      summary:
        '{loadBalancer} a refusé {count} connexions avec ClientCertRejected, en premier lieu de {client} ({certificate}).',
      meaning:
        'La chaîne a été vérifiée, puis un contrôle supplémentaire de l’équilibreur a rejeté le certificat. Rien dans le certificat ne montre lequel.',
      causes: [
        'Un contrôle du service lui-même, qui n’est pas documenté en détail.',
        'Un magasin de confiance en cours de modification pendant que des connexions arrivent, ou partagé par un compte qui a retiré le partage.',
      ],
      steps: [
        WHO,
        'Vérifiez le certificat avec la commande client-cert ci-dessous : si elle nomme un défaut, réparez-le d’abord.',
        'Regardez l’état du magasin de confiance et son association à l’écouteur avec les commandes ci-dessous.',
        'Voyez si tous les clients d’une AC sont concernés ou un seul certificat, et si cela a commencé par un changement (CloudTrail : ModifyListener, ModifyTrustStore).',
        'Ouvrez un dossier auprès d’AWS Support : ARN de l’équilibreur et de l’écouteur, heure en UTC, adresse et port du client, conn_trace_id (TID_…), ligne entière du journal et chaîne en PEM. N’envoyez jamais la clé privée.',
      ],
    },
    'unmapped-connection-error': {
      title: 'Des connexions TLS échouent pour une autre raison',
      summary:
        '{loadBalancer} a refusé {count} connexions avec UnmappedConnectionError, en premier lieu de {client}.',
      meaning:
        'La négociation a échoué pour une raison qui n’a pas de code propre. Sur un écouteur exposé à Internet, la plupart viennent de robots qui balaient les adresses. Les clients qui n’envoient aucun certificat finissent ici aussi.',
      causes: [
        'Le client n’a pas envoyé de certificat : aucun n’est configuré, ou aucun ne correspond aux noms d’AC que l’équilibreur demande.',
        'Le client et la politique de sécurité n’ont ni version de TLS ni suite de chiffrement en commun.',
        'Le client ne fait pas confiance au certificat de l’équilibreur et ferme la connexion.',
        'Un robot, une sonde de santé ou un test de port qui ne termine pas la négociation.',
      ],
      steps: [
        WHO,
        'Écartez les adresses qui ne sont pas celles de vos clients ; s’il ne reste rien, il n’y a rien à réparer.',
        'Si la version de TLS et la suite valent « - » dans le journal, comparez ce que le client sait faire avec la politique de sécurité de l’écouteur.',
        'Sinon, voyez si le client envoie un certificat : lancez sur le client la commande openssl s_client ci-dessous, avec les mêmes certificat et clé.',
        'Si tout est en ordre côté client, ouvrez un dossier auprès d’AWS Support : ARN de l’équilibreur et de l’écouteur, heure en UTC, adresse et port du client, conn_trace_id (TID_…), ligne du journal et capture d’une négociation. N’envoyez jamais la clé privée.',
      ],
    },
    'target-check-fails': {
      title: 'La vérification de l’état d’une cible échoue',
      summary:
        'La cible {target} de {targetGroup} échoue aux vérifications d’état de {loadBalancer} : {code}, code de réponse {statusCode} ({failed} échecs dans les derniers journaux).',
      meaning:
        'L’équilibreur n’envoie aucune requête à une cible défaillante, sauf si tout son groupe l’est. La raison est celle du journal des vérifications d’état.',
      causes: [
        'TimedOut, RequestTimedOut, ConnectionTimedOut : le groupe de sécurité de la cible bloque le port, ou la cible est lente.',
        'ConnectionReset : la cible a fermé la connexion avant d’envoyer une réponse valide.',
        'ResponseCodeMismatch, ResponseStringMismatch : la réponse n’est pas celle que le groupe cible attend.',
        'TargetError : la cible répond par un code 5xx.',
        'GRPCStatusHeaderEmpty, GRPCUnexpectedStatus : l’état gRPC est vide ou inattendu.',
        'InternalError : la panne vient de l’équilibreur.',
      ],
      steps: [
        'Lisez le chemin, le port, le protocole et les codes attendus avec la première commande.',
        'Après un délai dépassé, autorisez le port de vérification depuis le groupe de sécurité de l’équilibreur.',
        'Après une réponse inattendue ou une erreur, demandez le même chemin à la cible et lisez son journal à {lastAt}.',
        'Vérifiez avec la deuxième commande que la cible est de nouveau saine.',
        'Si InternalError persiste, ouvrez un dossier auprès d’AWS Support.',
      ],
    },
    'tls-negotiations-fail': {
      title: 'De nombreuses négociations TLS échouent',
      summary:
        '{loadBalancer} : {failed} négociations TLS ont échoué dans la dernière heure, pour {connections} nouvelles connexions.',
      meaning:
        'CloudWatch compte ensemble tous les écouteurs et tous les clients, avec ou sans TLS mutuel. Les journaux de connexion nomment chaque client, avec la version de TLS et la suite de chiffrement atteintes.',
      causes: [
        'La politique de sécurité a changé : clients et écouteur n’ont plus de version de TLS ni de suite en commun.',
        'Les clients ne font pas confiance au certificat du serveur et ferment la connexion.',
        'Les clients d’un écouteur en TLS mutuel n’envoient pas de certificat, ou un certificat refusé.',
        'Des robots, ou des tests de port qui ne terminent pas la négociation.',
      ],
      steps: [
        'Comptez les échecs par client, version de TLS et suite avec la première commande.',
        'Si aucune adresse n’est celle d’un de vos clients, il n’y a rien à réparer.',
        'Si la version et la suite valent « - », comparez ce que le client sait faire avec la politique de sécurité de l’écouteur.',
        'Si les deux sont présentes, examinez le certificat du serveur : nom, chaîne et expiration, tels que le client les voit.',
        'Cherchez dans CloudTrail un appel à ModifyListener avant le début des échecs.',
      ],
    },
    'mtls-logs-off': {
      title: 'Les journaux de connexion sont désactivés',
      summary:
        'Les journaux de connexion de {loadBalancer} sont désactivés, ou l’équilibreur n’existe pas : les clients refusés ne laissent aucune trace.',
      meaning:
        'Sans journaux de connexion, personne ne peut dire quel client a été refusé et pourquoi : CloudWatch ne compte que ClientTLSNegotiationErrorCount, toutes causes confondues.',
      causes: [
        'Ils n’ont jamais été activés : ils sont désactivés par défaut, et distincts des journaux d’accès.',
        'L’équilibreur a été remplacé, et le nouveau n’a pas de journaux.',
        'L’équilibreur a été supprimé, et la configuration le nomme encore.',
      ],
      steps: [
        'Vérifiez que {loadBalancer} existe dans cette Région et ce compte.',
        'Autorisez la livraison des journaux dans la politique du compartiment, comme le montre la page « Enable connection logs ».',
        'Activez les journaux de connexion avec la commande ci-dessous, vers l’endroit que nomme la configuration : {logs}.',
        'Attendez cinq à dix minutes et voyez si l’objet ConnectionLogTestFile et le premier journal arrivent.',
      ],
    },
    'mtls-logs-silent': {
      title: 'Les journaux de connexion n’arrivent plus',
      summary: 'Aucun journal de connexion de {loadBalancer} n’est arrivé dans {logs} depuis {since}.',
      meaning:
        'Les journaux sont activés et le dernier est trop ancien. Un équilibreur écrit un journal toutes les cinq minutes, mais seulement s’il y a eu des connexions : sans connexion, l’absence de journaux est normale.',
      causes: [
        'Il n’y a pas eu de connexion : une nuit calme, ou des clients qui n’atteignent plus l’équilibreur.',
        'La politique ou la clé de chiffrement du compartiment n’autorise plus l’écriture des journaux.',
        'Les journaux sont écrits dans un autre compartiment ou préfixe que celui de la configuration.',
        'Une règle de cycle de vie supprime les journaux trop tôt.',
      ],
      steps: [
        'Comparez l’endroit où l’équilibreur écrit ({location}) avec celui de la configuration ({logs}).',
        'Voyez dans CloudWatch si NewConnectionCount de {loadBalancer} dépasse zéro : sinon, demandez pourquoi aucun client ne vient.',
        'S’il y a des connexions, comparez la politique du compartiment avec la page « Enable connection logs », et voyez qui l’a changée en dernier (CloudTrail : PutBucketPolicy).',
        'Désactivez puis réactivez les journaux avec les commandes ci-dessous : cela écrit un ConnectionLogTestFile, ou nomme le refus.',
        'Si l’équilibreur reste par nature inactif plus longtemps, augmentez silentAfterMinutes.',
      ],
    },
    'mtls-passthrough': {
      title: 'Un écouteur transmet les certificats clients sans les vérifier',
      summary:
        'L’écouteur {subject} est en mode passthrough : l’équilibreur ne vérifie aucun certificat client.',
      meaning:
        'En mode passthrough, tout certificat est accepté et la chaîne est remise à la cible dans l’en-tête X-Amzn-Mtls-Clientcert. C’est à la cible de vérifier ; le journal montre Success pour des certificats de toute origine.',
      causes: [
        'Le mode passthrough a été choisi exprès, parce que l’application vérifie.',
        'L’écouteur a été mis en passthrough pour une migration ou un test, et n’a pas été remis.',
      ],
      steps: [
        'Demandez au responsable de l’application si elle vérifie la chaîne de X-Amzn-Mtls-Clientcert : signature jusqu’à une AC à elle, dates, usage, révocation.',
        'Si ce n’est pas le cas, créez un magasin de confiance et passez l’écouteur en mode verify avec la commande ci-dessous.',
        'Avant cela, vérifiez les certificats des clients connus avec la commande client-cert ci-dessous, pour n’en exclure aucun.',
        'Si le mode passthrough est voulu, retirez l’écouteur de ce contrôle.',
      ],
    },
  },
};
