/** @jsxImportSource react */
/** Shapes drawn for these pages. */
import type { StateType, User } from '../data.ts';
import { USERS } from '../data.ts';

const FILL: Record<StateType, [color: string, part: number]> = {
  triage: ['#e2793f', 1],
  backlog: ['#8f9299', 0],
  unstarted: ['#8f9299', 0],
  started: ['#d9a514', 0.5],
  completed: ['#5e6ad2', 1],
  canceled: ['#8f9299', 1],
  duplicate: ['#8f9299', 1],
};

export function StateIcon({ type, name }: { type: StateType; name: string }) {
  const [color, whole] = FILL[type];
  const part = name === 'In Review' ? 0.75 : whole;
  const around = 2 * Math.PI * 2;
  return (
    <svg className="icon" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <circle
        cx="7"
        cy="7"
        r="6"
        fill="none"
        stroke={name === 'In Review' ? '#3f9b5c' : color}
        strokeWidth="1.5"
        strokeDasharray={type === 'backlog' ? '1.6 1.9' : undefined}
      />
      {part > 0 && part < 1 && (
        <circle
          cx="7"
          cy="7"
          r="2"
          fill="none"
          stroke={name === 'In Review' ? '#3f9b5c' : color}
          strokeWidth="4"
          strokeDasharray={`${around * part} ${around}`}
          transform="rotate(-90 7 7)"
        />
      )}
      {part === 1 && <circle cx="7" cy="7" r="6" fill={color} />}
      {type === 'completed' && <path d="M4.2 7.2 6.2 9.2 10 5" fill="none" stroke="#fff" strokeWidth="1.5" />}
      {(type === 'canceled' || type === 'duplicate') && (
        <path d="M4.8 4.8 9.2 9.2M9.200 4.8 4.8 9.2" fill="none" stroke="#fff" strokeWidth="1.4" />
      )}
    </svg>
  );
}

const PRIORITIES = ['No priority', 'Urgent', 'High', 'Medium', 'Low'];

export const priorityName = (priority: number): string => PRIORITIES[priority]!;

export function PriorityIcon({ priority }: { priority: number }) {
  if (priority === 1)
    return (
      <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <rect x="1" y="1" width="14" height="14" rx="3" fill="#e2793f" />
        <path d="M8 4v5M8 11v1.2" stroke="#fff" strokeWidth="1.6" />
      </svg>
    );
  const bars = priority === 0 ? 0 : 5 - priority;
  return (
    <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {[0, 1, 2].map((bar) =>
        priority === 0 ? (
          <rect key={bar} x={1.5 + bar * 5} y="7.2" width="3" height="1.600" fill="currentcolor" />
        ) : (
          <rect
            key={bar}
            x={1.5 + bar * 5}
            y={9.5 - bar * 3.5}
            width="3"
            height={4.5 + bar * 3.5}
            rx="1"
            fill="currentcolor"
            opacity={bar < bars ? 1 : 0.35}
          />
        ),
      )}
    </svg>
  );
}

const HUES = ['#8a4fd0', '#2d7a9c', '#b3592f', '#3d7f3f'];

/** Initials only, as lists have them where nobody put up a picture. */
export function Avatar({ user }: { user: User | null }) {
  if (!user)
    return (
      <span className="avatar nobody" role="img" aria-label="No assignee">
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="7" fill="none" stroke="currentcolor" strokeDasharray="2 2" />
          <circle cx="8" cy="6.5" r="2" fill="currentcolor" />
          <path d="M4 12a4 3.500 0 0 1 8 0" fill="currentcolor" />
        </svg>
      </span>
    );
  const letters = user.name.replace(/(\p{L})\p{L}*\s*/gu, '$1');
  const hue = HUES[USERS.findIndex(({ id }) => id === user.id)] ?? HUES[0];
  return (
    <span className="avatar" style={{ background: hue }} role="img" aria-label={user.name}>
      {letters}
    </span>
  );
}

const DOTS = { Bug: '#eb5757', Feature: '#bb87fc', Improvement: '#4ea7fc' } as const;

export function LabelPill({ name }: { name: keyof typeof DOTS }) {
  return (
    <span className="pill">
      <span className="dot" style={{ background: DOTS[name] }} />
      {name}
    </span>
  );
}
