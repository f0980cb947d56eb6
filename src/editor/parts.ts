import type * as vscode from 'vscode';
import type { Jobs } from '../jobs/jobs.ts';
import type { Store } from '../store/store.ts';
import type { Access } from './access.ts';
import type { CodecOpener } from './codecOpener.ts';
import type { Keys } from './keys.ts';
import type { LastEditor } from './lastEditor.ts';
import type { Targets } from './targets.ts';

/** What features are built from; made once, in `activate`. */
export interface Parts {
	readonly context: vscode.ExtensionContext;
	readonly log: vscode.LogOutputChannel;
	readonly keys: Keys;
	readonly targets: Targets;
	readonly access: Access;
	readonly jobs: Jobs;
	/** Opens the store when it is first needed. */
	readonly store: () => Promise<Store>;
	readonly codec: CodecOpener;
	/** The text editor that the person was in last, also while a panel has the focus. */
	readonly lastEditor: LastEditor;
}
