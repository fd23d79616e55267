/** What 0.1.0 knew of events, frozen: a copy of its schema. Never changed. */
import { z } from 'zod';
import { actId, instantShape, itemKey, stepId } from '../../../../storage/event-content';

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
]);
