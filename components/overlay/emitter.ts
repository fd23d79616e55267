/** Who tells, and who listens: parts of the overlay know each other's events, not each other. */
export interface Emitter<Event> {
  emit(event: Event): void;
  /** Listeners are called in the order in which they came, until the emitter itself is let go of. */
  listen(listener: (event: Event) => void): void;
}

export function createEmitter<Event>(): Emitter<Event> {
  const listeners: ((event: Event) => void)[] = [];
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    listen: (listener) => void listeners.push(listener),
  };
}
