/** @jsxImportSource react */
import FocusLock from 'react-focus-lock';
import { IssueView } from './issue-view.tsx';

/** Over the page, or beside it: Jira's people are given now the one, now the other. */
export function Beside({ name, form, close }: { name: string; form: 'modal' | 'panel'; close: () => void }) {
  if (form === 'panel') {
    return (
      <section className="panel" aria-label={name} data-testid="preview-panels.preview-panel">
        <IssueView name={name} close={close} />
      </section>
    );
  }
  return (
    <div className="blanket" data-testid="issue.views.issue-details.issue-modal.modal-dialog--blanket">
      <section
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-label={name}
        data-testid="issue.views.issue-details.issue-modal.modal-dialog"
      >
        <FocusLock>
          <IssueView name={name} close={close} />
        </FocusLock>
      </section>
    </div>
  );
}
