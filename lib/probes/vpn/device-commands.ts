/**
 * What a device on Linux needs after its connection was made anew, in every file of Libreswan and strongSwan that may
 * name the address. Between \Q…\E dots are dots, and \b keeps 203.0.113.1 from being the beginning of 203.0.113.10.
 */
export function replaceAddress(oldAddress: string, newAddress: string): string {
  return `sudo perl -pi.bak -e 's/\\b\\Q${oldAddress}\\E\\b/${newAddress}/g' /etc/ipsec.conf /etc/ipsec.secrets /etc/ipsec.d/*.conf /etc/ipsec.d/*.secrets /etc/swanctl/conf.d/*.conf`;
}

/** `ipsec` is Libreswan's service, `strongswan` strongSwan's: one of them is there. */
export const RESTART_IPSEC = 'sudo systemctl restart ipsec || sudo systemctl restart strongswan';
