import { randomUUID } from 'node:crypto';
import { type Actor, canSee } from '../domain/access.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { checkKinds, mayAdministrate, type Webhook } from '../domain/webhook.ts';
import type { Db } from '../store/engine.ts';
import { takeNumbers } from '../store/events.ts';
import { findProject } from '../store/projects.ts';
import {
  listWebhooks as allWebhooks,
  deleteWebhook,
  findWebhook,
  insertWebhook,
  saveSecrets,
  saveWebhook,
} from '../store/webhooks.ts';
import type { Tx } from './transact.ts';

const dayMs = 86_400_000;

/** A new webhook. Whoever makes it has checked the address, and made the secret (`newWebhookSecret`). */
export interface CreateWebhook extends Pick<Webhook, 'projectId' | 'name' | 'url' | 'format' | 'kinds'> {
  readonly secret: string;
  readonly doubts?: Doubts;
}

/**
 * Makes a webhook, which is told of whatever happens from here on. The answer has the secret: with a retry key it is that of
 * the first request.
 * @throws Refusal not_found (the project), forbidden, invalid
 */
export async function createWebhook(tx: Tx, create: CreateWebhook): Promise<Secretly> {
  const { db, actor, now } = tx;
  const { orgId, userId } = actor;
  const { projectId, secret, doubts, ...given } = create;
  const isKnown = projectId === null || (await findProject(db, orgId, { id: projectId })) !== undefined;
  if (projectId !== null && (!isKnown || !canSee(actor, projectId))) throw notFound('project');
  requireRights(actor, projectId);
  refuseUnreadable(doubts);
  refuseFaults(doubts);
  checkKinds(given);
  const id = await takeNumbers(db, orgId, 'webhook');
  const { seq } = await tx.emit({
    kind: 'webhook.created',
    projectId,
    data: { webhookId: id, name: given.name, version: 1 },
  });
  const webhook: Webhook = {
    ...given,
    orgId,
    id,
    uid: randomUUID(),
    projectId,
    state: 'on',
    reason: null,
    lastSeq: seq,
    replay: null,
    failingSince: null,
    version: 1,
    createdAt: now,
    createdBy: userId,
    updatedAt: now,
    updatedBy: userId,
  };
  await insertWebhook(db, webhook, secret);
  return { webhook, secret };
}

/** A webhook together with its secret, which is told when it is made and never again. */
interface Secretly {
  readonly webhook: Webhook;
  readonly secret: string;
}

/** Which webhook is meant, and what the caller knows of it. */
export interface NameWebhook {
  readonly webhookId: number;
  readonly precondition: Precondition;
  readonly requireVersion?: boolean;
  readonly doubts?: Doubts;
}

/** A change of a webhook. */
export interface ChangeWebhook extends NameWebhook {
  readonly fields: Partial<Pick<Webhook, 'name' | 'url' | 'kinds'>> & { readonly state?: 'on' | 'off' };
}

/**
 * Changes a webhook. One that is switched on is told of what happens from then on, and what was waiting is sent; the
 * events that it has missed can be replayed.
 * @throws Refusal not_found, version_*, invalid
 */
export async function changeWebhook(tx: Tx, change: ChangeWebhook): Promise<Webhook> {
  const before = await requireWebhook(tx, change);
  const { fields } = change;
  const isSwitchedOn = fields.state === 'on' && before.state !== 'on';
  const wanted: Webhook = {
    ...before,
    ...fields,
    ...(isSwitchedOn ? { reason: null, failingSince: null } : {}),
  };
  checkKinds(wanted);
  const changed = (['name', 'url', 'kinds', 'state'] as const).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(wanted[field]),
  );
  if (changed.length === 0) return before;
  const { saved, seq } = await raise(tx, wanted, changed);
  const webhook = isSwitchedOn ? { ...saved, lastSeq: seq } : saved;
  await saveWebhook(tx.db, webhook);
  return webhook;
}

/**
 * Gives a webhook another secret. For a day messages are signed with the old one as well; one that was older is gone.
 * @throws Refusal not_found, version_*
 */
export async function rotateSecret(tx: Tx, rotate: NameWebhook & { readonly secret: string }): Promise<Secretly> {
  const before = await requireWebhook(tx, rotate);
  const { saved } = await raise(tx, before, ['secret']);
  await saveWebhook(tx.db, saved);
  const { secret } = rotate;
  const known = await findWebhook(tx.db, saved.orgId, saved.id);
  await saveSecrets(tx.db, saved.orgId, saved.id, {
    secret,
    oldSecret: known?.secrets.secret ?? null,
    oldUntil: tx.now + dayMs,
  });
  return { webhook: saved, secret };
}

/** Removes a webhook with all that it was sent. @throws Refusal not_found, version_* */
export async function removeWebhook(tx: Tx, name: NameWebhook): Promise<void> {
  const { id, projectId } = await requireWebhook(tx, name);
  await deleteWebhook(tx.db, tx.actor.orgId, id);
  await tx.emit({ kind: 'webhook.removed', projectId, data: { webhookId: id } });
}

/** The webhooks that the actor administers, oldest first. @throws Refusal forbidden (the token does not administer) */
export async function listWebhooks(db: Db, actor: Actor): Promise<readonly Webhook[]> {
  if (actor.scope !== 'admin') throw rightsNeeded();
  return (await allWebhooks(db, actor.orgId)).filter((each) => mayAdministrate(actor, each.projectId));
}

/** One webhook that the actor administers. Others are not there for it. @throws Refusal not_found */
export async function getWebhook(db: Db, actor: Actor, name: { readonly webhookId: number }): Promise<Webhook> {
  const found = await findWebhook(db, actor.orgId, name.webhookId);
  if (found === undefined || !mayAdministrate(actor, found.projectId))
    throw new Refusal('not_found', 'Webhook not found');
  const { secrets, restUntil, ...webhook } = found;
  return webhook;
}

async function requireWebhook(tx: Tx, name: NameWebhook): Promise<Webhook> {
  const webhook = await getWebhook(tx.db, tx.actor, name);
  refuseUnreadable(name.doubts);
  checkVersion(name.precondition, webhook.version, name.requireVersion ?? false);
  refuseFaults(name.doubts);
  return webhook;
}

async function raise(tx: Tx, webhook: Webhook, changed: readonly string[]): Promise<{ saved: Webhook; seq: number }> {
  const saved: Webhook = {
    ...webhook,
    version: webhook.version + 1,
    updatedAt: Math.max(tx.now, webhook.updatedAt),
    updatedBy: tx.actor.userId,
  };
  // Which fields, but not what they are: an address may hold a secret.
  const data = { webhookId: saved.id, version: saved.version, changed };
  const { seq } = await tx.emit({ kind: 'webhook.changed', projectId: saved.projectId, data });
  return { saved, seq };
}

function requireRights(actor: Actor, projectId: number | null): void {
  if (!mayAdministrate(actor, projectId)) throw rightsNeeded();
}

function rightsNeeded(): Refusal {
  return new Refusal('forbidden', 'Administration rights are needed');
}
