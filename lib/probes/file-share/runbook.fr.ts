import type { KindTexts } from '../../core/runbook.ts';
import type { FileShareReason } from './spec.ts';

export const texts: KindTexts<FileShareReason> = {
  healthy: 'Chaque partage de fichiers est disponible, son compartiment existe et son rôle y a accès.',
  reasons: {
    'file-share-unavailable': {
      title: 'Un partage de fichiers n’est pas disponible',
      summary: 'Le partage de fichiers {share} ({location}) est dans l’état {state}.',
      meaning:
        'Les clients ne peuvent pas utiliser le partage. Compartiment, rôle et autorisations ont été lus, et aucun ne l’explique.',
      causes: [
        'La passerelle n’atteint pas S3 depuis son sous-réseau : pas de point de terminaison, pas de NAT, ou une politique de point de terminaison.',
        'La clé de chiffrement du compartiment ou du partage est désactivée.',
        'Le partage est en cours de création ou de modification.',
      ],
      steps: [
        'Lisez le partage avec les premières commandes.',
        'Vérifiez le chemin de la passerelle vers S3 : gatewatch subnet avec son sous-réseau et --service s3.',
        'Cherchez S3AccessDenied ou RoleTrustRelationshipInvalid dans le journal d’état de la passerelle.',
        'Une fois la cause levée, actualisez le cache ou redémarrez la passerelle.',
      ],
    },
    'file-share-bucket-missing': {
      title: 'Le compartiment d’un partage n’existe pas',
      summary: 'Le partage de fichiers {share} mène au compartiment {bucket}, qui n’existe pas.',
      meaning:
        'La passerelle ne peut rien écrire ni lire. Les données présentes dans le seul cache se perdent avec lui.',
      causes: [
        'Le compartiment a été supprimé, ou sa pile l’a été.',
        'Le partage a été créé pour une autre partition ou un autre compte.',
      ],
      steps: [
        'Vérifiez le nom avec la première commande, et qui l’a supprimé avec la deuxième.',
        'Ne supprimez pas le partage tant que son cache contient des données non envoyées.',
        'Recréez le compartiment dans la même Région, ou restaurez-le.',
      ],
    },
    'file-share-key-unusable': {
      title: 'La clé KMS d’un partage de fichiers est inutilisable',
      summary:
        'La clé KMS {key} ({keyOf}) est dans l’état {keyState} (partage : {share}, bucket : {bucket}).',
      meaning:
        'S3 refuse de stocker et de lire ce que cette clé chiffre. Ce que les clients écrivent reste dans le cache de la passerelle.',
      causes: [
        'La clé a été désactivée.',
        'Sa suppression est planifiée : après le délai d’attente, les données sont perdues.',
        'Les éléments de clé importés ont expiré, ou un magasin de clés externe est déconnecté.',
      ],
      steps: [
        'Lisez l’état avec la première commande.',
        'PendingDeletion : annulez aussitôt la suppression avec la deuxième commande, puis activez la clé avec la troisième.',
        'Disabled : activez-la avec la troisième commande.',
        'Cherchez qui l’a modifiée avec la dernière commande.',
      ],
    },
    'file-share-role-missing': {
      title: 'Le rôle d’un partage n’existe pas',
      summary: 'Le partage de fichiers {share} assume le rôle {role}, qui n’existe pas.',
      meaning:
        'La passerelle n’obtient pas d’identifiants pour le compartiment {bucket} : les transferts échouent.',
      causes: ['Le rôle a été supprimé, ou sa pile l’a été.'],
      steps: [
        'Cherchez qui l’a supprimé avec la deuxième commande.',
        'Recréez-le avec la politique d’approbation et la politique du guide, ou donnez un autre rôle au partage.',
      ],
    },
    'file-share-role-not-trusted': {
      title: 'Le rôle d’un partage n’approuve pas Storage Gateway',
      summary:
        'Aucune instruction de la politique d’approbation du rôle {role} n’autorise storagegateway.amazonaws.com (partage : {share}).',
      meaning:
        'La passerelle n’obtient pas d’identifiants pour le compartiment {bucket}. Son journal indique RoleTrustRelationshipInvalid.',
      causes: ['La politique d’approbation a été modifiée, ou écrite pour un autre service.'],
      steps: [
        'Lisez-la avec la commande ci-dessous.',
        'Ajoutez une instruction avec le principal storagegateway.amazonaws.com et l’action sts:AssumeRole ; gardez les conditions aws:SourceAccount et aws:SourceArn.',
      ],
    },
    'file-share-role-denied': {
      title: 'Le rôle d’un partage n’a pas accès à son compartiment',
      summary: 'Le rôle {role} n’est pas autorisé sur {location} : {denied} (partage : {share}).',
      meaning:
        'Les requêtes de la passerelle vers S3 échouent avec AccessDenied. Un refus explicite échoue toujours ; une autorisation absente peut venir de la politique du compartiment.',
      causes: [
        'La politique nomme un autre compartiment, un autre préfixe ou une autre Région.',
        'Une limite d’autorisations ou une politique de l’organisation refuse.',
      ],
      steps: [
        'Répétez la simulation avec la commande ci-dessous, et lisez quelle instruction décide.',
        'Ajoutez les actions à la politique du rôle : celles du compartiment sur le compartiment, celles des objets sur compartiment/préfixe/*.',
        'Vérifiez ensuite la politique du compartiment et celle du point de terminaison de S3.',
      ],
    },
    'file-share-bucket-region': {
      title: 'Le compartiment est dans une autre Région que celle du partage',
      summary:
        'Le partage de fichiers {share} attend le compartiment {bucket} dans {regionWanted} ; il est dans {bucketRegion}.',
      meaning: 'La passerelle interroge le point de terminaison S3 de la mauvaise Région.',
      causes: ['Le compartiment a été supprimé et recréé dans une autre Région.'],
      steps: [
        'Vérifiez la Région avec la commande ci-dessous.',
        'Recréez le partage avec le bon BucketRegion.',
      ],
    },
    'file-share-s3-unreachable': {
      title: 'Le sous-réseau de la passerelle n’a pas de chemin vers S3',
      summary:
        'Depuis {subnet}, la passerelle {gateway} n’atteint pas S3 (chemin : {way}, remarques : {notes}).',
      meaning:
        'Les envois et les lectures échouent. Si la passerelle passe par un proxy, indiquez-le avec `via` : son sous-réseau n’a alors besoin d’aucun chemin.',
      causes: [
        'La table de routage n’a ni point de terminaison de passerelle S3, ni chemin vers Internet.',
        'Le groupe de sécurité de la passerelle ou une ACL réseau ferme TCP 443.',
      ],
      steps: [
        'Regardez chaque étape du chemin, avec la correction, avec la première commande.',
        'Un point de terminaison de passerelle S3 ne coûte rien : ajoutez-y la table de routage du sous-réseau.',
      ],
    },
    'file-share-endpoint-denies': {
      title: 'La politique du point de terminaison S3 ne laisse pas passer un compartiment',
      summary:
        'La politique du point de terminaison S3 {endpoint} n’autorise pas ce que fait le partage {share} dans {location}.',
      meaning:
        'Si le sous-réseau de la passerelle passe par ce point de terminaison, les requêtes vers le compartiment échouent avec AccessDenied, quels que soient les droits du rôle.',
      causes: [
        'La politique énumère des compartiments, et celui-ci n’y figure pas.',
        'La politique n’autorise que la lecture.',
      ],
      steps: [
        'Lisez la politique avec la première commande, et vérifiez avec la deuxième si la table de routage du sous-réseau utilise le point de terminaison.',
        'Ajoutez le compartiment et compartiment/* avec les actions du rôle : aws ec2 modify-vpc-endpoint --policy-document.',
      ],
    },
  },
};
