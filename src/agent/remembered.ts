import { sha256Of } from '../store/replacing.ts';
import type { AgentParts } from './parts.ts';
import type { ToolRequest } from './request.ts';

/**
 * What a paid description has said of the very same bytes, which costs nothing
 * to say again. Undefined: nothing, or the sandbox answers, which is free.
 */
export async function rememberedCaption(
	{ store, targets }: Pick<AgentParts, 'store' | 'targets'>,
	{ tool, sources }: ToolRequest,
): Promise<string | undefined> {
	const [source] = sources;
	if (tool.result !== 'text' || !source || targets.sandboxOn) {
		return undefined;
	}
	const sha256 = sha256Of(source.file.bytes);
	return (await (await store()).records.captionsFor([sha256]))[sha256];
}
