import type { KindTexts } from '../../core/runbook.ts';
import type { DirectoryReason } from './spec.ts';

export const texts: KindTexts<DirectoryReason> = {
  healthy: 'La passerelle est membre de son domaine, ou ne l’indique pas.',
  reasons: {
    'directory-join-failed': {
      title: 'La passerelle n’a pas pu rejoindre le domaine',
      summary: '{gateway} n’est pas membre du domaine {domain} : AWS indique {directoryStatus}.',
      meaning:
        'Les utilisateurs des partages SMB avec Active Directory ne peuvent pas se connecter. Les partages en accès invité continuent.',
      causes: [
        'La passerelle n’atteint aucun contrôleur de domaine, ou interroge un autre serveur DNS.',
        'Le nom ou le mot de passe est faux, ou le compte ne peut pas ajouter d’ordinateurs.',
        'Les horloges diffèrent de plus de 5 minutes, ce que Kerberos refuse.',
      ],
      steps: [
        '{directoryStatus} : {joinStatusMeans}',
        'Cherchez les contrôleurs avec les commandes ci-dessous, avec le serveur DNS de la passerelle.',
        'Lisez les constats de la cible active-directory : ports, DNS et horloge de chaque contrôleur.',
        'Rejoignez de nouveau : console Storage Gateway, « SMB share settings », « Active Directory settings ».',
      ],
    },
    'directory-detached': {
      title: 'La passerelle n’a rejoint aucun domaine',
      summary: '{gateway} n’est membre d’aucun domaine (état : {directoryStatus}).',
      meaning: 'Les utilisateurs des partages SMB avec Active Directory ne peuvent pas se connecter.',
      causes: [
        'Elle n’a jamais rejoint de domaine, ou a été remplacée sans le rejoindre.',
        'Son compte d’ordinateur a été supprimé.',
      ],
      steps: [
        'Cherchez les contrôleurs avec la deuxième commande.',
        'Rejoignez le domaine : console Storage Gateway, « SMB share settings », « Active Directory settings ».',
      ],
    },
    'directory-other-domain': {
      title: 'La passerelle est membre d’un autre domaine',
      summary: '{gateway} est membre de {domain} ; {domainWanted} est attendu.',
      meaning: 'Les utilisateurs du domaine attendu ne se connectent que si les domaines s’approuvent.',
      causes: ['La configuration nomme un autre domaine.', 'La passerelle a rejoint un domaine de test.'],
      steps: [
        'Comparez le domaine avec la première commande.',
        'Corrigez la configuration, ou faites rejoindre le domaine attendu.',
      ],
    },
    'directory-joining': {
      title: 'La passerelle rejoint le domaine',
      summary: '{gateway} est en train de rejoindre le domaine {domain}.',
      meaning: 'D’ici là, personne ne se connecte avec le domaine.',
      causes: ['JoinDomain vient d’être appelé.'],
      steps: ['Attendez la fin du délai fixé, puis relisez l’état.'],
    },
  },
  glossary: {
    ACCESS_DENIED:
      'Le nom ou le mot de passe a été refusé : utilisez un compte de ce domaine, sans le domaine en préfixe.',
    INSUFFICIENT_PERMISSIONS:
      'Le compte ne peut pas ajouter d’ordinateurs à l’unité d’organisation : déléguez ce droit, ou changez de compte ou d’unité.',
    NETWORK_ERROR:
      'Aucun contrôleur de domaine n’a été atteint : vérifiez le DNS, puis 53, 88, 389, 445 et 464 depuis la passerelle.',
    TIMEOUT:
      'L’opération n’a pas abouti à temps : nommez les contrôleurs, augmentez le délai et vérifiez la ligne.',
    UNKNOWN_ERROR:
      'AWS ne donne pas de cause : vérifiez le DNS, les ports et les horloges, puis ouvrez un dossier auprès d’AWS Support.',
    other: 'Ce mot d’AWS est plus récent que ce programme : lisez la référence de l’API.',
  },
};
