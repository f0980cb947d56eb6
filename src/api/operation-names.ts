import { t } from '@vscode/l10n';

/** An operation for a person, from its id: `removeBackground/3.0` is "Remove Background". */
export function operationName(id: string): string {
	const job = id.split('/')[0] ?? '';
	return translated(job) ?? fromCamelCase(job);
}

function translated(job: string): string | undefined {
	switch (job) {
		case 'generate':
			return t('Generate');
		case 'generateTransparent':
			return t('Generate Transparent');
		case 'remix':
			return t('Remix');
		case 'edit':
			return t('Edit');
		case 'instructEdit':
			return t('Instruct Edit');
		case 'reframe':
			return t('Reframe');
		case 'upscale':
			return t('Upscale');
		case 'describe':
			return t('Describe');
		case 'removeBackground':
			return t('Remove Background');
		case 'replaceBackground':
			return t('Replace Background');
		case 'removeObject':
			return t('Remove Object');
		case 'layerizeText':
			return t('Layerize Text');
		case 'magicPrompt':
			return t('Magic Prompt');
		default:
			return undefined;
	}
}

function fromCamelCase(job: string): string {
	const words = job.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ').trim();
	return words.charAt(0).toUpperCase() + words.slice(1);
}
