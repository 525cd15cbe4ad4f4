import type { KindTexts } from '../../core/runbook.ts';
import type { InstanceLoginReason } from './spec.ts';

export const texts: KindTexts<InstanceLoginReason> = {
  healthy: 'Chaque instance accepte les connexions d’EC2 Instance Connect, d’après Systems Manager.',
  reasons: {
    'instance-connect-package-missing': {
      title: 'Le paquet ec2-instance-connect manque',
      summary:
        'L’instance {instance} ({system}, paire de clés : {keyPair}) n’a pas le paquet ec2-instance-connect.',
      meaning:
        'Instance Connect dépose une clé publique pour une minute, et le paquet la transmet à sshd. Sans lui, seule une paire de clés personnelle donne accès.',
      causes: [
        'L’image est minimale, ou d’une distribution qui ne le fournit pas.',
        'Un durcissement a retiré le paquet.',
      ],
      steps: [
        'Installez-le avec l’une des commandes ci-dessous ; sshd n’a pas besoin de redémarrer.',
        'Ajoutez-le à l’image pour les prochaines instances.',
        'En attendant, connectez-vous avec la paire de clés ou par Session Manager.',
      ],
    },
    'sshd-ignores-instance-connect': {
      title: 'sshd ne demande pas de clés à Instance Connect',
      summary:
        'sshd de {instance} a pour AuthorizedKeysCommand {authorizedKeysCommand}, qui n’est pas celui d’Instance Connect.',
      meaning:
        'Le paquet ne modifie pas un AuthorizedKeysCommand déjà défini. La clé déposée n’est alors jamais lue, et la connexion échoue avec « Permission denied (publickey) ».',
      causes: [
        'Un service d’annuaire ou SSSD définit son propre AuthorizedKeysCommand.',
        'La gestion de configuration a réécrit sshd_config après l’installation du paquet.',
      ],
      steps: [
        'Affichez ce que sshd utilise et le fichier qui le définit avec les commandes ci-dessous.',
        'Si personne n’en a besoin, supprimez la ligne, réinstallez le paquet et rechargez sshd.',
        'Sinon, connectez-vous avec une paire de clés et open-tunnel, ou écrivez un script qui interroge les deux.',
      ],
    },
    'instance-not-managed': {
      title: 'Systems Manager n’a pas d’information sur une instance',
      summary: 'Systems Manager n’indique pas si {instance} a le paquet ec2-instance-connect.',
      meaning:
        'L’instance n’est pas gérée, ou aucun inventaire d’applications n’est collecté. On ne sait pas si elle accepte les connexions d’Instance Connect.',
      causes: [
        'L’agent ne fonctionne pas, ou le profil d’instance n’a pas AmazonSSMManagedInstanceCore.',
        'Le sous-réseau n’atteint pas ssm, ssmmessages et ec2messages.',
        'Aucune association ne collecte l’inventaire.',
      ],
      steps: [
        'Vérifiez l’agent avec la première commande.',
        'Configurez l’inventaire : Systems Manager, Inventory, « Setup inventory ».',
        'Ou laissez la deuxième commande afficher le paquet et le réglage de sshd : la prochaine exécution lit son résultat.',
      ],
    },
  },
};
