/** A tracker in words. There is a message for each, under its name. */
import type { TrackerName } from '../../domain/trackers';
import { t } from './messages';

export const trackerWord = (tracker: TrackerName): string => t(`tracker_${tracker}`);
