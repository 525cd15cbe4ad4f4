import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { KindTexts } from '../../core/runbook.ts';
import type { HealthGlossary } from './glossary.ts';
import type { GatewayReason } from './spec.ts';

const glossary: HealthGlossary = {
  GatewayClockOutOfSync: `L’horloge de la passerelle s’écarte d’AWS de ${CLOCK_LIMITS.criticalMin} minutes ou plus. Vérifiez son chemin vers un serveur NTP.`,
  S3AccessDenied:
    'Le rôle du partage (roleArn dans les preuves) n’a pas le droit de faire cette opération dans le compartiment. Autorisez-la pour ce préfixe dans sa politique ; voyez aussi celles du compartiment et de la clé KMS.',
  RoleTrustRelationshipInvalid:
    'Le rôle du partage n’approuve pas storagegateway.amazonaws.com : rien dans le compartiment n’est accessible. Ajoutez ce principal à sa politique d’approbation.',
  InaccessibleStorageClass:
    'L’objet est passé dans S3 Glacier : on ne peut ni le lire ni le remplacer. Restaurez-le dans sa classe d’origine, puis excluez le préfixe de la règle de cycle de vie.',
  InvalidObjectState:
    'Un autre que la passerelle a modifié l’objet. Gardez la dernière copie, supprimez le fichier dans S3 et par la passerelle, recopiez-le par la passerelle et arrêtez l’autre écriture.',
  ObjectMissing:
    'Un autre que la passerelle a supprimé l’objet. Gardez la copie du client, supprimez le fichier par la passerelle, recopiez-le par la passerelle et arrêtez l’autre écriture.',
  FileMissing:
    'Un autre que la passerelle a supprimé le fichier sur Amazon FSx. Gardez la copie du client, supprimez le fichier par la passerelle et recopiez-le par la passerelle.',
  InvalidFileState:
    'Un autre que la passerelle a modifié le fichier sur Amazon FSx. Gardez la dernière copie, supprimez le fichier sur FSx et par la passerelle, puis recopiez-le par la passerelle.',
  FsxFileSystemAuthenticationFailure:
    'Le compte qui a servi à rattacher le système de fichiers FSx a expiré ou perdu ses droits. Renouvelez-le et mettez à jour l’association.',
  FsxFileSystemConnectionFailure:
    'La passerelle n’atteint pas le serveur Amazon FSx. Vérifiez que le système de fichiers est disponible et que pare-feu et groupes de sécurité autorisent SMB (445) depuis la passerelle.',
  FsxFileSystemFull:
    'Le système de fichiers Amazon FSx est plein : les envois échouent. Augmentez sa capacité de stockage.',
  DroppedNotifications:
    'La passerelle n’écrit plus le détail : son disque racine a moins de 1 Go libre, ou elle a écrit plus de 100 notifications en une minute. Agrandissez le disque racine et redémarrez-la.',
  '1344':
    'Un fichier ou un dossier a plus de 10 entrées de contrôle d’accès. Réunissez les comptes dans un groupe et copiez à nouveau.',
  HardReboot:
    'La machine de la passerelle a redémarré de façon imprévue : coupure, panne matérielle ou réinitialisation par VMware HA. Lisez les événements de l’hyperviseur.',
  Reboot:
    'La passerelle a redémarré hors de sa fenêtre de maintenance. Demandez qui l’a fait ; si ce n’est personne, lisez les événements de l’hyperviseur ou d’EC2.',
  HealthCheckFailure:
    'Le moniteur de disponibilité de VMware a trouvé la passerelle défaillante et peut la réinitialiser. Lisez les événements de la machine dans vSphere et cherchez un HardReboot à côté.',
  AvailabilityMonitorTest: 'Quelqu’un a testé le moniteur de disponibilité. Tout va bien.',
  other:
    'Les guides d’AWS ne citaient pas ce type lorsque ce texte a été écrit. Lisez la ligne dans le journal, puis cherchez le type sur la page de dépannage.',
};

export const texts: KindTexts<GatewayReason> = {
  healthy: 'AWS ne signale aucun problème pour la passerelle ou, avant l’activation, pour son image.',
  glossary,
  reasons: {
    'gateway-missing': {
      title: 'La passerelle n’existe pas',
      summary: 'Il n’y a pas de {gateway} dans ce compte et cette Région.',
      meaning:
        'AWS ne connaît ici aucune passerelle (ou, avant l’activation, aucune instance) de cet identifiant. Une passerelle renommée garde son identifiant ; activée à nouveau, elle en reçoit un autre.',
      causes: [
        'Elle a été supprimée, ou remplacée par une autre nouvellement activée.',
        'Elle se trouve dans une autre Région ou un autre compte.',
        'L’identifiant est mal écrit dans la configuration.',
      ],
      steps: [
        'Listez les passerelles avec la première commande et cherchez son nom.',
        'Si elle a été remplacée, inscrivez le nouvel identifiant dans gatewatch.yaml.',
        'Si personne ne sait qui l’a supprimée, cherchez avec la seconde commande. Ses partages, volumes et bandes ne sont plus servis, mais les données dans S3 restent.',
      ],
    },
    'gateway-offline': {
      title: 'La passerelle n’est pas connectée à AWS',
      summary: '{gateway} n’est pas connectée à AWS (code d’erreur : {errorCode}).',
      meaning:
        'AWS ne peut pas parler à la passerelle. Les clients lisent peut-être encore ce qui est en cache, mais rien n’est envoyé et la passerelle ne peut pas être administrée.',
      causes: [
        'La passerelle n’atteint pas ses points de terminaison : pare-feu, proxy, route, VPN ou groupe de sécurité du point de terminaison de VPC.',
        'Un équipement sur le chemin inspecte le TLS.',
        'La machine est éteinte ou bloquée, ou son stockage a disparu.',
        'Un disque de cache a été retiré ou modifié.',
      ],
      steps: [
        'Vérifiez que la machine tourne : dans l’hyperviseur, ou avec la commande ci-dessous sur EC2.',
        'Connectez-vous à la console de la passerelle et choisissez « Test Network Connectivity » pour son type de point de terminaison. Notez chaque nom et port en échec.',
        'Comparez avec les constats dns, port, tls et proxy de la même cible : le premier en échec est la cause.',
        'Si le test réussit, regardez les disques (console, « View System Resource Check ») et le stockage de l’hôte.',
        'Si tout est en ordre, redémarrez la passerelle depuis sa console, et ouvrez un dossier auprès d’AWS Support si elle reste hors ligne plus de 15 minutes.',
      ],
    },
    'gateway-not-running': {
      title: 'La passerelle ne fonctionne pas',
      summary: '{gateway} est dans l’état {state} et ne fonctionne pas.',
      meaning:
        'La passerelle est enregistrée et répond, mais ne sert personne. Après StartGateway, il lui faut quelques minutes.',
      causes: [
        'Quelqu’un l’a arrêtée (ShutdownGateway) sans la redémarrer.',
        'Elle redémarre après une mise à jour.',
        'Elle est encore en cours d’installation : aucun disque n’est affecté au cache ou au tampon d’envoi.',
      ],
      steps: [
        'Regardez son état dans la console Storage Gateway.',
        'Si elle est arrêtée, démarrez-la : Actions, « Start gateway ».',
        'Si rien ne change en 15 minutes, vérifiez ses disques dans la console, et la machine qui la porte.',
      ],
    },
    'gateway-clock-out-of-sync': {
      title: 'L’horloge de la passerelle est fausse',
      summary: `L’horloge de {gateway} s’écarte d’AWS de ${CLOCK_LIMITS.criticalMin} minutes ou plus (écart en secondes : {driftSeconds} ; dernière ligne : {lastAt}).`,
      meaning:
        'La passerelle elle-même a écrit GatewayClockOutOfSync. Avec une telle horloge, les signatures des requêtes vers AWS échouent, et les utilisateurs SMB ne peuvent plus ouvrir de session, car Kerberos tolère 5 minutes.',
      causes: [
        'La passerelle n’atteint pas ses serveurs NTP sur UDP 123.',
        'L’horloge de l’hyperviseur est fausse et imposée à la machine, ou celle-ci a été suspendue ou restaurée d’un instantané.',
        'Sur EC2 : le service Amazon Time Sync n’est pas utilisé ou pas joignable.',
      ],
      steps: [
        'Sur site : ouvrez la console de la passerelle, choisissez « System Time Management », affichez et synchronisez l’heure ; configurez un serveur NTP que la passerelle atteint.',
        'Vérifiez l’horloge de l’hôte avec les commandes ci-dessous ; si l’hyperviseur et NTP règlent tous deux l’heure, désactivez l’un des deux.',
        'Autorisez UDP 123 de la passerelle vers ses serveurs NTP et retour.',
        'Sur EC2, la console n’a pas ce menu : ouvrez un dossier auprès d’AWS Support. Envoyez l’identifiant de la passerelle, celui de l’instance, la Région, l’heure et l’écart de la ligne ci-dessus, et si 169.254.169.123 répond en NTP dans ce sous-réseau ; ouvrez le canal d’assistance (port 22, ou 2222 par un point de terminaison de VPC).',
        'Attendez l’heure suivante du journal : le constat se ferme quand la ligne ne se répète plus.',
      ],
    },
    'gateway-wrong-type': {
      title: 'La passerelle est d’un autre type',
      summary: '{gateway} est de type {type} ; le type {typeWanted} est attendu.',
      meaning:
        'Le type est fixé à l’activation et ne peut pas changer. Les contrôles de ports et de partages du type voulu n’ont pas de sens sur cette passerelle.',
      causes: [
        'La configuration cite l’identifiant d’une autre passerelle.',
        'L’appliance a été activée avec le mauvais type.',
      ],
      steps: [
        'Comparez l’identifiant et le type avec la liste ci-dessous.',
        'Si la configuration est fausse, corrigez gatewayType ou l’identifiant dans gatewatch.yaml.',
        'Si l’activation était fausse, supprimez la passerelle, déployez une nouvelle appliance de la bonne image et activez-la.',
      ],
    },
    'gateway-wrong-endpoint': {
      title: 'La passerelle utilise un autre point de terminaison',
      summary: '{gateway} utilise le point de terminaison {endpoint} ; {endpointWanted} est attendu.',
      meaning:
        'Le point de terminaison d’une passerelle est fixé à l’activation. Les règles et les contrôles faits pour celui qui est voulu ne protègent pas le chemin réellement pris.',
      causes: [
        'Elle a été activée publiquement alors qu’un point de terminaison de VPC était voulu, ou à travers un ancien.',
        'Le point de terminaison a été recréé, avec un nouvel identifiant et un nouveau nom.',
        'FIPS ou la double pile n’ont pas été choisis à l’activation.',
      ],
      steps: [
        'Comparez le point de terminaison des preuves avec la liste de la commande ci-dessous.',
        'Si le chemin utilisé est le bon, corrigez gatewatch.yaml.',
        'Sinon, activez à nouveau la passerelle avec le point de terminaison voulu : dans la console, « VPC hosted » et le point de terminaison, ou demandez la clé d’activation avec vpcEndpoint=.',
        'Vérifiez le chemin voulu avant l’activation : gatewatch activation.',
      ],
    },
    'gateway-health-error': {
      title: 'Le journal d’état de la passerelle signale des erreurs',
      summary: 'Le journal d’état de {gateway} signale {logged} (lignes : {count} ; dernière : {lastAt}).',
      meaning:
        'La passerelle a écrit ces lignes dans son groupe de journaux CloudWatch pendant la période relue. Les preuves montrent l’opération, le compartiment, la clé et le rôle de la ligne la plus récente.',
      causes: [
        'Le sens de chaque type figure dans les étapes.',
        'Un changement d’IAM, de compartiment, de cycle de vie ou de système de fichiers peu avant la première ligne.',
        'Quelqu’un écrit dans le compartiment ou le système de fichiers sans passer par la passerelle.',
      ],
      steps: [
        '{logged} : {healthTypeMeans}',
        'Lisez les lignes avec la commande ci-dessous et comparez l’heure de la première avec les changements de cette heure-là.',
        'Le constat se ferme quand aucune ligne de ce type n’a été écrite pendant la période relue.',
      ],
    },
    'gateway-deprecated': {
      title: 'La prise en charge du logiciel de la passerelle se termine',
      summary:
        '{gateway} exécute la version {softwareVersion}, dont la prise en charge se termine ou s’est terminée le {date}.',
      meaning:
        'Après cette date, AWS n’apporte plus de nouveautés ou plus de correctifs, et peut refuser les requêtes d’appliances trop anciennes. S3 File Gateway 1.x ainsi que Volume et Tape Gateway 2.x tournent sur Amazon Linux 2 et ne se mettent pas à niveau sur place.',
      causes: [
        'L’appliance a été déployée depuis une image sur Amazon Linux 2.',
        'Les mises à jour sont repoussées depuis longtemps.',
      ],
      steps: [
        'Cherchez la version dans les notes de publication, et celles qui la suivent.',
        'Déployez une nouvelle appliance depuis l’image actuelle.',
        'Migrez : arrêtez les écritures, attendez que CachePercentDirty soit à 0, puis suivez « Replacing your existing gateway with a new instance » dans le guide de son type.',
        'Vérifiez ensuite que DescribeGatewayInformation ne montre plus de date de fin.',
      ],
    },
    'gateway-image-outdated': {
      title: 'L’instance a été lancée depuis une ancienne image',
      summary:
        'L’instance {instance} a été lancée depuis {imageId} ; l’image la plus récente est {latestImage}.',
      meaning:
        'Avant l’activation, repartir de l’image la plus récente ne coûte rien. Une ancienne image peut ignorer des points de terminaison ou des racines TLS, ou reposer sur un système qui n’est plus pris en charge.',
      causes: [
        'L’identifiant de l’image est figé dans un modèle.',
        'L’instance a été préparée il y a longtemps, ou copiée d’un instantané.',
        'L’image est celle d’un autre type de passerelle.',
      ],
      steps: [
        'Lisez l’image la plus récente avec la première commande et comparez les dates avec la seconde.',
        'Faites prendre l’image au modèle dans le paramètre public plutôt que par un identifiant figé.',
        'Lancez une nouvelle instance, activez celle-ci et résiliez l’ancienne.',
      ],
    },
    'gateway-update-overdue': {
      title: 'Une mise à jour logicielle est en retard',
      summary:
        'Une mise à jour de {gateway} (version {softwareVersion}) est disponible depuis le {date} (politique : {policy}).',
      meaning:
        'Les mises à jour s’appliquent dans la fenêtre de maintenance hebdomadaire ou mensuelle. Si l’une attend encore, la fenêtre a été manquée ou les mises à jour automatiques sont désactivées.',
      causes: [
        'La passerelle était hors ligne pendant sa fenêtre de maintenance.',
        'Seules les mises à jour d’urgence sont automatiques (EMERGENCY_VERSIONS_ONLY).',
        'La mise à jour a échoué faute de place sur le disque racine.',
      ],
      steps: [
        'Regardez la fenêtre et la politique avec la première commande.',
        'Choisissez une heure creuse : la passerelle redémarre et les clients sont coupés quelques minutes.',
        'Appliquez la mise à jour avec la seconde commande, ou dans la console.',
        'Si elle n’aboutit pas, vérifiez le disque racine (RootDiskFreeBytes) et ouvrez un dossier auprès d’AWS Support.',
      ],
    },
  },
};
