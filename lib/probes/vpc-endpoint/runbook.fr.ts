import type { KindTexts } from '../../core/runbook.ts';
import type { VpcEndpointReason } from './spec.ts';

export const texts: KindTexts<VpcEndpointReason> = {
  healthy: 'Le point de terminaison de VPC est disponible et configuré comme attendu.',
  reasons: {
    'endpoint-missing': {
      title: 'Le point de terminaison de VPC n’existe pas',
      summary: 'Il n’y a pas de point de terminaison de VPC {endpoint} dans ce compte et cette Région.',
      meaning:
        'AWS ne connaît ici aucun point de terminaison de cet identifiant ou de ce nom. Une passerelle activée à travers lui a perdu son chemin vers AWS ; ses noms ne se résolvent plus.',
      causes: [
        'Il a été supprimé, ou sa pile a été recréée : un nouveau point de terminaison a un nouvel identifiant et de nouveaux noms DNS.',
        'Il appartient à un autre compte ou à une autre Région, par exemple à un VPC de services partagés.',
        'L’identifiant ou le nom est mal écrit dans la configuration.',
      ],
      steps: [
        'Listez les points de terminaison du service avec la première commande et comparez les identifiants.',
        'S’il a été recréé, inscrivez le nouvel identifiant dans gatewatch.yaml. Une passerelle garde le nom avec lequel elle a été activée : donnez-lui le nouveau ou activez-la à nouveau.',
        'S’il a été supprimé par erreur, trouvez par qui avec la seconde commande, puis créez un point de terminaison d’interface pour com.amazonaws.<region>.storagegateway, DNS privé désactivé.',
        'S’il appartient à un autre compte, surveillez son nom DNS depuis le point d’observation et retirez ce contrôle.',
      ],
    },
    'endpoint-not-available': {
      title: 'Le point de terminaison de VPC n’est pas disponible',
      summary:
        'Le point de terminaison de VPC {endpoint} est dans l’état {state} et n’est pas disponible (AWS dit : {stateMessage}).',
      meaning:
        'Seul un point de terminaison dans l’état available transporte du trafic. L’état pending dure quelques minutes après la création ; pendingAcceptance attend le propriétaire du service ; failed, rejected et expired ne se réparent pas seuls.',
      causes: [
        'Il a été créé ou modifié il y a quelques minutes.',
        'Un sous-réseau n’a plus d’adresse libre pour son interface réseau, ou se trouve dans une zone où le service n’est pas offert.',
        'Le propriétaire du service n’a pas accepté la connexion, ou l’a refusée.',
        'Il est en cours de suppression.',
      ],
      steps: [
        'Lisez son état et sa dernière erreur avec la commande ci-dessous.',
        'S’il est pending, attendez dix minutes et regardez à nouveau.',
        'S’il est failed, vérifiez les adresses libres de ses sous-réseaux et les zones où le service est offert, puis recréez-le : un point de terminaison en échec ne se répare pas.',
        'S’il attend une acceptation, demandez au propriétaire du service de l’accepter.',
      ],
    },
    'endpoint-private-dns-on': {
      title: 'Le DNS privé est activé et capture les noms publics',
      summary:
        'Le DNS privé du point de terminaison de VPC {endpoint} est activé : dans le VPC {vpc}, les noms publics de {service} mènent à ce point de terminaison.',
      meaning:
        'Tant que « Activer le nom DNS privé » est coché, aucune passerelle de ce VPC ne peut être activée vers le point de terminaison public : les noms publics se résolvent vers l’interface privée.',
      causes: [
        'Le point de terminaison a été créé avec le réglage par défaut de la console, qui active le DNS privé.',
        'Une autre équipe s’en sert pour le SDK ou la console depuis le même VPC.',
      ],
      steps: [
        'Assurez-vous que rien dans le VPC ne dépend des noms capturés : les passerelles qui utilisent le point de terminaison emploient son propre nom vpce.',
        'Dans la console VPC, choisissez Points de terminaison, sélectionnez {endpoint}, puis Actions, « Modifier le nom DNS privé », et décochez l’activation ; ou utilisez la commande ci-dessous.',
        'Attendez que le point de terminaison redevienne disponible, quelques minutes, et que les réponses en cache expirent (60 secondes).',
        'Vérifiez avec dig, depuis le VPC, que le nom public a des adresses publiques, puis activez à nouveau la passerelle.',
      ],
    },
    'endpoint-private-dns-off': {
      title: 'Le DNS privé est désactivé et les noms publics mènent à l’extérieur',
      summary:
        'Le DNS privé du point de terminaison de VPC {endpoint} est désactivé : dans le VPC {vpc}, les noms publics de {service} mènent à des adresses publiques.',
      meaning:
        'D’après la configuration, les clients de ce VPC utilisent les noms publics du service et doivent atteindre ce point de terminaison. Sans DNS privé, ils partent vers Internet, ou nulle part.',
      causes: [
        'Le DNS privé a été désactivé pour une activation publique et n’a jamais été réactivé.',
        'La prise en charge du DNS ou les noms d’hôte DNS sont désactivés dans le VPC, ce qui empêchait l’activation.',
        'Un autre point de terminaison ou une zone hébergée privée du VPC détient déjà le nom.',
      ],
      steps: [
        'Vérifiez avec les commandes ci-dessous que les deux attributs DNS du VPC sont à true.',
        'Activez le DNS privé : console VPC, Points de terminaison, Actions, « Modifier le nom DNS privé » ; ou la dernière commande.',
        'Si AWS refuse à cause d’une zone en conflit, supprimez la zone hébergée privée ou l’autre point de terminaison qui détient le nom.',
        'Si les clients emploient le nom vpce propre au point de terminaison, laissez-le désactivé et retirez ce souhait de gatewatch.yaml.',
      ],
    },
    'endpoint-single-zone': {
      title: 'Le point de terminaison de VPC se trouve dans trop peu de zones',
      summary:
        'Le point de terminaison de VPC {endpoint} ne se trouve que dans {zones} ; au moins {zonesWanted} zones de disponibilité sont attendues.',
      meaning:
        'Si cette zone tombe, toutes les passerelles qui l’utilisent perdent AWS d’un coup, même celles d’autres zones. Le trafic venant d’autres zones est en outre facturé.',
      causes: [
        'Un seul sous-réseau a été choisi à la création.',
        'Un sous-réseau en a été retiré plus tard.',
      ],
      steps: [
        'Choisissez avec la première commande un sous-réseau d’une autre zone du VPC {vpc} qui a des adresses libres.',
        'Ajoutez-le : aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint} --add-subnet-ids suivi du sous-réseau.',
        'Vérifiez que le groupe de sécurité et l’ACL réseau du nouveau sous-réseau autorisent 443, 1026, 1027, 1028, 1031 et 2222 depuis les passerelles.',
        'Si une zone vous suffit, dites-le par wants.zones: 1.',
      ],
    },
  },
};
