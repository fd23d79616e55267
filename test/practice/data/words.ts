/** Words the practice items are made of. Nobody here exists. */

export const PEOPLE = ['alice', 'bob', 'carol', 'dmitri', 'esra', 'femi', 'grace', 'hiro'] as const;

/** The first ones head the list, where people look: plain titles of a small team's work. */
export const TITLES = [
  'Export stops at 10,000 rows without saying so',
  'Sign-in loops when the session cookie is older than a day',
  'Let people undo the last bulk edit',
  'Search results jump while the list is still loading',
  'Decide what happens to drafts of people who left',
  'Invoice preview shows the wrong currency for Swiss accounts',
  'Settings page forgets the chosen time zone',
  'Keyboard focus is lost after closing the share dialog',
  'Import fails on files with Windows line endings',
  'Show who changed a widget, and when',
  'Retry webhooks that answered 503',
  'Slow query on the activity page for large teams',
  'Notifications arrive twice after reconnecting',
  'Write down how a release is made',
  'Colour of the stale badge is too faint in dark mode',
  'Allow more than one owner per widget',
] as const;

export const VERBS = [
  'Fix',
  'Speed up',
  'Document',
  'Rework',
  'Test',
  'Simplify',
  'Measure',
  'Remove',
] as const;

export const THINGS = [
  'the upload dialog',
  'retries of failed jobs',
  'the audit log',
  'date handling',
  'the widget editor',
  'permission checks',
  'the public API',
  'error pages',
  'the billing worker',
  'table sorting',
  'session expiry',
] as const;

export const PLACES = [
  'on slow networks',
  'for archived teams',
  'in the mobile view',
  'after a time-zone change',
  'when two tabs are open',
  'for very long names',
  'behind a proxy',
] as const;

/** Titles that break careless code, by the number of the issue in acme/widgets that carries each. */
export const HARD_TITLES: Readonly<Record<number, string>> = {
  1001: '<img src=x onerror="document.title=\'owned\'"> shows up in the widget name',
  1003: 'القائمة لا تتحدث بعد حفظ العنصر',
  1005: 'הכפתור "שמור" לא מגיב אחרי רענון',
  1007: 'Crash 💥 when a name has 👩‍👩‍👧‍👦 or 🏳️‍🌈 in it',
  1011:
    'A very long title that goes on about every single thing that was seen while looking into the export, ' +
    'the import, the retry queue, the session cookie, the audit log and the unbreakable_identifier_' +
    'that_some_generated_file_brought_in_and_that_no_line_can_hold_without_overflowing_its_box',
  1013: '</script><script>document.title="owned"</script>',
  1015: '`inline code` and $\\LaTeX$ and &amp; entities and "quotes"',
};

export const LABELS: Readonly<Record<string, string>> = {
  bug: '#d73a4a',
  enhancement: '#a2eeef',
  documentation: '#0075ca',
  'good first issue': '#7057ff',
  performance: '#fbca04',
  accessibility: '#0e8a16',
};

export const MILESTONES: Readonly<Record<number, string>> = { 1: 'Spring clean-up', 2: 'Version 2' };
