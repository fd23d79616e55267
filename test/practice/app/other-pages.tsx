/** @jsxImportSource react */
/** Pages that show no items. */
import { Icon } from './icons.tsx';
import { Link } from './link.tsx';
import { Repository, Shell } from './shell.tsx';

export function RepositoryPage({ repo }: { repo: string }) {
  return (
    <Repository repo={repo} tab="Code">
      <main className="Layout">
        <div className="Box">
          <div className="Box-header">
            <Icon name="book" /> <b>README</b>
          </div>
          <div className="Readme markdown-body">
            <h1>{repo}</h1>
            <p>Small parts that are put together by hand. See the issues for what is being worked on.</p>
          </div>
        </div>
      </main>
    </Repository>
  );
}

export function Missing() {
  return (
    <Shell place={['Page not found']}>
      <main className="Layout">
        <h1 className="PageTitle">There is no practice page here</h1>
        <p>
          Try the <Link href="/acme/widgets/issues">issues of acme/widgets</Link>, its{' '}
          <Link href="/acme/widgets/pulls">pull requests</Link> or the{' '}
          <Link href="/orgs/acme/projects/1">board</Link>.
        </p>
      </main>
    </Shell>
  );
}
