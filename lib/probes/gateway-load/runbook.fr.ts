import type { KindTexts } from '../../core/runbook.ts';
import type { GatewayLoadReason } from './spec.ts';

export const texts: KindTexts<GatewayLoadReason> = {
  healthy: 'La passerelle suit sa charge : aucune métrique ne dépasse ce qu’AWS recommande.',
  reasons: {
    'gateway-shares-unavailable': {
      title: 'Des partages de la passerelle sont indisponibles',
      summary: '{gateway} signale {value} partages de fichiers indisponibles ({at}).',
      meaning:
        'Les clients de ces partages sont coupés. AWS recommande une alarme pour toute valeur non nulle.',
      causes: [
        'Le compartiment, le rôle ou le point de terminaison S3 d’un partage ne fonctionne pas : voir le contrôle file-share.',
        'Le disque de cache est en panne.',
      ],
      steps: [
        'Lisez les constats du contrôle file-share : ils nomment le maillon rompu.',
        'Lisez le journal d’état de la passerelle à l’heure du premier point.',
        'Redémarrez la passerelle une fois la cause levée.',
      ],
    },
    'gateway-uploads-fail': {
      title: 'Des fichiers ne sont pas envoyés',
      summary: '{gateway} signale {value} fichiers dont l’envoi échoue ({at}).',
      meaning:
        'Ils ne sont que dans le cache : si le cache se perd, eux aussi. La passerelle réessaie jusqu’à réussir.',
      causes: [
        'Le rôle ne peut pas écrire dans le compartiment ni utiliser sa clé.',
        'Un objet est verrouillé ou dans une classe de stockage qui ne peut pas être modifiée.',
      ],
      steps: [
        'Lisez le journal d’état : il nomme le fichier, le compartiment et l’erreur.',
        'Corrigez la cause, le plus souvent S3AccessDenied ou InaccessibleStorageClass.',
        'Ne supprimez ni le partage ni le cache avant que la valeur soit nulle.',
      ],
    },
    'gateway-cache-dirty': {
      title: 'Le cache se remplit de données non envoyées',
      summary:
        '{value} % du cache de {gateway} ne sont pas envoyés, plus de {threshold} % depuis {minutes} minutes.',
      meaning: 'Quand le cache est plein de ces données, les écritures ralentissent à la vitesse des envois.',
      causes: [
        'Les clients écrivent plus vite que la ligne vers AWS.',
        'Les envois échouent ou sont limités par un calendrier de bande passante.',
        'Le cache est trop petit pour la pointe du jour.',
      ],
      steps: [
        'Vérifiez si des envois échouent (FilesFailingUpload) et si une limite de bande passante est définie.',
        'Comparez CloudBytesUploaded à la bande passante de la ligne.',
        'Ajoutez un disque de cache, ou déplacez les écritures.',
      ],
    },
    'gateway-io-wait': {
      title: 'La passerelle attend ses disques',
      summary:
        '{gateway} attend ses disques {value} % du temps, au moins {threshold} % depuis {minutes} minutes.',
      meaning: 'Des disques de cache lents ralentissent tous les clients avant toute autre limite.',
      causes: [
        'Les disques de cache sont lents, ou leurs crédits sont épuisés.',
        'Le stockage de l’hyperviseur est partagé.',
      ],
      steps: [
        'Vérifiez le type et le débit des disques de cache.',
        'Utilisez des SSD ou NVMe, ou plusieurs disques de cache.',
        'Sur EC2, choisissez gp3 ou io2 avec un débit suffisant.',
      ],
    },
    'gateway-root-disk-low': {
      title: 'Le disque racine de la passerelle est presque plein',
      summary: 'Le disque racine de {gateway} a {value} octets libres, moins de {threshold}.',
      meaning: 'Sous 20 Go, les mises à jour peuvent échouer, et à 1 Go les notifications sont perdues.',
      causes: ['L’appliance a été déployée avec un petit disque racine.'],
      steps: [
        'Agrandissez le disque racine de la machine virtuelle, puis redémarrez : la passerelle utilise la nouvelle taille.',
      ],
    },
    'gateway-restarted': {
      title: 'La passerelle a redémarré ou a été indisponible',
      summary: '{gateway} a signalé {value} notifications de disponibilité ({at}).',
      meaning:
        'Un redémarrage à moins de dix minutes de la fenêtre de maintenance est normal. Sinon, quelqu’un ou quelque chose l’a redémarrée ; le journal d’état précise (Reboot, HardReboot, HealthCheckFailure).',
      causes: [
        'Une mise à jour dans la fenêtre de maintenance.',
        'Un redémarrage manuel, une panne, ou VMware HA.',
      ],
      steps: [
        'Lisez le flux AvailabilityMonitor du journal d’état à cette heure.',
        'Si personne ne l’a redémarrée, vérifiez l’hôte, l’alimentation et la mémoire.',
      ],
    },
  },
};
