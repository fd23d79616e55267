/** Where the parts of the dashboard are found. Each has an address of its own, to be opened and come back to. */
export const DASHBOARD_PARTS = ['settings', 'data'] as const;

export type DashboardPart = (typeof DASHBOARD_PARTS)[number];

/** From the extension's root. */
export const dashboardAddress = <Part extends DashboardPart>(part: Part) =>
  `/dashboard.html#${part}` as const;

/** The part that an address's hash names. The browser's own link to the settings has none. */
export const partOf = (hash: string): DashboardPart =>
  DASHBOARD_PARTS.find((part) => `#${part}` === hash) ?? 'settings';
