import type { VpnConfigTexts } from './texts.en.ts';

export const texts: VpnConfigTexts = {
  headline: {
    none: 'Aucune différence : les fichiers correspondent aux options des tunnels de {vpn}.',
    one: '1 différence entre les fichiers et {vpn}.',
    many: '{count} différences entre les fichiers et {vpn}.',
  },
  weight: { stops: 'TUNNEL BLOQUÉ', unstable: 'INSTABLE', slow: 'LENT' },
  difference: {
    'outside-address-old':
      'L’équipement se connecte à {device}, qui n’est plus un tunnel de ce VPN. L’adresse actuelle du tunnel est {aws}.',
    'tunnel-not-configured':
      'L’équipement n’a aucune connexion vers le tunnel {tunnel}. Si AWS remplace l’autre tunnel, le trafic s’arrête.',
    'local-id':
      'L’équipement s’identifie comme {device}. AWS attend {aws}, l’adresse de la passerelle client.',
    'remote-id': 'L’équipement attend l’identité {device} de son pair. AWS s’identifie comme {aws}.',
    'ike-version': 'L’équipement utilise {device}. Ce tunnel accepte {aws}.',
    'phase-1-proposals':
      'Aucune proposition de phase 1 de l’équipement n’est acceptée ({device}). AWS accepte : {aws}.',
    'phase-2-proposals':
      'Aucune proposition de phase 2 de l’équipement n’est acceptée ({device}). AWS accepte : {aws}.',
    'forward-secrecy-off':
      'La confidentialité persistante (PFS) est désactivée sur l’équipement. AWS l’exige en phase 2.',
    'traffic-selectors': 'Les sélecteurs de trafic diffèrent : l’équipement a {device}, AWS a {aws}.',
    'several-selectors':
      'L’équipement a plusieurs réseaux dans un tunnel ({device}). AWS ne garde qu’une paire d’associations de sécurité : les paires se remplacent mutuellement.',
    'secret-missing':
      'Le fichier de secrets n’a aucune clé prépartagée pour {tunnel}. L’authentification échoue.',
    'secret-differs':
      'La clé prépartagée pour {tunnel} n’est pas celle du tunnel. L’authentification échoue.',
    'nobody-starts':
      'Aucun des deux côtés n’établit le tunnel : l’équipement a {device}, et AWS attend qu’il commence ({aws}).',
    'service-not-restarted':
      '{device} a changé après le démarrage du service. Le service utilise encore l’ancien fichier.',
    'phase-1-lifetime':
      'La phase 1 dure {device} sur l’équipement et {aws} chez AWS. AWS y met fin en premier : le trafic s’arrête jusqu’à ce que l’équipement le remarque.',
    'phase-2-lifetime':
      'La phase 2 dure {device} sur l’équipement et {aws} chez AWS. AWS y met fin en premier : le trafic s’arrête jusqu’à ce que l’équipement le remarque.',
    'dpd-off':
      'La détection de pair inactif (DPD) est désactivée sur l’équipement. Quand AWS remplace le point de terminaison, le tunnel ne se rétablit pas. AWS y met fin après {aws} sans réponse.',
    'mtu-too-large':
      'La MTU du tunnel est de {device} ; la valeur adaptée est {aws}. Les paquets plus grands sont fragmentés ou perdus.',
  },
  write: 'à écrire dans {place}',
  run: 'à exécuter',
  afterwards: 'Rechargez ensuite les fichiers : {command}',
  sameKeys: 'La clé prépartagée est la bonne : {tunnels}.',
  keysNotCompared:
    'La clé prépartagée n’a pas été comparée, car AWS ne l’a pas communiquée : {tunnels}. Elle peut se trouver dans Secrets Manager.',
  nothingCompared: 'Aucune connexion vers ce VPN ne figure dans les fichiers.',
  note: {
    'include-not-read': 'non lu : include {text}. Indiquez aussi ces fichiers.',
    'value-not-known': 'non comparé : {text}',
    'line-not-known': 'non compris : {text}',
  },
};
