import { describe, expect, it } from 'vitest';
import { isDenied } from './denied-addresses.ts';
import { checkTarget } from './outbound.ts';

const denied = [
  ['unspecified', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['private', '10.0.0.1'],
  ['private', '10.255.255.255'],
  ['shared by a provider', '100.64.0.1'],
  ['shared by a provider', '100.127.255.254'],
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.0.9'],
  ['link-local', '169.254.1.1'],
  ['cloud metadata', '169.254.169.254'],
  ['cloud metadata', '169.254.170.2'],
  ['cloud metadata', '100.100.100.200'],
  ['platform service', '168.63.129.16'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['protocol assignments', '192.0.0.192'],
  ['documentation', '192.0.2.1'],
  ['6to4 relay', '192.88.99.1'],
  ['private', '192.168.1.1'],
  ['benchmarks', '198.18.0.1'],
  ['benchmarks', '198.19.255.255'],
  ['documentation', '198.51.100.7'],
  ['documentation', '203.0.113.7'],
  ['multicast', '224.0.0.1'],
  ['multicast', '239.255.255.255'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['mapped IPv4', '::ffff:127.0.0.1'],
  ['mapped IPv4', '::ffff:8.8.8.8'],
  ['mapped IPv4 in hexadecimal', '::ffff:7f00:1'],
  ['compatible IPv4', '::127.0.0.1'],
  ['translated IPv4', '::ffff:0:127.0.0.1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['NAT64 of a site', '64:ff9b:1::a00:1'],
  ['discard', '100::1'],
  ['Teredo', '2001::1'],
  ['ORCHID', '2001:20::1'],
  ['documentation', '2001:db8::1'],
  ['6to4', '2002:7f00:1::1'],
  ['documentation', '3fff::1'],
  ['segment routing', '5f00::1'],
  ['unique local', 'fc00::1'],
  ['unique local', 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['link-local with its zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['no address at all', 'localhost'],
] as const;

const allowed = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '192.167.255.255',
  '198.17.255.255',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4010:c05::64',
  '2001:4860:4860::8888',
] as const;

describe('addresses that webhooks may not go to', () => {
  it.each(denied)('hold one that is %s: %s', (_what, address) => {
    expect(isDenied(address)).toBe(true);
  });

  it.each(allowed)('do not hold %s', (address) => {
    expect(isDenied(address)).toBe(false);
  });

  it.each([
    'http://example.com/hook',
    'ftp://example.com/hook',
    'https://user:secret@example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://localhost/',
    'https://localhost:8443/',
    'not an address',
  ])('are noticed however they are written: %s', async (url) => {
    expect(await checkTarget(url, 'public')).toEqual(expect.any(String));
  });

  it('may be gone to, over http too, where the operator said so', async () => {
    expect(await checkTarget('http://127.0.0.1:9/', 'any')).toBeNull();
    expect(await checkTarget('https://[fd00::1]/', 'any')).toBeNull();
    expect(await checkTarget('file:///etc/passwd', 'any')).toEqual(expect.any(String));
    expect(await checkTarget('http://a:b@127.0.0.1/', 'any')).toEqual(expect.any(String));
  });
});
