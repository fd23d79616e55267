import { describe, expect, it, vi } from 'vitest';
import { refusalText } from '../../../components/wording/refusal-text';
import messages from '../../../public/_locales/en/messages.json';
import type { ErrorCode } from '../../../storage/rpc/protocol';

// As the browser does it: an unknown name is the empty text.
vi.mock('wxt/browser', () => ({
  browser: {
    i18n: {
      getUILanguage: () => 'en',
      getMessage: (name: string, values: string[]) =>
        ((messages as Record<string, { message: string }>)[name]?.message ?? '').replace(
          /\$(\d)/g,
          (_, place) => values[Number(place) - 1] ?? `$${place}`,
        ),
    },
  },
}));

/** Every code with the parameters it comes with; a code left out does not compile. */
const CODES: Record<ErrorCode, string[]> = {
  empty: [],
  'too-long': ['10000', '500'],
  'hidden-characters': [],
  'bad-message': [],
  'wrong-origin': [],
  'wrong-nonce': [],
  'no-such-step': [],
  'wrong-state': ['finished'],
  'changed-elsewhere': ['open the <b>log</b>'],
  'nothing-to-undo': [],
  'storage-full': [],
  'storage-closed': [],
  'newer-database': [],
  'token-refused': ['linear'],
  'token-untried': ['github'],
  'file-not-text': [],
  'file-unreadable': [],
  'file-cut': [],
  'file-not-json': ['3', '17'],
  'file-not-ours': [],
  'file-newer': ['2'],
  'file-damaged': ['settings.ownHosts'],
  'file-too-large': ['256'],
  'no-such-backup': [],
  'backup-not-permitted': [],
  'backup-cancelled': [],
  'backup-unanswered': [],
  'backup-failed': [],
  busy: [],
  'wrong-word': [],
  cancelled: [],
  interrupted: [],
  unexpected: [],
  'no-answer': [],
  replaced: [],
};

describe('a refusal', () => {
  it.each(Object.entries(CODES) as [ErrorCode, string[]][])('%s is a whole sentence', (code, params) => {
    const said = refusalText({ code, params });
    expect(said).toMatch(/^[A-Z].{20,}\.$/);
    expect(said).not.toMatch(/\$|undefined/);
  });

  it('says lengths and states as people do, and a text as it is', () => {
    expect(refusalText({ code: 'too-long', params: ['10000', '500'] })).toContain('10,000 characters');
    expect(refusalText({ code: 'wrong-state', params: ['written'] })).toContain(
      'a step that is not started.',
    );
    expect(refusalText({ code: 'changed-elsewhere', params: ['<b>1</b>'] })).toContain('“<b>1</b>”');
  });
});
