import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit/html.js';

/** The ground and three colours, as `#rrggbb`. */
type Colours = readonly [ground: string, first: string, second: string, third: string];
type Motif = (colours: Colours) => SVGTemplateResult;

const SUN = { x: 28, y: 10, radius: 5 };
const FAR_HILLS = 'M0 21 Q8 11 17 18 T33 15 L40 18 V30 H0Z';
const NEAR_HILLS = 'M0 26 Q12 17 23 24 T40 22 V30 H0Z';
const SHOULDERS = 'M9 30 Q9 20 20 20 T31 30Z';

const scene: Motif = ([, first, second, third]) => svg`
	<circle cx=${SUN.x} cy=${SUN.y} r=${SUN.radius} fill=${third} />
	<path d=${FAR_HILLS} fill=${first} />
	<path d=${NEAR_HILLS} fill=${second} />`;

const outline: Motif = ([, first, second, third]) => svg`<g fill="none" stroke-width="1.2">
	<circle cx=${SUN.x} cy=${SUN.y} r=${SUN.radius} stroke=${third} />
	<path d=${FAR_HILLS} stroke=${first} />
	<path d=${NEAR_HILLS} stroke=${second} />
</g>`;

const glow: Motif = ([, first, second, third]) => svg`
	${[17, 13, 9].map((radius) => svg`<circle cx="13" cy="17" r=${radius} fill=${first} opacity="0.3" />`)}
	${[13, 10, 7].map((radius) => svg`<circle cx="28" cy="12" r=${radius} fill=${second} opacity="0.3" />`)}
	${[6, 4, 2].map((radius) => svg`<circle cx="21" cy="15" r=${radius} fill=${third} opacity="0.4" />`)}`;

const geometry: Motif = ([, first, second, third]) => svg`
	<rect x="4" y="5" width="15" height="20" fill=${first} />
	<circle cx="25" cy="13" r="9" fill=${second} opacity="0.9" />
	<path d="M17 27 L27 12 L37 27Z" fill=${third} opacity="0.9" />`;

const facets: Motif = ([, first, second, third]) => svg`
	<path d="M0 0 H18 L9 17 L0 12Z M26 30 L22 14 L40 9 V30Z" fill=${first} />
	<path d="M18 0 H40 V9 L22 14Z M0 30 V20 L9 17 L13 30Z" fill=${second} />
	<path d="M18 0 L22 14 L26 30 H13 L9 17Z" fill=${third} />`;

const strokes: Motif = ([
	,
	first,
	second,
	third,
]) => svg`<g fill="none" stroke-width="5" stroke-linecap="round">
	<path d="M4 9 Q16 2 34 8" stroke=${first} />
	<path d="M5 17 Q20 9 35 18" stroke=${second} />
	<path d="M7 25 Q22 18 31 26" stroke=${third} />
</g>`;

const scribble: Motif = ([
	,
	first,
	second,
	third,
]) => svg`<g fill="none" stroke-width="1.6" stroke-linecap="round">
	<path d="M4 22 C8 4 12 4 13 15 S20 26 22 14 S29 5 30 16 S35 22 37 12" stroke=${first} />
	<path d="M6 27 H34" stroke=${second} />
	<path d="M31 4 L34 8 M34 4 L31 8" stroke=${third} />
</g>`;

const dots: Motif = ([, first, second, third]) =>
	svg`${[0, 1, 2, 3, 4, 5].map((row) =>
		[0, 1, 2, 3, 4, 5, 6, 7].map((column) => {
			const [x, y] = [column * 5 + 2.5, row * 5 + 2.5];
			const distance = Math.hypot(x - 20, y - 15);
			const fill = distance < 8 ? third : distance < 14 ? second : first;
			return svg`<circle cx=${x} cy=${y} r=${Math.max(0.7, 2.5 - distance / 11)} fill=${fill} />`;
		}),
	)}`;

const rays: Motif = ([, first, second, third]) => svg`
	${[-60, -36, -12, 12, 36, 60].map(
		(angle) => svg`<path d="M20 30 L16 -12 H24Z" fill=${first} transform=${`rotate(${angle} 20 30)`} />`,
	)}
	<circle cx="20" cy="30" r="13" fill=${second} />
	<circle cx="20" cy="30" r="7" fill=${third} />`;

const streaks: Motif = ([, first, second, third]) => svg`<g stroke-linecap="round" stroke-width="2">
	<path d="M3 7 H31 M14 25 H38" stroke=${first} />
	<path d="M9 12 H37 M2 20 H20" stroke=${second} />
	<path d="M5 16 H28" stroke=${third} stroke-width="3" />
</g>`;

const portrait: Motif = ([, first, second, third]) => svg`
	<circle cx="20" cy="14" r="13" fill=${first} />
	<path d=${SHOULDERS} fill=${second} />
	<circle cx="20" cy="13" r="6" fill=${third} />`;

const collage: Motif = ([, first, second, third]) => svg`
	<rect x="3" y="6" width="17" height="20" fill=${first} transform="rotate(-9 11 16)" />
	<rect x="19" y="3" width="17" height="14" fill=${second} transform="rotate(7 27 10)" />
	<circle cx="23" cy="20" r="7" fill=${third} />
	<path d="M2 4 H12" stroke=${second} stroke-width="3" />`;

const plan: Motif = ([, first, second, third]) => svg`<g fill="none">
	<path d="M0 6 H40 M0 12 H40 M0 18 H40 M0 24 H40 M8 0 V30 M16 0 V30 M24 0 V30 M32 0 V30" stroke=${first} stroke-width="0.5" />
	<path d="M10 24 V13 L20 6 L30 13 V24Z" stroke=${second} stroke-width="1.2" />
	<path d="M17 24 V17 H23 V24" stroke=${third} stroke-width="1.2" />
</g>`;

/** What a style is like, in a few strokes of our own: no picture of Ideogram's. */
const STYLES: Readonly<Record<string, readonly [Motif, ...Colours]>> = {
	'80S_ILLUSTRATION': [rays, '#2a1a5e', '#5a2ea6', '#f45d9a', '#ffd166'],
	'90S_NOSTALGIA': [collage, '#d9cbe8', '#4aa5a0', '#f2a65a', '#7b4ea3'],
	ABSTRACT_ORGANIC: [glow, '#f4ead9', '#c46a3f', '#7f9a6b', '#e8b45a'],
	ANALOG_NOSTALGIA: [scene, '#e9d3ae', '#b98a5e', '#7a5a46', '#f3ead2'],
	ART_BRUT: [scribble, '#efe2c4', '#26221e', '#b8402f', '#2f5f8a'],
	ART_DECO: [rays, '#14213d', '#c9a227', '#f4e3b2', '#14213d'],
	ART_POSTER: [geometry, '#f6efe3', '#d8432f', '#22384f', '#f0b429'],
	AURA: [glow, '#fbe7f0', '#f29fc5', '#9fb7f2', '#fff3b8'],
	AVANT_GARDE: [facets, '#f2f2ee', '#1a1a1a', '#e33d2e', '#c8c8c0'],
	BAUHAUS: [geometry, '#f3ead7', '#d7382c', '#f1b51c', '#1f4e8c'],
	BLUEPRINT: [plan, '#174a8b', '#4f7fbd', '#e8f1fb', '#e8f1fb'],
	BLURRY_MOTION: [streaks, '#20242c', '#8896ab', '#c9d3e2', '#f4b86a'],
	BRIGHT_ART: [strokes, '#fff7d6', '#ff4f79', '#17b890', '#3a86ff'],
	C4D_CARTOON: [portrait, '#bfe3ff', '#ffd3b0', '#ff7b54', '#ffb26b'],
	CHILDRENS_BOOK: [scene, '#cdeaf5', '#9ecf8f', '#5fae74', '#ffd766'],
	COLLAGE: [collage, '#efe9dd', '#c96f53', '#3e6b75', '#e0b354'],
	COLORING_BOOK_I: [outline, '#ffffff', '#333333', '#333333', '#333333'],
	COLORING_BOOK_II: [scribble, '#ffffff', '#222222', '#222222', '#222222'],
	CUBISM: [facets, '#d9c6a5', '#8a6a4a', '#4f6d7a', '#c08552'],
	DARK_AURA: [glow, '#0d0b16', '#5b2a86', '#1f6f8b', '#c04cfd'],
	DOODLE: [scribble, '#fdfdf8', '#2b2b2b', '#3a86ff', '#ef476f'],
	DOUBLE_EXPOSURE: [portrait, '#dfe6ea', '#9fb4c0', '#5d7482', '#2f4550'],
	DRAMATIC_CINEMA: [scene, '#0b1b24', '#12333f', '#07131a', '#f08a3c'],
	EDITORIAL: [portrait, '#f1eeea', '#d8cfc6', '#2b2b2b', '#b98f75'],
	EMOTIONAL_MINIMAL: [scene, '#efece6', '#efece6', '#cfc7ba', '#d98f7a'],
	ETHEREAL_PARTY: [glow, '#2b1b3d', '#ff77c8', '#77e0ff', '#ffffff'],
	EXPIRED_FILM: [scene, '#c9b48a', '#8f7f63', '#5f6b57', '#e6a46c'],
	FLAT_ART: [scene, '#ffe3c2', '#f2856d', '#3d405b', '#f4a261'],
	FLAT_VECTOR: [scene, '#d6efff', '#6cc4a1', '#2a9d8f', '#ffb703'],
	FOREST_REVERIE: [scene, '#cfe0c3', '#5d8a66', '#2e4f3d', '#f6efc4'],
	GEO_MINIMALIST: [geometry, '#f7f5f0', '#c8d5d9', '#e3b7a0', '#44576d'],
	GLASS_PRISM: [facets, '#eaf4ff', '#a7d8ff', '#d9b8ff', '#b8fff0'],
	GOLDEN_HOUR: [scene, '#ffcf87', '#d9823b', '#6b3e26', '#fff2c9'],
	GRAFFITI_I: [strokes, '#3a3a40', '#ff2e88', '#23e5db', '#ffe600'],
	GRAFFITI_II: [scribble, '#c9c4bc', '#d7263d', '#1b998b', '#2e294e'],
	HALFTONE_PRINT: [dots, '#f7f0df', '#e0533d', '#b23a48', '#1d3557'],
	HIGH_CONTRAST: [facets, '#ffffff', '#000000', '#ffffff', '#777777'],
	HIPPIE_ERA: [rays, '#ffd23f', '#ee4266', '#f58f29', '#3bceac'],
	ICONIC: [portrait, '#e63946', '#f1faee', '#1d3557', '#a8dadc'],
	JAPANDI_FUSION: [geometry, '#efe8dd', '#cbbba4', '#8f9a86', '#5b5048'],
	JAZZY: [strokes, '#1b1b2f', '#e0a458', '#a63a50', '#419d78'],
	LONG_EXPOSURE: [streaks, '#0a1128', '#ff5d5d', '#ffd166', '#e8f1ff'],
	MAGAZINE_EDITORIAL: [portrait, '#e6d9f2', '#f7c9b6', '#1f1f2e', '#d99a7c'],
	MINIMAL_ILLUSTRATION: [outline, '#faf6ef', '#4a4e69', '#4a4e69', '#e07a5f'],
	MIXED_MEDIA: [collage, '#f2e9e4', '#22577a', '#c9ada7', '#e76f51'],
	MONOCHROME: [scene, '#e6e6e6', '#9a9a9a', '#4a4a4a', '#ffffff'],
	NIGHTLIFE: [streaks, '#12061f', '#ff2bd6', '#00e5ff', '#ffe45e'],
	OIL_PAINTING: [strokes, '#5c4630', '#d9a441', '#7d8f69', '#a34a28'],
	OLD_CARTOONS: [portrait, '#e9e2cf', '#cfc5aa', '#2a2a2a', '#f7f3e6'],
	PAINT_GESTURE: [strokes, '#f5f1ea', '#1d3f72', '#d1495b', '#edae49'],
	POP_ART: [dots, '#ffe74c', '#ff5964', '#35a7ff', '#ffffff'],
	RETRO_ETCHING: [outline, '#ece3cd', '#3b2f25', '#3b2f25', '#3b2f25'],
	RIVIERA_POP: [scene, '#9fe3f1', '#ffd9a0', '#ff7f6b', '#fff06a'],
	SPOTLIGHT_80S: [rays, '#120a2a', '#3a1a6a', '#ff3fa4', '#35e0ff'],
	STYLIZED_RED: [scene, '#f5c9bd', '#c1272d', '#5a0f14', '#ffefe6'],
	SURREAL_COLLAGE: [collage, '#bcd4e6', '#f2c14e', '#5f4b8b', '#f78154'],
	TRAVEL_POSTER: [scene, '#f5d08a', '#3f8f8b', '#1f4e5f', '#f26b4e'],
	VINTAGE_GEO: [geometry, '#ead9b5', '#b5543a', '#5b7f73', '#d9a441'],
	VINTAGE_POSTER: [rays, '#efdcb0', '#d8b36a', '#a43e2a', '#2f4a46'],
	WATERCOLOR: [glow, '#fbfaf5', '#7fb7d9', '#e7a6b0', '#b7d9a0'],
	WEIRD: [scribble, '#d4ff5c', '#7a1fa2', '#ff5722', '#00695c'],
	WOODBLOCK_PRINT: [outline, '#e8dcc0', '#1f3a5f', '#1f3a5f', '#b5322a'],
};

/** What the palettes are near to: their exact colours are Ideogram's own. */
const PALETTES: Readonly<Record<string, Colours>> = {
	EMBER: ['#3b1410', '#a3301c', '#ef7b2e', '#ffd08a'],
	FRESH: ['#e6f7ec', '#8fd9b6', '#4fb3bf', '#ffd76a'],
	JUNGLE: ['#12331f', '#2f6b3c', '#7fae4b', '#d8c26a'],
	MAGIC: ['#2a1455', '#6a2fb5', '#e05fd0', '#79d7f2'],
	MELON: ['#ffe1d6', '#ff8f7a', '#f25c6e', '#8fce8a'],
	MOSAIC: ['#1f5f8b', '#e0a63a', '#c8463a', '#3a9b7a'],
	PASTEL: ['#fbd9e3', '#d9e4fb', '#d7f2df', '#fbf3cf'],
	ULTRAMARINE: ['#0f1d6b', '#2640c9', '#6f8cf0', '#e6ecff'],
};

/** A picture beside a choice's words; nothing for what is none of these. */
export function sketchTemplate(value: string | undefined): TemplateResult | typeof nothing {
	const style = STYLES[value ?? ''];
	if (!style) {
		return nothing;
	}
	const [motif, ...colours] = style;
	return html`<svg class="sketch" viewBox="0 0 40 30" aria-hidden="true">
		<rect width="40" height="30" fill=${colours[0]} />
		${motif(colours)}
	</svg>`;
}

export function paletteSketchTemplate(value: string): TemplateResult | typeof nothing {
	const colours = PALETTES[value];
	return colours
		? html`<svg class="sketch" viewBox="0 0 40 30" aria-hidden="true">
				${colours.map((colour, at) => svg`<rect x=${at * 10} width="10" height="30" fill=${colour} />`)}
			</svg>`
		: nothing;
}
