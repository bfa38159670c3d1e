import { BlockList, isIP } from 'node:net';

/** Everything that is not the public internet (IANA special-purpose registries), and where clouds keep their metadata. */
const denied4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Metadata and platform services on addresses that look public.
  '168.63.129.16/32',
] as const;

/** Only 2000::/3 is given out; within it, what tunnels to IPv4 or is for documentation and tests. */
const allowed6 = '2000::/3';
const denied6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'] as const;

/**
 * Whether a server on the public internet may not be behind this address: loopback, private and shared networks, link-local,
 * multicast, documentation, and everything that hides an IPv4 address within an IPv6 one (mapped, NAT64, 6to4, Teredo).
 */
export function isDenied(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return list4.check(address, 'ipv4');
  // A zone, as in fe80::1%eth0, is only ever of a link.
  if (family !== 6 || address.includes('%')) return true;
  return !public6.check(address, 'ipv6') || list6.check(address, 'ipv6');
}

const list4 = blockList(denied4, 'ipv4');
const list6 = blockList(denied6, 'ipv6');
const public6 = blockList([allowed6], 'ipv6');

function blockList(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/');
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}
