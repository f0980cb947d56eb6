/** Writes every text of the code that is to be translated to `bundle.l10n.json`: `npm run l10n`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleText } from './strings.ts';

writeFileSync(path.join(import.meta.dirname, '../../l10n/bundle.l10n.json'), bundleText());
