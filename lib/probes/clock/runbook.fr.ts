import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { KindTexts } from '../../core/runbook.ts';
import type { ClockReason } from './spec.ts';

/** The service’s clock is the reference: what is wrong is here. */
const OWN_CLOCK_WRONG = {
  causes: [
    'Le service de temps de cette machine est arrêté, ou ses serveurs sont inaccessibles.',
    'Une machine virtuelle a été suspendue ou restaurée sans remise à l’heure.',
    'Un proxy répond à la place du service, et son horloge est fausse.',
  ],
  steps: [
    'Examinez l’état du service de temps avec les commandes ci-dessous : une source est-elle choisie, de quand date la dernière mise à jour ?',
    'Remettez l’horloge à l’heure aussitôt avec « chronyc makestep » (ou « w32tm /resync » sous Windows).',
    'Donnez à cette machine des serveurs de temps joignables ; sur EC2, Amazon Time Sync Service à 169.254.169.123 n’a besoin d’aucune route.',
    'Si un proxy répond pour {host}, comparez avec un autre service : l’en-tête Date est peut-être celui du proxy.',
  ],
};

export const texts: KindTexts<ClockReason> = {
  healthy: 'L’horloge de la cible concorde avec celle du point d’observation.',
  reasons: {
    'clock-skewed': {
      title: 'L’horloge de la cible est fausse',
      summary:
        'L’horloge de {host} diffère de {offsetSeconds} s de celle du point d’observation (positif : elle avance ; source : {source}, à {errorMs} ms près).',
      meaning: `L’activation admet ${CLOCK_LIMITS.skewedS} secondes ; à partir de ${CLOCK_LIMITS.criticalMin} minutes AWS refuse la signature de toute requête, la passerelle passe hors ligne et son journal d’état dit GatewayClockOutOfSync. La comparaison se fait avec l’horloge de la machine qui contrôle : le contrôle « ntp » du même point d’observation dit si celle-là est juste.`,
      causes: [
        'La passerelle n’atteint pas ses serveurs de temps : UDP 123 est bloqué.',
        'L’horloge de l’hyperviseur est fausse : la machine virtuelle en prend l’heure au démarrage, ou en permanence.',
        'La machine virtuelle a été suspendue, restaurée depuis un instantané ou déplacée.',
      ],
      steps: [
        'Regardez le constat « ntp » de ce point d’observation : si c’est l’horloge d’ici qui est fausse, réparez-la d’abord.',
        'Sur la console locale de la passerelle, ouvrez System Time Management, comparez l’heure aux serveurs de temps et synchronisez.',
        'Corrigez l’heure de l’hyperviseur (VMware ESXi, Hyper-V, KVM) et ses réglages NTP, puis redémarrez la passerelle.',
        'Autorisez UDP 123 de la passerelle vers ses serveurs de temps (time.aws.com, 0-3.amazon.pool.ntp.org) ou vers les vôtres.',
        'Sur EC2, l’horloge ne se règle pas à la main : redémarrez l’instance et, si l’écart demeure, demandez à AWS Support en joignant l’identifiant de la passerelle et l’écart mesuré ici.',
      ],
      variants: {
        reference: {
          title: 'L’horloge du point d’observation est fausse',
          summary:
            'L’horloge du point d’observation diffère de {offsetSeconds} s de celle de {host} (positif : elle retarde ; source : {source}, à {errorMs} ms près).',
          meaning: `AWS refuse la signature d’une requête à partir de ${CLOCK_LIMITS.criticalMin} minutes d’écart (RequestTimeTooSkewed, InvalidSignatureException). Des certificats paraissent expirés ou pas encore valides, et toute heure mesurée d’ici est fausse d’autant.`,
          ...OWN_CLOCK_WRONG,
        },
      },
    },
    'clock-drifting': {
      title: 'L’horloge de la cible dérive',
      summary:
        'L’horloge de {host} diffère de {offsetSeconds} s de celle du point d’observation (positif : elle avance ; source : {source}, à {errorMs} ms près).',
      meaning: `L’écart est encore admis (${CLOCK_LIMITS.skewedS} secondes pour une activation, ${CLOCK_LIMITS.criticalMin} minutes pour les requêtes), mais une horloge synchronisée n’a jamais ${CLOCK_LIMITS.driftingS} secondes d’écart : rien ne la tient à l’heure, et cela continuera.`,
      causes: [
        'La passerelle n’a plus de réponse de ses serveurs de temps depuis des jours.',
        'L’horloge de l’hyperviseur dérive et l’invité la suit.',
      ],
      steps: [
        'Comparez avec les écarts des derniers jours : une croissance régulière signifie qu’elle n’est pas synchronisée du tout.',
        'Vérifiez depuis le réseau de la passerelle que ses serveurs de temps répondent sur UDP 123.',
        'Sur la console locale de la passerelle, ouvrez System Time Management et synchronisez l’heure.',
        'Vérifiez l’heure de l’hyperviseur.',
      ],
      variants: {
        reference: {
          title: 'L’horloge du point d’observation dérive',
          summary:
            'L’horloge du point d’observation diffère de {offsetSeconds} s de celle de {host} (positif : elle retarde ; source : {source}, à {errorMs} ms près).',
          meaning: `AWS accepte encore les requêtes : il admet ${CLOCK_LIMITS.criticalMin} minutes d’écart. Une horloge synchronisée n’a jamais ${CLOCK_LIMITS.driftingS} secondes d’écart : rien ne la tient à l’heure, et cela continuera.`,
          ...OWN_CLOCK_WRONG,
        },
      },
    },
    'clock-unreadable': {
      title: 'L’horloge de la cible ne peut pas être lue',
      summary: 'Aucun service de {host} n’indique l’heure (essayé : {tried}).',
      meaning:
        'L’horloge est peut-être juste, peut-être fausse ; on ne la voit pas d’ici. Une passerelle la montre par SMB (partages de fichiers), par HTTP sur le port 80 (avant l’activation seulement) ou par NTP, si l’un d’eux est joignable. Ce n’est pas une panne et personne n’est alerté.',
      causes: [
        'La passerelle ne sert ni SMB ni HTTP : une passerelle de volumes ou de bandes activée n’a pas un tel service.',
        'Les ports ne sont pas ouverts depuis ce point d’observation.',
        'Le serveur cache son heure (SystemTime à zéro), ou un cache répond à sa place.',
      ],
      steps: [
        'Lisez les preuves : elles disent pour chaque source pourquoi elle n’a pas donné l’heure.',
        'Pour une passerelle de fichiers avec des partages SMB, autorisez TCP 445 depuis ce point d’observation.',
        'Pour les autres, regardez System Time Management sur la console locale et fiez-vous au contrôle « gateway », qui lit GatewayClockOutOfSync dans le journal d’état.',
      ],
      variants: {
        reference: {
          title: 'L’horloge du point d’observation n’a pas pu être comparée',
          summary: '{host} n’indique pas l’heure (essayé : {tried}).',
          meaning:
            'L’horloge du point d’observation est peut-être juste, peut-être fausse : ce service n’a donné aucun en-tête Date utilisable. Ce n’est pas une panne et personne n’est alerté.',
          causes: [
            'Le service ou un équipement devant lui n’envoie pas d’en-tête Date, ou envoie une réponse mise en cache.',
            'La connexion s’est terminée avant la réponse.',
          ],
          steps: [
            'Lisez les preuves : elles disent pourquoi aucune heure n’a été donnée.',
            'Comparez avec un autre service : check --service sts.',
          ],
        },
      },
    },
  },
};
