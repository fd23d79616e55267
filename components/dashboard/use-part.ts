/** Which part of the dashboard the address names, kept up to date: by links, by back and forward, by hand. */
import { useEffect, useState } from 'preact/hooks';
import { type DashboardPart, partOf } from '../ui/dashboard-address';

export function usePart(): DashboardPart {
  const [part, setPart] = useState(() => partOf(location.hash));

  useEffect(() => {
    const ending = new AbortController();
    addEventListener('hashchange', () => setPart(partOf(location.hash)), { signal: ending.signal });
    return () => ending.abort();
  }, []);

  return part;
}
