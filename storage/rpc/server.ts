/** The background's side: validates a message, checks who sent it, answers it, and tells everybody what changed. */

import type { Facts, SeenFacts } from '../../domain/facts';
import type { ItemKey } from '../../domain/key';
import { isOwn } from '../../domain/own-host';
import type { Database, Store } from '../database';
import { dropDraft, readDrafts, saveDraft } from '../drafts';
import { findWords } from '../erase/find-words';
import { type CategoryOf, findRecent, type LearnOptions, learn } from '../facts';
import { countLists, readLists } from '../lists';
import { append, moveItem } from '../log';
import { bindPanel, createNonce, panelKey, releasePanel, type TabDocument } from '../panel-rights';
import { Refused, refusedBy } from '../refused';
import type { Warn } from '../schema';
import { readSettings, writeSettings } from '../settings';
import { headsOf, readFacts, readHistory, readViews } from '../views';
import type {
  Answer,
  Answers,
  ApiTracker,
  BackupNews,
  BackupRhythm,
  BackupState,
  DataState,
  ItemView,
  Push,
  Request,
  ScriptName,
  Settings,
  TokenStates,
} from './protocol';
import { request as requestSchema } from './request-schema';
import {
  documentOf,
  identifySender,
  isTrustedSender,
  mayAsk,
  mayTouch,
  type Self,
  type Sender,
  type SenderIdentity,
  settingsFor,
} from './sender';

/** What the server uses of a browser's port. */
export interface ServerPort {
  sender?: Sender;
  postMessage(message: Push): void;
  disconnect(): void;
  onDisconnect: { addListener(listener: () => void): void };
}

export interface ServerOptions {
  store: Store;
  self: Self;
  /** Names this life of the worker. */
  worker: string;
  /** Runs a script beside the content script of this document. */
  runScript: (document: TabDocument, part: ScriptName) => Promise<void>;
  /** Wall clock, epoch ms. */
  now: () => number;
  categoryOf: CategoryOf;
  /** Self-hosted trackers, as the browser knows of them. */
  own: {
    /** Whether the browser lets Foothold in at this origin now. */
    permits(origin: string): Promise<boolean>;
    /** Told of all settings after a change, before it is answered. Never rejects. */
    settle(settings: Settings): Promise<void>;
  };
  /** Trackers' APIs, asked with a person's tokens. */
  api: {
    /** Told of what was seen, by the keys items go by now, with what is known of it. Answers at once. */
    consider(facts: ReadonlyMap<ItemKey, Facts | null>): void;
    /** Stores a token once the tracker has taken it, or removes it. @throws Refused */
    storeToken(tracker: ApiTracker, token: string | null): Promise<TokenStates>;
    states(): Promise<TokenStates>;
    /** The popup has said what became of the tokens. */
    markTold(): Promise<void>;
  };
  /** What is stored, and the backups of it. */
  data: {
    state(): Promise<DataState>;
    setBackup(rhythm: BackupRhythm): Promise<BackupState>;
    news(): Promise<BackupNews>;
    /** The popup has offered backups. */
    told(): Promise<void>;
  };
  /** Where errors and unreadable rows are told. Gets no text of a person's and of no page. */
  warn: Warn;
}

export interface Server {
  /** Always answers; never rejects. */
  answer(message: unknown, sender: Sender): Promise<Answer<Answers[Request['type']]>>;
  /** Takes a port on which pushes are heard from now on. */
  join(port: ServerPort): void;
  /** Takes in what a tracker's API answered, and tells everybody who shows it. @throws Refused */
  learn(facts: readonly SeenFacts[]): Promise<void>;
  /** The tracker's API calls the item by another key. @throws Refused */
  move(from: ItemKey, to: ItemKey): Promise<void>;
  /** What is told of tokens changed. */
  tellTokens(tokens: TokenStates): void;
  tellBackup(backup: BackupState): void;
  /** These items changed, though nobody asked for it here. */
  tellItems(views: readonly ItemView[]): void;
  /** The browser withdrew a permission: content scripts that lost their home are told, and hear nothing more. */
  recheck(): Promise<void>;
}

/** What a panel says last is heard by then, and one whose port was only lost has another. */
const RELEASE_DELAY_MS = 3000;

/**
 * One closure: whoever changes something tells all ports of it. Half of it is one switch, a few lines for each request;
 * what those do stands in files of their own.
 */
export function createServer({
  store,
  self,
  worker,
  runScript,
  now,
  categoryOf,
  own,
  api,
  data,
  warn,
}: ServerOptions): Server {
  const ports = new Map<ServerPort, SenderIdentity>();

  /** Hands a push to everybody who may see it; null: not for them. */
  const tell = (pushFor: (who: SenderIdentity) => Push | null) => {
    for (const [port, who] of ports) {
      const push = pushFor(who);
      if (push) post(port, push);
    }
  };
  const post = (port: ServerPort, push: Push) => {
    try {
      port.postMessage(push);
    } catch {
      // It closed, and the news is still under way.
      ports.delete(port);
    }
  };
  const changed = (views: readonly ItemView[]) =>
    tell((who) => {
      const theirs = views.filter(({ key }) => mayTouch(who, key));
      return theirs.length > 0 ? { type: 'changed', views: theirs } : null;
    });

  /** A panel's port closes with its document; but one that is opened anew closes first too. */
  function release(document: TabDocument): void {
    for (const who of ports.values())
      if (who.kind === 'panel' && JSON.stringify(who.document) === JSON.stringify(document)) return;
    store
      .write((db) => releasePanel(db, document, warn))
      .catch((error) => warn(`panel: ${errorName(error)}`));
  }

  const settings = () => store.read((db) => readSettings(db, warn));
  /** Whether what runs there should: a public tracker's page, one of ours, or a host that was added and is let in. */
  async function isHome(who: SenderIdentity): Promise<boolean> {
    if (isTrustedSender(who)) return true;
    return who.kind === 'content' && isOwn(who.origin, await settings()) && own.permits(who.origin);
  }

  async function recheck(): Promise<void> {
    for (const [port, who] of [...ports]) {
      if (await isHome(who)) continue;
      post(port, { type: 'settings', settings: { hiddenOn: [], ownHosts: {}, overHttp: [] } });
      ports.delete(port);
    }
  }

  async function handle(
    who: SenderIdentity,
    request: Request,
    document: TabDocument | null,
  ): Promise<Answers[Request['type']]> {
    switch (request.type) {
      case 'see': {
        const { views, facts } = await see(store, request, { now: now(), categoryOf, warn });
        // A content script has an API asked only for what its page showed: a bare key may be anybody's.
        api.consider(facts((seen) => who.kind !== 'content' || showsFacts(seen)));
        return views;
      }
      case 'act': {
        const views = await store.write((db) => append(db, request, { now, warn }));
        // A retry as well: the worker may have died after writing, before it told anyone.
        changed(views);
        return { act: request.id, view: views[0] };
      }
      case 'moved': {
        const views = await store.write((db) => moveItem(db, request, { now, warn }));
        changed(views);
        return views;
      }
      case 'settings':
        return settingsFor(who, await settings());
      case 'set': {
        const now = await store.write((db) => writeSettings(db, request.settings, warn));
        await own.settle(now);
        await recheck();
        tell((who) => ({ type: 'settings', settings: settingsFor(who, now) }));
        return now;
      }
      case 'counts':
        return store.read((db) => countLists(db, now()));
      case 'lists':
        return store.read((db) => readLists(db, now(), warn));
      case 'recent':
        return store.read((db) => findRecent(db, request.text, warn));
      case 'token':
        return api.storeToken(request.tracker, request.token);
      case 'tokens':
        return api.states();
      case 'tokens-told':
        await api.markTold();
        return null;
      case 'data':
        return data.state();
      case 'set-backup':
        return data.setBackup(request.rhythm);
      case 'backup-news':
        return data.news();
      case 'backup-told':
        await data.told();
        return null;
      case 'delete-migration-backup':
        await store.backups.remove(request.name);
        return store.backups.list();
      case 'run':
        await runScript(requireTab(document), request.part);
        return null;
      case 'panel': {
        const opener = requireTab(document);
        const { key } = request;
        const nonce = await store.write((db) => createNonce(db, { key, opener, now: now() }, warn));
        return { nonce };
      }
      case 'show-nonce': {
        const panel = requireTab(document);
        const { nonce } = request;
        const key = await store.write((db) => bindPanel(db, { nonce, panel, now: now() }, warn));
        if (key === null) throw new Refused('wrong-nonce');
        // All the panel needs to be drawn, at once: each further question would keep a person waiting.
        return store.read(async (db) => {
          const [[view], drafts] = await Promise.all([
            readViews(db, [key], warn),
            readDrafts(db, { key, now: now() }, warn),
          ]);
          return { view: view!, drafts };
        });
      }
      case 'save-draft':
        await store.write((db) => saveDraft(db, request.draft, warn));
        return null;
      case 'drop-draft':
        await store.write((db) => dropDraft(db, request));
        return null;
      case 'drafts':
        return store.read((db) => readDrafts(db, { key: request.key, now: now() }, warn));
      case 'find-words':
        return store.read((db) => findWords(db, request.text, warn));
    }
  }

  /** Who sends, with what a panel is bound to. */
  async function identify(sender: Sender): Promise<SenderIdentity | null> {
    const who = identifySender(sender, self);
    if (who?.kind !== 'panel') return who;
    return { ...who, key: await store.read((db) => panelKey(db, who.document, warn)) };
  }

  return {
    async answer(message, sender) {
      try {
        const who = await identify(sender);
        if (!who || !(await isHome(who))) throw new Refused('wrong-origin');
        const read = requestSchema.safeParse(message);
        if (!read.success) throw new Refused('bad-message');
        if (!mayAsk(who, read.data)) throw new Refused('wrong-origin');
        return { ok: true, value: await handle(who, read.data, documentOf(sender)) };
      } catch (error) {
        const { refusal, cause } = refusedBy(error);
        if (cause !== undefined) warn(`${refusal.code}: ${errorName(cause)}`);
        return { ok: false, error: refusal };
      }
    },
    join(port) {
      const named = port.sender && identifySender(port.sender, self);
      if (!named) return port.disconnect();
      let gone = false;
      port.onDisconnect.addListener(() => {
        gone = true;
        ports.delete(port);
        if (named.kind === 'panel') setTimeout(() => release(named.document), RELEASE_DELAY_MS);
      });
      const take = (who: SenderIdentity) => {
        if (gone) return;
        ports.set(port, who);
        post(port, { type: 'connected', worker });
      };
      // Those known without asking are heard at once.
      if (named.kind === 'own-page' || (named.kind === 'content' && isTrustedSender(named)))
        return take(named);
      const admit = async () => {
        const who = await identify(port.sender!);
        const isBound = who?.kind !== 'panel' || who.key !== null;
        if (who && isBound && (await isHome(who))) take(who);
        else port.disconnect();
      };
      admit().catch(() => port.disconnect());
    },
    async learn(answered) {
      const views = await learnAnswered(store, answered, { now: now(), categoryOf, warn });
      if (views.length > 0) changed(views);
    },
    async move(from, to) {
      changed(await store.write((db) => moveItem(db, { from, to }, { now, warn })));
    },
    tellItems: changed,
    tellBackup: (backup) => tell((who) => (who.kind === 'own-page' ? { type: 'backup', backup } : null)),
    tellTokens: (tokens) => tell((who) => (who.kind === 'own-page' ? { type: 'tokens', tokens } : null)),
    recheck,
  };
}

/** @throws Refused when the sender stands in no tab */
function requireTab(document: TabDocument | null): TabDocument {
  if (!document) throw new Refused('wrong-origin');
  return document;
}

/** @returns views of the items of which something new was learnt, by each of their keys */
async function learnAnswered(
  store: Store,
  answered: readonly SeenFacts[],
  options: Omit<LearnOptions, 'save'>,
): Promise<ItemView[]> {
  const { warn } = options;
  const save = await store.writable();
  return store.read(async (db) => {
    const keys = answered.map(({ key }) => key);
    const heads = await headsOf(db, keys, warn);
    const named = answered.map((each) => ({ ...each, key: heads.get(each.key)! }));
    const before = await readFacts(db, [...new Set(heads.values())], warn);
    const facts = await learn(db, named, { ...options, save });
    const isNew = (key: ItemKey) => JSON.stringify(facts.get(key)) !== JSON.stringify(before.get(key)?.facts);
    return readAllNames(db, [...facts.keys()].filter(isNew), facts, warn);
  });
}

/** Views of these items by each of their keys: a page may still show one by a key it had before. */
async function readAllNames(
  db: Database,
  heads: readonly ItemKey[],
  facts: ReadonlyMap<ItemKey, Facts>,
  warn: Warn,
): Promise<ItemView[]> {
  const done = new Set(await db.items.where('key').anyOf(heads).primaryKeys());
  const names = await Promise.all(
    heads.map(async (head) => (done.has(head) ? (await readHistory(db, head, warn)).group.keys : [head])),
  );
  const headOf = new Map(names.flatMap((keys, i) => keys.map((key) => [key, heads[i]!])));
  const views = await readViews(db, [...headOf.keys()], warn);
  // Where nothing can be saved, they are at least shown.
  return views.map((view) => ({ ...view, facts: facts.get(headOf.get(view.key)!) ?? view.facts }));
}

/** Whether a page told more of an item than its key. */
const showsFacts = ({ key: _, ...shown }: SeenFacts): boolean =>
  Object.values(shown).some((value) => value !== null && value !== undefined);

/** Views in the order asked for, and the facts of those wanted by the keys they go by. */
async function see(
  store: Store,
  { seen }: Extract<Request, { type: 'see' }>,
  options: Omit<LearnOptions, 'save'>,
): Promise<{
  views: ItemView[];
  facts: (isWanted: (seen: SeenFacts) => boolean) => Map<ItemKey, Facts | null>;
}> {
  const { warn } = options;
  const save = await store.writable();
  return store.read(async (db) => {
    const keys = seen.map(({ key }) => key);
    const heads = await headsOf(db, keys, warn);
    const headOf = (key: ItemKey) => heads.get(key)!;
    const named = seen.map((each) => ({ ...each, key: headOf(each.key) }));
    const learnt = await learn(db, named, { ...options, save });
    const views = (await readViews(db, keys, warn)).map((view) => ({
      ...view,
      facts: learnt.get(headOf(view.key)) ?? view.facts,
    }));
    return {
      views,
      facts: (isWanted) =>
        new Map(views.filter((_, i) => isWanted(seen[i]!)).map(({ key, facts }) => [headOf(key), facts])),
    };
  });
}

/** A name tells what broke; an error's message could quote what a person wrote. */
const errorName = (error: unknown): string =>
  error instanceof Error ? `${error.name} ${stackLines(error)}` : typeof error;

/** The first lines of code the error passed through. */
const stackLines = (error: Error): string =>
  error.stack
    ?.match(/\(?[\w-]+\.(?:js|ts):\d+:\d+\)?/g)
    ?.slice(0, 3)
    .join(' ') ?? '';
