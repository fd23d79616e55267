/**
 * What can happen, as zod schemas: all that a version knows of events. A file of its own, as a test has the rest work
 * with the one of the version before (test/unit/storage/newer.test.ts): a new kind or field is kept whole there.
 */
import { z } from 'zod';
import type { ActId, EventId, StepId } from '../domain/event';
import { parseEventId } from '../domain/event';
import { asKey, type ItemKey } from '../domain/key';
import { type Registry, TRACKERS } from '../domain/trackers';

// The extension's content security policy lets nothing be compiled: not even tried, nothing is reported.
z.config({ jitless: true });

/** @param trackers those that items can be of */
export const itemKeyOf = (trackers: Registry) =>
  z.custom<ItemKey>((value) => typeof value === 'string' && asKey(value, trackers) !== null);
export const itemKey = itemKeyOf(TRACKERS);
export const eventId = z.custom<EventId>(
  (value) => typeof value === 'string' && parseEventId(value) !== null,
);
export const stepId = z.custom<StepId>((value) => typeof value === 'string' && parseEventId(value) !== null);
export const actId: z.ZodType<ActId> = z.string().regex(/^[\w-]{8,64}$/);
/** Epoch ms, within what a date can be. */
export const instantShape = z.number().min(-8.64e15).max(8.64e15);

export const eventContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('written'), text: z.string() }),
  z.object({ type: z.literal('rewritten'), step: stepId, text: z.string() }),
  z.object({ type: z.literal('started'), step: stepId }),
  z.object({ type: z.literal('paused'), step: stepId }),
  z.object({ type: z.literal('finished'), step: stepId, outcome: z.string().nullable() }),
  z.object({ type: z.literal('dropped'), step: stepId }),
  z.object({ type: z.literal('waiting'), step: stepId, on: z.string().nullable() }),
  z.object({ type: z.literal('moved'), step: stepId, before: stepId.nullable() }),
  z.object({ type: z.literal('why'), text: z.string().nullable() }),
  z.object({ type: z.literal('snoozed'), until: instantShape.nullable() }),
  z.object({ type: z.literal('valid') }),
  z.object({ type: z.literal('undone'), act: actId }),
  z.object({ type: z.literal('moved-from'), from: itemKey }),
  z.object({ type: z.literal('erased'), step: stepId.nullable(), keys: z.array(itemKey) }),
]);
