import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * A new token: `tbx_`, 43 base62 digits of 256 random bits, and 6 digits of a checksum that lets scanners recognise a
 * leaked one. The checksum is never a reason to refuse a token.
 */
export function newToken(): string {
  const body = base62(randomBytes(32), 43);
  return `tbx_${body}${base62(checksum(body), 6)}`;
}

/** What the messages to a webhook are signed with, as Standard Webhooks writes it: 256 random bits. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** A password of 120 random bits. */
export function newPassword(): string {
  return randomBytes(15).toString('base64url');
}

/** What is kept of a token or a session: 256 bits of chance need no slow hash. */
export function secretHash(secret: string): string {
  return hash('sha256', secret);
}

/** A password as it is kept: Argon2id with the library's parameters. */
export async function passwordHash(password: string): Promise<string> {
  return (await argon2()).hash(password);
}

/** Whether the password is the one kept; takes as long when there is none. */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  const { verify } = await argon2();
  const matches = await verify(kept ?? (await nobodysHash()), password);
  return matches && kept !== null;
}

/** Loaded when the first password is met: most starts never see one. */
function argon2() {
  return import('@node-rs/argon2');
}

let nobodys: Promise<string> | undefined;

/** Verified when there is no such person, so that a wrong login takes as long as a wrong password. */
function nobodysHash(): Promise<string> {
  nobodys ??= passwordHash('nobody has this password');
  return nobodys;
}

function checksum(text: string): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes;
}

function base62(bytes: Buffer, length: number): string {
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  while (text.length < length) {
    text = (digits[Number(number % 62n)] ?? '') + text;
    number /= 62n;
  }
  return text;
}
