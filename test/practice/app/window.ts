/** What recorder.js keeps; see there. */
export interface Practice {
  events: {
    type: string;
    key: string | null;
    data: string | null;
    target: string;
    path: string[];
    trusted: boolean;
  }[];
  /** All event types that are recorded. */
  types: string[];
  shortcuts: { key: string; did: string }[];
  navigations: string[];
  moves: { card: string; from: string; to: string }[];
  hydrationErrors: string[];
  hydrated: boolean;
  shifts: Shift[];
  takeShifts(): Shift[];
  /** The whole document as a session recorder writes it down, with every root it can open. */
  record(): string;
}

export interface Shift {
  value: number;
  hadRecentInput: boolean;
  at: number;
  sources: { node: string; from: string; to: string }[];
}

declare global {
  interface Window {
    practice: Practice;
  }
}
