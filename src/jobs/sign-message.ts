import { createHmac } from 'node:crypto';

/** A message that is to be signed. */
export interface Message {
  readonly id: string;
  /** When this attempt is made, in seconds. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The headers by which a receiver knows that a message is ours, of now and unchanged (Standard Webhooks 1.0): HMAC-SHA256 over
 * `id.timestamp.body`, once for every secret that is good, separated by blanks.
 */
export function signedHeaders(message: Message, secrets: readonly string[]): Record<string, string> {
  const { id, timestamp, body } = message;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}
