import type { FastifyRequest } from 'fastify';
import { Refusal, refuseUnreadable } from '../../domain/refusal.ts';
import { rawQueryOf } from './addresses.ts';
import { longestLogin, longestPassword } from './credentials.ts';
import { addField } from './read-form.ts';

/** The one client that there is: every application goes by the name that it was told when it was refused. */
export const clientId = 'uri:TeamPulse';

/** What an application asks a token with. */
export type TokenRequest =
  | { readonly refreshToken: string }
  | { readonly code: string }
  /** More than one reading of login and password where the form does not tell whether it is percent-encoded. */
  | { readonly logins: readonly { readonly login: string; readonly password: string }[] };

const longestSecret = 512;
const longest: Readonly<Record<string, number>> = {
  wrap_username: longestLogin,
  wrap_password: longestPassword,
  wrap_refresh_token: longestSecret,
  wrap_verification_code: longestSecret,
};

/** Reads the request for a token (WRAP 0.9). @throws Refusal malformed_body, unsupported_media_type, invalid */
export function readTokenRequest(request: FastifyRequest): TokenRequest {
  const [form, other] = readForms(request);
  const faults = [...faultsOfClient(request, form), ...faultsOfGrant(form)];
  const [first] = faults;
  if (first !== undefined) throw new Refusal('invalid', first.message, { field: first.field, faults });
  // Secrets are the same text in every encoding, if they are read as encoded.
  const plain = other ?? form;
  if (has(form, 'wrap_refresh_token')) return { refreshToken: plain.get('wrap_refresh_token') ?? '' };
  if (has(form, 'wrap_verification_code')) return { code: plain.get('wrap_verification_code') ?? '' };
  return { logins: other === undefined ? [loginIn(form)] : [loginIn(form), loginIn(other)] };
}

/** The client must be named, in the query, in the form or in both. @throws Refusal invalid */
export function refuseOtherClients(request: FastifyRequest): void {
  const faults = faultsOfClient(request, new URLSearchParams());
  const [first] = faults;
  if (first !== undefined) throw new Refusal('invalid', first.message, { field: first.field, faults });
}

/**
 * The form, and a second reading of it where there are two. The vendor's own client sends login and password without
 * percent-encoding them; its form is known by the colon of the client's name, which every encoder would have replaced.
 */
function readForms(request: FastifyRequest): readonly [URLSearchParams, URLSearchParams?] {
  const { body, bodyBytes, mediaType, bodyRefusal } = request;
  if (bodyBytes === null || bodyBytes.length === 0) return [new URLSearchParams()];
  if (bodyRefusal?.code === 'unsupported_media_type' || mediaType === 'multipart/form-data') {
    refuseUnreadable(request.doubts());
    if (body instanceof URLSearchParams) return [body];
  }
  if (mediaType !== 'application/x-www-form-urlencoded') {
    throw new Refusal('unsupported_media_type', 'The body must be a form');
  }
  const encoded = body instanceof URLSearchParams ? body : undefined;
  const text = textOf(bodyBytes);
  if (encoded === undefined) return [rawForm(text)];
  if (!/(?:^|&)wrap_client_id=uri:/i.test(text)) return [encoded];
  const raw = rawForm(text);
  const isSame = ['wrap_username', 'wrap_password'].every((name) => raw.get(name) === encoded.get(name));
  return isSame ? [encoded] : [raw, encoded];
}

/** A form whose texts stand as they are: one ends only where the next name of the protocol begins. */
function rawForm(text: string): URLSearchParams {
  const form = new URLSearchParams();
  for (const pair of text.split(/&(?=wrap_[a-z_]+=)/)) {
    const equals = pair.indexOf('=');
    addField(form, equals < 0 ? pair : pair.slice(0, equals), equals < 0 ? '' : pair.slice(equals + 1));
  }
  return form;
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('malformed_body', 'The form is not UTF-8');
  }
}

interface FieldFault {
  readonly field: string;
  readonly rule: 'missing' | 'choice' | 'length' | 'rule';
  readonly message: string;
}

function faultsOfClient(request: FastifyRequest, form: URLSearchParams): readonly FieldFault[] {
  const field = 'wrap_client_id';
  const given = [...new URLSearchParams(rawQueryOf(request)).getAll(field), ...form.getAll(field)];
  if (given.length === 0) return [{ field, rule: 'missing', message: `${field} is required` }];
  if (given.every((each) => each.toLowerCase() === clientId.toLowerCase())) return [];
  return [{ field, rule: 'choice', message: `${field} must be ${clientId}` }];
}

function faultsOfGrant(form: URLSearchParams): readonly FieldFault[] {
  const hasLogin = form.has('wrap_username') || form.has('wrap_password');
  const secrets = ['wrap_refresh_token', 'wrap_verification_code'].filter((name) => has(form, name));
  const [second] = hasLogin ? secrets : secrets.slice(1);
  if (second !== undefined) {
    const message = `${second} must be the only thing that a token is asked with`;
    return [{ field: second, rule: 'rule', message }];
  }
  const needed = secrets.length > 0 ? secrets : ['wrap_username', 'wrap_password'];
  return needed.flatMap((field): readonly FieldFault[] => {
    const most = longest[field] ?? 0;
    if (!form.has(field)) return [{ field, rule: 'missing', message: `${field} is required` }];
    if ((form.get(field) ?? '').length <= most) return [];
    return [{ field, rule: 'length', message: `${field} must be a string of at most ${most} characters` }];
  });
}

/** An empty secret is none; an empty password is a wrong one. */
function has(form: URLSearchParams, name: string): boolean {
  return (form.get(name) ?? '') !== '';
}

function loginIn(form: URLSearchParams): { readonly login: string; readonly password: string } {
  return { login: form.get('wrap_username') ?? '', password: form.get('wrap_password') ?? '' };
}
