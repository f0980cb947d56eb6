import type { TemplateResult } from 'lit/html.js';
import type { Changed, PanelState, Task, ViewName } from '../../src/studio/messages.ts';
import type { Dialogs } from './dialog.ts';
import type { Format } from './format.ts';
import type { Menu } from './menu.ts';
import type { Rpc } from './rpc.ts';

/** One view of the panel. To add one: its name and state in messages.ts, and its line in views.ts. */
export interface View {
	/** What it looks like now; called again after each `context.update()`. */
	template(): TemplateResult;
	/** It has come to the front. */
	shown(): void;
	/** Something in the store is not what it was; whether it matters is for the view to say. */
	changed(what: Changed): void;
	/** The same while another view is in front, for those that have something to say of it; `changed` follows later. */
	missed?(what: Changed): void;
	/** Something is to be begun on an image; for the view that makes. */
	begin?(task: Task): void;
	/** It is to show something else, such as other filters. */
	restore(state: Partial<PanelState>): void;
	/** Takes an entry of History into its form; only Make has one. */
	use?(entry: string, job?: string): Promise<void>;
	/** What is to be kept while the panel is hidden or the window reloads. */
	state(): Partial<PanelState>;
}

/** What a view is given. */
export interface ViewContext {
	readonly rpc: Rpc;
	readonly format: Format;
	readonly initial: PanelState;
	/** Draws anew, soon. */
	update(): void;
	/** Remembers the state, soon. */
	save(): void;
	/** For screen readers. */
	announce(text: string): void;
	/** An error as a bar over the view, until it is closed; the page's own end is none. */
	fail(error: unknown): void;
	menu: Menu['open'];
	dialog: Dialogs['open'];
	/** Goes to Make with an entry of History as the image of the form. `job`: what is to be made of it. */
	use(entry: string, job?: string): Promise<void>;
}

export interface ViewEntry {
	readonly name: ViewName;
	readonly title: () => string;
	/** Loaded when it is first shown. */
	readonly load: () => Promise<(context: ViewContext) => View>;
}
