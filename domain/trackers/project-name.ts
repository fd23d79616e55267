/** Names of items that begin with their project's or team's: `APP-12`. */

export const projectOf = (issue: string): string => issue.slice(0, issue.lastIndexOf('-')).toUpperCase();

/** "step-2 of the plan" is no name: in lower case only the project or team at hand is meant. */
export const isMeant = (name: string, project: string | null): boolean =>
  projectOf(name) === project || name === name.toUpperCase();
