/**
 * The requests as zod schemas: nothing that is not exactly one of them gets any further. `protocol`'s types are the
 * source: test/unit/storage/schema.test.ts holds them together.
 */
import { z } from 'zod';
import { canBeOwn } from '../../domain/key';
import { isToken } from '../../domain/token';
import { addableTrackers, apiTrackers, type Registry, sourceTrackers, TRACKERS } from '../../domain/trackers';
import { actId, draftRow, eventId, factsShape, instantShape, itemKeyOf, nonce, stepId } from '../schema';
import { MAX_SEEN, type ScriptName } from './protocol';

/** However long: it is judged as a step, so that the refusal says what is wrong with it. */
const raw = z.string();

const action = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('write'), text: raw, start: z.boolean() }),
  z.strictObject({ type: z.literal('rewrite'), step: stepId, text: raw, base: eventId }),
  z.strictObject({ type: z.literal('start'), step: stepId }),
  z.strictObject({ type: z.literal('pause'), step: stepId }),
  z.strictObject({ type: z.literal('finish'), step: stepId, outcome: raw.nullable() }),
  z.strictObject({ type: z.literal('drop'), step: stepId }),
  z.strictObject({ type: z.literal('wait'), step: stepId, on: raw.nullable() }),
  z.strictObject({ type: z.literal('move'), step: stepId, before: stepId.nullable() }),
  z.strictObject({ type: z.literal('why'), text: raw.nullable() }),
  z.strictObject({ type: z.literal('snooze'), until: instantShape.nullable() }),
  z.strictObject({ type: z.literal('valid') }),
  z.strictObject({ type: z.literal('undo'), act: actId }),
]);

/** The length a host name can have, with its port. */
const host = z.string().max(260);
const hosts = z.array(host).max(1000);

/** @param trackers those that requests can be about */
export function createRequestSchema(trackers: Registry = TRACKERS) {
  const itemKey = itemKeyOf(trackers);
  const seen = z.strictObject({ ...factsShape.partial().shape, key: itemKey });
  const ownHost = host.refine((text) => canBeOwn(text, trackers));
  const settings = z
    .strictObject({
      hiddenOn: hosts,
      ownHosts: z.record(ownHost, z.enum(addableTrackers(trackers))),
      overHttp: hosts,
    })
    .partial();
  const scripts: ScriptName[] = [
    'layer',
    ...sourceTrackers(trackers).map((name) => `${name}-refresh` as const),
  ];
  return z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('see'), seen: z.array(seen).max(MAX_SEEN) }),
    z.strictObject({ type: z.literal('act'), id: actId, key: itemKey, action }),
    z.strictObject({ type: z.literal('moved'), from: itemKey, to: itemKey }),
    z.strictObject({ type: z.literal('settings') }),
    z.strictObject({ type: z.literal('set'), settings }),
    z.strictObject({ type: z.literal('lists') }),
    z.strictObject({ type: z.literal('counts') }),
    z.strictObject({ type: z.literal('recent'), text: z.string().max(1000) }),
    z.strictObject({
      type: z.literal('token'),
      tracker: z.enum(apiTrackers(trackers)),
      token: z.string().refine(isToken).nullable(),
    }),
    z.strictObject({ type: z.literal('tokens') }),
    z.strictObject({ type: z.literal('tokens-told') }),
    z.strictObject({ type: z.literal('panel'), key: itemKey }),
    z.strictObject({ type: z.literal('show-nonce'), nonce }),
    z.strictObject({ type: z.literal('save-draft'), draft: z.strictObject(draftRow.shape) }),
    z.strictObject({
      type: z.literal('drop-draft'),
      id: draftRow.shape.id,
      at: draftRow.shape.at.optional(),
    }),
    z.strictObject({ type: z.literal('drafts'), key: itemKey.nullable() }),
    z.strictObject({ type: z.literal('data') }),
    z.strictObject({ type: z.literal('set-backup'), rhythm: z.enum(['off', 'daily', 'weekly']) }),
    z.strictObject({ type: z.literal('backup-news') }),
    z.strictObject({ type: z.literal('backup-told') }),
    z.strictObject({ type: z.literal('delete-migration-backup'), name: z.string().max(100) }),
    z.strictObject({ type: z.literal('find-words'), text: z.string().max(200) }),
    z.strictObject({ type: z.literal('run'), part: z.enum(scripts) }),
  ]);
}

export const request = createRequestSchema();
