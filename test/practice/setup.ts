/** Before any browser test: the practice pages as their source is now. The extension itself is built by test/run.ts. */
import { buildPractice } from './build.ts';

export default buildPractice;
