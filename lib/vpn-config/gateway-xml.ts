import sax from 'sax';

/** One `<ipsec_tunnel>` of a CustomerGatewayConfiguration, as far as it is compared. */
export interface XmlTunnel {
  readonly customer_gateway?: XmlEnd;
  readonly vpn_gateway?: XmlEnd;
  readonly ike?: XmlPhase & { readonly pre_shared_key?: string };
  readonly ipsec?: XmlPhase;
}
interface XmlEnd {
  readonly tunnel_outside_address?: { readonly ip_address?: string };
}
interface XmlPhase {
  readonly authentication_protocol?: string;
  readonly encryption_protocol?: string;
  readonly lifetime?: string;
  readonly perfect_forward_secrecy?: string;
}

type XmlNode = { [name: string]: XmlNode | string };

/**
 * The tunnels of the XML that DescribeVpnConnections answers as CustomerGatewayConfiguration. Text that is no such XML
 * has none.
 */
export function tunnelsOfXml(xml: string): readonly XmlTunnel[] {
  const tunnels: XmlTunnel[] = [];
  const open: { readonly name: string; readonly node: XmlNode; text: string }[] = [];
  let isDamaged = false;
  const parser = sax.parser(true, { trim: true });
  parser.onerror = () => {
    // What was read before the damage still counts.
    parser.error = null as unknown as Error;
    isDamaged = true;
  };
  parser.onopentag = ({ name }) => {
    open.push({ name, node: Object.create(null), text: '' });
  };
  parser.ontext = (text) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  };
  parser.onclosetag = () => {
    const closed = open.pop();
    const parent = open.at(-1);
    if (closed === undefined || isDamaged) return;
    if (closed.name === 'ipsec_tunnel') tunnels.push(closed.node as XmlTunnel);
    else if (parent !== undefined) {
      parent.node[closed.name] = Object.keys(closed.node).length > 0 ? closed.node : closed.text;
    }
  };
  parser.write(xml.slice(0, 1_048_576)).close();
  return tunnels;
}
