import type { FieldValue, Form, FormField, FormValues } from '../../../src/studio/makeMessages.ts';

/** What of all that was ever filled in belongs to this form: its other values are kept for other forms. */
export function fittingValues(form: Form, values: FormValues): FormValues {
	return Object.fromEntries(
		form.fields.flatMap((field) => {
			const value = values[field.name];
			return value !== undefined && fits(field, value) ? [[field.name, value]] : [];
		}),
	);
}

/** Whether another form's value can stand in a field of the same name. */
export function fits(field: FormField, value: FieldValue): boolean {
	switch (field.kind) {
		case 'text':
		case 'model':
		case 'json':
			return typeof value === 'string';
		case 'integer':
			return typeof value === 'number';
		case 'boolean':
			return typeof value === 'boolean';
		case 'choice':
			return field.values.some((choice) => choice.value === value);
		case 'texts':
		case 'images':
		case 'mask':
			return Array.isArray(value);
		case 'palette':
			return Array.isArray(value) || field.names.some((name) => name.value === value);
	}
}

/** The jobs there are, each with the form of its first model. */
export function jobsOf(forms: readonly Form[]): readonly Form[] {
	return forms.filter(({ job }, index) => forms.findIndex((form) => form.job === job) === index);
}

/** The form for a job: of the same model, if it has that. */
export function formOfJob(forms: readonly Form[], job: string, model: string): Form | undefined {
	const ofJob = forms.filter((form) => form.job === job);
	return ofJob.find((form) => form.model === model) ?? ofJob[0];
}

export const hasValue = (value: FieldValue | undefined): boolean =>
	value !== undefined && (!Array.isArray(value) || value.length > 0);

/** How many of the fields that are folded away are filled in. */
export function rarerFilled(form: Form | undefined, values: FormValues): number {
	return form?.fields.filter(({ name, common }) => !common && hasValue(values[name])).length ?? 0;
}

export type ImagesField = Extract<FormField, { kind: 'images' }>;

const imageFields = ({ fields }: Form): readonly ImagesField[] =>
	fields.filter((field) => field.kind === 'images');

/** The field that an image goes into which is to be made something of. */
export function imageField(form: Form): ImagesField | undefined {
	return imageFields(form).find(({ common }) => common);
}

/** Where an image may belong that is pasted in a field or elsewhere; more than one: the person has to say. */
export function pasteFields(form: Form, at: string | undefined): readonly ImagesField[] {
	const images = imageFields(form);
	const sure = images.find(({ name }) => name === at) ?? imageField(form);
	return sure ? [sure] : images;
}

/** All images that the values name, whatever form they are of. */
export function imagesIn(forms: readonly Form[], values: FormValues): readonly string[] {
	const names = new Set(
		forms.flatMap(({ fields }) =>
			fields.filter(({ kind }) => kind === 'images' || kind === 'mask').map(({ name }) => name),
		),
	);
	return Object.entries(values).flatMap(([name, value]) =>
		names.has(name) && Array.isArray(value) ? value : [],
	);
}

const RATIOS = [
	[1, 4],
	[1, 3],
	[1, 2],
	[9, 16],
	[2, 3],
	[3, 4],
	[4, 5],
	[1, 1],
	[5, 4],
	[4, 3],
	[3, 2],
	[16, 9],
	[2, 1],
	[3, 1],
	[4, 1],
] as const satisfies readonly (readonly [number, number])[];

/** The plain ratio that is closest to a size: "16:9". */
export function nearestRatio([width, height]: readonly [number, number]): string {
	const distance = ([across, down]: readonly [number, number]) =>
		Math.abs(Math.log(width / height) - Math.log(across / down));
	const [across, down] = RATIOS.toSorted((one, other) => distance(one) - distance(other))[0] ?? [1, 1];
	return `${across}:${down}`;
}

/** Sizes by their plain ratio, the tallest first. */
export function byRatio<T extends { readonly shape?: readonly [number, number] }>(
	sizes: readonly T[],
): readonly (readonly [ratio: string, sizes: readonly T[]])[] {
	const groups = Map.groupBy(sizes, ({ shape }) => nearestRatio(shape ?? [1, 1]));
	return RATIOS.map(([across, down]) => `${across}:${down}`).flatMap((ratio) => {
		const group = groups.get(ratio);
		return group ? [[ratio, group] as const] : [];
	});
}
