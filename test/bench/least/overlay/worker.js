// Nothing: the browser tests wait for an extension's worker before they go on.
