type EventFields = Record<string, unknown>;

/**
 * The same event once more, unable to leave the shadow root it is dispatched in, for our own handlers there.
 *
 * It is no `KeyboardEvent`: Firefox (153) makes each of those `composed`, also where it is asked not to, and such a
 * copy runs through the page. A click is one a label understands.
 */
export function copyEvent(event: Event): Event {
  const Kind = event.type === 'click' ? MouseEvent : Event;
  // How many clicks it is of: one is asked of a mouse event as it is made.
  const { detail } = event as UIEvent;
  const copied = new Kind(event.type, { bubbles: true, cancelable: true, detail }) as Event & EventFields;
  // What its kind says, such as which key; what every event has is the copy's own.
  for (const name in event) if (!(name in copied)) copied[name] = (event as Event & EventFields)[name];
  return copied;
}
