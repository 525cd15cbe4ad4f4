import type { KindTexts } from '../../core/runbook.ts';
import type { DirectConnectReason } from './spec.ts';

export const texts: KindTexts<DirectConnectReason> = {
  healthy: 'L’interface virtuelle est disponible et ses sessions BGP sont établies.',
  reasons: {
    'direct-connect-missing': {
      title: 'L’interface virtuelle n’existe pas',
      summary:
        'Il n’y a pas d’interface virtuelle {virtualInterface} dans ce compte et cette Région (il y a : {others}).',
      meaning: 'Rien ne passe par cette ligne : son VLAN ne mène à aucun réseau AWS.',
      causes: [
        'L’interface a été supprimée, ou recréée sous un autre identifiant.',
        'L’identifiant appartient à un autre compte ou à une autre Région.',
      ],
      steps: [
        'Listez les interfaces avec la première commande et trouvez celle qui la remplace.',
        'Inscrivez son identifiant dans gatewatch.yaml.',
        'Si personne ne voulait la supprimer, cherchez qui l’a fait avec la deuxième commande.',
      ],
    },
    'direct-connect-not-available': {
      title: 'L’interface virtuelle n’est pas disponible',
      summary: 'L’interface virtuelle {virtualInterface} ({name}) est dans l’état {state}.',
      meaning:
        'Seule une interface dans l’état available transporte du trafic. Dans l’état testing, un test de basculement est en cours : AWS arrête ses sessions BGP volontairement.',
      causes: [
        'confirming : le propriétaire de l’interface ne l’a pas encore acceptée.',
        'verifying : AWS vérifie les préfixes d’une interface publique.',
        'pending : elle a été créée il y a quelques minutes, ou sa session BGP n’a jamais été établie.',
        'deleting, rejected : elle ne revient pas.',
      ],
      steps: [
        'Lisez l’état avec la première commande.',
        'Si elle est confirming, acceptez-la dans le compte propriétaire (aws directconnect confirm-private-virtual-interface, ou sa forme public ou transit).',
        'Si elle est pending depuis plus de dix minutes, configurez le VLAN {vlan} et BGP sur votre routeur.',
        'Si elle est testing, attendez la fin du test.',
      ],
    },
    'direct-connect-link-down': {
      title: 'La ligne Direct Connect est coupée',
      summary:
        'La ligne {connection} sous l’interface virtuelle {virtualInterface} est dans l’état {connectionState}.',
      meaning:
        'Pas de lumière, ou pas d’Ethernet, entre le routeur et AWS. Toutes les interfaces virtuelles de cette ligne sont arrêtées.',
      causes: [
        'Le cross-connect ou un émetteur-récepteur est en panne, ou débranché.',
        'Le port du routeur est désactivé, ou a une autre vitesse ou négociation automatique.',
        'Une maintenance d’AWS, de l’opérateur ou du site d’hébergement.',
      ],
      steps: [
        'Lisez l’état de la ligne avec la première commande et cherchez un événement dans AWS Health Dashboard.',
        'Examinez le port du routeur : niveaux optiques, erreurs, vitesse.',
        'Demandez à l’opérateur ou au site de tester le cross-connect, puis ouvrez un dossier auprès d’AWS Support.',
      ],
    },
    'direct-connect-bgp-down': {
      title: 'Une session BGP de l’interface virtuelle est arrêtée',
      summary: 'BGP de l’interface virtuelle {virtualInterface} ({name}, VLAN {vlan}) est arrêté : {peers}.',
      meaning:
        'Sans session BGP, aucune route n’est échangée et rien ne passe par l’interface. Une autre session de l’interface ne transporte que sa propre famille d’adresses.',
      causes: [
        'Le VLAN, l’adresse du pair ou le numéro d’AS du routeur diffère de celui de l’interface.',
        'La clé MD5 diffère des deux côtés.',
        'TCP 179 est filtré sur le routeur.',
        'Le routeur annonce plus de préfixes qu’AWS n’en accepte.',
      ],
      steps: [
        'Comparez VLAN, adresses et numéros d’AS de la première commande avec le routeur.',
        'Examinez la ligne avec la deuxième commande : sans lumière, pas de BGP.',
        'Examinez la session sur le routeur avec la dernière commande (FRR) : Idle (PfxCt) signifie trop de préfixes.',
        'Vérifiez la clé MD5 des deux côtés.',
      ],
    },
  },
};
