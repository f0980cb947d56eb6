import { operationName } from '../api/operation-names.ts';
import { localDay } from '../store/days.ts';
import type { Spent, SpentFor } from '../store/spending.ts';
import type { Handlers } from './dispatcher.ts';
import { createHandles } from './handles.ts';
import type { Amounts, Limit } from './messages.ts';
import type { SpendingContext, SpendingParts } from './parts.ts';

type SpendingHandlers = Pick<Handlers, 'spending/report' | 'spending/mark' | 'spending/export'>;

const SHOWN_PROMPT = 500;

/** Answers what the view Spending asks. */
export function createSpendingHandlers(parts: SpendingParts): SpendingHandlers {
	const { records, spendingContext, exportSpending, now = () => new Date() } = parts;
	const calls = createHandles<string>();
	return {
		async 'spending/report'({ month }) {
			const today = localDay(now());
			const current = today.slice(0, 7);
			const shown = month ?? current;
			const [report, context] = await Promise.all([
				records().then((store) => store.spendingReport(shown)),
				spendingContext(),
			]);
			return {
				month: shown,
				months: [...new Set([current, shown, ...report.months])].sort().reverse(),
				today,
				total: amounts(report.total),
				days: report.days.map((day) => ({ ...amounts(day), day: day.day })),
				operations: groups(report.operations, operationName),
				models: groups(report.models),
				workspaces: groups(report.workspaces),
				unsettled: report.unsettled.map(({ callId, prompt, operation, ...call }) => ({
					created: call.created,
					model: call.model,
					amount: call.amount,
					state: call.state,
					message: call.message,
					handle: calls.of(callId, callId),
					operation: operationName(operation),
					prompt: prompt.slice(0, SHOWN_PROMPT),
				})),
				withheld: report.withheld.map(({ callId, prompt, operation, ...call }) => ({
					created: call.created,
					model: call.model,
					amount: call.amount,
					withheld: call.withheld,
					images: call.images,
					handle: calls.of(callId, callId),
					operation: operationName(operation),
					prompt: prompt.slice(0, SHOWN_PROMPT),
				})),
				sandboxCalls: report.sandboxCalls,
				limits: limitsOf(context),
				machine: context.machine,
				remote: context.remote,
				notes: context.overrides,
				oldPrices: context.oldPrices,
			};
		},
		async 'spending/mark'({ call, notCharged }) {
			const callId = calls.get(call);
			const store = await records();
			return {
				done: await (notCharged ? store.markNotCharged(callId, now().getTime()) : store.unmark(callId)),
			};
		},
		async 'spending/export'() {
			await exportSpending();
			return { done: true };
		},
	};
}

function amounts({ calls, images, charged, open }: Spent): Amounts {
	return { calls, images, charged, open };
}

/** Dearest first; two that a person knows by one name are one. */
function groups(spent: readonly SpentFor[], name = (id: string) => id): (Amounts & { label: string })[] {
	const byLabel = new Map<string, Amounts>();
	for (const group of spent) {
		const label = name(group.name);
		const sum = byLabel.get(label) ?? { calls: 0, images: 0, charged: 0, open: 0 };
		byLabel.set(label, {
			calls: sum.calls + group.calls,
			images: sum.images + group.images,
			charged: sum.charged + group.charged,
			open: sum.open + group.open,
		});
	}
	return [...byLabel]
		.map(([label, sum]) => ({ ...sum, label }))
		.sort((one, other) => other.charged + other.open - one.charged - one.open);
}

/** The day is always shown; the others where they are limited. */
function limitsOf({ caps, today }: SpendingContext): Limit[] {
	const all = (['day', 'agentsDay', 'month'] as const).map((of): Limit => {
		const cap = caps[of];
		return { of, spent: today[of], ...(cap === undefined ? {} : { cap }) };
	});
	return all.filter(({ of, cap }) => of === 'day' || cap !== undefined);
}
