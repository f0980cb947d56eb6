import assert from 'node:assert/strict';
import { brushPlace, paintCapsule, paintRectangle } from '../../media/studio/painter/shapes.ts';
import { expected, openStage, same } from './painterStage.ts';
import { type Browser, openBrowser } from './rig.ts';

describe('The inputs of the mask painter', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const open = () => openStage(browser);

	it('is worked by keys alone: cursor, stroke, eraser, rectangle', async () => {
		const rig = await open();
		await rig.tabToStage();
		assert.match(await rig.status(), /^Brush · 24 px · 250, 150 · Nothing will change$/);
		await rig.keys(' ');
		assert.match(await rig.status(), /Less than 1% will change$/);
		// While Space is held, the cursor leaves a trace.
		await rig.page.keyboard.down(' ');
		await rig.keys('Shift+ArrowRight');
		await rig.page.keyboard.up(' ');
		await rig.drawn();
		const place = /(\d+), 150/.exec(await rig.status());
		const x = Number(place?.[1]);
		assert.ok(x > 260);
		const trace = expected((mask) => {
			paintCapsule(mask, brushPlace(250.5, 150.5, 24), brushPlace(x + 0.5, 150.5, 24), 24, true);
		});
		same(await rig.mask(), trace);
		await rig.keys('e', ']', 'Enter');
		assert.match(await rig.status(), /^Eraser · 32 px/);
		const erased = expected((mask) => {
			mask.bits.set(trace);
			paintCapsule(mask, brushPlace(x + 0.5, 150.5, 32), brushPlace(x + 0.5, 150.5, 32), 32, false);
		});
		same(await rig.mask(), erased);
		await rig.keys('Delete', 'r', 'Enter', 'Shift+ArrowLeft', 'ArrowDown');
		assert.ok(await rig.page.locator('.painter-selection').isVisible());
		await rig.keys('Enter');
		const other = /(\d+), (\d+)/.exec(await rig.status());
		const [left, bottom] = [Number(other?.[1]), Number(other?.[2])];
		assert.ok(left < x && bottom > 150);
		same(
			await rig.mask(),
			expected((mask) => paintRectangle(mask, { left, top: 150, right: x + 1, bottom: bottom + 1 }, true)),
		);
		assert.ok(await rig.page.locator('.painter-selection').isHidden());
	});

	it('says what happens to those who do not see it', async () => {
		const rig = await open();
		await rig.tabToStage();
		await rig.keys('ArrowRight', 'Enter', 'ArrowRight', 'r', 'Enter', 'Escape', ']', 'i', 'Control+z');
		const said = await rig.announced();
		assert.match(said[0] ?? '', /^25\d, 150, stays$/);
		assert.equal(said[1], 'Less than 1% will change');
		assert.match(said[2] ?? '', /^25\d, 150, will change$/);
		assert.equal(said[3], 'Rectangle');
		assert.match(said[4] ?? '', /^First corner at 25\d, 150$/);
		assert.equal(said[5], '32 px');
		assert.equal(said[6], 'Inverted; 99% will change');
		assert.equal(said[7], 'Undone; Less than 1% will change');
		assert.equal(said.length, 8);
	});

	it('keeps its keys from the editor, and leaves it those that it does not use', async () => {
		const rig = await open();
		await rig.evaluate(
			"addEventListener('keydown', ({ key }) => (window.passed ??= []).push(key), { capture: false })",
		);
		await rig.stage.focus();
		await rig.keys('b', 'Control+z', 'ArrowLeft', 'Control+s', 'F2');
		assert.deepEqual(await rig.evaluate('passed'), ['Control', 'Control', 's', 'F2']);
	});

	it('zooms where it is pointed at, and hits a single pixel there', async () => {
		const rig = await open();
		for (let size = 0; size < 12; size++) {
			await rig.stage.focus();
			await rig.page.keyboard.press('[');
		}
		const [x, y] = rig.at(333.5, 77.5).map(Math.round) as [number, number];
		await rig.page.mouse.move(x, y);
		const origin = rig.at(0, 0);
		const pixel = {
			x: Math.floor((x - origin[0]) / rig.view.scale),
			y: Math.floor((y - origin[1]) / rig.view.scale),
		};
		for (let turn = 0; turn < 12; turn++) {
			await rig.page.mouse.wheel(0, -200);
		}
		await rig.drawn();
		await rig.page.mouse.down();
		await rig.page.mouse.up();
		await rig.drawn();
		same(
			await rig.mask(),
			expected((mask) => {
				paintRectangle(mask, { left: pixel.x, top: pixel.y, right: pixel.x + 1, bottom: pixel.y + 1 }, true);
			}),
		);
		assert.match(await rig.status(), new RegExp(`^Brush · 1 px · ${pixel.x}, ${pixel.y} · `));
	});

	it('takes the focus with the mouse, and shows a frame and its cross only to those who use keys', async () => {
		const rig = await open();
		const isSeen = () =>
			rig.evaluate<boolean>("document.querySelector('.painter-stage').matches(':focus-visible')");
		const cross = rig.page.locator('.painter-cross');
		await rig.drag([rig.at(60, 60), rig.at(90, 60)]);
		assert.equal(await rig.evaluate("document.activeElement.matches('.painter-stage')"), true);
		assert.equal(await isSeen(), false);
		assert.equal(await cross.getAttribute('hidden'), '');
		await rig.tabToStage();
		assert.equal(await isSeen(), true);
		assert.equal(await cross.getAttribute('hidden'), null);
	});

	it('moves by Space, by the middle button and by keys, without a trace', async () => {
		const rig = await open();
		const { page } = rig;
		const [x, y] = rig.at(250, 150).map(Math.round) as [number, number];
		const pointed = async () => {
			await page.mouse.move(x, y);
			await rig.drawn();
			return /\d+, \d+/.exec(await rig.status())?.[0];
		};
		await page.mouse.move(x, y);
		await rig.stage.click({ button: 'right', position: { x: 5, y: 5 } });
		await page.mouse.move(x, y);
		await rig.keys('+', '+', '+', '+');
		const start = await pointed();
		await page.keyboard.down(' ');
		await page.mouse.down();
		await page.mouse.move(x + 60, y + 40, { steps: 3 });
		await page.mouse.up();
		await page.keyboard.up(' ');
		const afterSpace = await pointed();
		assert.notEqual(afterSpace, start);
		await page.mouse.down({ button: 'middle' });
		await page.mouse.move(x - 60, y - 40, { steps: 3 });
		await page.mouse.up({ button: 'middle' });
		assert.equal(await pointed(), start);
		await rig.keys('Control+ArrowRight');
		assert.notEqual(await pointed(), start);
		await rig.keys('0');
		await rig.drawn();
		assert.equal(await rig.button('Show Whole Image').getAttribute('aria-disabled'), 'true');
		assert.equal(await rig.evaluate('painter.isEmpty()'), true);
		assert.equal(await rig.changes(), 0);
	});

	it('follows the cursor of the keys when it leaves what is shown', async () => {
		const rig = await open();
		await rig.tabToStage();
		await rig.keys('+', '+', '+', '+', '+', '+');
		for (let step = 0; step < 12; step++) {
			await rig.page.keyboard.press('Shift+ArrowRight');
		}
		await rig.drawn();
		const cross = await rig.page.locator('.painter-cross').boundingBox();
		const stage = await rig.stage.boundingBox();
		assert.ok(cross && stage && cross.x > stage.x && cross.x < stage.x + stage.width);
	});

	it('changes the size by wheel, keys and slider alike', async () => {
		const rig = await open();
		await rig.page.mouse.move(...rig.at(250, 150));
		await rig.page.keyboard.down('Shift');
		await rig.page.mouse.wheel(0, -120);
		await rig.page.keyboard.up('Shift');
		await rig.page.locator('.painter-status', { hasText: 'Brush · 32 px' }).waitFor();
		await rig.stage.focus();
		await rig.keys('[', '[');
		assert.match(await rig.status(), /^Brush · 16 px/);
		const slider = rig.page.getByRole('slider', { name: 'Size' });
		assert.equal(await slider.getAttribute('aria-valuetext'), '16 px');
		await slider.focus();
		await rig.keys('End');
		assert.match(await rig.status(), /^Brush · 512 px/);
	});

	it('paints with one finger, and zooms with two without a trace', async () => {
		const rig = await open();
		const session = await rig.page.context().newCDPSession(rig.page);
		const touch = (type: string, ...fingers: readonly (readonly [number, number])[]) =>
			session.send('Input.dispatchTouchEvent', {
				type: type as 'touchStart',
				touchPoints: fingers.map(([x, y], id) => ({ x, y, id })),
			});
		await touch('touchStart', rig.at(100, 100));
		await touch('touchMove', rig.at(150, 100));
		await touch('touchEnd');
		await rig.drawn();
		const painted = await rig.mask();
		assert.ok(painted.some((byte) => byte !== 0));
		await touch('touchStart', rig.at(200, 150));
		await touch('touchMove', rig.at(205, 150));
		await touch('touchStart', rig.at(205, 150), rig.at(300, 150));
		await touch('touchMove', rig.at(155, 150), rig.at(350, 150));
		await touch('touchEnd');
		await rig.drawn();
		same(await rig.mask(), painted);
		assert.equal(await rig.button('Show Whole Image').getAttribute('aria-disabled'), null);
		await session.detach();
	});
});
